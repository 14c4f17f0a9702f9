/** Reading JSON that comes from outside: nothing is believed before it was looked at. */

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
	[name: string]: JsonValue;
}

/** A string literal (skipped), or an integer of 16 digits or more that is no part of a decimal. */
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Parses JSON. An integer that a JavaScript number cannot hold becomes a string with all its
 * digits: Facebook's app, page and user ids have 15 to 17 digits and are sometimes sent as numbers.
 *
 * Returns undefined where the text is no JSON.
 */
export function parseJson(text: string): JsonValue | undefined {
	const exact = text.replace(STRING_OR_LONG_INTEGER, (token) =>
		token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
	);
	try {
		return JSON.parse(exact) as JsonValue;
	} catch {
		return undefined;
	}
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
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

/** A copy without the named member. */
export function without(object: JsonObject, name: string): JsonObject {
	return Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));
}

/** A copy without the members that are undefined. */
export function defined<T extends object>(
	members: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
		[K in keyof T]: Exclude<T[K], undefined>;
	};
}
