import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Which of the two APIs, in the user's own terms. The first one is the default. */
export const choices: INodePropertyOptions[] = [
	{
		name: 'From Credential',
		value: 'credential',
		description: 'As set under Send and Receive Through in the credential',
	},
	{
		name: 'Page',
		value: 'page',
		description: 'A Page that you connected in the Infobip portal (Messenger API)',
	},
	{
		name: 'Application',
		value: 'application',
		description: 'An application that you created with a Facebook app (Facebook API)',
	},
];

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
