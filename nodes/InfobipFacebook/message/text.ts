import type { INodeProperties } from 'n8n-workflow';

/** The text of a message, with or without buttons under it. */
export const textProperty: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. Your parcel is on its way.',
	description:
		'What the customer reads, as plain text. Up to 2,000 characters are one message; above buttons at most 640.',
};
