import type { InfobipRequest, Transport } from '../call/client';
import { UnexpectedAnswer, type FieldPath } from '../errors';
import { isObject, objectOf, parseJson, textOf, type JsonObject, type JsonValue } from '../json';
import { recipientName, type OutboundMessage } from '../message/message';
import { apiErrorIn } from '../call/requestOutcome';
import { chainMessage } from './chainMessage';
import { violatedStep } from './violatedStep';

/** What Infobip says about one member of a message. */
export interface Remark {
	/** As Infobip names it: `messages[0].failover[1].content.buttons`. */
	readonly property: string;
	/** The same in our words; undefined if it is none of ours. */
	readonly field: FieldPath | undefined;
	readonly problem: string;
}

/** What would become of a message on one of its channels. */
export interface ChannelFinding {
	/** 0 is Messenger, then the steps from 1. */
	readonly step: number;
	readonly channel: string;
	/** Infobip would not send the message. */
	readonly refused: readonly Remark[];
	/** Infobip would send it without this (documented: "skippable"). */
	readonly leftOut: readonly Remark[];
}

/**
 * Asks Infobip what it would do with a message, `POST /messages-api/1/messages/validate` (documented).
 * Nothing is sent. Throws ApiError, ConnectionError and UnexpectedAnswer.
 *
 * @param message has passed `checkMessage`
 */
export async function validateMessage(
	transport: Transport,
	message: OutboundMessage,
): Promise<ChannelFinding[]> {
	const task = `validate the message to ${recipientName(message)}`;
	const path = '/messages-api/1/messages/validate';
	const body = JSON.stringify({
		messages: [chainMessage(message, message.options.messageId)],
		options: { messageOrdering: { respectOrder: false } },
	});
	const request: InfobipRequest = { task, method: 'POST', path, body };
	const answer = await transport(request);
	const json = parseJson(answer.body);
	const found = objectOf(json);
	const isVerdict = answer.status === 400 && isVerdictOn(found);
	const error = isVerdict ? undefined : apiErrorIn(request, answer);
	if (error) throw error;
	if (textOf(found.description) === undefined) throw new UnexpectedAnswer(task, json);
	const remarks = (list: JsonValue | undefined): Remark[] =>
		(Array.isArray(list) ? list : []).filter(isObject).map((one) => remarkOf(one, message));
	const refused = remarks(found.violations);
	const leftOut = remarks(found.skippableViolations);
	const channels = ['MESSENGER', ...(message.options.failover ?? []).map((step) => step.channel)];
	return channels.map((channel, step) => ({
		step,
		channel,
		refused: refused.filter((remark) => stepOf(remark) === step),
		leftOut: leftOut.filter((remark) => stepOf(remark) === step),
	}));
}

/** Unlike an error of the platform, it has no code (documented). */
function isVerdictOn(found: JsonObject): boolean {
	return Array.isArray(found.violations) && found.errorCode === undefined;
}

function remarkOf({ property, violation }: JsonObject, { content }: OutboundMessage): Remark {
	const name = textOf(property) ?? '';
	return {
		property: name,
		field: violatedStep(name, content.type),
		problem: textOf(violation) ?? 'is not valid',
	};
}

/** What is about the message as a whole is reported with its first channel. */
function stepOf({ property }: Remark): number {
	const [, step] = /^messages\[0\]\.failover\[(\d+)\]/.exec(property) ?? [];
	if (step !== undefined) return Number(step) + 1;
	const [, place] = /\.byChannel\[(\d+)\]/.exec(property) ?? [];
	return Number(place ?? 0);
}
