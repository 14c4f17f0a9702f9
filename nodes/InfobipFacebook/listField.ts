import type { INodeParameters, INodeProperties } from 'n8n-workflow';

interface ListField {
	/** Such as `cards`; the entries stand in it under `entry`. */
	readonly name: string;
	readonly displayName: string;
	readonly entry: string;
	readonly entryName: string;
	readonly description: string;
	readonly values: INodeProperties[];
	/** An example of the JSON, in which each entry has the members that the form has. */
	readonly example: string;
	/** What the form begins with. */
	readonly initial: INodeParameters;
	/** Where the list may be left out, it is folded away. */
	readonly show?: Record<string, string[]>;
}

/**
 * A list that is filled in the form, entry by entry, or given whole as JSON by an expression.
 * `Form.list` reads either.
 */
export function listField(list: ListField): INodeProperties[] {
	const { name, displayName, entry, entryName, description, initial, values, example, show } = list;
	const specify = `${name}From`;
	return [
		{
			displayName: `Specify ${displayName}`,
			name: specify,
			type: 'options',
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'fields',
			...(show ? { displayOptions: { show } } : {}),
		},
		{
			displayName,
			name,
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			default: { ...initial },
			placeholder: `Add ${entryName}`,
			displayOptions: { show: { ...show, [specify]: ['fields'] } },
			description,
			options: [{ displayName: entryName, name: entry, values }],
		},
		{
			displayName: `${displayName} (JSON)`,
			name: `${name}Json`,
			type: 'json',
			typeOptions: { rows: 6 },
			default: example,
			displayOptions: { show: { ...show, [specify]: ['json'] } },
			description: `${description}. A JSON array whose entries have the members of the fields.`,
		},
	];
}
