/** Resource Message, Send From: Page: every kind of content and every option, as on the wire. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { Account, picked } from './account.mts';
import { documentedKinds, kindsOf } from './contractKinds.mts';
import { startEngine } from './engine.mts';
import type { Engine } from './engine.mts';

let engine: Engine;
let account: Account;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

beforeEach(() => {
	account.reset();
	account.sandbox.addPage();
});

const to = '24060000000000001';

const send = async (
	operation: string,
	parameters: INodeParameters,
	input?: INodeExecutionData[],
): Promise<INodeExecutionData[]> =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'message', operation, sendFrom: 'page', to, ...parameters },
		credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
		...(input && { input }),
	});

/** An id that the node gives a message, so that it can be looked up. */
const messageId: unknown = expect.stringMatching(/^n8n-[\da-f]{32}$/);

/** What one message with this content looks like. */
const bodyWith = (content: object, beside: object = {}) => ({
	messages: [{ sender: DEMO_PAGE_ID, destinations: [{ to, messageId }], content, ...beside }],
});

const url = 'https://example.com/files/mug.png';
const template = (payload: object) => ({ type: 'TEMPLATE', payload });

type Case = [name: string, operation: string, parameters: INodeParameters, content: object];

const threeButtons = [
	{ type: 'url', title: 'Track', url: 'https://example.com/orders/4711' },
	{ type: 'postback', title: 'Cancel', payload: 'CANCEL:4711' },
	{ type: 'call', title: 'Call us', phoneNumber: '+38591234567' },
];
const threeButtonsOnWire = [
	{ type: 'URL', title: 'Track', url: 'https://example.com/orders/4711' },
	{ type: 'POSTBACK', title: 'Cancel', payload: 'CANCEL:4711' },
	{ type: 'CALL', title: 'Call us', payload: '+38591234567' },
];
const buttonTemplate = template({
	type: 'BUTTON',
	text: 'Your order',
	buttons: threeButtonsOnWire,
});

const cards = [
	{
		title: 'Blue mug',
		subtitle: '12 EUR',
		imageUrl: url,
		defaultUrl: 'https://example.com/mug',
		buttons: threeButtons,
	},
	{ title: 'Red mug' },
];
const carousel = template({
	type: 'GENERIC',
	elements: [
		{
			title: 'Blue mug',
			subtitle: '12 EUR',
			imageUrl: url,
			defaultAction: { url: 'https://example.com/mug' },
			buttons: threeButtonsOnWire,
		},
		{ title: 'Red mug' },
	],
});

const invitations = [
	{ title: 'News', payload: 'NEWS', imageUrl: url, callToAction: 'SIGN_UP' },
	{ title: 'Offers', payload: 'OFFERS', callToAction: 'GET' },
];
const optInCarousel = template({
	type: 'OPT_IN_CAROUSEL',
	elements: [
		{ title: 'News', payload: 'NEWS', imageUrl: url, notificationMessagesCtaText: 'SIGN_UP' },
		{ title: 'Offers', payload: 'OFFERS', notificationMessagesCtaText: 'GET' },
	],
	imageAspectRatio: 'SQUARE',
	notificationMessagesTimezone: 'Europe/Zagreb',
});

/** Written with blanks, for two braces side by side would end the expression. */
const asExpression = (value: unknown): string => `={{ ${JSON.stringify(value, null, 1)} }}`;

/** At a Page, which refuses times that are over. */
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

const formCases: Case[] = [
	[
		'TEXT',
		'sendText',
		{ text: 'Grüße 👋\n"quoted"' },
		{ type: 'TEXT', text: 'Grüße 👋\n"quoted"' },
	],
	['IMAGE', 'sendImage', { url }, { type: 'IMAGE', url }],
	['VIDEO', 'sendVideo', { url: ` ${url} ` }, { type: 'VIDEO', url }],
	['AUDIO', 'sendAudio', { url }, { type: 'AUDIO', url }],
	['DOCUMENT', 'sendFile', { url }, { type: 'DOCUMENT', url }],
	[
		'LOCATION',
		'sendLocation',
		{ latitude: 43.5081, longitude: 16.4402, locationName: 'Shop', address: '1 Harbour Street' },
		{
			type: 'LOCATION',
			latitude: 43.5081,
			longitude: 16.4402,
			name: 'Shop',
			address: '1 Harbour Street',
		},
	],
	[
		'LOCATION of the numbers alone, at the edge of the map',
		'sendLocation',
		{ latitude: '={{ -90 }}', longitude: '={{ "180" }}' },
		{ type: 'LOCATION', latitude: -90, longitude: 180 },
	],
	['SENDER_ACTION by default', 'sendTypingOrSeen', {}, senderAction('TYPING_ON')],
	[
		'SENDER_ACTION seen',
		'sendTypingOrSeen',
		{ senderAction: 'MARK_SEEN' },
		senderAction('MARK_SEEN'),
	],
	[
		'SENDER_ACTION off',
		'sendTypingOrSeen',
		{ senderAction: 'TYPING_OFF' },
		senderAction('TYPING_OFF'),
	],
	[
		'BUTTON template from fields',
		'sendButtons',
		{ text: 'Your order', buttons: { button: threeButtons } },
		buttonTemplate,
	],
	[
		'BUTTON template from JSON text',
		'sendButtons',
		{ text: 'Your order', options: { buttonsJson: JSON.stringify(threeButtons) } },
		buttonTemplate,
	],
	[
		'BUTTON template from an expression',
		'sendButtons',
		{ text: 'Your order', options: { buttonsJson: asExpression(threeButtons) } },
		buttonTemplate,
	],
	[
		'GENERIC template from fields',
		'sendCarousel',
		{
			cards: {
				card: [{ ...cards[0], buttons: { button: threeButtons } }, { title: 'Red mug' }],
			},
		},
		carousel,
	],
	[
		'GENERIC template from JSON text',
		'sendCarousel',
		{ options: { cardsJson: JSON.stringify(cards) } },
		carousel,
	],
	[
		'GENERIC template from an expression',
		'sendCarousel',
		{ options: { cardsJson: asExpression(cards) } },
		carousel,
	],
	[
		'OPT_IN template with all fields',
		'sendOptIn',
		{
			title: 'News',
			payload: 'NEWS',
			imageUrl: url,
			callToAction: 'OPT_IN',
			imageAspectRatio: 'SQUARE',
			timezone: 'Europe/Zagreb',
		},
		template({
			type: 'OPT_IN',
			title: 'News',
			payload: 'NEWS',
			imageUrl: url,
			imageAspectRatio: 'SQUARE',
			notificationMessagesTimezone: 'Europe/Zagreb',
			notificationMessagesCtaText: 'OPT_IN',
		}),
	],
	[
		'OPT_IN template with the defaults',
		'sendOptIn',
		{ payload: 'NEWS' },
		template({
			type: 'OPT_IN',
			payload: 'NEWS',
			imageAspectRatio: 'HORIZONTAL',
			notificationMessagesCtaText: 'GET_UPDATES',
		}),
	],
	[
		'OPT_IN_CAROUSEL template from fields',
		'sendOptInCarousel',
		{
			optInCards: { card: invitations },
			imageAspectRatio: 'SQUARE',
			timezone: 'Europe/Zagreb',
		},
		optInCarousel,
	],
	[
		'OPT_IN_CAROUSEL template from JSON',
		'sendOptInCarousel',
		{
			options: { optInCardsJson: JSON.stringify(invitations) },
			imageAspectRatio: 'SQUARE',
			timezone: 'Europe/Zagreb',
		},
		optInCarousel,
	],
];

/** What has no operation of its own. */
const customCases: [name: string, content: object][] = [
	['COMMENT', { type: 'COMMENT', content: { type: 'TEXT', text: 'Thank you' } }],
	['POST', { type: 'POST', content: { type: 'IMAGE', url } }],
	['OPT_IN_FOLLOWUP', { type: 'OPT_IN_FOLLOWUP', text: 'News!' }],
	[
		'MARKETING_MESSAGE with a text',
		{
			type: 'MARKETING_MESSAGE',
			campaignId: '77',
			content: { type: 'TEXT', payload: { text: 'Sale' } },
		},
	],
	[
		'MARKETING_MESSAGE with a template',
		{
			type: 'MARKETING_MESSAGE',
			campaignId: '77',
			content: template({ type: 'MARKETING_MESSAGE', elements: [{ title: 'Blue mug' }] }),
		},
	],
];

function senderAction(action: string): object {
	return { type: 'SENDER_ACTION', senderAction: action };
}

it('goes out as one POST of JSON, with the login', async () => {
	await send('sendText', { text: 'Hello' });
	expect(account.calls()).toEqual(['POST /messenger/1/messages']);
	const { username, password } = account.sandbox;
	const login = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
	expect(account.lastRequest().headers).toMatchObject({
		authorization: `Basic ${login}`,
		'content-type': 'application/json',
		accept: 'application/json',
	});
});

it('goes out with an API key as well', async () => {
	await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'message', operation: 'sendText', sendFrom: 'page', to, text: 'Hello' },
		credentials: account.credentials({
			pageId: DEMO_PAGE_ID,
			authentication: 'apiKey',
			apiKey: account.sandbox.apiKey,
		}),
	});
	expect(account.lastRequest()).toMatchObject({
		status: 200,
		headers: { authorization: `App ${account.sandbox.apiKey}` },
	});
});

it('arrives with the person', async () => {
	await send('sendText', { text: 'Hello' });
	expect(account.sandbox.conversation(to)).toMatchObject([
		{ said: 'business', via: { pageId: DEMO_PAGE_ID }, message: { type: 'TEXT', text: 'Hello' } },
	]);
});

describe('content', () => {
	it.each(formCases)('%s', async (_name, operation, parameters, content) => {
		await send(operation, parameters);
		expect(account.lastBody()).toEqual(bodyWith(content));
		expect(account.lastRequest().status).toBe(200);
	});

	it.each(['ALLOW', 'GET', 'GET_UPDATES', 'OPT_IN', 'SIGN_UP'])(
		'OPT_IN template with the button %s',
		async (callToAction) => {
			await send('sendOptIn', { payload: 'NEWS', callToAction });
			expect(account.lastBody()).toMatchObject({
				messages: [{ content: { payload: { notificationMessagesCtaText: callToAction } } }],
			});
		},
	);

	it.each(customCases)('%s through Send Custom JSON', async (_name, content) => {
		await send('sendCustomJson', { body: JSON.stringify({ content }) });
		expect(account.lastBody()).toEqual(bodyWith(content));
		expect(account.lastRequest().status).toBe(200);
	});

	it('of Send Custom JSON may be a whole request, which only gets the ids it lacks', async () => {
		const other = '556677889900112';
		account.sandbox.addPage({ id: other });
		const body = {
			messages: [
				{
					sender: other,
					destinations: [{ to: '1' }, { to: '2', messageId: 'mine-2' }],
					content: { type: 'TEXT', text: 'Both' },
					webhooks: { delivery: { notify: false } },
				},
			],
			options: { schedule: { bulkId: 'bulk-1' } },
		};
		await send('sendCustomJson', { to: '', body: asExpression(body) });
		const [message] = body.messages;
		const destinations = [
			{ to: '1', messageId: expect.stringMatching(/^n8n-[\da-f]{32}-1$/) as string },
			{ to: '2', messageId: 'mine-2' },
		];
		expect(account.lastBody()).toEqual({ ...body, messages: [{ ...message, destinations }] });
		expect(account.lastRequest().status).toBe(200);
	});

	it('of Send Custom JSON keeps sender, recipient and options that it names itself', async () => {
		const other = '556677889900112';
		account.sandbox.addPage({ id: other });
		const message = {
			sender: other,
			destinations: [{ to: '9' }],
			content: { type: 'TEXT', text: 'x' },
			options: { campaignReferenceId: 'spring' },
		};
		await send('sendCustomJson', { to: '', body: JSON.stringify(message) });
		const destinations = [{ to: '9', messageId }];
		expect(account.lastBody()).toEqual({ messages: [{ ...message, destinations }] });
	});
});

describe('options of Send Custom JSON', () => {
	const content = { type: 'TEXT', text: 'x' };
	const options = {
		callbackData: 'crm-4711',
		deliveryUrl: 'https://example.com/delivered',
		validityPeriod: 5,
		campaignReferenceId: 'spring',
		bulkId: 'bulk-1',
	};
	const onWire = {
		options: {
			validityPeriod: { amount: 5, timeUnit: 'MINUTES' },
			campaignReferenceId: 'spring',
		},
		webhooks: {
			delivery: { url: 'https://example.com/delivered' },
			contentType: 'application/json',
			callbackData: 'crm-4711',
		},
	};
	const schedule = { schedule: { bulkId: 'bulk-1' } };

	it('are added to a message', async () => {
		await send('sendCustomJson', { body: JSON.stringify({ content }), options });
		expect(account.lastBody()).toMatchObject({ messages: [onWire], options: schedule });
		expect(account.lastRequest().status).toBe(200);
	});

	it('are added to each message of a whole request', async () => {
		const destinations = [{ to }];
		const message = { sender: DEMO_PAGE_ID, destinations, content };
		const body = JSON.stringify({ messages: [message, message] });
		await send('sendCustomJson', { to: '', body, options });
		expect(account.lastBody()).toMatchObject({ messages: [onWire, onWire], options: schedule });
	});

	it('change nothing that the JSON has itself', async () => {
		const message = {
			content,
			options: { validityPeriod: { amount: 2, timeUnit: 'HOURS' } },
			webhooks: { callbackData: 'mine', delivery: { url: 'https://example.com/mine' } },
		};
		await send('sendCustomJson', { body: JSON.stringify(message), options });
		expect(account.lastBody()).toMatchObject({
			messages: [
				{
					options: { ...message.options, campaignReferenceId: 'spring' },
					webhooks: message.webhooks,
				},
			],
		});
	});

	it('change no schedule of the JSON', async () => {
		const message = { sender: DEMO_PAGE_ID, destinations: [{ to }], content };
		const own = { schedule: { bulkId: 'mine', sendingSpeedLimit: { amount: 1 } } };
		const body = JSON.stringify({ messages: [message], options: own });
		const more = { ...options, sendingSpeed: 9, sendingSpeedUnit: 'HOUR' };
		await send('sendCustomJson', { to: '', body, options: more });
		expect(account.lastBody()).toMatchObject({ options: own });
		expect(JSON.stringify(account.lastBody())).not.toContain('HOUR');
	});
});

describe('quick replies', () => {
	const replies = [
		{ type: 'text', title: 'Yes', payload: 'YES', imageUrl: url },
		{ type: 'text', title: 'No', payload: 'NO' },
		{ type: 'phoneNumber' },
		{ type: 'email' },
	];
	const onWire = [
		{ type: 'TEXT', title: 'Yes', payload: 'YES', imageUrl: url },
		{ type: 'TEXT', title: 'No', payload: 'NO' },
		{ type: 'PHONE_NUMBER' },
		{ type: 'EMAIL' },
	];

	const carriers: [string, INodeParameters][] = [
		['sendText', { text: 'Fine?' }],
		['sendImage', { url }],
		['sendVideo', { url }],
		['sendAudio', { url }],
		['sendFile', { url }],
		['sendLocation', { latitude: 1, longitude: 2 }],
		['sendButtons', { text: 'Fine?', buttons: { button: threeButtons } }],
		['sendCarousel', { cards: { card: [{ title: 'Blue mug' }] } }],
	];

	it.each(carriers)('are next to the content of %s', async (operation, parameters) => {
		await send(operation, { ...parameters, options: { quickReplies: { quickReply: replies } } });
		expect(account.lastBody()).toMatchObject({ messages: [{ quickReplies: onWire }] });
		expect(account.lastRequest().status).toBe(200);
	});

	it.each([
		['JSON text', JSON.stringify(replies)],
		['an expression', asExpression(replies)],
	])('come from %s', async (_name, quickRepliesJson) => {
		await send('sendText', { text: 'Fine?', options: { quickRepliesJson } });
		expect(account.lastBody()).toMatchObject({ messages: [{ quickReplies: onWire }] });
	});

	it('have their title for a payload if none is given', async () => {
		const quickReplies = { quickReply: [{ type: 'text', title: 'Yes', payload: '' }] };
		await send('sendText', { text: 'Fine?', options: { quickReplies } });
		expect(account.lastBody()).toMatchObject({
			messages: [{ quickReplies: [{ type: 'TEXT', title: 'Yes', payload: 'Yes' }] }],
		});
	});

	it('are not mentioned where there are none', async () => {
		await send('sendText', { text: 'Fine?', options: { quickRepliesJson: '[]' } });
		expect(account.lastBody()).toEqual(bodyWith({ type: 'TEXT', text: 'Fine?' }));
	});
});

describe('sender and recipient', () => {
	it('sends from the Page named in the node rather than that of the credential', async () => {
		const other = '556677889900112';
		account.sandbox.addPage({ id: other });
		await send('sendText', { text: 'Hello', pageId: ` ${other} ` });
		expect(account.lastBody()).toMatchObject({ messages: [{ sender: other }] });
	});

	it('takes a number that an expression gives as the text of the user key', async () => {
		await send('sendText', { text: 'Hello', to: '={{ $json.id }}' }, [{ json: { id: 240600001 } }]);
		expect(account.lastBody()).toMatchObject({
			messages: [{ destinations: [{ to: '240600001' }] }],
		});
	});
});

describe('options', () => {
	// ApiError at once, and nowhere but on this machine.
	const reportUrl = 'http://127.0.0.1:1/report';
	const message = (beside: object) => bodyWith({ type: 'TEXT', text: 'Hello' }, beside);
	const schedule = (members: object) => ({
		...message({}),
		options: { schedule: members },
	});

	const cases: [string, INodeParameters, object][] = [
		[
			'Message ID',
			{ messageId: 'order-77-a' },
			message({ destinations: [{ to, messageId: 'order-77-a' }] }),
		],
		[
			'Callback Data',
			{ callbackData: 'crm-4711' },
			message({ webhooks: { callbackData: 'crm-4711' } }),
		],
		[
			'Delivery Report URL',
			{ deliveryUrl: reportUrl },
			message({ webhooks: { delivery: { url: reportUrl }, contentType: 'application/json' } }),
		],
		[
			'Intermediate Reports',
			{ deliveryUrl: reportUrl, intermediateReport: true },
			message({
				webhooks: {
					delivery: { url: reportUrl, intermediateReport: true },
					contentType: 'application/json',
				},
			}),
		],
		[
			'Seen Report URL',
			{ seenUrl: reportUrl },
			message({ webhooks: { seen: { url: reportUrl }, contentType: 'application/json' } }),
		],
		[
			'Validity Period',
			{ validityPeriod: 2, validityPeriodUnit: 'HOURS' },
			message({ options: { validityPeriod: { amount: 2, timeUnit: 'HOURS' } } }),
		],
		[
			'Validity Period without a unit',
			{ validityPeriod: 5 },
			message({ options: { validityPeriod: { amount: 5, timeUnit: 'MINUTES' } } }),
		],
		[
			'Delivery Time Window',
			{ deliveryTimeWindow: { window: { days: ['MONDAY', 'SUNDAY'], from: '08:00', to: '9:30' } } },
			message({
				options: {
					deliveryTimeWindow: {
						days: ['MONDAY', 'SUNDAY'],
						from: { hour: 8, minute: 0 },
						to: { hour: 9, minute: 30 },
					},
				},
			}),
		],
		[
			'Delivery Time Window of whole days',
			{ deliveryTimeWindow: { window: { days: ['FRIDAY'] } } },
			message({ options: { deliveryTimeWindow: { days: ['FRIDAY'] } } }),
		],
		[
			'Platform Application ID and Platform Entity ID',
			{ applicationId: 'shop', entityId: 'tenant-7' },
			message({ options: { platform: { applicationId: 'shop', entityId: 'tenant-7' } } }),
		],
		[
			'Campaign Reference ID',
			{ campaignReferenceId: 'spring' },
			message({ options: { campaignReferenceId: 'spring' } }),
		],
		['Bulk ID', { bulkId: 'bulk-1' }, schedule({ bulkId: 'bulk-1' })],
		[
			'Send At',
			{ sendAt: `${tomorrow}T10:00:00.000Z` },
			schedule({ sendAt: `${tomorrow}T10:00:00.000+0000` }),
		],
		[
			'Send At with an offset',
			{ sendAt: `${tomorrow}T10:00:00+02:00` },
			schedule({ sendAt: `${tomorrow}T08:00:00.000+0000` }),
		],
		[
			'Sending Speed',
			{ sendingSpeed: 10, sendingSpeedUnit: 'HOUR' },
			schedule({ sendingSpeedLimit: { amount: 10, timeUnit: 'HOUR' } }),
		],
		[
			'Sending Speed without a unit',
			{ sendingSpeed: 10 },
			schedule({ sendingSpeedLimit: { amount: 10, timeUnit: 'MINUTE' } }),
		],
	];

	it.each(cases)('%s', async (_label, options, body) => {
		await send('sendText', { text: 'Hello', options });
		expect(account.lastBody()).toEqual(body);
		expect(account.lastRequest().status).toBe(200);
	});

	it('travel with every kind of content', async () => {
		for (const [, operation, parameters] of formCases) {
			// It has no options: nothing of a message applies to it.
			if (operation === 'sendTypingOrSeen') continue;
			const given = parameters['options'] as INodeParameters | undefined;
			const options = { ...given, callbackData: 'crm-4711' };
			await send(operation, { ...parameters, options });
			expect(account.lastBody()).toMatchObject({
				messages: [{ webhooks: { callbackData: 'crm-4711' } }],
			});
		}
	});

	it('that an expression leaves empty are not sent', async () => {
		const options = {
			messageId: '={{ "" }}',
			callbackData: '={{ undefined }}',
			deliveryUrl: '',
			sendAt: '',
			validityPeriod: '={{ "" }}',
		};
		await send('sendText', { text: 'Hello', options });
		expect(account.lastBody()).toEqual(message({}));
	});
});

describe('result', () => {
	it('has message id, recipient and status of the answer', async () => {
		const options = { messageId: 'order-77-a', bulkId: 'bulk-1' };
		const items = await send('sendText', { text: 'Hello', options });
		expect(items).toEqual([
			{
				json: {
					messageId: 'order-77-a',
					to,
					status: 'PENDING',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('has what else Infobip answered with Include Details', async () => {
		const options = { messageId: 'order-77-a', bulkId: 'bulk-1', includeDetails: true };
		const [item] = await send('sendText', { text: 'Hello', options });
		expect(item?.json).toMatchObject({
			messageId: 'order-77-a',
			to,
			status: 'PENDING',
			bulkId: 'bulk-1',
			statusName: expect.stringMatching(/^PENDING_/) as string,
			statusDescription: expect.any(String) as string,
		});
	});

	it('is not sent at all if Include Details cannot be read', async () => {
		const options = { includeDetails: '={{ "perhaps" }}' };
		await expect(send('sendText', { text: 'Hello', options })).rejects.toThrow(
			/'Include Details' is "perhaps"/,
		);
		expect(account.calls()).toEqual([]);
	});

	it('is one item for each input item, in their order, with one request for all', async () => {
		const input = ['1', '2', '3'].map((id) => ({ json: { id } }));
		const parameters = { to: '={{ $json.id }}', text: '=Hello {{ $json.id }}' };
		const items = await send('sendText', parameters, input);
		expect(items.map(({ json }) => json['to'])).toEqual(['1', '2', '3']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(account.calls()).toHaveLength(1);
	});
});

describe('moving from one API to the other', () => {
	const both: [string, INodeParameters, string, string][] = [
		['sendText', { text: 'Hello' }, 'TEXT', 'TEXT'],
		['sendImage', { url }, 'IMAGE', 'IMAGE'],
		['sendVideo', { url }, 'VIDEO', 'VIDEO'],
		['sendAudio', { url }, 'AUDIO', 'AUDIO'],
		['sendFile', { url }, 'FILE', 'DOCUMENT'],
		[
			'sendButtons',
			{ text: 'Choose', buttons: { button: threeButtons.slice(0, 2) } },
			'TEMPLATE',
			'TEMPLATE',
		],
	];

	it.each(both)(
		'%s needs no change but Send From',
		async (operation, parameters, byApplication, byPage) => {
			const options = { callbackData: 'crm-4711', validityPeriod: 5 };
			const same = { ...parameters, options };
			const [application] = await send(operation, {
				...same,
				sendFrom: 'application',
				applicationKey: picked(account.applicationKey),
			});
			expect(account.lastBody()).toMatchObject({
				from: account.applicationKey,
				to,
				type: byApplication,
			});
			const [page] = await send(operation, same);
			expect(account.lastBody()).toMatchObject({
				messages: [
					{ sender: DEMO_PAGE_ID, destinations: [{ to, messageId }], content: { type: byPage } },
				],
			});
			expect(Object.keys(page?.json ?? {})).toEqual(Object.keys(application?.json ?? {}));
			expect(page?.json).toMatchObject({ to, status: 'PENDING' });
		},
	);

	it('an option that only the other API knows, left over, is not sent', async () => {
		const options = { notificationType: 'SILENT_PUSH', callbackData: 'crm-4711' };
		await send('sendText', { text: 'Hello', options, recipientType: 'phoneNumber' });
		expect(account.lastBody()).toEqual(
			bodyWith({ type: 'TEXT', text: 'Hello' }, { webhooks: { callbackData: 'crm-4711' } }),
		);
	});
});

describe('together', () => {
	it('they hold every content, template, button and quick reply that Infobip documents', async () => {
		const found = {
			content: new Set<string>(),
			template: new Set<string>(),
			button: new Set<string>(),
			quickReply: new Set<string>(),
		};
		const quickReplies = {
			quickReply: [
				{ type: 'text', title: 'Yes', payload: 'YES' },
				{ type: 'phoneNumber' },
				{ type: 'email' },
			],
		};
		for (const [, operation, parameters] of formCases) {
			await send(
				operation,
				operation === 'sendText' ? { ...parameters, options: { quickReplies } } : parameters,
			);
		}
		for (const [, content] of customCases) {
			await send('sendCustomJson', { body: JSON.stringify({ content }) });
		}
		for (const { body, status } of account.sandbox.requests()) {
			expect(status).toBe(200);
			const kinds = kindsOf(JSON.parse(body ?? ''));
			for (const name of kinds.content) found.content.add(name);
			for (const name of kinds.template) found.template.add(name);
			for (const name of kinds.button) found.button.add(name);
			for (const name of kinds.quickReply) found.quickReply.add(name);
		}
		const names = Object.entries(found).map(([kind, set]) => [kind, [...set].sort()]);
		const { content, template, button, quickReply } = documentedKinds();
		expect(Object.fromEntries(names)).toEqual({ content, template, button, quickReply });
	});
});
