import { writeExactJson } from '../exactJson.mts';
import type { ChatView, ViewChange } from './view.mts';

const WHOLE_PARTS = [
	'places',
	'isPlaceKnown',
	'contacts',
	'consents',
	'channels',
	'outcomes',
	'trouble',
] as const;

/** Remembers what one page was told, and finds what it does not know yet. */
export class ViewChanges {
	readonly #parts = new Map<string, string>();
	readonly #entries = new Told<ChatView['entries'][number]>(({ number }) => String(number));
	readonly #calls = new Told<ChatView['calls'][number]>(({ id }) => id);
	#isFirst = true;

	/** @returns undefined when nothing has changed */
	next(view: ChatView): ViewChange | undefined {
		const isFresh =
			this.#isFirst || this.#entries.hasLost(view.entries) || this.#calls.hasLost(view.calls);
		if (isFresh) this.#forget();
		const entries = this.#entries.unknown(view.entries);
		const calls = this.#calls.unknown(view.calls);
		const change: ViewChange = {
			...(isFresh && { isFresh }),
			...Object.fromEntries(
				WHOLE_PARTS.filter((part) => this.#isNews(part, view[part])).map((part) => [
					part,
					view[part],
				]),
			),
			...(entries.length > 0 && { entries }),
			...(calls.length > 0 && { calls }),
		};
		return Object.keys(change).length > 0 ? change : undefined;
	}

	#forget(): void {
		this.#isFirst = false;
		this.#parts.clear();
		this.#entries.clear();
		this.#calls.clear();
	}

	#isNews(part: string, value: unknown): boolean {
		const text = writeExactJson(value);
		const isNews = this.#parts.get(part) !== text;
		this.#parts.set(part, text);
		return isNews;
	}
}

/** The records of one list, by their keys. */
class Told<T> {
	readonly #keyOf: (record: T) => string;
	#told = new Map<string, string>();
	#newest: string | undefined;

	constructor(keyOf: (record: T) => string) {
		this.#keyOf = keyOf;
	}

	/** The oldest may leave a list that is full; where the newest is gone, all was forgotten. */
	hasLost(records: T[]): boolean {
		const newest = this.#newest;
		return newest !== undefined && !records.some((record) => this.#keyOf(record) === newest);
	}

	unknown(records: T[]): T[] {
		const before = this.#told;
		this.#told = new Map(records.map((record) => [this.#keyOf(record), writeExactJson(record)]));
		const last = records.at(-1);
		if (last !== undefined) this.#newest = this.#keyOf(last);
		return records.filter((record) => {
			const key = this.#keyOf(record);
			return before.get(key) !== this.#told.get(key);
		});
	}

	clear(): void {
		this.#told.clear();
		this.#newest = undefined;
	}
}
