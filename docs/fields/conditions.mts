import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Where the names in a condition are looked up: the form itself, then the list a field stands in. */
export type Scopes = readonly (readonly INodeProperties[])[];

type Values = readonly unknown[];

/** What a user must have chosen for a field to be shown; empty where it always is. */
export function shownWhen(property: INodeProperties, scopes: Scopes): string {
	const { show = {}, hide = {} } = property.displayOptions ?? {};
	return [
		...conditions(show).map(([name, values]) => sentence(name, values, 'is', scopes)),
		...conditions(hide).map(([name, values]) => sentence(name, values, 'is not', scopes)),
	].join(', and ');
}

/** Resource and operation are told by the heading that a field stands under. */
function conditions(part: object): [string, Values][] {
	return Object.entries(part)
		.filter(([name]) => name !== 'resource' && name !== 'operation')
		.map(([name, values]) => [name, values as Values]);
}

/** A name with a slash before it is one of the form itself. */
function sentence(name: string, values: Values, verb: string, scopes: Scopes): string {
	const isOfForm = name.startsWith('/');
	const candidates = (isOfForm ? scopes.slice(0, 1) : [...scopes].reverse()).flat();
	// In brackets it is a path, as of a field that is shown only in a workflow that has it.
	const plain = name.replace(/^\/|^\['|'\]$/g, '');
	const field = candidates.find((one) => one.name === plain);
	if (field === undefined) throw new Error(`A condition names "${name}", which is no field`);
	const words = values.map((value) => wordFor(value, field, candidates)).join(' or ');
	return `*${field.displayName}* ${verb} ${words}`;
}

function wordFor(value: unknown, field: INodeProperties, candidates: readonly INodeProperties[]) {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (typeof value !== 'string' && typeof value !== 'number') return 'set in the workflow already';
	const choices = candidates.filter(({ name }) => name === field.name).flatMap(choicesOf);
	return `*${choices.find((one) => one.value === value)?.name ?? String(value)}*`;
}

/** The entries of a list to choose from. */
export function choicesOf({ type, options = [] }: INodeProperties): INodePropertyOptions[] {
	return type === 'options' || type === 'multiOptions' ? (options as INodePropertyOptions[]) : [];
}
