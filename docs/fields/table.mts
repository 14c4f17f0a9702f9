import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { choicesOf } from './conditions.mts';

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The fields in each entry of a list, or in a group of fields to add. */
export function innerFields({ type, options = [] }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
}

/** The label, and below it the name in expressions and JSON. */
export function nameCell({ displayName, name, required }: INodeProperties): string {
	return `**${displayName}**${required === true ? ' (required)' : ''}<br>\`${name}\``;
}

const KINDS: Partial<Record<INodeProperties['type'], string>> = {
	boolean: 'switch',
	collection: 'fields to add',
	dateTime: 'date and time',
	fixedCollection: 'list',
	json: 'JSON',
	multiOptions: 'choices',
	number: 'number',
	options: 'choice',
	resourceLocator: 'list or key',
	string: 'text',
};

export function kindOf({ type, typeOptions }: INodeProperties): string {
	if (type === 'fixedCollection' && typeOptions?.multipleValues !== true) return 'group';
	if (typeOptions?.password === true) return 'secret text';
	return KINDS[type] ?? type;
}

/** What is set to begin with; empty if nothing is, or for JSON an example. */
export function defaultOf(property: INodeProperties): string {
	const { type, default: value } = property;
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (type === 'json') return '';
	const choices = choicesOf(property);
	const values = (Array.isArray(value) ? value : [value]) as unknown[];
	const words = values.map((one) => {
		const label = choices.find((choice) => choice.value === one)?.name;
		return label === undefined ? plainDefault(one) : `*${label}*`;
	});
	return words.join(', ');
}

function plainDefault(value: unknown): string {
	return typeof value === 'number' || (typeof value === 'string' && value !== '')
		? `\`${value}\``
		: '';
}

/** The description, and a line for each choice. */
export function whatCell(property: INodeProperties): string {
	const choices = choicesOf(property).map(({ name, value, description }) => {
		const choice = value === '' ? `*${name}* (empty)` : `*${name}* \`${String(value)}\``;
		return description ? `${choice}: ${text(description)}` : choice;
	});
	const description = property.description === undefined ? [] : [text(property.description)];
	return [...description, ...choices].join('<br>');
}

/** A description may hold HTML and has no line of its own; a pipe would end the cell. */
function text(description: string): string {
	return description.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim();
}
