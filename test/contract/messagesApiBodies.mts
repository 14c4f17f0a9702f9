import { CHANNELS } from '../../sandbox/messagesApi/channels.mts';
import { validate } from '../../sandbox/messagesApi/validation.mts';
import type { Problem } from '../../sandbox/platform/schema.mts';

const url = 'https://example.com/a';
const time = '2026-03-01T10:00:00.000+0000';

/** Every button that a free message can have. */
export const BUTTONS = [
	{ type: 'REPLY', text: 'Buy', postbackData: 'BUY' },
	{ type: 'OPEN_URL', text: 'Open', url, postbackData: 'OPEN', openIn: 'BROWSER' },
	{ type: 'DIAL_PHONE', text: 'Call', phoneNumber: '+38510000000', postbackData: 'CALL' },
	{
		type: 'SHOW_LOCATION',
		text: 'Shop',
		latitude: 45.8,
		longitude: 15.9,
		name: 'Shop',
		postbackData: 'MAP',
	},
	{ type: 'REQUEST_LOCATION', text: 'Where are you?', postbackData: 'WHERE' },
	{
		type: 'ADD_CALENDAR_EVENT',
		text: 'Save',
		postbackData: 'SAVE',
		startTime: time,
		endTime: time,
		title: 'Delivery',
		description: 'Order 77',
	},
];

const cardOptions = { orientation: 'VERTICAL', alignment: 'LEFT', height: 'SHORT' };

/** Bodies that several channels show. */
export const BODIES = [
	{ type: 'TEXT', text: 'Hello' },
	{ type: 'IMAGE', url, text: 'A mug' },
	{ type: 'VIDEO', url, text: 'A mug', thumbnailUrl: url },
	{ type: 'DOCUMENT', url, text: 'Invoice', filename: 'invoice.pdf' },
	{ type: 'LOCATION', latitude: 45.8, longitude: 15.9, name: 'Shop', address: 'Street 1' },
	{
		type: 'RICH_LINK',
		text: 'Mugs',
		url,
		redirectUrl: url,
		isVideo: false,
		thumbnailUrl: url,
		buttonText: 'Open',
		cardOptions,
	},
	{
		type: 'CAROUSEL',
		cards: [
			{
				body: { title: 'Mug', text: '12 EUR', url, isVideo: false, thumbnailUrl: url, cardOptions },
				buttons: BUTTONS.slice(0, 2),
			},
		],
	},
	{
		type: 'LIST',
		text: 'Choose',
		subtext: 'One of these',
		imageUrl: url,
		sections: [
			{
				sectionTitle: 'Mugs',
				multipleSelection: false,
				items: [{ id: '1', text: 'Blue', description: '12 EUR', imageUrl: url }],
			},
		],
	},
	{ type: 'STICKER', reference: url },
];

const timeslot = { duration: 60, startTime: time, identifier: '1' };

/** Bodies that a single channel shows; the sandbox does not look into all of their members. */
export const RARE_BODIES = [
	{ type: 'AUTHENTICATION_REQUEST', text: 'Log in', scopes: ['name'], imageUrl: url },
	{ type: 'CONTACT', name: 'Shop', phoneNumber: '+38510000000' },
	{
		type: 'PRODUCT',
		text: 'Mugs',
		catalogId: '1',
		sections: [{ title: 'Mugs', productRetailerIds: ['1'] }],
	},
	{ type: 'MIXED', items: [{ url }, { text: 'Hello' }] },
	{
		type: 'FLOW',
		text: 'Fill in',
		id: '1',
		token: 't',
		buttonText: 'Start',
		mode: 'DRAFT',
		action: { type: 'NAVIGATE', payload: { screen: 'FIRST', data: { order: {} } } },
	},
	{
		type: 'TIME_PICKER',
		text: 'When?',
		subtext: 'Choose',
		imageUrl: url,
		event: { title: 'Visit', timeslots: [timeslot], imageUrl: url },
	},
	{
		type: 'ORDER_REQUEST',
		text: 'Pay',
		subtext: 'Order 77',
		imageUrl: url,
		order: { catalogId: '1', currency: 'INR', items: [{ name: 'Mug', amount: 12 }] },
		payment: {},
		shippings: [{ amount: 1 }],
	},
	{
		type: 'ORDER_STATUS',
		title: 'Order',
		id: '77',
		orderType: 'BRAZIL',
		orderStatus: 'SHIPPED',
		description: 'On its way',
	},
	{
		type: 'FORM',
		text: 'Survey',
		imageUrl: url,
		pages: [{ type: 'INTRO', title: 'Hello', text: 'A survey', buttonText: 'Start' }],
		startPageIdentifier: '1',
		isPrivate: true,
		showSummary: true,
	},
];

export const TEMPLATE = { templateName: 'order_shipped', language: 'en', referenceId: 'r' };

/** Values for every part of a template. */
export const TEMPLATE_CONTENTS = [
	{ body: { type: 'TEXT', 1: 'Ana', 2: '77' }, expirationTime: time },
	{ header: { type: 'TEXT', name: 'Ana' } },
	{ header: { type: 'IMAGE', url } },
	{ header: { type: 'VIDEO', url } },
	{ header: { type: 'DOCUMENT', url, filename: 'invoice.pdf' } },
	{ header: { type: 'LOCATION', latitude: 45.8, longitude: 15.9 } },
	{
		body: {
			type: 'CAROUSEL',
			cards: [
				{
					header: { type: 'IMAGE', url },
					body: { 1: 'Mug' },
					buttons: [
						{ type: 'QUICK_REPLY', postbackData: 'BUY' },
						{ type: 'OPEN_URL', suffix: '77' },
						{ type: 'PHONE_NUMBER' },
					],
				},
			],
		},
	},
	{
		buttons: [
			{ type: 'QUICK_REPLY', postbackData: 'BUY' },
			{ type: 'OPEN_URL', suffix: '77' },
			{ type: 'PHONE_NUMBER' },
			{ type: 'COPY_CODE', code: 'MUG' },
			{ type: 'FLOW', token: 't', data: { order: {} } },
			{ type: 'CATALOG', productId: '1' },
			{ type: 'MULTI_PRODUCT', productId: '1', sections: [{ title: 'Mugs', productIds: ['1'] }] },
		],
	},
];

const text = { body: { type: 'TEXT', text: 'Hello' } };
const to = (channel: string) => ({ channel, to: '385910000000' });
const validityPeriod = { amount: 2, timeUnit: 'HOURS' };
const channels = ['MESSENGER', 'WHATSAPP', 'SMS'];

/** A message through three channels, with everything that can be said beside its content. */
export const WHOLE_REQUEST = {
	messages: [
		{
			channel: 'MESSENGER',
			sender: '1',
			destinations: [{ messageId: 'a', byChannel: channels.map(to) }],
			content: {
				...text,
				header: { type: 'TEXT', text: 'Order 77' },
				footer: { text: 'Mug Shop' },
				confirmationBody: { text: 'Thanks', description: 'Bye', imageUrl: url },
				senderDisplayInfo: { name: 'Shop', avatarUrl: url },
			},
			options: {
				platform: { entityId: 'e', applicationId: 'a' },
				validityPeriod,
				deliveryTimeWindow: {
					days: ['MONDAY'],
					from: { hour: 6, minute: 0 },
					to: { hour: 18, minute: 0 },
				},
				adaptationMode: true,
				regional: {
					indiaDlt: { contentTemplateId: '1', principalEntityId: '2', telemarketerId: '3' },
					turkeyIys: { brandCode: 1, recipientType: 'TACIR' },
					southKorea: { title: 'a', resellerCode: 1 },
				},
				campaignReferenceId: 'c',
				transliteration: 'NONE',
				correlationData: 'd',
				trafficType: 'TRANSACTIONAL',
				sessionRate: true,
				primaryDevice: true,
			},
			webhooks: {
				delivery: { url, intermediateReport: true, receiveTriggeredFailoverReports: true },
				seen: { url },
				contentType: 'application/json',
				callbackData: 'order=77',
			},
			failover: [
				{ channel: 'WHATSAPP', sender: '2', template: TEMPLATE, validityPeriod },
				{ channel: 'SMS', sender: 'Shop', content: text, validityPeriod },
			],
		},
	],
	options: {
		schedule: {
			bulkId: 'b',
			sendAt: time,
			sendingSpeedLimit: { amount: 1, timeUnit: 'MINUTE' },
		},
		tracking: {
			shortenUrl: false,
			trackClicks: false,
			trackingUrl: url,
			removeProtocol: true,
			customDomain: 'example.com',
		},
		messageOrdering: { respectOrder: false, stopOnFailure: false },
	},
};

function free(content: object): object {
	return { messages: [{ channel: 'RCS', sender: '1', destinations: [{ to: '385' }], content }] };
}

/** A free message of each kind, alone. */
export function freeMessages(): { name: string; body: object }[] {
	return [
		...BODIES.map((body) => ({ name: `the body ${body.type}`, body: free({ body }) })),
		...BUTTONS.map((button) => ({
			name: `the button ${button.type}`,
			body: free({ ...text, buttons: [button] }),
		})),
	];
}

export function rareMessages(): object[] {
	return RARE_BODIES.map((body) => free({ body }));
}

export function templateMessages(): { name: string; body: object }[] {
	return TEMPLATE_CONTENTS.map((content, index) => ({
		name: `template values ${index + 1}`,
		body: {
			messages: [
				{
					channel: 'WHATSAPP',
					sender: '1',
					destinations: [{ to: '385', messageId: 'a' }],
					template: TEMPLATE,
					content,
				},
			],
		},
	}));
}

/** Each channel as a message of its own. */
export function channelMessages(): object[] {
	return CHANNELS.map((channel) => ({
		messages: [{ channel, sender: '1', destinations: [{ to: '385' }], content: text }],
	}));
}

/** The sandbox's rules; what it passes over as unknown the strict contract does not know either. */
function problemsOf(body: unknown): Problem[] {
	const { violations, skippable } = validate(body);
	return [...violations, ...skippable.filter(({ violation }) => violation === 'Unknown property')];
}

export const MESSAGES_API_SAMPLES = [
	{ name: 'the whole of a request', body: WHOLE_REQUEST },
	...freeMessages(),
	...templateMessages(),
].map(({ name, body }) => ({
	name: `the Messages API, ${name}`,
	method: 'POST',
	path: '/messages-api/1/messages',
	problems: problemsOf,
	body,
}));

/** What the samples have of each choice in the contract, by the name of its schema. */
export const SAMPLE_TYPES: Record<string, readonly string[]> = {
	MessagesApiMessageBody: [...BODIES, ...RARE_BODIES].map(({ type }) => type),
	MessagesApiMessageButton: BUTTONS.map(({ type }) => type),
	MessagesApiTemplateHeader: TEMPLATE_CONTENTS.flatMap(({ header }) => header?.type ?? []),
	MessagesApiTemplateButton: TEMPLATE_CONTENTS.flatMap(({ buttons = [] }) =>
		buttons.map(({ type }) => type),
	),
};
