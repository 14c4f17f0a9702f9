import type { INodeProperties } from 'n8n-workflow';

/** Facebook fetches the media itself, so it has to lie where everyone can read it. */
export const mediaUrlProperty: INodeProperties = {
	displayName: 'URL',
	name: 'url',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://example.com/mug.png',
	description:
		'Where the file is. Facebook fetches it from there, so it must be readable without a login.',
};
