import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../infobip/json';

/** Literal text, and paths of fields of the item. */
export type PlainExpression = ReadonlyArray<string | readonly string[]>;

const STEP = /\.([A-Za-z_]\w*)|\['([^'\\]+)'\]|\["([^"\\]+)"\]/g;
const REFERENCE = new RegExp(`\\{\\{\\s*\\$json((?:${STEP.source})+)\\s*\\}\\}`, 'g');

/**
 * The parts of an expression that names fields of the item and nothing else, as n8n writes it when a
 * field is dragged into the form: `{{ $json.customer.id }}`, or `Hello {{ $json.name }}!`.
 * Undefined of any other.
 */
export function parsePlain(parameter: unknown): PlainExpression | undefined {
	if (typeof parameter !== 'string' || !parameter.startsWith('=')) return undefined;
	const parts: Array<string | readonly string[]> = [];
	let end = 1;
	for (const { 0: reference, 1: steps = '', index } of parameter.matchAll(REFERENCE)) {
		if (index > end) parts.push(parameter.slice(end, index));
		parts.push([...steps.matchAll(STEP)].map(([, ...names]) => names.find(Boolean) ?? ''));
		end = index + reference.length;
	}
	if (end < parameter.length) parts.push(parameter.slice(end));
	const isForN8n = parts.every(isText) || parts.some((part) => isText(part) && /[\\{}]/.test(part));
	return isForN8n ? undefined : parts;
}

/**
 * Its value, if the fields have texts and numbers, or, alone, a yes or no. Undefined otherwise,
 * which is for n8n to evaluate: a missing field, a list, an object.
 */
export function plainValue(
	expression: PlainExpression,
	item: IDataObject,
): string | number | boolean | undefined {
	const [first] = expression;
	if (expression.length === 1 && first !== undefined) {
		const value = isText(first) ? first : valueAt(item, first);
		return isPlain(value) ? value : undefined;
	}
	const values = expression.map((part) => (isText(part) ? part : valueAt(item, part)));
	return values.every((value) => typeof value === 'string' || Number.isFinite(value))
		? values.join('')
		: undefined;
}

function isText(part: string | readonly string[]): part is string {
	return typeof part === 'string';
}

/** Whether a field can be given it as it is: a text, a number, or a yes or no. */
export function isPlain(value: unknown): value is string | number | boolean {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function valueAt(item: IDataObject, path: readonly string[]): unknown {
	let value: unknown = item;
	for (const step of path) {
		if (!isRecord(value) || !Object.hasOwn(value, step)) return undefined;
		value = value[step];
	}
	return value;
}

/** Whether an expression is anywhere in it: n8n's mark of one is "=" at the beginning of a text. */
export function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
