/**
 * JSON that keeps every digit of an integer. A Facebook app id is a JSON number (documented) of
 * 16 or more digits, which a double rounds from 2^53 on. Integers a double cannot hold are read as
 * `bigint` and written back digit by digit; everything else is plain JSON.
 */

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws SyntaxError when the text is not JSON. */
export function parseExactJson(text: string): unknown {
	return JSON.parse(text, keepDigits) as unknown;
}

export function writeExactJson(value: unknown): string {
	return JSON.stringify(value, writeDigits);
}

/** For people to read. */
export function printExactJson(value: unknown): string {
	return JSON.stringify(value, writeDigits, '  ');
}

// The third argument and `JSON.rawJSON` are ECMAScript 2026, which Node 24 has and TypeScript's
// library does not describe yet.
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
	if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
	const source = context?.source;
	return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
}

const exactJson = JSON as JSON & { rawJSON(text: string): unknown };

function writeDigits(_key: string, value: unknown): unknown {
	return typeof value === 'bigint' ? exactJson.rawJSON(value.toString()) : value;
}
