import { isObject, numberOf, textOf, type JsonObject, type JsonValue } from '../json';
import { parseMoment } from './parseMoment';

/**
 * The members of an object that Infobip sent. Names are compared without case and separators, since
 * XML and the older APIs write them in other ways. What is never read stays in `leftovers`, so that a
 * member that we do not know, or whose value has another type, is noticed instead of lost.
 */
export class Members {
	private readonly values = new Map<string, JsonValue>();

	private readonly nested: Members[] = [];

	/** Whether there is something that these methods cannot get at. */
	private hasMore = false;

	constructor(object: JsonObject) {
		for (const [name, value] of Object.entries(object)) {
			if (isAbsent(value)) continue;
			if (this.values.has(plain(name))) this.hasMore = true;
			else this.values.set(plain(name), value);
		}
	}

	has(...names: readonly string[]): boolean {
		return names.some((name) => this.values.has(plain(name)));
	}

	/** Looks at a value without reading it. */
	peek(...names: readonly string[]): JsonValue | undefined {
		return this.first(names, (value) => value)?.value;
	}

	/** The first of these members that is a text or a number. Others with the same value are read, too. */
	text(...names: readonly string[]): string | undefined {
		return this.read(names, textOf);
	}

	/** As `text`; an object or a list becomes JSON. */
	jsonText(...names: readonly string[]): string | undefined {
		return this.read(names, (value) => textOf(value) ?? JSON.stringify(value));
	}

	number(...names: readonly string[]): number | undefined {
		return this.read(names, numberOf);
	}

	flag(...names: readonly string[]): boolean | undefined {
		return this.read(names, (value) => {
			const text = String(value).toLowerCase();
			return text === 'true' ? true : text === 'false' ? false : undefined;
		});
	}

	/** ISO 8601 in UTC; as it was written if it is not a date. */
	moment(...names: readonly string[]): string | undefined {
		return this.read(names, (value) => parseMoment(value)?.toISOString() ?? textOf(value));
	}

	/** What the reader makes of the first of these members; undefined leaves a member unread. */
	read<T>(names: readonly string[], reader: (value: JsonValue) => T | undefined): T | undefined {
		const found = this.first(names, reader);
		if (found === undefined) return undefined;
		for (const name of names) {
			const value = this.values.get(plain(name));
			if (value !== undefined && JSON.stringify(reader(value)) === JSON.stringify(found.value)) {
				this.values.delete(plain(name));
			}
		}
		return found.value;
	}

	/** The members of the first of these that is an object; what is not read there is a leftover here. */
	object(...names: readonly string[]): Members {
		return this.within(this.read(names, objectOnly) ?? {});
	}

	/** The elements of a list, or the one in its place. What is not an object is read as text. */
	list(name: string): Members[] {
		const elements = this.read([name], (value) => (Array.isArray(value) ? value : [value])) ?? [];
		return elements.filter((element) => !isAbsent(element)).map((element) => this.element(element));
	}

	private element(value: JsonValue): Members {
		if (isObject(value)) return this.within(value);
		const text = textOf(value);
		if (text === undefined) this.hasMore = true;
		return this.within(text === undefined ? {} : { text });
	}

	private within(object: JsonObject): Members {
		const members = new Members(object);
		this.nested.push(members);
		return members;
	}

	/** Known, and without a use in an event. */
	ignore(...names: readonly string[]): void {
		for (const name of names) this.values.delete(plain(name));
	}

	/** Whether something was not read. */
	get hasLeftovers(): boolean {
		return (
			this.hasMore || this.values.size > 0 || this.nested.some(({ hasLeftovers }) => hasLeftovers)
		);
	}

	private first<T>(
		names: readonly string[],
		reader: (value: JsonValue) => T | undefined,
	): { value: T } | undefined {
		for (const name of names) {
			const value = this.values.get(plain(name));
			const read = value === undefined ? undefined : reader(value);
			if (read !== undefined) return { value: read };
		}
		return undefined;
	}
}

function objectOnly(value: JsonValue): JsonObject | undefined {
	return isObject(value) ? value : undefined;
}

function isAbsent(value: JsonValue): boolean {
	if (typeof value === 'object') return value === null || Object.keys(value).length === 0;
	return value === '';
}

function plain(name: string): string {
	return name.toLowerCase().replace(/[_\s-]/g, '');
}
