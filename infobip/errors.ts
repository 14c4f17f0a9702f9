/**
 * What can go wrong with a call. Each kind is a class of its own, because the person in the editor
 * has to do something different about each.
 */

import type { JsonValue } from './json';

/** A place in the outbound message or in a request, in our words: `['buttons', 1, 'title']`. */
export type FieldPath = ReadonlyArray<string | number>;

/** A path as JSON has it, `buttons[1].title`; undefined for anything else. */
export function parseFieldPath(path: string): FieldPath | undefined {
	if (!/^\w+(\[\d+\](\.\w+)?)*$/.test(path)) return undefined;
	const parts = path.split(/[.[\]]+/).filter((part) => part !== '');
	return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

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
	/** Seconds that Infobip asks us to wait, if it does. */
	readonly retryAfter: number | undefined;
	/** The API that is not there at all, if the 404 is about no single thing in it. */
	readonly absentApi: 'facebook' | 'messenger' | undefined;
	/** The keys that may be wrong, if the 404 is about something that has a key. */
	readonly missingKeys: readonly MissingKey[];

	constructor(
		task: string,
		status: number,
		refusal: Refusal,
		{
			retryAfter,
			absentApi,
			missingKeys = [],
		}: Partial<Pick<ApiError, 'retryAfter' | 'absentApi' | 'missingKeys'>> = {},
	) {
		super(refusal.text);
		this.name = 'ApiError';
		this.task = task;
		this.status = status;
		this.refusal = refusal;
		this.retryAfter = retryAfter;
		this.absentApi = absentApi;
		this.missingKeys = missingKeys;
	}
}

/** A field of a node that names something at Infobip. */
export type MissingKey = 'applicationKey' | 'configurationKey' | 'actionKey';

/** Infobip's own account of a refusal, whichever of its envelopes it came in. */
export interface Refusal {
	/** `UNAUTHORIZED`, `5`, `E400` …; undefined if the body has none. */
	readonly code: string | undefined;
	readonly text: string;
	readonly violations: readonly RefusedProperty[];
}

export interface RefusedProperty {
	/** As Infobip names it: `messages[0].content.text`. */
	readonly property: string;
	readonly violation: string;
	/** The same in our words, if it is a field of a message. */
	readonly field?: FieldPath;
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

/** Infobip may or may not have done what was asked: nothing shows it. */
export class OutcomeUnknown extends Error {
	/** What was asked, as an infinitive: "send the message to 2406…". */
	readonly task: string;
	/** What the request would have changed. */
	readonly change: 'send' | 'create' | 'update' | 'delete';
	/** What came instead of an answer that says what happened. */
	readonly cause: Error;

	constructor(task: string, cause: Error, change: OutcomeUnknown['change']) {
		super(cause.message);
		this.name = 'OutcomeUnknown';
		this.task = task;
		this.change = change;
		this.cause = cause;
	}
}

/** Infobip answered with success, in a shape that none of its documents knows. */
export class UnexpectedAnswer extends Error {
	readonly task: string;
	/** The names that the answer has, without the values: an answer can hold secrets. */
	readonly outline: string;
	/** False if the answer could not be read at all, as when it broke off. */
	readonly isJson: boolean;

	constructor(task: string, answer: JsonValue | undefined) {
		const outline = outlineOf(answer, 3);
		super(outline);
		this.name = 'UnexpectedAnswer';
		this.task = task;
		this.outline = outline;
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
