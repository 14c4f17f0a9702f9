/** Turns what `infobip/` throws into what the person in the editor reads. The only place that does. */
import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';

import {
	ApiError,
	ConnectionError,
	InvalidInput,
	OutcomeUnknown,
	UnexpectedAnswer,
	parseFieldPath,
	type ConnectionFailure,
	type Refusal,
	type RefusedProperty,
	type Violation,
} from '../../infobip/errors';
import { textOf } from '../../infobip/json';
import { MessageRejected } from '../../infobip/sending/MessageRejected';
import type { FailedOutcome } from '../../infobip/sending/outcome';
import { labelOf } from './fieldLabel';

export type NodeError = NodeApiError | NodeOperationError;

export interface ErrorContext {
	readonly node: INode;
	/** The input item; undefined if there are none, as in a trigger. */
	readonly itemIndex?: number;
	/** True if the message has to say which item it is about. */
	readonly amongOthers?: boolean;
	/** If the item was sent in parts: which of them the error is about, and what became of the others. */
	readonly parts?: FailedOutcome['parts'];
	/** A sentence behind the description: what became of the other items. */
	readonly note?: string;
}

/** An error in words, for a node error as well as for an item. */
export interface ErrorText {
	readonly message: string;
	readonly description: string | undefined;
	readonly httpCode?: string;
}

/** The error for the person in the editor. */
export function toNodeError(error: unknown, errorContext: ErrorContext): NodeError {
	const { node, itemIndex } = errorContext;
	const { message, description, httpCode } = errorText(error, errorContext);
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.message = message;
		error.description = description;
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (error instanceof InvalidInput) {
		return new NodeOperationError(node, message, {
			description: description ?? 'Nothing was sent.',
			itemIndex,
		});
	}
	if (isFromInfobip(error)) {
		// The first is what n8n shows as the answer: never ours, because a request has the login.
		const answer: JsonObject = { message, ...(httpCode === undefined ? {} : { httpCode }) };
		const nodeError = new NodeApiError(node, answer, { message, description, httpCode, itemIndex });
		// n8n puts a text of its own in place of one with a code such as ECONNRESET in it.
		nodeError.message = message;
		return nodeError;
	}
	const cause = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(node, cause, { message, description, itemIndex });
}

/** What to say about an error, whatever it is. Changes nothing. */
export function errorText(error: unknown, errorContext: ErrorContext): ErrorText {
	const text = plainText(error, errorContext.node);
	const description = [text.description, partsSentence(errorContext), errorContext.note]
		.filter((sentence) => sentence !== undefined && sentence !== null && sentence !== '')
		.map((sentence) => (/[.!?…]$/.test(String(sentence)) ? sentence : `${sentence}.`))
		.join(' ');
	return {
		...text,
		message: numbered(text.message, errorContext),
		description: description === '' ? undefined : description,
	};
}

function isFromInfobip(error: unknown): boolean {
	return (
		error instanceof ApiError ||
		error instanceof ConnectionError ||
		error instanceof OutcomeUnknown ||
		error instanceof MessageRejected ||
		error instanceof UnexpectedAnswer
	);
}

function plainText(error: unknown, node: INode): ErrorText {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		const { message, description } = error;
		return { message, description: description ?? undefined };
	}
	if (error instanceof InvalidInput) {
		return { message: invalidInput(error.violations, node), description: undefined };
	}
	if (error instanceof ApiError) return refused(error, node);
	if (error instanceof ConnectionError) return notConnected(error);
	if (error instanceof OutcomeUnknown) return unknownOutcome(error);
	if (error instanceof MessageRejected) return rejected(error);
	if (error instanceof UnexpectedAnswer) {
		return {
			message: `Infobip answered the request to ${error.task} in a form that is not known`,
			description: `The answer has the form ${error.outline.slice(0, 300)}`,
		};
	}
	return {
		message: error instanceof Error ? error.message : String(error),
		description: undefined,
	};
}

function partsSentence({ parts }: Pick<ErrorContext, 'parts'>): string | undefined {
	if (parts === undefined) return undefined;
	const { failed, sent, unknown, count } = parts;
	const others = unknown.filter((part) => part !== failed);
	const clauses = [`This is about part ${failed + 1} of ${count} of the message`];
	if (sent.length > 0)
		clauses.push(`${partNames(sent)} ${sent.length === 1 ? 'was' : 'were'} sent`);
	if (others.length > 0) clauses.push(`whether ${partNames(others)} arrived is unknown, too`);
	if (clauses.length === 1) clauses.push('no other part was sent');
	const twice = `If you send the item again, the customer gets ${sent.length === 1 ? 'it' : 'them'} twice.`;
	return `${clauses.join('; ')}. ${sent.length > 0 ? twice : ''}`.trim();
}

/** As people count: "parts 1, 2". */
function partNames(parts: readonly number[]): string {
	return `${parts.length === 1 ? 'part' : 'parts'} ${parts.map((part) => part + 1).join(', ')}`;
}

function invalidInput(violations: readonly Violation[], node: INode): string {
	return violations.map(({ field, problem }) => `${labelOf(field, node)} ${problem}`).join('. ');
}

function refused(error: ApiError, node: INode): ErrorText {
	const { task, status, refusal } = error;
	const message =
		status === 401
			? `Infobip refused the credentials (401): ${refusal.text}`
			: `Infobip refused to ${task}: ${refusal.text} (${codeOf(status, refusal)})`;
	return {
		message,
		description: [
			...refusal.violations
				.slice(0, MOST_VIOLATIONS)
				.map((violation) => violationSentence(violation, node)),
			advice(error, node),
		].join('. '),
		httpCode: String(status),
	};
}

/** What a person reads. */
const MOST_VIOLATIONS = 10;

/** What Infobip and the form call alike, such as "appId", needs no other name. */
function violationSentence({ property, violation, field }: RefusedProperty, node: INode): string {
	if (property === '') return violation;
	const known = field ?? parseFieldPath(property);
	return known === undefined ? `${property}: ${violation}` : `${labelOf(known, node)} ${violation}`;
}

function codeOf(status: number, { code }: Refusal): string {
	return code === undefined ? String(status) : `${status}, ${code}`;
}

function advice({ status, retryAfter, absentApi, missingKeys }: ApiError, node: INode): string {
	if (status >= 300 && status < 400) {
		return "Check the Base URL in the credential 'Infobip Facebook API': Infobip does not redirect. The login was not sent on.";
	}
	if (status === 401) {
		return "Check Username and Password, or the API Key, in the credential 'Infobip Facebook API', and that its Base URL is the one of your own account.";
	}
	if (status === 403) {
		return 'The login is known, but may not do this. Give the user or the API key the right to it in the Infobip portal.';
	}
	if (absentApi !== undefined) {
		const [absent, other] =
			absentApi === 'facebook' ? ['Facebook API', 'Page'] : ['Messenger API', 'Application'];
		return `This account does not seem to have the ${absent}. Choose ${other} where the node lets you choose between Application and Page ('Send From', 'Receive Through'); Setup → Check shows which API answers.`;
	}
	if (status === 404) {
		const fields = missingKeys.map((key) => labelOf([key], node)).join(' and ');
		return fields === ''
			? 'Infobip has nothing at this address. Setup → Check shows which API your account has.'
			: `Check ${fields}: choose from the list, or look up the key with Get Many.`;
	}
	if (status === 405 || status === 501) {
		return 'Infobip does not offer this operation to your account. Do it in the Infobip portal, or ask Infobip to allow it.';
	}
	if (status === 429 || status === 503) {
		const wait = retryAfter === undefined ? 'a little' : `${Math.ceil(retryAfter)} seconds`;
		return status === 429
			? `Infobip asks for fewer requests. Wait ${wait} and run the workflow again, or raise 'Retry For'.`
			: `Infobip is temporarily unavailable. Wait ${wait} and run the workflow again, or raise 'Retry For'.`;
	}
	return status >= 500
		? 'Infobip had an internal error.'
		: 'Fix the field named above and run the workflow again.';
}

const CONNECTION_FAILURES: Readonly<Record<ConnectionFailure, string>> = {
	refused: 'the connection was refused',
	unknownHost: 'the host name could not be found',
	unreachable: 'the network could not reach it',
	tls: 'no secure connection could be made',
	blocked: 'this n8n does not allow connections to it',
	timedOut: 'no answer came in time',
	reset: 'the connection broke before the answer came',
	cancelled: 'the execution was cancelled',
	broken: 'the connection did not work',
};

function failureOf({ reason, detail }: ConnectionError): string {
	const failure = CONNECTION_FAILURES[reason];
	return detail === undefined ? failure : `${failure} (${detail})`;
}

function notConnected(error: ConnectionError): ErrorText {
	return {
		message: `Infobip could not be reached at ${error.address} to ${error.task}: ${failureOf(error)}`,
		description: error.mayHaveActed
			? 'Infobip may have done it anyway: check before you do it again.'
			: "Check the Base URL in the credential 'Infobip Facebook API', and whether this n8n can reach it.",
	};
}

const WHAT_IT_MAY_HAVE_DONE: Readonly<Record<OutcomeUnknown['change'], string>> = {
	send: 'Infobip may have sent the message, and the node cannot find out. Check the delivery reports, the logs (Log → Get Many) or the chat first. If you send it again, the customer may get it twice.',
	create: 'It may exist now. Check with Get Many before you create it again.',
	update: 'It may have been updated. Check with Get.',
	delete: 'It may have been deleted. Check with Get Many.',
};

function unknownOutcome({ task, change, cause }: OutcomeUnknown): ErrorText {
	return {
		message: `The outcome of the request to ${task} is unknown: ${causeOf(cause, change)}`,
		description: WHAT_IT_MAY_HAVE_DONE[change],
		...(cause instanceof ApiError ? { httpCode: String(cause.status) } : {}),
	};
}

function causeOf(cause: OutcomeUnknown['cause'], change: OutcomeUnknown['change']): string {
	if (cause instanceof ConnectionError) return `${failureOf(cause)} (${cause.address})`;
	if (cause instanceof ApiError) {
		return `the answer was ${codeOf(cause.status, cause.refusal)}: ${cause.refusal.text}`;
	}
	if (cause instanceof MessageRejected) {
		return cause.rejected.isDuplicate
			? `Infobip has had its ID before (${cause.reason}), and its logs do not show what became of it`
			: `Infobip rejected it when it was sent again (${cause.reason}), and its logs do not show what became of it before`;
	}
	if (cause instanceof UnexpectedAnswer) {
		const evidence = change === 'create' ? 'key' : 'result for it';
		return `the answer has no ${evidence}, but the form ${cause.outline.slice(0, 300)}`;
	}
	return cause.message;
}

function rejected({
	task,
	reason,
	rejected: { isDuplicate, messageId, details },
	accepted,
}: MessageRejected): ErrorText {
	const advice = isDuplicate
		? `Infobip has had a message with the ID "${messageId ?? ''}" before, to someone else or more than 48 hours ago. Use another ID in 'Message ID'.`
		: 'Infobip accepted the request and rejected the message. Check the recipient: a user key belongs to one Page, and Meta lets a business answer for 24 hours after the last message.';
	const reasons = [
		textOf(details.action),
		details.permanent === undefined
			? undefined
			: `Infobip calls this ${details.permanent === true ? 'permanent' : 'temporary'}`,
		textOf(details.errorDescription),
		accepted.length === 0
			? undefined
			: `Of the same request, Infobip accepted the message to ${accepted.map(({ to }) => String(to)).join(', ')}`,
	].filter((reason) => reason !== undefined);
	return {
		message: isDuplicate
			? `Infobip did not ${task}: 'Message ID' "${messageId ?? ''}" was used before (${reason})`
			: `Infobip did not ${task}: ${reason}`,
		description: [...reasons.map((text) => text.replace(/\.$/, '')), advice].join('. '),
	};
}

/** People count from one. */
function numbered(message: string, { itemIndex, amongOthers }: Omit<ErrorContext, 'node'>): string {
	return amongOthers && itemIndex !== undefined ? `Item ${itemIndex + 1}: ${message}` : message;
}
