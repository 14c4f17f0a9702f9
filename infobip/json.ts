/** Reading JSON that comes from outside: nothing is believed before it was looked at. */

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
	[name: string]: JsonValue;
}

/**
 * Parses JSON. An integer that a JavaScript number cannot hold becomes a string with all its
 * digits: Facebook's app, page and user ids have 15 to 17 digits and are sometimes sent as numbers.
 *
 * Returns undefined if the text is not JSON, or is nested more deeply than anyone means it.
 */
export function parseJson(text: string): JsonValue | undefined {
	try {
		const value = JSON.parse(text) as JsonValue;
		if (mayBeDeep(text) && isDeeperThan(value, MOST_LEVELS)) return undefined;
		return LONG_INTEGER.test(text) ? (JSON.parse(quoteLongIntegers(text)) as JsonValue) : value;
	} catch {
		return undefined;
	}
}

/** Whoever reads a value level by level, as we and n8n do, runs out of stack after some thousands. */
const MOST_LEVELS = 500;

/** Whether it has brackets enough for so many levels, of one kind or of both; counting them is quick. */
function mayBeDeep(text: string): boolean {
	return ['{', '['].some((bracket) => {
		let count = 0;
		for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
			if (++count > MOST_LEVELS / 2) return true;
		}
		return false;
	});
}

/** Where a number can begin; within a text, too, so it is but a hint. */
const LONG_INTEGER = /(?:^|[:,[\s])-?\d{16}/;

/**
 * @param json is valid, so a quote outside a string begins one, and digits outside strings are numbers
 */
function quoteLongIntegers(json: string): string {
	const stringOrLongNumber = /"|[-\d][\d.eE+-]{15,}/g;
	let quoted = '';
	let done = 0;
	for (let token; (token = stringOrLongNumber.exec(json)); ) {
		const [number] = token;
		if (number === '"') {
			stringOrLongNumber.lastIndex = endOfString(json, token.index);
		} else if (/^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number))) {
			quoted += `${json.slice(done, token.index)}"${number}"`;
			done = stringOrLongNumber.lastIndex;
		}
	}
	return quoted + json.slice(done);
}

/** Found by looking for quotes: a regular expression would run out of stack on a string of megabytes. */
function endOfString(json: string, start: number): number {
	let quote = start;
	do {
		quote = json.indexOf('"', quote + 1);
	} while (isEscaped(json, quote));
	return quote + 1;
}

function isEscaped(json: string, at: number): boolean {
	let backslashes = 0;
	while (json[at - 1 - backslashes] === '\\') backslashes++;
	return backslashes % 2 === 1;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
	return isRecord(value);
}

/** The same of what n8n or an expression gives, which need not be JSON. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member as an object, or an empty one. */
export function objectOf(value: JsonValue | undefined): JsonObject {
	return isObject(value) ? value : {};
}

/** The value as a text that says something: numbers are written out, an empty text is none. */
export function textOf(value: JsonValue | undefined): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(value: JsonValue | undefined): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** True if lists and objects are inside each other more often than that. */
export function isDeeperThan(value: JsonValue, levels: number): boolean {
	let level = [value];
	for (let depth = 0; depth <= levels; depth++) {
		level = level.flatMap((one) =>
			typeof one === 'object' && one !== null ? Object.values(one) : [],
		);
		if (level.length === 0) return false;
	}
	return true;
}

/** A copy without the named member. */
export function without(object: JsonObject, name: string): JsonObject {
	return Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));
}

/** A copy without the members that are undefined. */
export function defined(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
	return withoutUndefined<JsonObject>(members);
}

/** The same for an object of a known type. */
export function withoutUndefined<T extends object>(members: {
	readonly [K in keyof T]: T[K] | undefined;
}): T {
	// A list of the entries in between would cost more than all the rest: each message comes here often.
	const present: Partial<T> = {};
	for (const name in members) if (members[name] !== undefined) present[name] = members[name];
	return present as T;
}
