/** What was asked, and whether a reply answers it. */
import { InvalidInput, type Violation } from '../errors';
import { type JsonObject, type JsonValue } from '../json';
import { checkText } from '../message/fieldRules';
import type { Step } from './reference';
import type { Reply } from './reply';
import { readValue, type ReplyKind } from './replyKinds';
import type { Today } from './writtenDate';

export type Question =
	| {
			readonly type: 'approval';
			/** The first approves; a second one declines. */
			readonly choices: readonly Choice[];
			/** Whether a customer who declines is asked why. */
			readonly asksReason: boolean;
	  }
	| { readonly type: 'choice'; readonly choices: readonly Choice[] }
	| { readonly type: 'typed'; readonly accepts: ReplyKind };

/** A button or quick reply. */
export interface Choice {
	readonly title: string;
	readonly value: string;
}

export const APPROVED = 'approve';
export const DECLINED = 'decline';

/** What a reply leads to. */
export type Verdict =
	/** The execution continues with this. */
	| { readonly answer: JsonObject }
	/** It declines, and the reason is asked for. */
	| { readonly asks: 'reason' }
	/** It does not answer the question. */
	| 'misfit';

/**
 * Reads a reply to a question.
 *
 * @param tapped the value that n8n's signature vouches for; undefined if the reply was typed
 * @param step 'reason' once the customer has declined and was asked why
 */
export function readReply(
	question: Question,
	reply: Reply,
	{ tapped, step, today }: { tapped: string | undefined; step: Step; today: Today },
): Verdict {
	const value = tapped ?? typedChoice(question, reply);
	switch (question.type) {
		case 'typed': {
			const typed = readValue(question.accepts, reply, today);
			return typed === undefined ? 'misfit' : { answer: answerOf({ value: typed }, reply) };
		}
		case 'choice':
			return value === undefined ? 'misfit' : { answer: answerOf({ choice: value }, reply) };
		case 'approval':
			if (value === APPROVED) return { answer: answerOf({ approved: true }, reply) };
			if (value === DECLINED) {
				if (question.asksReason && step !== 'reason') return { asks: 'reason' };
				return { answer: answerOf({ approved: false }, reply) };
			}
			return step === 'reason' && reply.text !== null
				? { answer: answerOf({ approved: false, reason: reply.text }, reply) }
				: 'misfit';
	}
}

/** What the workflow is given if no reply has fitted as often as was asked. */
export function withoutAnswer(question: Question, reply: Reply): JsonObject {
	const nothing: Record<Question['type'], JsonObject> = {
		approval: { approved: false, valid: false },
		choice: { choice: null, valid: false },
		typed: { value: null, valid: false },
	};
	return answerOf(nothing[question.type], reply);
}

function answerOf(members: Readonly<Record<string, JsonValue>>, reply: Reply): JsonObject {
	const { text, type, payload, url, messageId, from } = reply;
	return { valid: true, ...members, text, type, payload, url, messageId, from };
}

/** "Yes" typed for the button Yes: without regard to case, accents and marks around it. */
function typedChoice(question: Question, { text, type }: Reply): string | undefined {
	if (question.type === 'typed' || text === null || type === 'postback') return undefined;
	const matching = question.choices.filter(({ title, value }) =>
		[title, value].some((name) => isSame(name, text)),
	);
	return new Set(matching.map(({ value }) => value)).size === 1 ? matching[0]?.value : undefined;
}

function isSame(left: string, right: string): boolean {
	const [plainLeft, plainRight] = [plain(left), plain(right)];
	// Of a title such as "👍" nothing is left: then it is compared as it is.
	return plainLeft === '' ? left.trim() === right.trim() : plainLeft === plainRight;
}

function plain(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** Infobip and Meta: 13 quick replies, 3 buttons; titles of 20 characters. */
const MOST_CHOICES = { page: 13, application: 3 } as const;
const TITLE = 20;
/** A payload has 1,000 characters, and the reference needs up to 200 of them. */
const VALUE = 500;

/** Throws InvalidInput. The question's text is checked with its message. */
export function checkQuestion(question: Question, sender: 'page' | 'application'): void {
	const violations =
		question.type === 'typed'
			? checkTyped(sender)
			: question.type === 'choice'
				? checkChoices(question.choices, sender)
				: checkLabels(question.choices);
	if (violations.length > 0) throw new InvalidInput(violations);
}

function checkTyped(sender: 'page' | 'application'): Violation[] {
	if (sender === 'page') return [];
	const problem =
		"cannot be 'Typed Reply' from an Application: nothing in the Facebook API shows which question a typed message answers. Use a Page, or choose 'Choice'";
	return [{ field: ['responseType'], problem }];
}

function checkChoices(choices: readonly Choice[], sender: 'page' | 'application'): Violation[] {
	const most = MOST_CHOICES[sender];
	if (choices.length === 0) return [{ field: ['choices'], problem: 'is empty' }];
	if (choices.length > most) {
		const shown = sender === 'page' ? 'quick replies' : 'buttons';
		const problem = `has ${choices.length} entries, and Messenger shows at most ${most} ${shown}`;
		return [{ field: ['choices'], problem }];
	}
	return choices.flatMap(({ title, value }, index) => [
		...checkText(['choices', index, 'title'], title, TITLE),
		...checkText(['choices', index, 'value'], value, VALUE),
	]);
}

function checkLabels(choices: readonly Choice[]): Violation[] {
	return choices.flatMap(({ title }, index) =>
		checkText([index === 0 ? 'approveLabel' : 'disapproveLabel'], title, TITLE),
	);
}
