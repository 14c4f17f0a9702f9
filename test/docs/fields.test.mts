/** docs/fields.md is what `npm run fields` would write now. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { builtTypes } from '../../docs/fields/builtTypes.mts';
import { isShownIn } from '../../docs/fields/conditions.mts';
import { fieldReference } from '../../docs/fields/reference.mts';
import { innerFields } from '../../docs/fields/table.mts';
import { anchorsOf } from './markdown.mts';

const root = join(import.meta.dirname, '..', '..');
const built = builtTypes(root);
const page = readFileSync(join(root, 'docs', 'fields.md'), 'utf8');

it('is up to date; else run `npm run fields` and commit docs/fields.md', () => {
	expect(page).toBe(fieldReference(built));
});

it('has every field, also of those in lists', () => {
	const names = namesIn([...built.nodes, ...built.credentials].map(({ properties }) => properties));
	expect(names.size).toBeGreaterThan(50);
	const untold = [...names].filter((name) => !page.includes(`<br>\`${name}\``));
	// The credentials have a chapter of their own; the two choices at the head are the headings; a guide
	// has what only a tool of an AI Agent shows.
	expect(untold.sort()).toEqual(['credentials', 'operation', 'resource', 'toolDescription']);
});

it('has the fields of each operation, no more and no less, wherever they are described', () => {
	const [form] = built.nodes.map(({ properties }) => properties);
	const choices = (name: string, resource?: unknown) =>
		form!
			.filter((one) => one.name === name && isShownIn(one, 'resource', resource))
			.flatMap(({ options = [] }) => options as INodePropertyOptions[]);
	const operations = choices('resource').flatMap((resource) =>
		choices('operation', resource.value).map((operation) => ({ resource, operation })),
	);
	expect(operations.length).toBeGreaterThan(25);
	for (const { resource, operation } of operations) {
		const shown = (fields: readonly INodeProperties[]): string[] =>
			fields
				.filter(({ type }) => !['hidden', 'notice', 'credentials'].includes(type))
				.filter(({ name }) => name !== 'resource' && name !== 'operation')
				.filter(({ displayOptions }) => displayOptions?.show?.['@tool'] === undefined)
				.filter((field) => isShownIn(field, 'resource', resource.value))
				.filter((field) => isShownIn(field, 'operation', operation.value))
				.flatMap((field) => [
					field.displayName,
					...shown(innerFields(field)).map((label) => `${field.displayName} → ${label}`),
				]);
		const titles = ['', ': several operations', `: ${operation.name}`].map(
			(end) => `${resource.name}${end}`,
		);
		const described = titles.flatMap((title) => describedIn(title, operation.name));
		expect([operation.name, unique(described)]).toEqual([operation.name, unique(shown(form!))]);
	}
});

const sections = new Map(
	page.split(/^#+ /m).map((part) => {
		const [title = '', ...lines] = part.split('\n');
		return [title, lines] as const;
	}),
);

/** The labels of an operation's fields in a section, with those of the lists in them. */
function describedIn(title: string, operation: string): string[] {
	const lines = sections.get(title) ?? [];
	const users = lines.some((line) => /^\|.* \| in \| what it is/.test(line));
	const rows = lines.flatMap((line) => {
		const label = /^\| \*\*([^[*]+)\*\*(?: \(required\))?<br>/.exec(line)?.[1];
		const cells = line.split(/(?<!\\) \| ?/);
		// A row of two cells is an operation.
		if (label === undefined || cells.length < 4) return [];
		if (users && !covers(cells.at(-3)!, operation)) return [];
		return [label, ...innerOf(label, line, operation)];
	});
	const references = lines.flatMap((line) => {
		const found =
			/^- As in \[([^\]]+)\]\(#[^)]*\)(?:, in ([^*:]+?))?(?:, if .*)?: (\*[^:]*\*)$/.exec(line);
		if (found === null || !covers(found[2] ?? 'all', operation)) return [];
		const place = sections.get(found[1]!) ?? [];
		return [...found[3]!.matchAll(/\*([^*]+)\*/g)].flatMap(([, label]) => {
			const row = place.find((one) => one.startsWith(`| **${label}**`));
			expect([found[1], label, row]).toEqual([found[1], label, expect.any(String)]);
			return [label!, ...innerOf(label!, row!, operation)];
		});
	});
	return [...rows, ...references];
}

function innerOf(label: string, row: string, operation: string): string[] {
	const anchor = /\[Its fields\]\(#([^)]+)\)/.exec(row)?.[1];
	if (anchor === undefined) return [];
	const title = [...sections.keys()].find((one) => anchorsOf(`## ${one}`).has(anchor));
	const inner = describedIn(title ?? '', operation);
	expect([label, inner.length > 0]).toEqual([label, true]);
	return inner.map((one) => `${label} → ${one}`);
}

function covers(users: string, operation: string): boolean {
	if (users === 'all') return true;
	const isException = users.startsWith('all but ');
	return users.replace('all but ', '').split(', ').includes(operation) !== isException;
}

function unique(labels: readonly string[]): string[] {
	return [...new Set(labels)].sort();
}

interface Field {
	name: string;
	type: string;
	options?: Field[];
	values?: Field[];
}

function namesIn(forms: unknown): Set<string> {
	const names = new Set<string>();
	const walk = (fields: Field[]) => {
		for (const { name, type, options = [] } of fields) {
			if (type === 'hidden' || type === 'notice') continue;
			names.add(name);
			if (type === 'collection') walk(options);
			if (type === 'fixedCollection') for (const { values = [] } of options) walk(values);
		}
	};
	(forms as Field[][]).forEach(walk);
	return names;
}
