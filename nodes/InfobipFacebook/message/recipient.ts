import type { INodeProperties } from 'n8n-workflow';

import type { Recipient } from '../../../infobip/message';
import { applicationLocator } from '../../pickers/locator';
import type { Form } from '../form';

/** From which application, and to whom. */
export const recipientProperties: INodeProperties[] = [
	applicationLocator,
	{
		displayName: 'Recipient By',
		name: 'recipientType',
		type: 'options',
		options: [
			{
				name: 'User Key',
				value: 'userKey',
				description: 'The ID that a person has on your Page, as "from" of a received message',
			},
			{
				name: 'Phone Number',
				value: 'phoneNumber',
				description:
					"Meta's Customer Matching: only where the Page has an address or an administrator in the USA",
			},
		],
		default: 'userKey',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '',
		placeholder: 'e.g. 24060000000000001',
		description:
			'The user key or phone number of the person who gets the message. To answer, use "from" of the received message.',
	},
];

/** Undefined where no one is named. */
export function readRecipient(form: Form): Recipient | undefined {
	const value = form.text('to').trim();
	if (value === '') return undefined;
	const kind = form.text('recipientType') === 'phoneNumber' ? 'phoneNumber' : 'userKey';
	return { kind, value };
}
