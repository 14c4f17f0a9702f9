/** The page of all fields, made of what n8n itself is told about them. */
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import type { BuiltTypes } from './builtTypes.mts';
import { choicesOf } from './conditions.mts';
import type { Scopes } from './conditions.mts';
import { fieldTable, listsOf, table } from './table.mts';

const INTRODUCTION = `# Fields

<!-- Written by \`npm run fields\` from the built nodes; do not edit by hand. -->

Every field of the two nodes and the credential. Under each label is its name in JSON and expressions.
The guides explain how the fields work together: [sending](sending.md), [receiving](receiving.md).`;

/** @returns Markdown, ending in a line feed */
export function fieldReference({ nodes, credentials }: BuiltTypes): string {
	const sections = [
		...credentials.map(({ displayName, properties }) =>
			join(heading(2, `Credential: ${displayName}`), fieldTable(properties, [properties])),
		),
		...nodes.map(describeNode),
	];
	const body = sections.join('\n\n');
	return `${join(INTRODUCTION, contents(body), body)}\n`;
}

function describeNode({ displayName, description, ...node }: INodeTypeDescription): string {
	// A tool of an AI Agent has one more for each operation; the guide to sending describes it.
	const properties = node.properties.filter((one) => !one.displayOptions?.show?.['@tool']);
	const resource = properties.find(({ name }) => name === 'resource');
	const lists = new Lists();
	const parts = resource
		? choicesOf(resource).map((option) => describeResource(option, properties, lists))
		: [
				fieldTable(properties, [properties]),
				...lists.describe(properties, [properties], displayName, 3),
			];
	return join(heading(2, `Node: ${displayName}`), sentence(description), ...parts);
}

function describeResource(
	{ name, value, description }: INodePropertyOptions,
	form: readonly INodeProperties[],
	lists: Lists,
): string {
	const ofResource = form.filter((property) => shows(property, 'resource', value));
	const operations = ofResource.filter((one) => one.name === 'operation').flatMap(choicesOf);
	const fields = ofResource.filter((property) => property.name !== 'operation');
	const users = (property: INodeProperties) =>
		operations.filter((operation) => shows(property, 'operation', operation.value));
	const shared = withoutVariants(
		fields.filter((field) => users(field).length > 1),
		(field) => namesOf(users(field), operations),
	);
	const ofOperations = operations.map((operation) => ({
		operation,
		own: fields.filter((field) => users(field).length === 1 && users(field)[0] === operation),
	}));
	return join(
		heading(3, name),
		sentence(description),
		table(
			['operation', 'what it does'],
			operations.map((one) => [
				`**${one.name}**<br>\`${String(one.value)}\``,
				one.description ?? '',
			]),
		),
		...(shared.length === 0
			? []
			: [
					heading(4, `${name}: fields of several operations`),
					fieldTable(shared, [form], {
						heading: 'in',
						cell: (field) => namesOf(users(field), operations),
					}),
				]),
		...lists.describe(shared, [form], name, 5),
		...ofOperations.flatMap(({ operation, own }) =>
			own.length === 0
				? []
				: [
						heading(4, `${name}: ${operation.name}`),
						fieldTable(own, [form]),
						...lists.describe(own, [form], `${name}: ${operation.name}`, 5),
					],
		),
	);
}

/**
 * A table for each list and each group of fields to add, and for those inside them. Fields that have
 * been told are linked to.
 */
class Lists {
	private readonly told = new Map<string, string>();

	describe(
		properties: readonly INodeProperties[],
		scopes: Scopes,
		owner: string,
		level: number,
	): string[] {
		return properties.flatMap((property) =>
			listsOf(property).flatMap(({ title, fields }) => {
				const name = `${owner} → ${title}`;
				const content = JSON.stringify(fields);
				const before = this.told.get(content);
				if (before !== undefined) {
					return [heading(level, name), `The same as in [${before}](#${anchorOf(before)}).`];
				}
				this.told.set(content, name);
				const inner = [...scopes, fields];
				return [
					heading(level, name),
					fieldTable(fields, inner),
					...this.describe(fields, inner, name, Math.min(level + 1, 6)),
				];
			}),
		);
	}
}

/**
 * Fields that differ in what is chosen to begin with, and in nothing else, become one: the one of the
 * most operations, which lists the others.
 */
function withoutVariants(
	fields: readonly INodeProperties[],
	operationsOf: (field: INodeProperties) => string,
): INodeProperties[] {
	const countOf = (field: INodeProperties) => operationNames(field).length;
	const essences = [...new Set(fields.map(essenceOf))];
	return essences.map((essence) => {
		const [most, ...others] = fields
			.filter((field) => essenceOf(field) === essence)
			.sort((one, other) => countOf(other) - countOf(one));
		return others.length === 0 ? most! : joined(most!, others, operationsOf);
	});
}

function joined(
	most: INodeProperties,
	others: readonly INodeProperties[],
	operationsOf: (field: INodeProperties) => string,
): INodeProperties {
	const sentences = others.map((other) => {
		const choice = choicesOf(other).find(({ value }) => value === other.default);
		return `In ${operationsOf(other)}: *${choice?.name ?? JSON.stringify(other.default)}* to begin with.`;
	});
	const operation = [most, ...others].flatMap(operationNames);
	const { displayOptions, description } = most;
	return {
		...most,
		description: [sentence(description), ...sentences].join(' '),
		displayOptions: { ...displayOptions, show: { ...displayOptions?.show, operation } },
	};
}

function operationNames({ displayOptions }: INodeProperties): string[] {
	return (displayOptions?.show?.['operation'] ?? []).map(String);
}

function essenceOf({ displayOptions, ...field }: INodeProperties): string {
	const show = { ...displayOptions?.show, operation: undefined };
	return JSON.stringify([{ ...field, default: undefined }, show, displayOptions?.hide]);
}

/** "all", "all but …" or their names, whichever is shortest. */
function namesOf(users: readonly INodePropertyOptions[], all: readonly INodePropertyOptions[]) {
	const names = (options: readonly INodePropertyOptions[]) =>
		options.map((option) => option.name).join(', ');
	const others = all.filter((option) => !users.includes(option));
	if (others.length === 0) return 'all';
	return others.length < users.length ? `all but ${names(others)}` : names(users);
}

function shows(property: INodeProperties, name: 'resource' | 'operation', value: unknown): boolean {
	const values: readonly unknown[] = property.displayOptions?.show?.[name] ?? [];
	return values.includes(value);
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
