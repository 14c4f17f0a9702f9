import type { INodeProperties } from 'n8n-workflow';

import type { Button } from '../../../infobip/message/message';
import type { Form } from '../../form/form';

const TYPES = ['call', 'postback', 'url'] as const;

/** The fields of one button, under a text or on a card. */
export const buttonValues: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Call', value: 'call', description: 'Calls a phone number. Only from a Page.' },
			{
				name: 'Postback',
				value: 'postback',
				description: 'Comes back to you as a received message with its payload',
			},
			{ name: 'URL', value: 'url', description: 'Opens a web page' },
		],
		default: 'postback',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Track my order',
		description: 'Button label, at most 20 characters',
	},
	{
		displayName: 'Payload',
		name: 'payload',
		type: 'string',
		default: '',
		placeholder: 'e.g. TRACK:4711',
		displayOptions: { show: { type: ['postback'] } },
		description:
			'What you receive when the customer taps the button, at most 1,000 characters. Empty means the title.',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/orders/4711',
		displayOptions: { show: { type: ['url'] } },
		description: 'The page that the button opens',
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. +38591234567',
		displayOptions: { show: { type: ['call'] } },
		description: 'The number that the button calls',
	},
];

export function toButton(entry: Form): Button {
	const type = entry.optionalChoice('type', TYPES) ?? 'postback';
	const title = entry.text('title').trim();
	switch (type) {
		case 'url':
			return { type, title, url: entry.url('url') };
		case 'postback':
			return { type, title, payload: entry.optionalText('payload') ?? title };
		case 'call':
			return { type, title, phoneNumber: entry.key('phoneNumber') ?? '' };
	}
}
