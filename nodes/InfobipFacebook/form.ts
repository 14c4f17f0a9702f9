import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../infobip/errors';
import { isObject, parseJson, type JsonObject } from '../../infobip/json';

/** What the user filled in, for one item. Expressions may give anything; each reader makes sure. */
export class Form {
	private readonly context: IExecuteFunctions;

	private readonly itemIndex: number;

	constructor(context: IExecuteFunctions, itemIndex: number) {
		this.context = context;
		this.itemIndex = itemIndex;
	}

	/** A text as it stands, empty where there is none. Numbers are written out. */
	text(name: string): string {
		return textOf(this.context.getNodeParameter(name, this.itemIndex, ''));
	}

	/** What a locator points at, by list or by key; undefined where it is empty. */
	key(name: string): string | undefined {
		const value = this.context.getNodeParameter(name, this.itemIndex, '', { extractValue: true });
		return textOf(value).trim() || undefined;
	}

	/** As `key`. Throws InvalidInput where it is empty. */
	requiredKey(name: string): string {
		const key = this.key(name);
		if (key === undefined) throw new InvalidInput([{ field: [name], problem: 'is empty' }]);
		return key;
	}

	flag(name: string): boolean {
		return this.context.getNodeParameter(name, this.itemIndex, false) === true;
	}

	/** The limit of a Get Many: Infinity where all are wanted. */
	limit(): number {
		if (this.flag('returnAll')) return Infinity;
		const limit = Number(this.context.getNodeParameter('limit', this.itemIndex, 50));
		if (Number.isInteger(limit) && limit >= 1) return limit;
		throw new InvalidInput([{ field: ['limit'], problem: 'must be a whole number from 1' }]);
	}

	/** The options that the user added; those left empty are not there. */
	options(): Options {
		const options = this.context.getNodeParameter('options', this.itemIndex, {});
		return new Options(isRecord(options) ? options : {});
	}

	/** The entries of a list in which the user adds as many as they like. */
	entries(name: string, entry: string): Options[] {
		const collection: unknown = this.context.getNodeParameter(name, this.itemIndex, {});
		const entries = isRecord(collection) ? collection[entry] : undefined;
		return Array.isArray(entries) ? entries.filter(isRecord).map((one) => new Options(one)) : [];
	}

	/** A JSON object, typed as text or given by an expression. Throws InvalidInput for anything else. */
	json(name: string): JsonObject {
		const value = this.context.getNodeParameter(name, this.itemIndex, '');
		const json = parseJson(typeof value === 'string' ? value : JSON.stringify(value));
		if (isObject(json)) return json;
		throw new InvalidInput([{ field: [name], problem: 'must be a JSON object: { … }' }]);
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

	/** One of the choices; undefined where it is not there. Throws InvalidInput for anything else. */
	choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
		const text = this.text(name);
		if (text === '') return undefined;
		const choice = choices.find((one) => one === text);
		if (choice !== undefined) return choice;
		throw new InvalidInput([{ field: [name], problem: `must be one of ${choices.join(', ')}` }]);
	}
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
