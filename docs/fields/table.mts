import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { choicesOf, shownWhen } from './conditions.mts';
import type { Scopes } from './conditions.mts';

/** A table, with another column where it is given one. */
export function fieldTable(
	properties: readonly INodeProperties[],
	scopes: Scopes,
	extra?: { heading: string; cell: (property: INodeProperties) => string },
): string {
	const shown = properties.filter(({ type }) => type !== 'hidden' && type !== 'notice');
	const hasConditions = shown.some((property) => shownWhen(property, scopes) !== '');
	const columns: [string, (property: INodeProperties) => string][] = [
		['field', nameCell],
		['kind', kindOf],
		['default', defaultCell],
		...(hasConditions ? [['shown when', whenCell(scopes)] as [string, typeof nameCell]] : []),
		...(extra ? [[extra.heading, extra.cell] as [string, typeof nameCell]] : []),
		['what it is', whatCell],
	];
	return table(
		columns.map(([heading]) => heading),
		shown.map((property) => columns.map(([, cell]) => cell(property))),
	);
}

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The lists that a field holds: their name, and what stands in one entry. */
export function listsOf({ type, options = [], displayName }: INodeProperties): {
	title: string;
	fields: INodeProperties[];
}[] {
	if (type === 'collection') return [{ title: displayName, fields: options as INodeProperties[] }];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).map(({ values }) => ({
		title: displayName,
		fields: values,
	}));
}

/** The name in expressions and JSON stands under the label. */
function nameCell({ displayName, name, required }: INodeProperties): string {
	return `**${displayName}**${required === true ? ' (required)' : ''}<br>\`${name}\``;
}

const KINDS: Partial<Record<INodeProperties['type'], string>> = {
	boolean: 'on or off',
	collection: 'fields to add',
	dateTime: 'date and time',
	fixedCollection: 'list',
	json: 'JSON',
	multiOptions: 'some of a list',
	number: 'number',
	options: 'one of a list',
	resourceLocator: 'from a list, or a key',
	string: 'text',
};

function kindOf({ type, typeOptions }: INodeProperties): string {
	if (type === 'fixedCollection' && typeOptions?.multipleValues !== true) return 'group';
	if (typeOptions?.password === true) return 'secret text';
	return KINDS[type] ?? type;
}

function defaultCell(property: INodeProperties): string {
	const { type, default: value } = property;
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (type === 'json') return 'an example';
	const choices = choicesOf(property);
	const values = (Array.isArray(value) ? value : [value]) as unknown[];
	const words = values.map((one) => {
		const label = choices.find((choice) => choice.value === one)?.name;
		return label === undefined ? plainDefault(one) : `*${label}*`;
	});
	return words.join(', ') || '–';
}

function plainDefault(value: unknown): string {
	return typeof value === 'number' || (typeof value === 'string' && value !== '')
		? `\`${value}\``
		: '–';
}

function whenCell(scopes: Scopes) {
	return (property: INodeProperties) => shownWhen(property, scopes) || 'always';
}

function whatCell(property: INodeProperties): string {
	const choices = choicesOf(property).map(({ name, value, description }) =>
		[
			`• *${name}*`,
			`\`${String(value)}\``,
			...(description ? [`– ${text(description)}`] : []),
		].join(' '),
	);
	const description = property.description === undefined ? [] : [text(property.description)];
	const below = listsOf(property).length > 0 ? ['Its fields are in a table below.'] : [];
	return [...description, ...choices, ...below].join('<br>') || '–';
}

/** A description may hold HTML and has no line of its own; a pipe would end the cell. */
function text(description: string): string {
	return description.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim();
}
