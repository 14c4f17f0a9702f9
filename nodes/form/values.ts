/**
 * The one rule of how a value becomes what a field wants, whatever an expression gives. A value is
 * taken as it is meant or refused; none is dropped. `test/engine/formValues.test.mts` holds every
 * field of both nodes against it.
 *
 * | given           | text, URL  | id             | number     | yes or no   | list of ids    | time      |
 * | --------------- | ---------- | -------------- | ---------- | ----------- | -------------- | --------- |
 * | text            | as it is   | trimmed        | if numeric | true, false | split at ","   | ISO 8601  |
 * | safe number     | its digits | its digits     | as it is   | 1, 0        | one id         | refused   |
 * | unsafe integer  | refused    | refused        | as it is   | refused     | refused        | refused   |
 * | true, false     | its word   | refused        | refused    | as it is    | refused        | refused   |
 * | Date, DateTime  | ISO 8601   | refused        | refused    | refused     | refused        | as it is  |
 * | list            | refused    | refused        | refused    | refused     | each as an id  | refused   |
 * | other object    | refused    | refused        | refused    | refused     | refused        | refused   |
 * | undefined, null | empty      | empty          | empty      | empty       | empty          | empty     |
 *
 * JSON may be a text or the object itself. What is empty is refused if the field is required, if it
 * would otherwise fall back on the credential, or if it is a filter, and an expression gave it.
 */
import { isResourceLocatorValue } from 'n8n-workflow';

import { parseJson, type JsonValue } from '../../infobip/json';
import { jsonMistake } from '../../infobip/jsonMistake';
import { parseHttpUrl } from '../../infobip/address';
import { readMoment } from './readMoment';

/** A value as the field wants it, or what is wrong with it: continues "'To' …". */
export type Read<T> = { readonly value: T } | { readonly problem: string };

export const LOST_DIGITS =
	'arrived as a number and has lost digits. Make the column text where the value comes from';

/** A surrogate without its other half: no UTF-8 can be made of it. */
const HALF_CHARACTER = /\p{Cs}/u;
const HALF =
	'contains half of a character, such as an emoji that was cut in two. Cut texts with [...text].slice(0, 20).join("")';

/** Zero-width and directional marks, soft hyphens and their like: copied along with an id, never seen. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;

/**
 * What a field holds, be it a text or a locator. n8n's own `extractValue` does the same, but throws
 * if the form does not show the field.
 */
export function pickedValue(value: unknown): unknown {
	return isResourceLocatorValue(value) ? value.value : value;
}

export function readText(value: unknown): Read<string> {
	switch (typeof value) {
		case 'string':
			return HALF_CHARACTER.test(value) ? { problem: HALF } : { value };
		case 'number':
			if (!Number.isFinite(value)) return { problem: 'is not a number that can be written' };
			return isExact(value) ? { value: String(value) } : { problem: LOST_DIGITS };
		case 'boolean':
		case 'bigint':
			return { value: String(value) };
		case 'undefined':
			return { value: '' };
		default:
			return value === null ? { value: '' } : readDateText(value);
	}
}

function readDateText(value: unknown): Read<string> {
	const moment = readMoment(value, 'utc');
	if (moment !== undefined) return moment;
	return { problem: `is ${kindOf(value)}, and a text is needed. Choose one of its fields` };
}

/** Without spaces around it and without characters that nobody sees. */
export function readId(value: unknown): Read<string> {
	const isTextual = ['string', 'number', 'bigint', 'undefined'].includes(typeof value);
	if (!isTextual && value !== null) return { problem: `is ${kindOf(value)}, and an ID is needed` };
	const text = readText(value);
	return 'problem' in text ? text : { value: text.value.replace(INVISIBLE, '').trim() };
}

const FROM_WORKFLOW =
	". To send a file of the workflow, choose Send Image, File, Video or Audio and set 'From' to Input Data Field";

/** As it is sent: what only a browser forgives, such as a space, is encoded. */
export function readUrl(value: unknown): Read<string> {
	if (typeof value === 'object' && value !== null) {
		const kind = kindOf(value);
		return { problem: `is ${kind}, and a URL is needed${kind === 'a file' ? FROM_WORKFLOW : ''}` };
	}
	const text = readId(value);
	if ('problem' in text) return text;
	const isPlain = /^[\x21-\x7e]*$/.test(text.value) && !/["<>\\^`{|}]/.test(text.value);
	return isPlain ? text : { value: parseHttpUrl(text.value)?.href ?? text.value };
}

/** Undefined if it is empty. */
export function readNumber(value: unknown): Read<number | undefined> {
	if (value === undefined || value === null) return { value: undefined };
	if (typeof value === 'number' && Number.isFinite(value)) return { value };
	if (typeof value !== 'string') {
		return { problem: `is ${kindOf(value)}, and a number is needed` };
	}
	const text = value.trim();
	if (text === '') return { value: undefined };
	return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)
		? { value: Number(text) }
		: { problem: `is not a valid number: "${text}"` };
}

/** Undefined if it is empty. */
export function readFlag(value: unknown): Read<boolean | undefined> {
	if (value === undefined || value === null) return { value: undefined };
	const word = typeof value === 'object' ? '' : String(value).trim().toLowerCase();
	if (word === 'true' || word === '1') return { value: true };
	if (word === 'false' || word === '0') return { value: false };
	if (typeof value === 'string' && word === '') return { value: undefined };
	return { problem: `is ${described(value)}, and must be true or false` };
}

/** Ids from a text with commas between them, a list, or the JSON of one. */
export function readIds(value: unknown): Read<string[]> {
	const given =
		typeof value === 'string' && value.trim().startsWith('[') ? parseJson(value) : value;
	const entries: unknown[] = Array.isArray(given)
		? given
		: typeof value === 'string'
			? value.split(/[,;\n]/)
			: [value];
	const ids: string[] = [];
	for (const entry of entries) {
		const id = readId(entry);
		if ('problem' in id) return id;
		if (id.value !== '') ids.push(id.value);
	}
	return { value: ids };
}

/** JSON that is typed as a text or given as a value. Undefined if it is empty. */
export function readJson(value: unknown): Read<JsonValue | undefined> {
	if (value === undefined || value === null || value === '') return { value: undefined };
	const json = typeof value === 'string' ? parseJson(value) : (value as JsonValue);
	if (json === undefined) return { problem: `is not valid JSON: ${mistakeIn(String(value))}` };
	const problem = problemIn(json);
	return problem === undefined ? { value: json } : { problem };
}

/** Where it is and, if it may come from an expression, what to write there instead. */
function mistakeIn(text: string): string {
	const mistake = jsonMistake(text);
	if (mistake === undefined) return 'it is nested too deeply';
	const { line, column, problem, isUnescaped } = mistake;
	const place = `line ${line}, column ${column}: ${problem}`;
	return isUnescaped ? `${place}. ${INSERTED}` : place;
}

const INSERTED =
	'If an expression inserts this value, write {{ JSON.stringify($json.text) }} or {{ $json.text.toJsonString() }} without quotes around it';

/** What keeps JSON from being sent as it is, however deep in it. */
function problemIn(value: unknown): string | undefined {
	if (typeof value === 'number') return isExact(value) ? undefined : LOST_DIGITS;
	if (typeof value === 'string') return HALF_CHARACTER.test(value) ? HALF : undefined;
	if (typeof value !== 'object' || value === null) return undefined;
	for (const member of Object.values(value)) {
		const problem = problemIn(member);
		if (problem !== undefined) return problem;
	}
	return undefined;
}

function isExact(number: number): boolean {
	return !Number.isInteger(number) || Number.isSafeInteger(number);
}

function described(value: unknown): string {
	return typeof value === 'string' ? `"${value}"` : kindOf(value);
}

/** For sentences: "a list", "a file". */
export function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'boolean') return `the yes or no "${String(value)}"`;
	if (typeof value !== 'object' || value === null) return `"${String(value)}"`;
	if (value instanceof Date) return 'a date';
	return 'mimeType' in value ? 'a file' : 'an object';
}
