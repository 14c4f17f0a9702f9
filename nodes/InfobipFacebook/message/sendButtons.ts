import type { INodeProperties } from 'n8n-workflow';

import type { Button } from '../../../infobip/message';
import type { Options } from '../form';
import { sendOperation } from './sendOperation';
import { textProperty } from './text';

const BUTTON_TYPES = ['url', 'postback'] as const;

const buttonsProperty: INodeProperties = {
	displayName: 'Buttons',
	name: 'buttons',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	default: { button: [{ type: 'postback', title: '', payload: '' }] },
	placeholder: 'Add Button',
	description: 'The buttons under the text: one to three',
	options: [
		{
			displayName: 'Button',
			name: 'button',
			values: [
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					options: [
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
					description: 'What stands on the button: at most 20 characters',
				},
				{
					displayName: 'Payload',
					name: 'payload',
					type: 'string',
					default: '',
					placeholder: 'e.g. TRACK:4711',
					displayOptions: { show: { type: ['postback'] } },
					description:
						'What you receive when the person presses the button: at most 1,000 characters',
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
			],
		},
	],
};

export const sendButtons = sendOperation({
	option: {
		name: 'Send Buttons',
		value: 'sendButtons',
		action: 'Send a text with buttons',
		description: 'Send a text with one to three buttons under it',
	},
	contentProperties: [textProperty, buttonsProperty],
	compose: (form) => ({
		type: 'buttons',
		text: form.text('text'),
		buttons: form.entries('buttons', 'button').map(toButton),
	}),
});

function toButton(entry: Options): Button {
	const type = entry.choice('type', BUTTON_TYPES) ?? 'postback';
	const title = entry.text('title').trim();
	switch (type) {
		case 'url':
			return { type, title, url: entry.text('url').trim() };
		case 'postback':
			return { type, title, payload: entry.text('payload') };
	}
}
