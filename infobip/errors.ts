/**
 * What can go wrong with a call. Each kind is a class of its own, because the person in the editor
 * has to do something different about each.
 */

import { textOf, type JsonValue } from './json';
import type { Content } from './message/message';
import type { SentMessage } from './sending/sentMessage';

/** A place in the outbound message or in a request, in our words: `['buttons', 1, 'title']`. */
export type FieldPath = ReadonlyArray<string | number>;

/** One thing that is wrong with one field. */
export interface Violation {
	readonly field: FieldPath;
	/** Continues a sentence that begins with the field's name: "is longer than …". */
	readonly problem: string;
}

/** Something we were given cannot be sent. Nothing was sent. */
export class InvalidInput extends Error {
	readonly violations: readonly Violation[];

	constructor(violations: readonly Violation[]) {
		super(violations.map(({ field, problem }) => `${field.join('.')} ${problem}`).join('; '));
		this.name = 'InvalidInput';
		this.violations = violations;
	}
}

/** The value, or undefined if what it is made of is missing or invalid. */
export async function unlessInvalid<T>(value: Promise<T>): Promise<T | undefined> {
	return await value.catch((error: unknown) => {
		if (error instanceof InvalidInput) return undefined;
		throw error;
	});
}

/** Infobip answered, and said no. */
export class ApiError extends Error {
	/** What was asked, as an infinitive: "list the applications". */
	readonly task: string;
	/** The HTTP status. */
	readonly status: number;
	readonly refusal: Refusal;
	/** Seconds that Infobip asks us to wait, where it does. */
	readonly retryAfter: number | undefined;
	/** The API that is not there at all, where the 404 is about no single thing in it. */
	readonly absentApi: 'facebook' | 'messenger' | undefined;
	/** The keys of which one may be wrong, if the 404 is about something that has a key. */
	readonly missingKeys: readonly MissingKey[];
	/** What the refused message held, which says how its fields are called; undefined where it was none. */
	readonly contentType: Content['type'] | undefined;

	constructor(
		task: string,
		status: number,
		refusal: Refusal,
		{
			retryAfter,
			absentApi,
			missingKeys = [],
			contentType,
		}: Partial<Pick<ApiError, 'retryAfter' | 'absentApi' | 'missingKeys' | 'contentType'>> = {},
	) {
		super(refusal.text);
		this.name = 'ApiError';
		this.task = task;
		this.status = status;
		this.refusal = refusal;
		this.retryAfter = retryAfter;
		this.absentApi = absentApi;
		this.missingKeys = missingKeys;
		this.contentType = contentType;
	}
}

/** A field of a node that names something at Infobip. */
export type MissingKey = 'applicationKey' | 'configurationKey' | 'actionKey';

/** Infobip's own account of a refusal, whichever of its envelopes it came in. */
export interface Refusal {
	/** `UNAUTHORIZED`, `5`, `E400` …; undefined where the body has none. */
	readonly code: string | undefined;
	readonly text: string;
	readonly violations: ReadonlyArray<{ readonly property: string; readonly violation: string }>;
}

/** Infobip could not be reached, or the connection broke before an answer came. */
export class ConnectionError extends Error {
	readonly task: string;
	/** The base URL that was called. */
	readonly address: string;
	readonly reason: ConnectionFailure;
	/** What the system said, such as "getaddrinfo EAI_AGAIN api.infobip.com". */
	readonly detail: string | undefined;

	constructor(task: string, address: string, reason: ConnectionFailure, detail?: string) {
		super(`${address}: ${detail ?? reason}`);
		this.name = 'ConnectionError';
		this.task = task;
		this.address = address;
		this.reason = reason;
		this.detail = detail;
	}

	/** False if no connection was made, so that Infobip cannot have carried out the request. */
	get mayHaveActed(): boolean {
		return !NEVER_CONNECTED.has(this.reason);
	}
}

export type ConnectionFailure =
	| 'refused'
	| 'unknownHost'
	| 'unreachable'
	| 'tls'
	| 'blocked'
	| 'timedOut'
	| 'reset'
	| 'cancelled'
	| 'broken';

const NEVER_CONNECTED: ReadonlySet<ConnectionFailure> = new Set([
	'refused',
	'unknownHost',
	'unreachable',
	'tls',
	'blocked',
]);

/**
 * True if a request that changes something was certainly not carried out. What is thrown for one is
 * OutcomeUnknown otherwise (see `accepted`), or UnexpectedAnswer after it was done.
 */
export function isNotDone(error: unknown): boolean {
	return [ApiError, ConnectionError, InvalidInput].some((kind) => error instanceof kind);
}

/** Infobip may or may not have done what was asked, and it cannot be found out. */
export class OutcomeUnknown extends Error {
	/** What was asked, as an infinitive: "send the message to 2406…". */
	readonly task: string;
	/** What the request would have changed. */
	readonly change: 'send' | 'create' | 'update' | 'delete';
	/** What came instead of an answer that says what happened. */
	readonly cause: ApiError | ConnectionError | MessageRejected | UnexpectedAnswer;

	constructor(
		task: string,
		cause: ApiError | ConnectionError | MessageRejected | UnexpectedAnswer,
		change: OutcomeUnknown['change'],
	) {
		super(cause.message);
		this.name = 'OutcomeUnknown';
		this.task = task;
		this.change = change;
		this.cause = cause;
	}
}

/** Infobip answered 200 to a message, with a status that says it will not be delivered. */
export class MessageRejected extends Error {
	readonly task: string;
	readonly rejected: SentMessage;
	/** Other destinations of the same custom body, which Infobip accepted. */
	readonly accepted: readonly SentMessage[];

	constructor(task: string, rejected: SentMessage, accepted: readonly SentMessage[] = []) {
		const { status, details } = rejected;
		super(
			[textOf(details.statusName) ?? status, textOf(details.statusDescription)]
				.filter((part) => typeof part === 'string')
				.join(': '),
		);
		this.name = 'MessageRejected';
		this.task = task;
		this.rejected = rejected;
		this.accepted = accepted;
	}

	/** Name and description of the status. */
	get reason(): string {
		return this.message;
	}
}

/** Infobip answered with success, in a shape that none of its documents knows. */
export class UnexpectedAnswer extends Error {
	readonly task: string;
	/** The names that the answer has, without the values: an answer can hold secrets. */
	readonly outline: string;
	/** True if something was created, and its key is not known. */
	readonly hasCreated: boolean;
	/** False if the answer could not be read at all, as when it broke off. */
	readonly isJson: boolean;

	constructor(task: string, answer: JsonValue | undefined, { hasCreated = false } = {}) {
		const outline = outlineOf(answer, 3);
		super(outline);
		this.name = 'UnexpectedAnswer';
		this.task = task;
		this.outline = outline;
		this.hasCreated = hasCreated;
		this.isJson = answer !== undefined;
	}
}

function outlineOf(value: JsonValue | undefined, depth: number): string {
	if (value === undefined) return 'no JSON';
	if (value === null || typeof value !== 'object') return typeof value;
	if (depth === 0) return '…';
	if (Array.isArray(value)) {
		return value.length === 0 ? '[]' : `[${outlineOf(value[0], depth - 1)}]`;
	}
	const members = Object.entries(value).map(
		([name, member]) => `${name}: ${outlineOf(member, depth - 1)}`,
	);
	return `{ ${members.join(', ')} }`;
}
