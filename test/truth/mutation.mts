import fc from 'fast-check';

import { isJsonObject } from '../../sandbox/exactJson.mts';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** One change of a body: where, counted through all of its values, and what. */
interface Mutation {
	readonly at: number;
	readonly kind: (typeof KINDS)[number];
}

const KINDS = [
	'remove',
	'null',
	'rename',
	'respell',
	'nest',
	'list',
	'number',
	'flag',
	'text',
	'twice',
	'beside null',
	'bare',
] as const;

export const mutations = fc.array(
	fc.record({ at: fc.nat(10_000), kind: fc.constantFrom(...KINDS) }),
	{ maxLength: 4 },
);

/** What a service might do to a body that nobody has agreed on. */
export function mutate(body: unknown, changes: readonly Mutation[]): unknown {
	return changes.reduce((changed, mutation) => applied(changed, mutation), body as Json);
}

function applied(body: Json, { at, kind }: Mutation): Json {
	if (kind === 'bare') return isJsonObject(body) && body['results'] ? body['results'] : body;
	const copy = structuredClone(body);
	const places = placesIn(copy);
	const place = places[at % Math.max(places.length, 1)];
	if (place === undefined) return body;
	const { parent, name } = place;
	const value = read(parent, name);
	switch (kind) {
		case 'remove':
			if (Array.isArray(parent)) parent.splice(Number(name), 1);
			else Reflect.deleteProperty(parent, name);
			break;
		case 'rename':
		case 'respell':
			if (Array.isArray(parent)) break;
			Reflect.deleteProperty(parent, name);
			parent[kind === 'rename' ? `${name}New` : respelled(name)] = value;
			break;
		case 'beside null':
			if (Array.isArray(parent)) parent.splice(Number(name), 0, null);
			break;
		case 'twice':
			if (Array.isArray(parent)) parent.push(structuredClone(value));
			break;
		default:
			write(
				parent,
				name,
				{
					null: null,
					nest: { inner: value },
					list: [value],
					number: 7,
					flag: true,
					text: 'another',
				}[kind],
			);
	}
	return copy;
}

function respelled(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

interface Place {
	readonly parent: Json[] | { [name: string]: Json };
	readonly name: string;
}

function placesIn(value: Json): Place[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) => [
		{ parent: value, name },
		...placesIn(member),
	]);
}

function read(parent: Place['parent'], name: string): Json {
	return (parent as { [name: string]: Json })[name] ?? null;
}

function write(parent: Place['parent'], name: string, value: Json): void {
	(parent as { [name: string]: Json })[name] = value;
}
