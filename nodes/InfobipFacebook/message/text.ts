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
	description: 'What the person reads: at most 2,000 characters, above buttons 640',
};
