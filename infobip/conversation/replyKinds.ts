/** What a typed reply may be, read as people write it. */
import type { JsonValue } from '../json';
import { asciiDigits } from './asciiDigits';
import { parseWrittenDate, type Today } from './writtenDate';
import type { Reply } from './reply';

export const REPLY_KINDS = [
	'any',
	'attachment',
	'date',
	'email',
	'location',
	'number',
	'phone',
	'text',
] as const;

export type ReplyKind = (typeof REPLY_KINDS)[number];

/** The value of a reply of this kind; undefined if the reply is something else. */
export function readValue(kind: ReplyKind, reply: Reply, today: Today): JsonValue | undefined {
	const text = wordsOf(reply);
	switch (kind) {
		case 'any':
			return text ?? reply.url ?? locationOf(reply) ?? '';
		case 'text':
			return text;
		case 'attachment':
			return ATTACHMENTS.has(reply.type) ? (reply.url ?? undefined) : undefined;
		case 'location':
			return locationOf(reply) ?? (text === undefined ? undefined : parseCoordinates(text));
		default:
			return text === undefined ? undefined : PARSERS[kind](text, today);
	}
}

const PARSERS: Readonly<
	Record<
		'date' | 'email' | 'number' | 'phone',
		(text: string, today: Today) => JsonValue | undefined
	>
> = {
	date: parseWrittenDate,
	email: parseEmail,
	number: parseNumber,
	phone: parsePhone,
};

const ATTACHMENTS = new Set<Reply['type']>(['image', 'video', 'audio', 'file']);

/** A shared phone number or e-mail address arrives as a quick reply, with its text or payload. */
function wordsOf({ type, text, payload }: Reply): string | undefined {
	if (type !== 'text' && type !== 'quickReply' && type !== 'postback' && type !== 'link') {
		return undefined;
	}
	return text?.trim() || payload?.trim() || undefined;
}

function locationOf({ latitude, longitude }: Reply): JsonValue | undefined {
	return latitude === null || longitude === null ? undefined : { latitude, longitude };
}

/** "45.81, 15.98", as maps write it. */
function parseCoordinates(text: string): JsonValue | undefined {
	const parts = /^\(?\s*(-?\d{1,2}\.\d+)\s*[,; ]\s*(-?\d{1,3}\.\d+)\s*\)?$/.exec(text);
	if (!parts) return undefined;
	const [latitude, longitude] = [Number(parts[1]), Number(parts[2])];
	return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
		? { latitude, longitude }
		: undefined;
}

/** The one e-mail address in a text. */
export function parseEmail(text: string): string | undefined {
	const found = text.match(/[^\s<>()[\],;:"'@]+@[^\s<>()[\],;:"'@]+\.[^\s<>()[\],;:"'@.]{2,}/g);
	const addresses = new Set(found?.map((address) => address.replace(/^\.+|\.+$/g, '')));
	const [address] = addresses;
	return addresses.size === 1 && address !== undefined && !address.includes('..')
		? address
		: undefined;
}

/**
 * The one phone number in a text, without the marks that people put between its digits. International
 * numbers begin with "+"; 7 to 15 digits (ITU-T E.164), so that "12" or a year is not taken for one.
 */
export function parsePhone(text: string): string | undefined {
	const found = asciiDigits(text).match(/(?<![\w.])\+?\(?\d(?:[\s()./-]{0,3}\d)+(?!\w)/g) ?? [];
	const numbers = found
		.filter((number) => !/^\d{4}-\d{2}-\d{2}$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/.test(number))
		.map((number) => number.replace(/[^\d+]/g, '').replace(/^00/, '+'))
		.filter((number) => /^\+?\d{7,15}$/.test(number));
	return numbers.length === 1 ? numbers[0] : undefined;
}

/** The one number in a text: "12", "-3.5", "1,234.50", "1.234,50", "about 12 pieces". */
export function parseNumber(text: string): number | undefined {
	const found = asciiDigits(text).match(/(?<![\w.,])[-+−]?\d[\d.,' \u00a0\u202f]*/g) ?? [];
	if (found.length !== 1) return undefined;
	const written = (found[0] ?? '').replace(/[.,'\s\u00a0\u202f]+$/, '').replace('−', '-');
	const plain = withDecimalPoint(written);
	return plain === undefined ? undefined : Number(plain);
}

/**
 * Of two kinds of separators the last is the decimal one. A single kind separates thousands if it
 * occurs several times; a single comma or point with three digits behind it is taken for a decimal
 * separator only if it is a point.
 */
function withDecimalPoint(written: string): string | undefined {
	const number = written.replace(/['\s\u00a0\u202f]/g, '');
	const decimal = /[.,](?=[^.,]*$)/.exec(number)?.[0];
	if (decimal === undefined) return number;
	const other = decimal === '.' ? ',' : '.';
	const [whole = '', ...fractions] = number.split(decimal);
	const groups = (separator: string): RegExp =>
		new RegExp(`^[-+]?\\d{1,3}(?:\\${separator}\\d{3})+$`);
	if (whole.includes(other)) {
		if (fractions.length !== 1 || !groups(other).test(whole)) return undefined;
		return `${whole.replaceAll(other, '')}.${fractions[0]}`;
	}
	if (fractions.length > 1 || (decimal === ',' && groups(',').test(number))) {
		return groups(decimal).test(number) ? number.replaceAll(decimal, '') : undefined;
	}
	return `${whole}.${fractions[0]}`;
}
