/** The checks that limits are made of. Each returns what is wrong; texts are counted in code points. */
import { parseHttpUrl } from '../address';
import type { FieldPath, Violation } from '../errors';

export const NO_RECIPIENT =
	'is empty. Drag "from" from the trigger into \'To\', or check the expression';

/** A text that has to be there, with at most so many characters. */
export function checkText(field: FieldPath, text: string, limit: number): Violation[] {
	return text.trim() === '' ? empty(field) : checkLength(field, text, limit);
}

/** A text that may be missing. */
export function checkLength(
	field: FieldPath,
	text: string | undefined,
	limit: number,
): Violation[] {
	// The code units are an upper bound, and counting them is free.
	if (text === undefined || text.length <= limit) return [];
	const length = [...text].length;
	if (length <= limit) return [];
	return [{ field, problem: `is ${length} characters long, and the limit is ${limit}` }];
}

export function checkUrl(field: FieldPath, text: string, limit: number): Violation[] {
	if (text.trim() === '') return empty(field);
	if (!parseHttpUrl(text)) {
		return [
			{ field, problem: `is not a URL that begins with https:// or http://: ${quote(text)}` },
		];
	}
	return checkLength(field, text, limit);
}

export function checkOptionalUrl(
	field: FieldPath,
	text: string | undefined,
	limit: number,
): Violation[] {
	return text === undefined ? [] : checkUrl(field, text, limit);
}

export function checkCount(
	field: FieldPath,
	count: number,
	{ min, max }: { readonly min: number; readonly max: number },
): Violation[] {
	if (count < min) return empty(field);
	if (count <= max) return [];
	return [{ field, problem: `has ${count} entries, and Messenger shows at most ${max}` }];
}

export function checkRange(
	field: FieldPath,
	number: number,
	min: number,
	max: number,
): Violation[] {
	if (number >= min && number <= max) return [];
	return [{ field, problem: `must be a number from ${min} to ${max}` }];
}

function empty(field: FieldPath): Violation[] {
	return [{ field, problem: 'is empty' }];
}

function quote(text: string): string {
	return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
