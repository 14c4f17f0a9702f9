import { InvalidInput, type FieldPath } from '../../infobip/errors';
import { isObject, isRecord, type JsonObject, type JsonValue } from '../../infobip/json';
import { CHOICES, type NodeChoice } from '../connection/connection';
import { holdsExpression } from './expression';
import { MemberSource, refuseUnknown, type FormSource } from './formSource';
import { readMoment } from './readMoment';
import {
	kindOf,
	pickedValue,
	readFlag,
	readId,
	readIds,
	readJson,
	readNumber,
	readText,
	readUrl,
	type Read,
} from './values';

/** What has to be known of a list to read it. */
interface List {
	readonly name: string;
	/** Under which name its entries are. */
	readonly entry: string;
	readonly values: ReadonlyArray<{ readonly name: string }>;
}

const NOT_FOUND = 'is empty: its expression found nothing';

/**
 * What the user filled in, for one item: the fields of the form, the members of a collection or of an
 * entry of a list. Every reader follows the one rule in `values.ts` and throws InvalidInput, with the
 * field's place, if a value does not fit.
 */
export class Form {
	private readonly source: FormSource;

	/** Where its fields are in the form, for errors. */
	private readonly place: FieldPath;

	constructor(source: FormSource, place: FieldPath = []) {
		this.source = source;
		this.place = place;
	}

	/** Empty if there is none. */
	text(name: string): string {
		return this.take(name, readText);
	}

	optionalText(name: string): string | undefined {
		return this.text(name) || undefined;
	}

	/** A text; an object or list is written as JSON. */
	optionalJsonText(name: string): string | undefined {
		const value = this.source.read(name);
		const isDate = value instanceof Date || typeof Object(value).toISO === 'function';
		if (typeof value !== 'object' || value === null || isDate) return this.optionalText(name);
		return JSON.stringify(this.take(name, readJson));
	}

	/** An id or key, whether it is typed or picked from a list; undefined if it is empty. */
	key(name: string): string | undefined {
		return this.take(name, readId) || undefined;
	}

	requiredKey(name: string): string {
		return this.key(name) ?? this.refuse(name, this.isExpression(name) ? NOT_FOUND : 'is empty');
	}

	/**
	 * An id or key that overrides the credential's; undefined if the field is left empty. An expression
	 * that finds nothing is refused: the credential's would send as someone else.
	 */
	ownKey(name: string): string | undefined {
		const key = this.key(name);
		if (key !== undefined || !this.isExpression(name)) return key;
		return this.refuse(
			name,
			`${NOT_FOUND}. Check the expression, or clear the field to use the credential`,
		);
	}

	/** Ids of a filter; undefined if the filter is not set. An expression that finds nothing is refused. */
	filterKeys(name: string): string[] | undefined {
		const keys = this.take(name, readIds);
		if (keys.length > 0) return keys;
		return this.isExpression(name) ? this.refuse(name, NOT_FOUND) : undefined;
	}

	/** As `filterKeys`, for a filter that takes one. */
	filterKey(name: string): string | undefined {
		const keys = this.filterKeys(name);
		return keys === undefined || keys.length === 1
			? keys?.[0]
			: this.refuse(name, 'takes one ID, and has several');
	}

	/** As it can be sent; empty if there is none. */
	url(name: string): string {
		return this.take(name, readUrl);
	}

	optionalUrl(name: string): string | undefined {
		return this.url(name) || undefined;
	}

	/** False if it is empty. */
	flag(name: string): boolean {
		return this.optionalFlag(name) ?? false;
	}

	optionalFlag(name: string): boolean | undefined {
		return this.take(name, readFlag);
	}

	number(name: string): number {
		return this.optionalNumber(name) ?? this.refuse(name, 'is empty');
	}

	optionalNumber(name: string): number | undefined {
		return this.take(name, readNumber);
	}

	choice<T extends string>(name: string, choices: readonly T[]): T {
		return (
			this.optionalChoice(name, choices) ??
			this.refuse(name, `is empty. It must be one of ${choices.join(', ')}`)
		);
	}

	optionalChoice<T extends string>(name: string, choices: readonly T[]): T | undefined {
		const text = this.key(name);
		return text === undefined ? undefined : this.chosen(name, text, choices);
	}

	/** Several of the choices; none if it is empty. An expression that finds nothing is refused. */
	choices<T extends string>(name: string, choices: readonly T[]): T[] {
		const texts = this.take(name, readIds);
		if (texts.length === 0 && this.isExpression(name)) return this.refuse(name, NOT_FOUND);
		return texts.map((text) => this.chosen(name, text, choices));
	}

	/** ISO 8601 with an offset; undefined if it is empty. */
	moment(name: string): string | undefined {
		return this.take(name, (value): Read<string | undefined> => {
			if (value === undefined || value === null || value === '') return { value: undefined };
			const moment = readMoment(value, this.source.timeZone);
			return moment ?? { problem: `is ${kindOf(value)}, and a date is needed` };
		});
	}

	/** A JSON object, typed as a text or given by an expression. */
	json(name: string): JsonObject {
		return this.optionalJson(name) ?? this.refuse(name, 'is empty');
	}

	optionalJson(name: string): JsonObject | undefined {
		const json = this.take(name, readJson);
		if (json === undefined || isObject(json)) return json;
		return this.refuse(name, 'must be a JSON object: { … }');
	}

	/** JSON of any kind, typed as a text or given by an expression. */
	anyJson(name: string): JsonValue | undefined {
		return this.take(name, readJson);
	}

	/** What one of the fields that choose between Page and application says, and the fields next to it. */
	nodeChoice(field: NodeChoice['field']): NodeChoice {
		return { field, chosen: this.choice(field, CHOICES), key: (name) => this.ownKey(name) };
	}

	/** The limit of a Get Many: Infinity if all are wanted. */
	limit(): number {
		if (this.flag('returnAll')) return Infinity;
		return this.count('limit', 50);
	}

	/** A whole number from 1, or `usual` if it is empty. */
	count(name: string, usual: number): number {
		const count = this.optionalNumber(name) ?? usual;
		if (Number.isInteger(count) && count >= 1) return count;
		return this.refuse(name, 'must be a whole number from 1');
	}

	/** The options or filters that the user added. */
	options(name = 'options'): Form {
		const options = this.source.read(name) ?? {};
		return isRecord(options)
			? new Form(this.membersOf(name, options), this.place)
			: this.refuse(name, `is ${kindOf(options)}, and must be an object`);
	}

	/** Whether the user added this option. */
	isAdded(name: string): boolean {
		return this.source.read(name) !== undefined;
	}

	/** The one entry of a group of fields; undefined if the user did not add it. */
	group(name: string, entry: string): Form | undefined {
		const group = this.source.read(name) ?? {};
		if (!isRecord(group)) return this.refuse(name, `is ${kindOf(group)}, and must be an object`);
		const fields = group[entry];
		if (fields === undefined || fields === null) return undefined;
		if (!isRecord(fields)) return this.refuse(name, `is ${kindOf(fields)}, and must be an object`);
		const members = this.membersOf(name, group).membersOf(entry, fields);
		return new Form(members, [...this.place, name]);
	}

	/** The entries of a list, filled in one by one or, by an expression, given whole. */
	list(list: List): Form[] {
		const { name, entry } = list;
		const value = this.source.read(name) ?? {};
		if (!isRecord(value)) return this.jsonList(name, list) ?? [];
		const entries = value[entry];
		if (entries === undefined) {
			return Object.keys(value).length === 0 ? [] : this.refuse(name, 'must be a list: [ { … } ]');
		}
		return this.entriesOf(name, entries, (index, members) =>
			this.membersOf(name, value).membersOf(entry, Object(entries)).membersOf(index, members),
		);
	}

	/**
	 * A list given whole as JSON; undefined if the field is not there. MemberSource that no field of an entry
	 * has are refused by name.
	 */
	jsonList(parameter: string, { name, values }: Pick<List, 'name' | 'values'>): Form[] | undefined {
		const json = this.take(parameter, readJson);
		if (json === undefined) {
			return this.isExpression(parameter) ? this.refuse(parameter, NOT_FOUND) : undefined;
		}
		const allowed = values.map((field) => field.name);
		return this.entriesOf(name, json, (index, members) => {
			refuseUnknown(Object.keys(members), allowed, [...this.place, name, index]);
			return new MemberSource(members, this.source.raw(parameter), this.source.timeZone);
		});
	}

	/**
	 * Made once for all items if the fields are the same for all.
	 *
	 * @param maker what it is found by, if `make` is another function for each item
	 */
	shared<T>(names: readonly string[], make: (form: Form) => T, maker: unknown = make): T {
		return this.source.shared(names, maker, () => make(this));
	}

	/** Throws InvalidInput: the field and what is wrong with it. */
	refuse(name: string, problem: string): never {
		throw new InvalidInput([{ field: [...this.place, name], problem }]);
	}

	private entriesOf(
		name: string,
		entries: unknown,
		membersOf: (index: number, entry: Record<string, unknown>) => MemberSource,
	): Form[] {
		if (!Array.isArray(entries)) return this.refuse(name, 'must be a list: [ { … } ]');
		return entries.map((entry: unknown, index) =>
			isRecord(entry)
				? new Form(membersOf(index, entry), [...this.place, name, index])
				: this.refuse(
						name,
						`must be a list of objects, and entry ${index + 1} is ${kindOf(entry)}`,
					),
		);
	}

	private isExpression(name: string): boolean {
		return holdsExpression(this.source.raw(name));
	}

	private membersOf(name: string, members: Record<string, unknown>): MemberSource {
		return new MemberSource(members, this.source.raw(name), this.source.timeZone);
	}

	private chosen<T extends string>(name: string, text: string, choices: readonly T[]): T {
		const choice = choices.find((one) => one.toLowerCase() === text.toLowerCase());
		return choice ?? this.refuse(name, `must be one of ${choices.join(', ')}, and is "${text}"`);
	}

	private take<T>(name: string, read: (value: unknown) => Read<T>): T {
		const result = read(pickedValue(this.source.read(name)));
		return 'problem' in result ? this.refuse(name, result.problem) : result.value;
	}
}
