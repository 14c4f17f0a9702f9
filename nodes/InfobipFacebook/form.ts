import type { IDataObject } from 'n8n-workflow';

import { InvalidInput } from '../../infobip/errors';
import { isObject, parseJson, type JsonObject } from '../../infobip/json';
import { CHOICES, type NodeChoice } from '../connection/connection';
import { pickedValue } from '../pickers/pickedValue';
import type { Parameters } from './parameters';
import { withOffset } from './withOffset';

/** Where a form gets its values: the node's parameters, for all items of a run. */
export type ParameterSource = Pick<Parameters, 'read' | 'shared' | 'timeZone'>;

/** What the user filled in, for one item. Expressions may give anything; each reader makes sure. */
export class Form {
	private readonly parameters: ParameterSource;

	private readonly itemIndex: number;

	constructor(parameters: ParameterSource, itemIndex: number) {
		this.parameters = parameters;
		this.itemIndex = itemIndex;
	}

	/** A text as it stands, empty where there is none. Numbers are written out. */
	text(name: string): string {
		return textOf(this.read(name, ''));
	}

	/** What a locator points at, by list or by key; undefined where it is empty. */
	key(name: string): string | undefined {
		return textOf(pickedValue(this.read(name, ''))).trim() || undefined;
	}

	/** As `key`. Throws InvalidInput where it is empty. */
	requiredKey(name: string): string {
		const key = this.key(name);
		if (key === undefined) throw new InvalidInput([{ field: [name], problem: 'is empty' }]);
		return key;
	}

	/** What one of the fields that choose between Page and application says, and the fields beside it. */
	nodeChoice(field: NodeChoice['field']): NodeChoice {
		return { field, chosen: this.choice(field, CHOICES), key: (name) => this.key(name) };
	}

	flag(name: string): boolean {
		return this.read(name, false) === true;
	}

	/** Throws InvalidInput where it is no number. */
	number(name: string): number {
		const number = new Options({ [name]: this.text(name) }).optionalNumber(name);
		if (number !== undefined) return number;
		throw new InvalidInput([{ field: [name], problem: 'is empty' }]);
	}

	/** One of the choices. Throws InvalidInput for anything else. */
	choice<T extends string>(name: string, choices: readonly T[]): T {
		return chosen(name, this.text(name), choices);
	}

	/** Fields that stand side by side in the form, read as the members of an entry are. */
	members(names: readonly string[]): Options {
		return new Options(Object.fromEntries(names.map((name) => [name, this.text(name)])));
	}

	/** The limit of a Get Many: Infinity where all are wanted. */
	limit(): number {
		if (this.flag('returnAll')) return Infinity;
		const limit = Number(this.read('limit', 50));
		if (Number.isInteger(limit) && limit >= 1) return limit;
		throw new InvalidInput([{ field: ['limit'], problem: 'must be a whole number from 1' }]);
	}

	/** The one entry of a group of fields; undefined if the user did not add it. */
	group(name: string, entry: string): Options | undefined {
		const group = this.read(name, {});
		return new Options({ [name]: isRecord(group) ? group : {} }).group(name, entry);
	}

	/** The options that the user added; those left empty are not there. */
	options(): Options {
		const options = this.read('options', {});
		return new Options(isRecord(options) ? options : {});
	}

	/** A list made with `listField`. Throws InvalidInput where its JSON is no array of objects. */
	list(name: string, entry: string): Options[] {
		if (this.text(`${name}From`) === 'json') return this.jsonList(name, `${name}Json`);
		const collection = this.read(name, {});
		return entriesOf(collection, entry);
	}

	private jsonList(name: string, parameter: string): Options[] {
		const value = this.read(parameter, '[]');
		const json: unknown = typeof value === 'string' ? parseJson(value) : value;
		if (Array.isArray(json) && json.every(isRecord)) return json.map((one) => new Options(one));
		throw new InvalidInput([
			{ field: [name], problem: 'must be a JSON array of objects: [ { … } ]' },
		]);
	}

	/**
	 * A moment as ISO 8601 with its offset. n8n's date picker leaves the offset out and means the
	 * time zone of the workflow; an expression may give a Luxon DateTime.
	 */
	moment(options: Options, name: string): string | undefined {
		const text = options.optionalText(name)?.trim();
		return text === undefined ? undefined : withOffset(text, this.parameters.timeZone);
	}

	/** What is read of these fields: made once for all items where the fields are the same for all. */
	shared<T>(names: readonly string[], make: (form: Form) => T): T {
		return this.parameters.shared(names, make, () => make(this));
	}

	/** A JSON object, typed as text or given by an expression. Throws InvalidInput for anything else. */
	json(name: string): JsonObject {
		const value = this.read(name, '');
		const json = parseJson(typeof value === 'string' ? value : JSON.stringify(value));
		if (isObject(json)) return json;
		throw new InvalidInput([{ field: [name], problem: 'must be a JSON object: { … }' }]);
	}

	private read(name: string, fallback: unknown): unknown {
		return this.parameters.read(name, this.itemIndex, fallback);
	}
}

/** Members of a collection. */
export class Options {
	private readonly members: IDataObject;

	constructor(members: IDataObject) {
		this.members = members;
	}

	text(name: string): string {
		return textOf(this.members[name]);
	}

	/** Undefined where it is empty or not there. */
	optionalText(name: string): string | undefined {
		return this.text(name) || undefined;
	}

	optionalNumber(name: string): number | undefined {
		const text = this.text(name).trim();
		if (text === '') return undefined;
		const number = Number(text);
		if (Number.isFinite(number)) return number;
		throw new InvalidInput([{ field: [name], problem: `is no number: "${text}"` }]);
	}

	flag(name: string): boolean {
		return this.members[name] === true;
	}

	optionalFlag(name: string): boolean | undefined {
		const value = this.members[name];
		return typeof value === 'boolean' ? value : undefined;
	}

	/** A JSON object; undefined if it is empty. Throws InvalidInput for anything else. */
	json(name: string): JsonObject | undefined {
		const value = this.members[name];
		if (value === undefined || value === null || value === '') return undefined;
		const json = parseJson(typeof value === 'string' ? value : JSON.stringify(value));
		if (isObject(json)) return json;
		throw new InvalidInput([{ field: [name], problem: 'must be a JSON object: { … }' }]);
	}

	/** As a list in the form (`{ button: [ … ] }`) or in JSON (`[ … ]`). */
	entries(name: string, entry: string): Options[] {
		const value: unknown = this.members[name];
		return Array.isArray(value)
			? value.filter(isRecord).map((one) => new Options(one))
			: entriesOf(value, entry);
	}

	/** The one entry of a group of fields; undefined where the user did not add it. */
	group(name: string, entry: string): Options | undefined {
		const value: unknown = this.members[name];
		const group: unknown = isRecord(value) ? value[entry] : undefined;
		return isRecord(group) ? new Options(group) : undefined;
	}

	/** Several of the choices. Throws InvalidInput for anything else. */
	choices<T extends string>(name: string, choices: readonly T[]): T[] {
		const value: unknown = this.members[name];
		const texts = Array.isArray(value) ? value.map(textOf) : [];
		return texts.map((text) => chosen(name, text, choices));
	}

	/** One of the choices; undefined where it is not there. Throws InvalidInput for anything else. */
	choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
		const text = this.text(name);
		return text === '' ? undefined : chosen(name, text, choices);
	}
}

function chosen<T extends string>(name: string, text: string, choices: readonly T[]): T {
	const choice = choices.find((one) => one === text);
	if (choice !== undefined) return choice;
	throw new InvalidInput([{ field: [name], problem: `must be one of ${choices.join(', ')}` }]);
}

function entriesOf(collection: unknown, entry: string): Options[] {
	const entries: unknown = isRecord(collection) ? collection[entry] : undefined;
	return Array.isArray(entries) ? entries.filter(isRecord).map((one) => new Options(one)) : [];
}

/** Texts, numbers, and dates such as Luxon's, which know their ISO 8601 form. */
function textOf(value: unknown): string {
	if (typeof value === 'string' || typeof value === 'number') return String(value);
	if (value instanceof Date) return value.toISOString();
	const { toISO } = Object(value) as { toISO?: unknown };
	return typeof toISO === 'function' ? String(toISO.call(value)) : '';
}

function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
