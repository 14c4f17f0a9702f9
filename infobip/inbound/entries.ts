import { isObject, type JsonObject, type JsonValue } from '../json';
import { Members } from './members';
import { CONTENT_NAMES } from './receivedMessage';

/** `results` is documented; the others are what XML and Infobip's older APIs make of a list. */
const LIST_NAMES = ['results', 'result', 'messages', 'items', 'data'];

/** What Infobip says about the list itself. */
const ABOUT_THE_LIST = new Set(['messagecount', 'pendingmessagecount', 'count', 'page', 'size']);

/** How often a list may be inside another member before it is taken for content. */
const MAX_DEPTH = 4;

/**
 * The entries of a body that Infobip calls with or answers a pull with, out of whatever is around them.
 * What is not known as a list is an entry itself; a body that holds nothing has none.
 */
export function entriesOf(body: JsonValue, depth = 0): JsonValue[] {
	if (Array.isArray(body)) return body.flatMap((entry) => (Array.isArray(entry) ? entry : [entry]));
	if (!isObject(body)) return isEmpty(body) ? [] : [body];
	const results = Object.entries(body).find(([name]) => name.toLowerCase() === 'results')?.[1];
	const others = Object.values(body).filter((value) => value !== results && isListOfEntries(value));
	// Documented, so whatever else is there is about the list, unless it is one itself.
	if (Array.isArray(results)) return [results, ...others].flatMap((list) => entriesOf(list));
	const filled = Object.entries(body).filter(
		([name, value]) => !isEmpty(value) && !ABOUT_THE_LIST.has(name.toLowerCase()),
	);
	if (filled.length === 0) return [];
	// Whatever it is called.
	if (filled.length === 1 && others[0] !== undefined && !isEntry(body)) return entriesOf(others[0]);
	const name = LIST_NAMES.find((one) => filled.some(([own]) => own.toLowerCase() === one));
	const value = filled.find(([own]) => own.toLowerCase() === name)?.[1];
	const isList = typeof value === 'object' && (name === 'results' || !isEntry(body));
	return isList && depth < MAX_DEPTH ? entriesOf(value, depth + 1) : [body];
}

function isListOfEntries(value: JsonValue): boolean {
	return (
		Array.isArray(value) &&
		value.length > 0 &&
		value.every((one) => isObject(one) && new Members(one).has('messageId', 'from', 'sender'))
	);
}

/** Whether the object is about one event: then a list in it is a part of that. */
export function isEntry(body: JsonObject): boolean {
	return new Members(body).has(
		'messageId',
		'from',
		'sender',
		'to',
		'event',
		'text',
		...CONTENT_NAMES,
	);
}

export function isEmpty(value: JsonValue): boolean {
	if (typeof value === 'string') return value.trim() === '';
	return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
