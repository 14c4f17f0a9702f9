import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import type { Form } from './form';

/** A list that is filled in the form, entry by entry, or given whole as JSON by an option. */
export interface ListField {
	/** Such as `cards`; its entries are under `entry`. */
	readonly name: string;
	readonly displayName: string;
	readonly entry: string;
	readonly entryName: string;
	/** The field by which an entry is called while it is folded. Default: `title`. */
	readonly entryTitle?: string;
	readonly description: string;
	readonly values: INodeProperties[];
	/** An example of the JSON, in which each entry has the members that the form has. */
	readonly example: string;
	/** What the form begins with. */
	readonly initial: INodeParameters;
}

/** The list as a field of the form. */
export function listProperty(list: ListField): INodeProperties {
	const { name, displayName, entry, entryName, description, initial, values } = list;
	const { entryTitle = 'title' } = list;
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: {
			multipleValues: true,
			sortable: true,
			fixedCollection: { itemTitle: `={{ $collection.item.value.${entryTitle} }}` },
		},
		default: { ...initial },
		placeholder: `Add ${entryName}`,
		description,
		options: [{ displayName: entryName, name: entry, values }],
	};
}

/** The same list as JSON: an option, for lists whose length only an expression knows. */
export function listJsonOption(list: ListField): INodeProperties {
	const { displayName, example } = list;
	return {
		displayName: `${displayName} (JSON)`,
		name: jsonName(list),
		type: 'json',
		typeOptions: { rows: 6 },
		default: example,
		description: `${displayName} as a JSON array, used instead of the fields. Its entries have the members of the fields.`,
	};
}

/** The entries, from the JSON if the user added it. */
export function readList(form: Form, list: ListField): Form[] {
	return form.options().jsonList(jsonName(list), list) ?? form.list(list);
}

function jsonName({ name }: ListField): string {
	return `${name}Json`;
}
