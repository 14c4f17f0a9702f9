import { isJsonObject } from '../exactJson.mts';

/**
 * Members whose texts are words of Infobip's interface. Everything else is replaced, so that what
 * nobody thought of does not get into a recording.
 */
const PROTOCOL_MEMBERS = new Set(
	(
		'action channel contentType currency errorCode event events generalStatus groupName ' +
		'notificationType senderAction timeUnit type validityPeriodTimeUnit'
	).split(' '),
);

/** Members that are Infobip's own words inside a status or an error, and a person's elsewhere. */
const STATUS_MEMBERS = new Set(['name', 'messageId', 'description', 'text', 'details']);
const STATUS_PARENTS = new Set(['status', 'error', 'serviceException', 'policyException']);

/** Infobip's sentences: kept, without what they quote. */
const SENTENCES = new Set(['description', 'details', 'property', 'text', 'violation']);

const PROTOCOL_WORD = /^[A-Za-z_]+(?:[./-][A-Za-z_]+)*$/;
const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/;
/** Segments of Infobip's paths, as its documents write them. */
const PATH_WORD = /^(?:\d{1,2}|[a-z]+(?:-[a-z]+)*|[A-Z]+(?:_[A-Z]+)*)$/;
const QUOTED = /(["'“‘])[^"'”’]+(["'”’])/g;
const PERSONAL = /https?:\/\/[^\s"'<>]+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[0-9A-Fa-f]{16,}\b|\+?\d{5,}/g;

/** Whole numbers up to this are counts, codes and status ids. */
const LARGEST_PLAIN_NUMBER = 99_999;
/** Replaces prices and coordinates. */
const SOME_FRACTION = 1.5;

type Kind = 'email' | 'hex' | 'number' | 'text' | 'url';

/**
 * Replaces personal and secret values, each by the same stand-in throughout a recording: user keys,
 * texts, names, phone numbers, e-mail addresses, tokens, keys and addresses. A stand-in is of the
 * same kind, and has as many digits.
 */
export class Pseudonyms {
	readonly #standIns = new Map<string, string>();
	readonly #counts = new Map<Kind, number>();

	/** @param value JSON, parsed, or text */
	ofBody(value: unknown): unknown {
		return this.#ofValue(value, '', '');
	}

	/** @param path with its query */
	ofPath(path: string): string {
		const [segments = '', query] = path.split('?', 2);
		const kept = segments
			.split('/')
			.map((segment) =>
				segment === '' || PATH_WORD.test(segment)
					? segment
					: encodeURIComponent(this.#standIn(decodeURIComponent(segment))),
			)
			.join('/');
		if (query === undefined) return kept;
		const parameters = [...new URLSearchParams(query)].map(([name, value]) => [
			name,
			this.#ofQuery(value),
		]);
		return `${kept}?${new URLSearchParams(parameters).toString()}`;
	}

	#ofQuery(value: string): string {
		if (PROTOCOL_WORD.test(value) || DATE.test(value) || /^\d{0,4}$/.test(value)) return value;
		const parts = value.split(',').map((part) => this.#standIn(part));
		return parts.join(',');
	}

	#ofValue(value: unknown, name: string, parent: string): unknown {
		if (Array.isArray(value)) return value.map((entry) => this.#ofValue(entry, name, parent));
		if (isJsonObject(value)) {
			const members = Object.entries(value).map(([member, inner]) => [
				member.search(PERSONAL) < 0 ? member : this.#standIn(member),
				this.#ofValue(inner, member, name),
			]);
			return Object.fromEntries(members) as unknown;
		}
		if (typeof value === 'bigint') return BigInt(this.#standIn(value.toString()));
		if (typeof value === 'number') return this.#ofNumber(value);
		return typeof value === 'string' ? this.#ofText(value, name, parent) : value;
	}

	#ofNumber(value: number): number {
		if (!Number.isInteger(value)) return SOME_FRACTION;
		return Math.abs(value) <= LARGEST_PLAIN_NUMBER ? value : Number(this.#standIn(String(value)));
	}

	#ofText(text: string, name: string, parent: string): string {
		if (text === '' || DATE.test(text)) return text;
		const isOfStatus = STATUS_PARENTS.has(parent) && STATUS_MEMBERS.has(name);
		if ((isOfStatus || PROTOCOL_MEMBERS.has(name)) && PROTOCOL_WORD.test(text)) return text;
		const isSentence = isOfStatus || parent === 'violations' || name === 'violation';
		return isSentence && SENTENCES.has(name) ? this.#ofSentence(text) : this.#standIn(text);
	}

	#ofSentence(text: string): string {
		let sentence = text.replace(QUOTED, '$1…$2');
		for (const [original, standIn] of this.#standIns) {
			if (original.length > 2) sentence = sentence.replaceAll(original, standIn);
		}
		return sentence.replace(PERSONAL, (found) => this.#standIn(found));
	}

	#standIn(original: string): string {
		const known = this.#standIns.get(original);
		if (known !== undefined) return known;
		const kind = kindOf(original);
		const count = (this.#counts.get(kind) ?? 0) + 1;
		const standIn = writeStandIn(kind, count, original);
		this.#counts.set(kind, count);
		this.#standIns.set(original, standIn);
		return standIn;
	}
}

function kindOf(text: string): Kind {
	if (/^[+-]?\d+$/.test(text)) return 'number';
	if (/^https?:\/\//i.test(text)) return 'url';
	if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(text)) return 'email';
	return /^[0-9A-F]{16,}$/i.test(text) ? 'hex' : 'text';
}

function writeStandIn(kind: Kind, count: number, original: string): string {
	switch (kind) {
		case 'number':
			return `1${String(count).padStart(original.replace(/\D/g, '').length - 1, '0')}`;
		case 'hex':
			return count.toString(16).toUpperCase().padStart(original.length, '0');
		case 'email':
			return `person${count}@example.com`;
		case 'url':
			return `https://example.com/${count}`;
		case 'text':
			return `text ${count}`;
	}
}
