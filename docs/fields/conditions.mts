import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Where the names in a condition are looked up: the form itself, then the lists around a field. */
export type Scopes = readonly (readonly INodeProperties[])[];

type Values = readonly unknown[];

/** One field that decides whether another one is shown. */
export interface Condition {
	verb: 'is' | 'is not';
	field: INodeProperties;
	choices: readonly INodePropertyOptions[];
	values: Values;
}

/** What a user must have chosen for a field to be shown; empty if it always is. */
export function conditionsOf(property: INodeProperties, scopes: Scopes): Condition[] {
	const { show = {}, hide = {} } = property.displayOptions ?? {};
	return [
		...entriesOf(show).map(([name, values]) => condition(name, values, 'is', scopes)),
		...entriesOf(hide).map(([name, values]) => condition(name, values, 'is not', scopes)),
	];
}

/** Whether a form with this resource or operation has the field at all. */
export function isShownIn(
	{ displayOptions }: INodeProperties,
	name: 'resource' | 'operation',
	value: unknown,
): boolean {
	const { show = {}, hide = {} } = displayOptions ?? {};
	const names = [name, `/${name}`];
	return (
		names.every((one) => ((show[one] as Values | undefined) ?? [value]).includes(value)) &&
		!names.some((one) => ((hide[one] as Values | undefined) ?? []).includes(value))
	);
}

/** Resource and operation are in the heading above a field. */
function entriesOf(part: object): [string, Values][] {
	return Object.entries(part)
		.filter(([name]) => !/^\/?(resource|operation)$/.test(name))
		.map(([name, values]) => [name, values as Values]);
}

/** A name with a slash before it is one of the form itself. */
function condition(
	name: string,
	values: Values,
	verb: Condition['verb'],
	scopes: Scopes,
): Condition {
	const isOfForm = name.startsWith('/');
	const candidates = (isOfForm ? scopes.slice(0, 1) : [...scopes].reverse()).flat();
	// In brackets it is a path, as of a field that is shown only in a workflow that has it.
	const plain = name.replace(/^\/|^\['|'\]$/g, '');
	const field = candidates.find((one) => one.name === plain);
	if (field === undefined) throw new Error(`A condition names "${name}", which is not a field`);
	const choices = candidates.filter((one) => one.name === plain).flatMap(choicesOf);
	return { verb, field, choices, values };
}

export function wordsFor(conditions: readonly Condition[]): string {
	return conditions.map(sentence).join(', and ');
}

/** "*Page*" alone, as the page's introduction explains, if the credential may make the choice. */
function sentence({ verb, field, choices, values }: Condition): string {
	const nameOf = (value: unknown) => wordFor(value, choices);
	if (verb === 'is' && values.includes('credential')) {
		return values
			.filter((value) => value !== 'credential')
			.map(nameOf)
			.join(' or ');
	}
	return `*${field.displayName}* ${verb} ${values.map(nameOf).join(' or ')}`;
}

function wordFor(value: unknown, choices: readonly INodePropertyOptions[]): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (typeof value !== 'string' && typeof value !== 'number') return 'set in the workflow already';
	return `*${choices.find((one) => one.value === value)?.name ?? String(value)}*`;
}

/** The entries of a list to choose from. */
export function choicesOf({ type, options = [] }: INodeProperties): INodePropertyOptions[] {
	return type === 'options' || type === 'multiOptions' ? (options as INodePropertyOptions[]) : [];
}
