import type { INodeProperties } from 'n8n-workflow';

import { sendOperation } from './sendOperation';

const bodyProperty = (example: object, sendFrom: string[]): INodeProperties => ({
	displayName: 'JSON',
	name: 'body',
	type: 'json',
	typeOptions: { rows: 6 },
	default: JSON.stringify(example, null, 2),
	required: true,
	displayOptions: { show: { sendFrom } },
	description:
		"The body of Infobip's send request. Sender, recipient and options are added unless the JSON has them.",
});

const text = { type: 'TEXT', text: 'Hello' };

export const sendCustomJson = sendOperation({
	option: {
		name: 'Send Custom JSON',
		value: 'sendCustomJson',
		action: 'Send a message given as JSON',
		description: 'Send a body of your own, for what no other operation covers',
	},
	limits:
		"The JSON has the form of Infobip's send request, and its content is not checked before it is sent.",
	contentProperties: [
		bodyProperty({ content: text }, ['credential', 'page']),
		bodyProperty(text, ['application']),
	],
	usualOptions: 'customJson',
	compose: ({ form }) => ({ type: 'custom', body: form.json('body') }),
});
