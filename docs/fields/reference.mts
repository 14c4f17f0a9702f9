/** The page of all fields, made of the descriptions that n8n reads. */
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import type { BuiltTypes } from './builtTypes.mts';
import { choicesOf, isShownIn, wordsFor } from './conditions.mts';
import { Section } from './section.mts';
import type { Operation, Row } from './section.mts';
import { table } from './table.mts';

const INTRODUCTION = `# Fields

<!-- Written by \`npm run fields\` from the built nodes; do not edit by hand. -->

Every field of the two nodes and the credential, described once: operations with the same field link to it. Below a label
is its name in JSON and expressions, after the kind the default. *Page* or *Application* alone under *if* means that you
chose it above, or *From Credential*. The guides explain how fields work together: [sending](sending.md),
[receiving](receiving.md).`;

/** @returns Markdown, ending in a line feed */
export function fieldReference({ nodes, credentials }: BuiltTypes): string {
	const page = new Page();
	const sections = [
		...credentials.map(({ displayName, properties }) => {
			const title = `Credential: ${displayName}`;
			return [heading(2, title), ...page.describeForm(title, properties, 3)];
		}),
		...nodes.map((node) => describeNode(node, page)),
	];
	const body = join(...sections.flat());
	return `${join(INTRODUCTION, contents(body), body)}\n`;
}

function describeNode(node: INodeTypeDescription, page: Page): string[] {
	const { displayName, description } = node;
	// A tool of an AI Agent has one more for each operation; the guide to sending describes it.
	const properties = node.properties.filter((one) => !one.displayOptions?.show?.['@tool']);
	const title = `Node: ${displayName}`;
	const resource = properties.find(({ name }) => name === 'resource');
	const parts = resource
		? choicesOf(resource).flatMap((one) => describeResource(one, properties, page))
		: page.describeForm(displayName, properties, 3);
	return [heading(2, title), sentence(description), ...parts];
}

function describeResource(
	resource: Operation,
	form: readonly INodeProperties[],
	page: Page,
): string[] {
	const { name, description } = resource;
	const ofResource = form.filter((one) => isShownIn(one, 'resource', resource.value));
	const operations = ofResource.filter((one) => one.name === 'operation').flatMap(choicesOf);
	const fields = ofResource.filter((one) => !['resource', 'operation'].includes(one.name));
	const whole = new Section(name);
	for (const operation of operations) whole.add(fields, operation, [form]);

	const isOnly = operations.length === 1;
	const isShared = ({ operations: users }: Row) => users.size > 1;
	const ownRows = (operation: Operation) =>
		whole.rows.filter((row) => !isShared(row) && row.operations.has(operation));
	const titleOf = (operation: Operation) => (isOnly ? name : `${name}: ${operation.name}`);
	const linked = (operation: Operation) =>
		isOnly || ownRows(operation).length === 0
			? operation.name
			: `[${operation.name}](#${anchorOf(titleOf(operation))})`;
	return [
		heading(3, name),
		sentence(description),
		table(
			['operation', 'what it does'],
			operations.map((one) => [
				`**${linked(one)}**<br>\`${String(one.value)}\``,
				one.description ?? '',
			]),
		),
		...page.describeRows(whole.rows.filter(isShared), {
			title: `${name}: several operations`,
			level: 4,
			all: operations,
		}),
		...operations.flatMap((operation) =>
			page.describeRows(ownRows(operation), {
				title: titleOf(operation),
				...(isOnly ? {} : { level: 4 }),
				all: [operation],
			}),
		),
		...page.describeInner(whole, 4),
	];
}

interface Place {
	title: string;
	/** Of its heading; none if it has one already. */
	level?: number;
	all: readonly Operation[];
}

/** Describes each field and each list once, and refers to it from then on. */
class Page {
	private readonly fields = new Map<string, string>();
	private readonly lists = new Map<string, string>();

	/** A form that has no operations. */
	describeForm(title: string, properties: readonly INodeProperties[], level: number): string[] {
		const whole = new Section(title);
		const only: Operation = { name: '', value: '' };
		whole.add(properties, only, [properties]);
		return [
			...this.describeRows(whole.rows, { title, all: [only] }),
			...this.describeInner(whole, level),
		];
	}

	describeRows(rows: readonly Row[], { title, level, all }: Place): string[] {
		if (rows.length === 0) return [];
		const told = rows.filter((row) => this.fields.has(this.keyOf(row)));
		const fresh = rows.filter((row) => !told.includes(row));
		const hasConditions = fresh.some(({ conditions }) => conditions.length > 0);
		const usersOf = (row: Row) => namesOf([...row.operations], all);
		const hasUsers = fresh.some((row) => usersOf(row) !== 'all');
		const cells = fresh.map((row) => [
			row.name,
			this.kindCell(row),
			...(hasConditions ? [wordsFor(row.conditions)] : []),
			...(hasUsers ? [usersOf(row)] : []),
			this.whatCell(row, all),
		]);
		const headings = [
			...['field', 'kind'],
			...(hasConditions ? ['if'] : []),
			...(hasUsers ? ['in'] : []),
			'what it is',
		];
		const parts = [
			...(level === undefined ? [] : [heading(level, title)]),
			...(fresh.length > 0 ? [table(headings, cells)] : []),
			...(told.length > 0 ? [this.references(told, all)] : []),
		];
		for (const row of fresh) this.fields.set(this.keyOf(row), title);
		return parts;
	}

	/** A table for each list in a form, and for those inside them. */
	describeInner({ rows }: Section, level: number): string[] {
		const inner = new Set(rows.flatMap((row) => row.inner ?? []));
		return [...inner].flatMap((section) => {
			if (this.titleOf(section) !== section.title) return [];
			return [
				...this.describeRows(section.rows, {
					title: section.title,
					level,
					all: [...section.operations],
				}),
				...this.describeInner(section, Math.min(level + 1, 6)),
			];
		});
	}

	/** A line for each place, and for each condition on what is described there. */
	private references(rows: readonly Row[], all: readonly Operation[]): string {
		const labels = new Map<string, string[]>();
		for (const row of rows) {
			const title = this.fields.get(this.keyOf(row))!;
			const users = namesOf([...row.operations], all);
			const line = [
				`- As in [${title}](#${anchorOf(title)})`,
				...(users === 'all' ? [] : [`in ${users}`]),
				...(row.conditions.length === 0 ? [] : [`if ${wordsFor(row.conditions)}`]),
			].join(', ');
			labels.set(line, [...(labels.get(line) ?? []), `*${row.label}*`]);
		}
		return [...labels].map(([line, ones]) => `${line}: ${ones.join(', ')}`).join('\n');
	}

	/** The section that describes a list: the first one with the same fields. */
	private titleOf(section: Section): string {
		const key = this.contentOf(section);
		const before = this.lists.get(key);
		if (before === undefined) this.lists.set(key, section.title);
		return before ?? section.title;
	}

	private contentOf({ rows }: Section): string {
		return JSON.stringify(rows.map((row) => [this.keyOf(row), wordsFor(row.conditions)]));
	}

	/** What makes two fields the same, whatever they depend on. */
	private keyOf({ name, kind, defaults, what, inner }: Row): string {
		const content = inner && this.contentOf(inner);
		return JSON.stringify([name, kind, [...defaults.keys()], what, content]);
	}

	private kindCell({ kind, defaults }: Row): string {
		const [start = ''] = usual(defaults);
		return start === '' ? kind : `${kind}: ${start}`;
	}

	private whatCell({ what, defaults, inner }: Row, all: readonly Operation[]): string {
		const [, ...others] = usual(defaults);
		const exceptions = others.map(
			(start) =>
				`In ${namesOf([...defaults.get(start)!], all)}: ${start || 'empty'} to begin with.`,
		);
		const title = inner && this.titleOf(inner);
		const link = title === undefined ? [] : [`[Its fields](#${anchorOf(title)})`];
		return [[what, ...exceptions].filter(Boolean).join(' '), ...link].filter(Boolean).join('<br>');
	}
}

/** The default of the most operations comes first. */
function usual(defaults: Row['defaults']): string[] {
	return [...defaults].sort(([, ones], [, others]) => others.size - ones.size).map(([one]) => one);
}

/** "all", "all but …" or their names, whichever is shortest. */
function namesOf(users: readonly Operation[], all: readonly Operation[]) {
	const names = (options: readonly Operation[]) => options.map(({ name }) => name).join(', ');
	const others = all.filter((option) => !users.includes(option));
	if (others.length === 0) return 'all';
	return others.length < users.length ? `all but ${names(others)}` : names(users);
}

/** Nodes, credentials and resources, each a link. */
function contents(body: string): string {
	const headings = body.split('\n').flatMap((line) => {
		const found = /^(##|###) (.*)$/.exec(line);
		return found ? [{ isInner: found[1] === '###', title: found[2]! }] : [];
	});
	return headings
		.filter(({ title }) => !title.includes('→'))
		.map(({ isInner, title }) => `${isInner ? '  ' : ''}- [${title}](#${anchorOf(title)})`)
		.join('\n');
}

/** As GitHub makes it of a heading that is there once. */
function anchorOf(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');
}

function sentence(description = ''): string {
	return description.endsWith('.') ? description : `${description}.`;
}

function heading(level: number, text: string): string {
	return `${'#'.repeat(level)} ${text}`;
}

function join(...parts: readonly string[]): string {
	return parts.join('\n\n');
}
