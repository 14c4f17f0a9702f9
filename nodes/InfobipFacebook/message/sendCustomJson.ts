import type { INodeProperties } from 'n8n-workflow';

import { sendOperation } from './sendOperation';

const bodyProperty: INodeProperties = {
	displayName: 'JSON',
	name: 'body',
	type: 'json',
	typeOptions: { rows: 6 },
	default: '{\n  "type": "TEXT",\n  "text": "Hello"\n}',
	required: true,
	description:
		'The whole body of Infobip\'s send request. The application key is added as "from" and the recipient as "to", unless the JSON has them.',
};

export const sendCustomJson = sendOperation({
	option: {
		name: 'Send Custom JSON',
		value: 'sendCustomJson',
		action: 'Send a message given as JSON',
		description: 'Send a body of your own, for what the other operations cannot say',
	},
	contentProperties: [bodyProperty],
	usualOptions: 'customJson',
	compose: ({ form }) => ({ type: 'custom', body: form.json('body') }),
});
