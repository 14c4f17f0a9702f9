import type { INodeProperties } from 'n8n-workflow';

/** For what an account accepts and no public page of Infobip shows. */
export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields (JSON)',
	name: 'additionalFields',
	type: 'json',
	default: '',
	placeholder: 'e.g. { "isActive": true }',
	description:
		'A JSON object whose members are added to the request, for accounts that require more than this form has',
};
