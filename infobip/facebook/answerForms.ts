/**
 * Reads answers of the Facebook API. Only the answer to *Create an application* is documented; the
 * others may look like any of Infobip's siblings of those years (inferred), so every form is read:
 * lists bare, wrapped, paged or of keys alone, and keys under several names.
 */
import { accepted, type InfobipAnswer, type Transport } from '../call/client';
import { namesWhatIsMissing } from '../call/notFound';
import type { Listed } from '../call/unreadable';
import { ApiError, UnexpectedAnswer } from '../errors';
import { isObject, numberOf, parseJson, textOf, type JsonObject, type JsonValue } from '../json';

export type Kind = 'application' | 'configuration' | 'action';

export type Keyed = JsonObject & { key: string };

/** Stops a server that pages without end. */
const MAX_PAGES = 100;

/**
 * Reads all pages of a list. Throws ApiError, ConnectionError, and UnexpectedAnswer if the answer
 * contains no list.
 */
export async function readList(
	transport: Transport,
	path: string,
	kind: Kind,
	task: string,
): Promise<Listed<Keyed>> {
	const entries: Keyed[] = [];
	let unreadable = 0;
	let expected = 0;
	let repeats = 0;
	const seen = new Set<string>();
	let query: Record<string, number> | undefined;
	for (let count = 1; ; count++) {
		const request = { task, method: 'GET', path, query } as const;
		const { status, body } = await accepted(transport, request).catch((error: unknown) => {
			// There is no page after the last one.
			if (count > 1 && error instanceof ApiError && error.status === 404) return NO_CONTENT;
			throw error;
		});
		// Without a body, 204 is an empty list; 200 is an answer that got lost.
		const answer = status === 204 ? null : parseJson(body);
		const page = answer === undefined ? undefined : readPage(answer, kind);
		if (page === undefined) throw new UnexpectedAnswer(task, answer);
		const text = JSON.stringify(page.entries);
		// A server that counts pages from 1 may give its first one twice; one that does not page, always.
		if (seen.has(text)) repeats += page.number === undefined ? 1 : 2;
		const earlier = new Set(entries.map(({ key }) => key));
		for (const entry of seen.has(text) ? [] : page.entries) {
			const thing = keyedEntry(entry, kind);
			if (thing === undefined) unreadable += 1;
			else if (!earlier.has(thing.key)) entries.push(thing);
		}
		seen.add(text);
		const known = entries.length + unreadable;
		expected = Math.max(expected, page.total ?? 0);
		const isFull = page.size !== undefined && page.entries.length >= page.size;
		const mayGoOn = page.entries.length > 0 && repeats < 2 && (isFull || known < expected);
		if (!mayGoOn || count === MAX_PAGES) {
			const unseen = mayGoOn ? 1 : 0;
			return { entries, unreadable: unreadable + Math.max(unseen, expected - known) };
		}
		query = { page: (page.number ?? count - 1) + 1, ...(page.size ? { size: page.size } : {}) };
	}
}

const NO_CONTENT = { status: 204, body: '' };

interface Page {
	readonly entries: JsonValue[];
	readonly number: number | undefined;
	readonly size: number | undefined;
	readonly total: number | undefined;
}

const LIST_NAMES = ['results', 'data', 'items', 'content', 'list', 'entries', 'elements'];
const WRAPPER_NAMES = ['response', 'result', '_embedded'];
const NUMBER_NAMES = ['page', 'pageNumber', 'number'];
const SIZE_NAMES = ['size', 'pageSize', 'limit'];
const TOTAL_NAMES = ['count', 'total', 'totalCount', 'totalResults', 'totalElements', 'totalItems'];

/** One page of a list in any of the known forms; undefined if the answer is not a list. */
export function readPage(answer: JsonValue, kind: Kind): Page | undefined {
	const whole = { number: undefined, size: undefined, total: undefined };
	if (answer === null) return { ...whole, entries: [] };
	if (Array.isArray(answer)) return { ...whole, entries: answer };
	if (!isObject(answer)) return undefined;
	const paging = [answer, ...['paging', 'pagination', 'page'].map((name) => member(answer, name))];
	const figure = (names: readonly string[]): number | undefined =>
		firstOf(
			paging.filter(isObject).flatMap((json) => names.map((name) => numberOf(member(json, name)))),
		);
	const figures = {
		number: figure(NUMBER_NAMES),
		size: figure(SIZE_NAMES),
		total: figure(TOTAL_NAMES),
	};
	const names = [`${kind}s`, `${kind}Keys`, ...LIST_NAMES, ...WRAPPER_NAMES];
	const lists = names.map((name) => member(answer, name)).filter((list) => list !== undefined);
	const entries = lists.find(Array.isArray);
	if (entries) return { ...figures, entries };
	const inner = lists.find(isObject);
	const entriesOfInner = Object.values(inner ?? {});
	if (inner !== undefined && entriesOfInner.length > 0) {
		if (keyIn(inner, kind) !== undefined) return { ...whole, entries: [inner] };
		// As PHP writes a list that does not begin at 0.
		const isList = entriesOfInner.every((one) => isObject(one) && keyIn(one, kind) !== undefined);
		return isList ? { ...figures, entries: entriesOfInner } : readPage(inner, kind);
	}
	// `{}`, `{"actions":null}` and `{"page":0,"size":20,"count":0}` are empty lists.
	const saysNothing = Object.values(answer).every((value) => value === null);
	return saysNothing || lists.includes(null) || figures.total === 0
		? { ...whole, entries: [] }
		: undefined;
}

/** An entry of a list: an object with a key, or a key alone. */
function keyedEntry(entry: JsonValue, kind: Kind): Keyed | undefined {
	if (!isObject(entry)) {
		const key = textOf(entry);
		return key === undefined ? undefined : { key };
	}
	return keyed(entry, kind);
}

/** The members of a thing with its key as `key`, also if the answer wraps them. */
export function keyed(answer: JsonValue | undefined, kind: Kind, depth = 3): Keyed | undefined {
	if (Array.isArray(answer)) return answer.length === 1 ? keyed(answer[0], kind, depth) : undefined;
	if (!isObject(answer)) return undefined;
	const key = keyIn(answer, kind);
	if (key !== undefined) return { ...answer, key };
	if (depth === 0) return undefined;
	const wrappers = [kind, `${kind}s`, 'item', ...WRAPPER_NAMES, ...LIST_NAMES];
	return firstOf(wrappers.map((name) => keyed(member(answer, name), kind, depth - 1)));
}

/** `key` (documented), `actionKey` (Numbers API), `id`, `applicationCode` (Push API), in any case. */
function keyIn(json: JsonObject, kind: Kind): string | undefined {
	// Next to an app secret, `id` is the App ID of Facebook.
	const idNames = member(json, 'secret') === undefined ? ['id', `${kind}Id`] : [];
	return firstOf(
		['key', `${kind}Key`, ...idNames, `${kind}Code`].map((name) => textOf(member(json, name))),
	);
}

/**
 * The one thing of a list that must be the one that was just created, or undefined if it cannot be
 * told which one it is: what was only accepted (202) may not be in the list yet.
 *
 * @param isSame whether it looks as it was asked for
 */
export function justCreated<T extends Keyed>(
	{ entries, unreadable }: Listed<T>,
	status: number,
	isSame: (entry: T) => boolean,
): T | undefined {
	const same = entries.filter(isSame);
	if (same.length === 1) return same[0];
	// Of a key alone nothing can be compared, but alone it is the one.
	const isAlone = status !== 202 && unreadable === 0 && entries.length === 1;
	const [only] = isAlone ? entries : [];
	return only !== undefined && Object.keys(only).length === 1 ? only : undefined;
}

/** The member of this name, whatever its case: `actionKey`, `ACTION_KEY`, `action-key`. */
export function member(json: JsonObject, name: string): JsonValue | undefined {
	if (Object.hasOwn(json, name)) return json[name];
	const wanted = plain(name);
	const found = Object.keys(json).find((own) => plain(own) === wanted);
	return found === undefined ? undefined : json[found];
}

const plain = (name: string): string => name.replace(/[^a-z\d]/gi, '').toLowerCase();

/**
 * What was created, from whichever part of the answer names it: the body, a key alone, or the
 * address of the new thing (`Location`, RFC 9110, 15.3.2). Undefined if nothing does.
 */
export function created({ headers, body }: InfobipAnswer, kind: Kind): Keyed | undefined {
	const json = parseJson(body);
	const thing = keyed(json, kind);
	if (thing !== undefined) return thing;
	const bare = (typeof json === 'string' ? json : body).trim();
	if (/^(?=.*\d)[\w-]{8,}$/.test(bare)) return { key: bare };
	const last = new RegExp(`/${kind}s/([^/?#]+)/?$`).exec(headers.location ?? '')?.[1];
	return last === undefined ? undefined : { key: decodeURIComponent(last) };
}

function firstOf<T>(values: ReadonlyArray<T | undefined>): T | undefined {
	return values.find((value) => value !== undefined);
}

/**
 * The list, or an empty one if Infobip answered 404 and yet what should contain it exists: siblings
 * answer so if there is nothing to list (inferred). As that is a conclusion and not an answer, one
 * entry counts as unreadable. A 404 that names what is missing is passed on.
 */
export async function unlessEmpty<T>(
	list: Promise<Listed<T>>,
	parentExists: () => Promise<boolean>,
): Promise<Listed<T>> {
	return await list.catch(async (error: unknown) => {
		if (!(error instanceof ApiError) || error.status !== 404) throw error;
		if (namesWhatIsMissing(error.refusal)) throw error;
		if (!(await parentExists().catch(() => false))) throw error;
		return { entries: [], unreadable: 1, isInferred: true };
	});
}
