import type { INodeProperties } from 'n8n-workflow';

/** Infobip documents no method that lists the Pages of an account, so there is no list to choose from. */
export const pageIdProperty: INodeProperties = {
	displayName: 'Page ID',
	name: 'pageId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 102030405060708',
	description:
		'The Facebook Page, as Infobip shows it under Channels and Numbers → Messenger. Leave empty to use the Page ID of the credential.',
};
