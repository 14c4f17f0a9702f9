/**
 * Reads a time in any form that Infobip has used: `2026-03-01T10:05:00.000+0000` (documented), and
 * without zone, as epoch seconds or milliseconds, or as Java's list of numbers (inferred; UTC). Text
 * in another form is not a date: JavaScript would make one of "batch 12".
 */
import type { JsonValue } from '../json';

export function parseMoment(value: JsonValue | undefined): Date | undefined {
	if (typeof value === 'number') return dateOf(epoch(value));
	if (Array.isArray(value)) return fromNumbers(value);
	return typeof value === 'string' ? fromText(value.trim()) : undefined;
}

function fromText(text: string): Date | undefined {
	if (/^\d{10}$|^\d{13}$/.test(text)) return dateOf(epoch(Number(text)));
	const parts =
		/^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(?:Z|UTC|([+-]\d{2}):?(\d{2})?)?$/i.exec(
			text,
		);
	if (!parts) return undefined;
	const [, day, time, hours = '+00', minutes = '00'] = parts;
	return dateOf(Date.parse(`${day}T${time}${hours}:${minutes}`));
}

/** `[2026, 3, 1, 10, 5, 0, 123000000]`: year, month, day, hour, minute, second, nanoseconds. */
function fromNumbers(values: readonly JsonValue[]): Date | undefined {
	const numbers = values.filter((value) => typeof value === 'number');
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, nanoseconds = 0] = numbers;
	const isDate =
		numbers.length === values.length &&
		values.length >= 3 &&
		values.length <= 7 &&
		year >= 1970 &&
		month >= 1 &&
		month <= 12;
	if (!isDate) return undefined;
	return dateOf(Date.UTC(year, month - 1, day, hour, minute, second, nanoseconds / 1_000_000));
}

/** Milliseconds. A number of seconds becomes this large in the year 5138. */
function epoch(number: number): number {
	return Math.abs(number) < 1e11 ? number * 1000 : number;
}

function dateOf(milliseconds: number): Date | undefined {
	const moment = new Date(milliseconds);
	return Number.isNaN(moment.getTime()) ? undefined : moment;
}
