import type { INodeProperties } from 'n8n-workflow';

import { CHANNEL_NAMES, FAILOVER_CHANNELS } from '../../../infobip/message/failover';
import { listJsonOption, listProperty, type ListField } from '../../form/listField';

/** The sends that the Messages API carries: it has no audio, no opt-in, and no typing with failover. */
export const failoverOperations = [
	'sendButtons',
	'sendCarousel',
	'sendFile',
	'sendImage',
	'sendLocation',
	'sendText',
	'sendVideo',
];

const show = {
	'/sendFrom': ['credential', 'page'],
	'/operation': failoverOperations,
};
const withContent = (...contents: string[]): INodeProperties['displayOptions'] => ({
	show: { content: contents },
});

const timeUnits = [
	{ name: 'Hours', value: 'HOURS' },
	{ name: 'Minutes', value: 'MINUTES' },
	{ name: 'Seconds', value: 'SECONDS' },
];

const stepFields: INodeProperties[] = [
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'options',
		options: FAILOVER_CHANNELS.map((value) => ({ name: CHANNEL_NAMES[value], value })),
		default: 'SMS',
		description: 'Each channel can be used once',
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		default: '',
		placeholder: 'e.g. MugShop or 385919999999',
		description: 'Your number, name or ID on this channel, as registered with Infobip',
	},
	{
		displayName: 'Recipient',
		name: 'recipient',
		type: 'string',
		default: '',
		placeholder: 'e.g. 385911234567',
		description:
			"The customer's phone number with country code. On Apple Messages, Instagram and Viber Bot, their ID there.",
	},
	{
		displayName: 'Content',
		name: 'content',
		type: 'options',
		options: [
			{
				name: 'Own Media',
				value: 'media',
				description: 'An image, a video or a file for this channel',
			},
			{ name: 'Own Text', value: 'text', description: 'A text for this channel' },
			{
				name: 'Same as the Message',
				value: 'same',
				description: 'What the channel cannot show is left out, such as buttons in an SMS',
			},
			{
				name: 'Template',
				value: 'template',
				description: 'Only on Apple Messages, RCS, Viber and WhatsApp',
			},
		],
		default: 'same',
	},
	{
		displayName: 'Media Type',
		name: 'mediaType',
		type: 'options',
		options: [
			{ name: 'File', value: 'file' },
			{ name: 'Image', value: 'image' },
			{ name: 'Video', value: 'video' },
		],
		default: 'image',
		displayOptions: withContent('media'),
	},
	{
		displayName: 'Media URL',
		name: 'mediaUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/parcel.jpg',
		displayOptions: withContent('media'),
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Mug Shop: your parcel is on its way.',
		displayOptions: withContent('text', 'media'),
		description: 'What the customer reads, or the caption of the media',
	},
	{
		displayName: 'Template Name',
		name: 'templateName',
		type: 'string',
		default: '',
		placeholder: 'e.g. order_shipped',
		displayOptions: withContent('template'),
		description: 'The name under which the template is registered',
	},
	{
		displayName: 'Template Language',
		name: 'templateLanguage',
		type: 'string',
		default: '',
		placeholder: 'e.g. en',
		displayOptions: withContent('template'),
	},
	{
		displayName: 'Template Values',
		name: 'templateValues',
		type: 'json',
		default: '',
		placeholder: 'e.g. ["Ana", "77"]',
		displayOptions: withContent('template'),
		description:
			'The values of the placeholders: a list for numbered ones, an object for named ones, or the whole "content" of Infobip\'s Messages API with "header" and "buttons"',
	},
	{
		displayName: 'Try For',
		name: 'tryFor',
		type: 'number',
		default: 60,
		typeOptions: { minValue: 1 },
		description:
			'How long this step is tried before the next one, in the unit below: 10 seconds to 48 hours',
	},
	{
		displayName: 'Try For Unit',
		name: 'tryForUnit',
		type: 'options',
		options: timeUnits,
		default: 'MINUTES',
	},
];

/** By country. */
const regionalFields: INodeProperties[] = [
	{
		displayName: 'Principal Entity ID (India)',
		name: 'principalEntityId',
		type: 'string',
		default: '',
		description: 'Your DLT principal entity: needed for SMS to India',
	},
	{
		displayName: 'Content Template ID (India)',
		name: 'contentTemplateId',
		type: 'string',
		default: '',
		description: 'The registered DLT content template',
	},
	{
		displayName: 'Telemarketer ID (India)',
		name: 'telemarketerId',
		type: 'string',
		default: '',
	},
	{
		displayName: 'Title (South Korea)',
		name: 'southKoreaTitle',
		type: 'string',
		default: '',
		description: 'Shown above the SMS: at most 66 characters',
	},
	{
		displayName: 'Reseller Code (South Korea)',
		name: 'resellerCode',
		type: 'string',
		default: '',
	},
	{
		displayName: 'Recipient Type (Turkey)',
		name: 'recipientType',
		type: 'options',
		options: [
			{ name: 'Not to Turkey', value: '' },
			{ name: 'Person (BIREYSEL)', value: 'BIREYSEL' },
			{ name: 'Trader (TACIR)', value: 'TACIR' },
		],
		default: '',
		description: 'Who gets the SMS: needed for promotional SMS to Turkey',
	},
	{
		displayName: 'Brand Code (Turkey)',
		name: 'brandCode',
		type: 'string',
		default: '',
		description: 'The brand code of the sender in the IYS registry',
	},
];

export const failoverList: ListField = {
	name: 'failover',
	displayName: 'Failover',
	entry: 'step',
	entryName: 'Step',
	entryTitle: 'channel',
	description:
		'What to send if Messenger does not deliver: step after step, until one arrives. "Validity Period" says how long Messenger is tried.',
	initial: {},
	values: stepFields,
	example:
		'[{ "channel": "SMS", "sender": "MugShop", "recipient": "385911234567", "text": "Your parcel is on its way." }]',
};

/** Options of a message with failover. */
export const failoverFields: INodeProperties[] = [
	{
		...listProperty(failoverList),
		displayOptions: { show },
	},
	{ ...listJsonOption(failoverList), default: '', displayOptions: { show } },
	{
		displayName: 'Adapt to Channel',
		name: 'adaptToChannel',
		type: 'boolean',
		default: true,
		displayOptions: { show },
		description:
			'Whether Infobip leaves out or rewrites what a channel of the failover does not support, rather than refusing the message',
	},
	{
		displayName: 'Report Every Step',
		name: 'reportEveryStep',
		type: 'boolean',
		default: false,
		displayOptions: { show },
		description:
			'Whether each step that was tried gets a delivery report, rather than only the one that delivered or failed last. Shows when a customer got the message twice.',
	},
	{
		displayName: 'SMS Regional Settings',
		name: 'regional',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Settings',
		displayOptions: { show },
		description: 'Needed for SMS to India, South Korea and Turkey',
		options: [{ displayName: 'Settings', name: 'settings', values: regionalFields }],
	},
];

const USE_FAILOVER = 'No longer sent: use Failover with a step for SMS';

/**
 * SMS failover as it was: it had no phone number and reached nobody. Kept, but not shown, because n8n
 * drops what the form does not have, and then nothing could say that it is not sent.
 */
export const formerFailoverFields: INodeProperties[] = [
	unavailableOption('SMS Failover Sender', 'smsFailoverSender', USE_FAILOVER),
	unavailableOption('SMS Failover Text', 'smsFailoverText', USE_FAILOVER),
];

/** An option that is not offered, and that n8n does not drop either if a workflow has it. */
export function unavailableOption(
	displayName: string,
	name: string,
	description: string,
): INodeProperties {
	return { displayName, name, type: 'hidden', default: '', description };
}
