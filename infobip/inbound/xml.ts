import type { JsonObject, JsonValue } from '../json';

/** An element that is being read. */
interface Open {
	readonly name: string;
	readonly children: Map<string, JsonValue[]>;
	text: string;
}

const TOKEN =
	/<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<!DOCTYPE[^[>]*(?:\[[^\]]*\])?[^>]*>|<[?!][^>]*>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/g;

/**
 * Reads XML as n8n's Webhook node does: an element with children is an object, one with text only is
 * a text, elements of one name are a list. What is inside the root comes back. Attributes other than
 * `xsi:…` count as children. Document types are skipped, so an entity that one defines stays as it is.
 *
 * Returns undefined if the text is not well formed.
 */
export function parseXml(xml: string): JsonValue | undefined {
	const root: Open = { name: '', children: new Map(), text: '' };
	const stack: Open[] = [root];
	let position = 0;
	for (const token of xml.matchAll(TOKEN)) {
		const [whole, cdata, closed, opened, attributes = '', selfClosing] = token;
		const current = stack.at(-1);
		if (current === undefined) return undefined;
		current.text += withEntities(xml.slice(position, token.index));
		position = token.index + whole.length;
		if (cdata !== undefined) current.text += cdata;
		if (opened !== undefined) {
			const element: Open = { name: opened, children: attributesOf(attributes), text: '' };
			if (selfClosing === '/') add(current, element);
			else stack.push(element);
		}
		if (closed !== undefined) {
			const parent = stack.at(-2);
			if (current.name !== closed || parent === undefined) return undefined;
			stack.pop();
			add(parent, current);
		}
	}
	const [content, ...others] = [...root.children.values()].flat();
	const isWellFormed = stack.length === 1 && others.length === 0 && root.text.trim() === '';
	return isWellFormed && xml.slice(position).trim() === '' ? content : undefined;
}

function add(parent: Open, { name, children, text }: Open): void {
	const value = children.size === 0 ? text.trim() : toObject(children, text.trim());
	const plainName = name.replace(/^.*:/, '');
	const same = parent.children.get(plainName);
	if (same === undefined) parent.children.set(plainName, [value]);
	else same.push(value);
}

function toObject(children: Open['children'], text: string): JsonObject {
	const members = [...children].map(([name, values]): [string, JsonValue] => {
		const [only = '', ...others] = values;
		return [name, others.length === 0 ? only : values];
	});
	return Object.fromEntries(text === '' ? members : [...members, ['_', text]]);
}

function attributesOf(text: string): Open['children'] {
	const children: Open['children'] = new Map();
	for (const [, name = '', double, single] of text.matchAll(
		/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
	)) {
		if (!/^xmlns|:/.test(name)) children.set(name, [withEntities(double ?? single ?? '')]);
	}
	return children;
}

const ENTITIES = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
]);

function withEntities(text: string): string {
	return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
		if (typeof name === 'string') return ENTITIES.get(name) ?? whole;
		const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}
