import type { INodeProperties } from 'n8n-workflow';

import type { Recipient } from '../../../infobip/message/message';
import { choices, pageIdProperty } from '../../pickers/pageField';
import { applicationLocator } from '../../pickers/locator';
import type { Form } from '../../form/form';

/** The one place where a user chooses the API, in their own terms. */
const sendFrom: INodeProperties = {
	displayName: 'Send From',
	name: 'sendFrom',
	type: 'options',
	options: choices,
	default: 'credential',
};

/** Sender and recipient. */
export const senderProperties: readonly INodeProperties[] = [
	sendFrom,
	{ ...applicationLocator, displayOptions: { show: { sendFrom: ['application'] } } },
	{ ...pageIdProperty, displayOptions: { show: { sendFrom: ['page'] } } },
	{
		displayName: 'Identify Recipient By',
		name: 'recipientType',
		type: 'options',
		options: [
			{
				name: 'User Key',
				value: 'userKey',
				description: 'The ID of a customer on your Page, "from" of a received message',
			},
			{
				name: 'Phone Number',
				value: 'phoneNumber',
				description:
					"Meta's Customer Matching: only if the Page has an address or an administrator in the USA",
			},
		],
		default: 'userKey',
		displayOptions: { show: { sendFrom: ['application'] } },
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '={{ $json.from }}',
		required: true,
		placeholder: 'e.g. 24060000000000001',
		description: 'The user key of the customer. To answer a message, use its "from".',
	},
];

/** For a body of the user's own, which may name the recipient itself. */
export const senderPropertiesOfCustomJson = senderProperties.map((field) =>
	field.name === 'to' ? { ...field, required: false } : field,
);

/** Undefined if no one is named. */
export function readRecipient(form: Form, kind: Recipient['kind']): Recipient | undefined {
	const value = form.key('to');
	return value === undefined ? undefined : { kind, value };
}

export function readRecipientKind(form: Form): Recipient['kind'] {
	if (form.nodeChoice('sendFrom').chosen !== 'application') return 'userKey';
	return form.choice('recipientType', ['userKey', 'phoneNumber']);
}
