/**
 * Reads the body of a call the way n8n's own Webhook node does, and more tolerantly: whatever cannot
 * be read as what it says it is comes back as text, so that nothing is lost.
 */
import { isDeeperThan, parseJson, type JsonValue } from '../json';
import { parseXml } from './xml';

export interface CallBody {
	readonly bytes: Uint8Array;
	/** The header, such as `application/json; charset=utf-8`. */
	readonly contentType: string | undefined;
}

/** Far more than any event has. n8n cannot store an item that is nested thousands of times. */
const MAX_DEPTH = 100;

/** What the body holds; undefined if it is empty. */
export function decodeBody({ bytes, contentType = '' }: CallBody): JsonValue | undefined {
	const text = decodeText(bytes, /charset="?([^";\s]+)/i.exec(contentType)?.[1]);
	if (text.trim() === '') return undefined;
	const value = readForm(text, contentType);
	return value !== undefined && isDeeperThan(value, MAX_DEPTH) ? text : value;
}

function readForm(text: string, contentType: string): JsonValue | undefined {
	const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(contentType)?.[1];
	if (boundary !== undefined) return fromFields(multipartFields(text, boundary)) ?? text;
	const json = parseJson(text);
	// A JSON text that holds JSON, as some gateways write it.
	if (json !== undefined) return typeof json === 'string' ? (parseJson(json) ?? json) : json;
	if (/^\s*</.test(text)) return parseXml(text) ?? text;
	const isForm = /^application\/x-www-form-urlencoded/i.test(contentType);
	const looksLikeForm = /^[\w.[\]]+=\S*$/.test(text);
	return isForm || looksLikeForm ? fromFields([...new URLSearchParams(text)]) : text;
}

/** The fields of a form or a query: as one entry, or what one of them holds as JSON. */
export function fromFields(
	fields: ReadonlyArray<readonly [string, string]>,
): JsonValue | undefined {
	const entry = new Map<string, JsonValue>();
	for (const [name, text] of fields) {
		const value = /^\s*[[{]/.test(text) ? (parseJson(text) ?? text) : text;
		const known = entry.get(name);
		entry.set(name, known === undefined ? value : [known, value].flat());
	}
	const [only] = entry.values();
	if (entry.size === 1 && typeof only === 'object') return only;
	return entry.size === 0 ? undefined : Object.fromEntries(entry);
}

/** A file among the parts counts as its text. */
function multipartFields(text: string, boundary: string): Array<[string, string]> {
	return text.split(`--${boundary}`).flatMap((part): Array<[string, string]> => {
		const [, head, value] = /^\r?\n([^]*?)\r?\n\r?\n([^]*?)\r?\n$/.exec(part) ?? [];
		if (head === undefined || value === undefined) return [];
		return [[/name="([^"]*)"/i.exec(head)?.[1] ?? '', value]];
	});
}

/** A byte order mark decides; else the charset of the header; else what the bytes look like. */
function decodeText(bytes: Uint8Array, charset: string | undefined): string {
	const marked = markedEncoding(bytes);
	const declared = charset ?? xmlEncoding(bytes);
	const mayBeUtf16 = declared === undefined || /^utf-?16$/i.test(declared);
	const encoding = marked ?? (mayBeUtf16 ? utf16Order(bytes) : undefined) ?? declared ?? 'utf-8';
	// What is not UTF-8 although it should be is most likely Windows-1252, which knows every byte.
	return decode(bytes, encoding) ?? decode(bytes, 'utf-8') ?? decode(bytes, 'windows-1252') ?? '';
}

function markedEncoding([first, second, third]: Uint8Array): string | undefined {
	if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
	if (first === 0xfe && second === 0xff) return 'utf-16be';
	return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

/** JSON, XML and forms begin with ASCII, so in UTF-16 every other byte is zero. */
function utf16Order([first, second]: Uint8Array): string | undefined {
	if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
	return first !== undefined && first !== 0 && second === 0 ? 'utf-16le' : undefined;
}

function xmlEncoding(bytes: Uint8Array): string | undefined {
	const start = String.fromCharCode(...bytes.subarray(0, 100));
	return /^\s*<\?xml[^>]*encoding=["']([\w.:-]+)/.exec(start)?.[1];
}

/** Undefined for an encoding that is not known, and for UTF-8 that is not valid. */
function decode(bytes: Uint8Array, encoding: string): string | undefined {
	try {
		return new TextDecoder(encoding, { fatal: /^utf-?8$/i.test(encoding) }).decode(bytes);
	} catch {
		return undefined;
	}
}
