import type { INodeProperties } from 'n8n-workflow';

import type { EventName } from '../../infobip/event/event';
import { applicationLocator, configurationLocator } from '../pickers/locator';
import { choices, pageIdProperty } from '../pickers/pageField';

/**
 * Not a field: n8n reads `$parameter.options.binaryData` of a node whose version is 1, and if it is
 * true leaves the body of a call unread. So we verify the caller before anything is read, and answer a
 * broken body ourselves with 400 or 413, where n8n's parser would answer first.
 *
 * n8n does so in `parseRequestBody` of `packages/cli/src/webhooks/webhook-helpers.ts`, which is
 * published as `n8n/dist/webhooks/webhook-helpers.js`: lines 846 to 854 in 2.40.7, 518 to 526 in
 * 1.123.81. `test/package/unreadBody.test.mts` compares them, and fails with an n8n that does otherwise.
 */
const unreadBody: INodeProperties = {
	displayName: 'Unread Body',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'Only messages that pass every filter start the workflow',
	options: [
		{
			displayName: 'Message Types',
			name: 'messageTypes',
			type: 'multiOptions',
			options: [
				{ name: 'Audio', value: 'audio' },
				{ name: 'File', value: 'file' },
				{ name: 'Image', value: 'image' },
				{ name: 'Link', value: 'link' },
				{ name: 'Location', value: 'location' },
				{ name: 'Postback (Button Pressed)', value: 'postback' },
				{ name: 'Quick Reply Chosen', value: 'quickReply' },
				{ name: 'Text', value: 'text' },
				{ name: 'Unknown', value: 'unknown' },
				{ name: 'Video', value: 'video' },
			],
			default: [],
			description: 'The kinds of message that start the workflow. None chosen means all.',
		},
		{
			displayName: 'Senders',
			name: 'senders',
			type: 'string',
			default: '',
			placeholder: 'e.g. 24060000000000001, 24060000000000002',
			description: 'The user keys whose messages start the workflow, separated by commas',
		},
	],
};

/** By use; the switch is before what depends on it. */
const optionFields: INodeProperties[] = [
	{
		displayName: 'Download Attachments',
		name: 'downloadAttachments',
		type: 'boolean',
		default: false,
		description:
			'Whether to download images, videos, sounds and files of the messages that pass the filters. Addresses on private networks are not called.',
	},
	{
		displayName: 'Attachment Content Types',
		name: 'attachmentContentTypes',
		type: 'string',
		default: '',
		placeholder: 'e.g. image/*, application/pdf',
		description: 'Which attachments are downloaded, separated by commas. Empty means all.',
	},
	{
		displayName: 'Attachment Size Limit (MB)',
		name: 'attachmentSizeLimit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description: 'Attachments larger than this are not downloaded; the message comes without',
	},
	{
		displayName: 'Attachment Output Data Field Name',
		name: 'attachmentField',
		type: 'string',
		default: 'data',
		description:
			'The name of the output field that holds the binary data of the attachment. Further files of one message are in data_1, data_2 and so on.',
	},
	{
		displayName: 'Fields for AI Agent',
		name: 'agentFields',
		type: 'boolean',
		default: false,
		description:
			'Whether to add "chatInput" (what the customer said) and "sessionId" (their user key) to messages, so that the AI Agent node and its memory work without an expression',
	},
	{
		displayName: 'Ignore Duplicates',
		name: 'ignoreDuplicates',
		type: 'boolean',
		default: false,
		description:
			'Whether to drop an event that was received before with the same message ID and content, because Infobip got no answer in time. The last 20,000 are remembered, in the memory of this n8n process: after a restart, or with several processes, a repeat can still start the workflow.',
	},
	{
		displayName: 'Include Raw',
		name: 'includeRaw',
		type: 'boolean',
		default: false,
		description:
			'Whether to always output what Infobip sent, untouched, in the field "raw". It is there anyway if something in it was not recognized.',
	},
];

const receiveOptions: INodeProperties = {
	displayName: 'Options',
	name: 'receiveOptions',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: optionFields,
};

const forApplication = { show: { receiveThrough: ['application'] } };

const receiveThrough: INodeProperties = {
	displayName: 'Receive Through',
	name: 'receiveThrough',
	type: 'options',
	options: choices,
	default: 'credential',
};

const replies: INodeProperties = {
	displayName: 'Replies to Waiting Executions',
	name: 'replies',
	type: 'options',
	options: [
		{
			name: 'Resume',
			value: 'resume',
			description:
				"Taps, and typed replies that Infobip pairs with the question, continue the execution that asked with 'Send and Wait for Response', and start nothing here",
		},
		{
			name: 'Resume, Also Typed Replies',
			value: 'resumeTyped',
			description:
				"As Resume. For each other message Infobip's logs are asked once which message came before it. Only for a Page.",
		},
		{
			name: 'Ignore',
			value: 'ignore',
			description: 'Replies start this workflow like any other message',
		},
	],
	default: 'resume',
	description: 'What happens when a customer answers a question of Send and Wait',
};

/** By use: most users start with the first. */
const events = [
	{ name: 'Message Received', value: 'messageReceived', description: 'A customer wrote' },
	{
		name: 'Delivery Report',
		value: 'deliveryReport',
		description: 'Your message was delivered, or was not',
	},
	{
		name: 'Seen Report',
		value: 'seenReport',
		description: 'A customer has seen your message',
	},
	{
		name: 'Consent Update',
		value: 'consentUpdate',
		description: 'A customer agreed to get messages on a topic, or withdrew consent',
	},
];

const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	options: events,
	default: ['messageReceived'],
	displayOptions: { show: { receiveThrough: ['credential', 'page'] } },
	description: 'An application sends received messages only; the other events need a Page',
};

/** As the form calls it. */
export function nameOfEvent(event: EventName): string {
	return events.find(({ value }) => value === event)?.name ?? event;
}

const eventNames = JSON.stringify(
	Object.fromEntries(events.map(({ value, name }) => [value, name])),
);

/** The events, such as "Message Received, Seen Report", as an expression. */
export const subtitleOfTrigger = `={{ ($parameter["triggerOn"] ?? ["messageReceived"]).map((event) => (${eventNames})[event]).join(", ") }}`;

export const triggerProperties: INodeProperties[] = [
	receiveThrough,
	{
		...applicationLocator,
		displayOptions: forApplication,
		description:
			'The application whose messages start the workflow. Leave empty to use the Application Key of the credential.',
	},
	{
		displayName: 'Configuration',
		name: 'configuration',
		type: 'options',
		options: [
			{
				name: 'Create One for This Workflow',
				value: 'create',
				description: 'Created when you publish, deleted when you unpublish',
			},
			{
				name: 'Use an Existing One',
				value: 'existing',
				description: 'Only the action in it is created and deleted',
			},
		],
		default: 'create',
		displayOptions: forApplication,
		description: 'The configuration at Infobip that contains the Forward action of this workflow',
	},
	{
		...configurationLocator,
		displayName: 'Existing Configuration',
		displayOptions: { show: { receiveThrough: ['application'], configuration: ['existing'] } },
		description: 'The configuration in which this workflow creates its Forward action',
	},
	{ ...pageIdProperty, displayOptions: { show: { receiveThrough: ['page'] } } },
	triggerOn,
	replies,
	filters,
	receiveOptions,
	unreadBody,
];
