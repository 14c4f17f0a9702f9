import type { INodeProperties } from 'n8n-workflow';

import { DAYS } from '../../../infobip/message/message';
import { failoverFields, formerFailoverFields } from './failoverFields';

const forApplication = { show: { '/sendFrom': ['credential', 'application'] } };
const forPage = { show: { '/sendFrom': ['credential', 'page'] } };

/** How the customer gets the message. */
const appearance: INodeProperties[] = [
	{
		displayName: 'Show Typing First',
		name: 'showTyping',
		type: 'options',
		options: [
			{
				name: 'As Long as Typing Takes',
				value: 'natural',
				description: 'From 1 to 10 seconds, by the length of the text',
			},
			{ name: 'For a Fixed Time', value: 'fixed' },
		],
		default: 'natural',
		displayOptions: forPage,
		description: 'How long the customer sees the typing indicator before the message',
	},
	{
		displayName: 'Show Typing For (Seconds)',
		name: 'typingTime',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20 },
		default: 3,
		displayOptions: { show: { ...forPage.show, showTyping: ['fixed'] } },
		description: 'At most 20 seconds, as long as Messenger shows the typing indicator',
	},
	{
		displayName: 'Notification Type',
		name: 'notificationType',
		type: 'options',
		options: [
			{ name: 'No Notification', value: 'NO_PUSH' },
			{ name: 'Regular (Sound and Vibration)', value: 'REGULAR' },
			{ name: 'Silent', value: 'SILENT_PUSH' },
		],
		default: 'REGULAR',
		displayOptions: forApplication,
		description: "How the customer's phone announces the message",
	},
];

/** When Infobip delivers, and how long it tries. */
const timing: INodeProperties[] = [
	{
		displayName: 'Send At',
		name: 'sendAt',
		type: 'dateTime',
		default: '',
		displayOptions: forPage,
		description: 'When Infobip sends it: at most 180 days ahead',
	},
	{
		displayName: 'Delivery Time Window',
		name: 'deliveryTimeWindow',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Set the Window',
		displayOptions: forPage,
		description: 'When Infobip may deliver, in UTC',
		options: [
			{
				displayName: 'Window',
				name: 'window',
				values: [
					{
						displayName: 'Days',
						name: 'days',
						type: 'multiOptions',
						options: DAYS.map((day) => ({
							name: day.charAt(0) + day.slice(1).toLowerCase(),
							value: day,
						})),
						default: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
					},
					{
						displayName: 'From',
						name: 'from',
						type: 'string',
						default: '',
						placeholder: 'e.g. 08:00',
						description: 'UTC. Set both times, at least an hour apart, or neither.',
					},
					{
						displayName: 'To',
						name: 'to',
						type: 'string',
						default: '',
						placeholder: 'e.g. 18:00',
						description: 'UTC',
					},
				],
			},
		],
	},
	{
		displayName: 'Validity Period',
		name: 'validityPeriod',
		type: 'number',
		default: 60,
		typeOptions: { minValue: 1 },
		description:
			'How long Infobip tries to deliver, in the unit below: more than 30 seconds, at most 48 hours',
	},
	{
		displayName: 'Validity Period Unit',
		name: 'validityPeriodUnit',
		type: 'options',
		options: [
			{ name: 'Hours', value: 'HOURS' },
			{ name: 'Minutes', value: 'MINUTES' },
			{ name: 'Seconds', value: 'SECONDS' },
		],
		default: 'MINUTES',
	},
];

/** What the node does with the outcome. */
const outcome: INodeProperties[] = [
	{
		displayName: 'Include Details',
		name: 'includeDetails',
		type: 'boolean',
		default: false,
		description:
			"Whether to add everything else that Infobip returns, such as the bulk ID, the status's name and description, and the reason for an error",
	},
	{
		displayName: 'Return Rejected Messages',
		name: 'returnRejected',
		type: 'boolean',
		default: false,
		description:
			'Whether a message that Infobip answers with a status of REJECTED, UNDELIVERABLE or EXPIRED is returned with that status instead of failing',
	},
	{
		displayName: 'Retry For (Seconds)',
		name: 'retryFor',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 60,
		description:
			'How long the node retries if Infobip did not accept a request (429, 503 with Retry-After, connection refused), and how long a message with an unknown outcome from a Page is looked up. 0 means once.',
	},
	{
		displayName: 'Resend If Outcome Unknown',
		name: 'resendUnknown',
		type: 'boolean',
		default: false,
		displayOptions: forApplication,
		description:
			'Whether a message is sent once more if no answer shows what became of it. The customer may then get it twice.',
	},
];

/** IDs by which you find the message again. */
const references: INodeProperties[] = [
	{
		displayName: 'Callback Data',
		name: 'callbackData',
		type: 'string',
		default: '',
		description:
			'Your text, such as the ID of a CRM record, which the delivery report returns. At most 4,000 characters.',
	},
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		displayOptions: forPage,
		description:
			'Your ID for the message, shown in reports and logs, at most 200 characters. Infobip refuses the same ID twice.',
	},
	{
		displayName: 'Bulk ID',
		name: 'bulkId',
		type: 'string',
		default: '',
		displayOptions: forPage,
		description: 'Your name for messages that belong together, at most 100 characters',
	},
	{
		displayName: 'Campaign Reference ID',
		name: 'campaignReferenceId',
		type: 'string',
		default: '',
		displayOptions: forPage,
		description: 'The campaign that the message is counted under at Infobip',
	},
	{
		displayName: 'Platform Application ID',
		name: 'applicationId',
		type: 'string',
		default: '',
		displayOptions: forPage,
		description: "The application of Infobip's platform (CPaaS X) that the message counts for",
	},
	{
		displayName: 'Platform Entity ID',
		name: 'entityId',
		type: 'string',
		default: '',
		displayOptions: forPage,
		description: "The entity of Infobip's platform (CPaaS X) that the message counts for",
	},
];

/** Reports to other addresses than the trigger's. */
const reports: INodeProperties[] = [
	{
		displayName: 'Delivery Report URL',
		name: 'deliveryUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://hooks.example.com/delivered',
		displayOptions: forPage,
		description:
			'Where Infobip reports the delivery of this message. Leave empty to get it from the trigger.',
	},
	{
		displayName: 'Seen Report URL',
		name: 'seenUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://hooks.example.com/seen',
		displayOptions: forPage,
		description:
			'Where Infobip reports that the customer has seen the message. Leave empty to get it from the trigger.',
	},
	{
		displayName: 'Intermediate Reports',
		name: 'intermediateReport',
		type: 'boolean',
		default: false,
		displayOptions: forPage,
		description: 'Whether Infobip reports the steps before the delivery, too',
	},
];

/** How fast many messages go out. */
const speed: INodeProperties[] = [
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		displayOptions: forPage,
		description:
			'How many items are sent in one request to Infobip. The first item decides for all.',
	},
	{
		displayName: 'Max Concurrent Requests',
		name: 'maxConcurrentRequests',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description:
			'How many requests to Infobip run at the same time. Messages to one customer keep their order. The first item decides for all.',
	},
	{
		displayName: 'Sending Speed',
		name: 'sendingSpeed',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 100,
		displayOptions: forPage,
		description: 'How many messages of the bulk Infobip sends, in the unit below',
	},
	{
		displayName: 'Sending Speed Unit',
		name: 'sendingSpeedUnit',
		type: 'options',
		options: [
			{ name: 'Per Day', value: 'DAY' },
			{ name: 'Per Hour', value: 'HOUR' },
			{ name: 'Per Minute', value: 'MINUTE' },
		],
		default: 'MINUTE',
		displayOptions: forPage,
	},
];

/** The options of a message, by use: what the customer notices first, our own plumbing last. */
export const optionFields: readonly INodeProperties[] = [
	...appearance,
	...timing,
	...failoverFields,
	...formerFailoverFields,
	...outcome,
	...references,
	...reports,
	...speed,
];
