/** Dates as people type them, in the languages of most Messenger users. */
import { asciiDigits } from './asciiDigits';

/** From when "tomorrow" and a date without a year are counted. */
export interface Today {
	/** Of the workflow, such as `Europe/Zagreb`. */
	readonly timeZone: string;
	readonly now: Date;
}

/** Month and day names are taken from the runtime, so no list of words has to be kept. */
const LANGUAGES = ['en', 'de', 'es', 'fr', 'hr', 'it', 'nl', 'pl', 'pt', 'tr', 'id', 'ar', 'hi'];

const DAY_MS = 86_400_000;

/**
 * The date in a text as `2026-12-24`, with the time as `2026-12-24T15:30` if one was typed: ISO 8601,
 * 24.12.2026, 24/12, 12/24/2026, "24 December", "Dec 24th", "tomorrow at 3 pm", "Friday". A date
 * without a year is the next one. In 3/4/2026 the day comes first. Undefined if there is no date, or
 * it does not exist.
 */
export function parseWrittenDate(text: string, today: Today): string | undefined {
	const words = fold(asciiDigits(text));
	const { time, rest } = takeTime(words);
	const date = parseDay(rest, midnightOf(today));
	if (date === undefined || time === undefined) return date;
	return `${date}T${time}`;
}

/** Midnight of the workflow's day, as if its time zone were UTC: only whole days are counted. */
function midnightOf({ timeZone, now }: Today): Date {
	return new Date(new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now));
}

function parseDay(text: string, today: Date): string | undefined {
	const iso = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
	if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]));
	const numeric = /(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})(?:\s?[./-]\s?(\d{4}|\d{2})?)?(?!\d)/.exec(
		text,
	);
	if (numeric) {
		const [first, second] = [Number(numeric[1]), Number(numeric[2])];
		const [day, month] = second > 12 ? [second, first] : [first, second];
		return inYear(numeric[3], month, day, today);
	}
	return parseNamedMonth(text, today) ?? parseRelativeDay(text, today);
}

function parseNamedMonth(text: string, today: Date): string | undefined {
	const words = text.split(/[\s,.]+/).filter((word) => word !== '');
	const months = words
		.map((word) => dayNames().months.get(word))
		.filter((month) => month !== undefined);
	const numbers = words
		.map((word) => /^(\d+)(?:st|nd|rd|th|er|o|a)?$/.exec(word)?.[1])
		.filter((number) => number !== undefined);
	const day = numbers.find((number) => number.length <= 2);
	const year = numbers.find((number) => number.length === 4);
	if (months[0] === undefined || day === undefined) return undefined;
	return inYear(year, months[0], Number(day), today);
}

function parseRelativeDay(text: string, today: Date): string | undefined {
	const relative = dayNames().relativeDays.find(([name]) => hasWords(text, name));
	if (relative) return isoDay(new Date(today.getTime() + relative[1] * DAY_MS));
	const weekday = dayNames().weekdays.find(([name]) => hasWords(text, name));
	if (!weekday) return undefined;
	const ahead = (weekday[1] - today.getUTCDay() + 7) % 7 || 7;
	return isoDay(new Date(today.getTime() + ahead * DAY_MS));
}

/** Takes the time out, so that its digits are not read as a date. */
function takeTime(text: string): { time?: string; rest: string } {
	const pattern =
		/(?<![\d.:/-])(?:(\d{1,2}):(\d{2})(?::\d{2})?\s?(am|pm|a\.m\.|p\.m\.)?|(\d{1,2})\s?(am|pm|a\.m\.|p\.m\.|uhr|h)(?![\p{L}\d]))|t(\d{2}):(\d{2})\S*/u;
	const parts = pattern.exec(text);
	if (!parts) return { rest: text };
	const hour = Number(parts[1] ?? parts[4] ?? parts[6]);
	const minute = Number(parts[2] ?? parts[7] ?? 0);
	const half = (parts[3] ?? parts[5])?.[0];
	const hours = half === 'p' ? (hour % 12) + 12 : half === 'a' ? hour % 12 : hour;
	if (hours > 23 || minute > 59 || ((half === 'p' || half === 'a') && hour > 12)) {
		return { rest: text };
	}
	return { time: `${two(hours)}:${two(minute)}`, rest: text.replace(parts[0], ' ') };
}

function inYear(
	year: string | undefined,
	month: number,
	day: number,
	today: Date,
): string | undefined {
	if (year !== undefined) {
		return existing(Number(year) + (year.length === 2 ? 2000 : 0), month, day);
	}
	const thisYear = existing(today.getUTCFullYear(), month, day);
	if (thisYear !== undefined && thisYear >= isoDay(today)) return thisYear;
	return existing(today.getUTCFullYear() + 1, month, day) ?? thisYear;
}

function existing(year: number, month: number, day: number): string | undefined {
	const date = new Date(Date.UTC(year, month - 1, day));
	const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
	return exists && year >= 1900 && year < 2200 ? isoDay(date) : undefined;
}

function isoDay(date: Date): string {
	return date.toISOString().slice(0, 10);
}

function two(number: number): string {
	return String(number).padStart(2, '0');
}

/** Lower case, without accents, so that "février" and "fevrier" are the same. */
function fold(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function hasWords(text: string, words: string): boolean {
	const at = text.indexOf(words);
	if (at === -1) return false;
	const isLetter = (character: string | undefined): boolean => /\p{L}/u.test(character ?? '');
	return !isLetter(text[at - 1]) && !isLetter(text[at + words.length]);
}

interface DayNames {
	readonly months: ReadonlyMap<string, number>;
	readonly weekdays: ReadonlyArray<readonly [string, number]>;
	readonly relativeDays: ReadonlyArray<readonly [string, number]>;
}

let known: DayNames | undefined;

/** Made when the first date is read: a thousand formats take some 50 ms. */
function dayNames(): DayNames {
	known ??= {
		months: new Map(
			namesOfAll(12, (month) => new Date(Date.UTC(2026, month, 15)), 'month').map(
				([name, month]) => [name, month + 1],
			),
		),
		// 4 January 2026 is a Sunday.
		weekdays: longestFirst(
			namesOfAll(7, (weekday) => new Date(Date.UTC(2026, 0, 4 + weekday)), 'weekday'),
		),
		// "Day after tomorrow" holds "tomorrow", so the longer name comes first.
		relativeDays: longestFirst([
			// The runtime calls it "in 2 days".
			['day after tomorrow', 2],
			...LANGUAGES.flatMap((language) => {
				const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
				return [0, 1, 2].map((days) => [fold(format.format(days, 'day')), days] as const);
			}),
		]),
	};
	return known;
}

function namesOfAll(
	count: number,
	dateOf: (index: number) => Date,
	part: 'month' | 'weekday',
): Array<readonly [string, number]> {
	return LANGUAGES.flatMap((language) =>
		Array.from({ length: count }, (_, index) =>
			namesOf(language, dateOf(index), part).map((name) => [name, index] as const),
		).flat(),
	);
}

/** Alone and as part of a date, long and short: in Croatian "prosinac" and "24. prosinca". */
function namesOf(language: string, date: Date, part: 'month' | 'weekday'): string[] {
	const names = (['long', 'short'] as const).flatMap((width) => {
		const alone = new Intl.DateTimeFormat(language, { timeZone: 'UTC', [part]: width });
		const inDate = new Intl.DateTimeFormat(language, {
			timeZone: 'UTC',
			day: 'numeric',
			month: 'long',
			...(part === 'weekday' ? { weekday: width } : { month: width }),
		});
		return [alone, inDate].map(
			(format) => format.formatToParts(date).find(({ type }) => type === part)?.value ?? '',
		);
	});
	return names.map((name) => fold(name).replace(/\.$/, '')).filter((name) => name.length > 2);
}

function longestFirst<T>(
	entries: ReadonlyArray<readonly [string, T]>,
): ReadonlyArray<readonly [string, T]> {
	return [...entries].sort(([left], [right]) => right.length - left.length);
}
