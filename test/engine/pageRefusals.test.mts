/** Send From: Page, given bad input or a bad day at Infobip: the sentence, and how much was sent. */
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { Account } from './account.mts';
import { RunError, startEngine } from './engine.mts';
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
const hello = { resource: 'message', operation: 'sendText', sendFrom: 'page', to, text: 'Hello' };
/** Without trying again what Infobip does not take at once. */
const atOnce = { ...hello, options: { retryFor: 0 } };

const run = async (parameters: INodeParameters, more: object = {}) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters,
		credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
		...more,
	});

const refusal = async (parameters: INodeParameters, more: object = {}): Promise<RunError> => {
	const error: unknown = await run(parameters, more).catch((thrown: unknown) => thrown);
	if (error instanceof RunError) return error;
	throw new Error('The node did not refuse');
};

const long = (length: number): string => 'x'.repeat(length);
/** An address of so many characters. */
const address = (length: number): string => `https://e.com/${long(length - 14)}`;

const postback = (title = 'A', payload = 'A') => ({ type: 'postback', title, payload });
const times = <T,>(count: number, entry: T): T[] => Array.from({ length: count }, () => entry);

const operation = (name: string, parameters: INodeParameters = {}): INodeParameters => ({
	...hello,
	operation: name,
	...parameters,
});
const buttons = (...button: INodeParameters[]) => operation('sendButtons', { buttons: { button } });
const cards = (...card: INodeParameters[]) => operation('sendCarousel', { cards: { card } });
const invitations = (...card: INodeParameters[]) =>
	operation('sendOptInCarousel', { optInCards: { card } });
const replies = (...quickReply: INodeParameters[]) => ({
	...hello,
	options: { quickReplies: { quickReply } },
});
const options = (members: INodeParameters) => ({ ...hello, options: members });
const location = (latitude: unknown, longitude: unknown) =>
	operation('sendLocation', {
		latitude: `={{ ${JSON.stringify(latitude)} }}`,
		longitude: `={{ ${JSON.stringify(longitude)} }}`,
	});
const timeWindow = (members: INodeParameters) =>
	options({ deliveryTimeWindow: { window: { days: ['MONDAY'], ...members } } });
const inDays = (days: number): string =>
	new Date(Date.now() + days * 24 * 3600 * 1000).toISOString();

type Case = [name: string, parameters: INodeParameters, said: RegExp];

const tooMuch: Case[] = [
	['a text of 2,001', { ...hello, text: long(2001) }, /'Text' is 2001 .*2000/],
	[
		'an image URL of 1,001',
		operation('sendImage', { url: address(1001) }),
		/'Image URL' is 1001.*1000/,
	],
	['a video URL of 801', operation('sendVideo', { url: address(801) }), /'Video URL' is 801.*800/],
	['an audio URL of 801', operation('sendAudio', { url: address(801) }), /'Audio URL' is 801.*800/],
	['a file URL of 801', operation('sendFile', { url: address(801) }), /'File URL' is 801.*800/],
	['a latitude of 90.1', location(90.1, 0), /'Latitude' must be a number from -90 to 90/],
	['a latitude of -91', location(-91, 0), /'Latitude' must be a number from -90 to 90/],
	['a longitude of 180.1', location(0, 180.1), /'Longitude' must be a number from -180 to 180/],
	['a longitude of -181', location(0, -181), /'Longitude' must be a number from -180 to 180/],
	[
		'641 characters above buttons',
		{ ...buttons(postback()), text: long(641) },
		/'Text' is 641.*640/,
	],
	['4 buttons', buttons(...times(4, postback())), /'Buttons' has 4 entries.*3/],
	['a button title of 21', buttons(postback(long(21))), /'Title' of button 1 is 21.*20/],
	[
		'a call button title of 21',
		buttons({ type: 'call', title: long(21), phoneNumber: '+38591234567' }),
		/'Title' of button 1 is 21.*20/,
	],
	['a button payload of 1,001', buttons(postback('A', long(1001))), /'Payload' of button 1.*1000/],
	['11 cards', cards(...times(11, { title: 'A' })), /'Cards' has 11 entries.*10/],
	['a card title of 81', cards({ title: 'A' }, { title: long(81) }), /'Title' of card 2 is 81.*80/],
	[
		'a card subtitle of 81',
		cards({ title: 'A', subtitle: long(81) }),
		/'Subtitle' of card 1 is 81.*80/,
	],
	[
		'4 buttons on a card',
		cards({ title: 'A', buttons: { button: times(4, postback()) } }),
		/'Buttons' of card 1 has 4 entries.*3/,
	],
	[
		'a button title of 21 on a card',
		cards({ title: 'A', buttons: { button: [postback(), postback(long(21))] } }),
		/'Title' of button 2 of card 1 is 21.*20/,
	],
	['an opt-in title of 66', operation('sendOptIn', { payload: 'A', title: long(66) }), /66.*65/],
	[
		'6 invitations',
		invitations(...times(6, { title: 'A', payload: 'A' })),
		/'Invitations' has 6.*5/,
	],
	[
		'an invitation title of 66',
		invitations({ title: long(66), payload: 'A' }),
		/'Title' of invitation 1 is 66.*65/,
	],
	[
		'a quick reply title of 21',
		replies({ type: 'text', title: long(21), payload: 'A' }),
		/'Title' of quick reply 1 is 21.*20/,
	],
	[
		'a quick reply payload of 1,001',
		replies({ type: 'email' }, { type: 'text', title: 'A', payload: long(1001) }),
		/'Payload' of quick reply 2 is 1001.*1000/,
	],
	['14 quick replies', replies(...times(14, { type: 'email' })), /'Quick Replies' has 14.*13/],
	['a message ID of 201', options({ messageId: long(201) }), /'Message ID' is 201.*200/],
	[
		'callback data of 4,001',
		options({ callbackData: long(4001) }),
		/'Callback Data' is 4001.*4000/,
	],
	['a bulk ID of 101', options({ bulkId: long(101) }), /'Bulk ID' is 101.*100/],
	['an entity of 256', options({ entityId: long(256) }), /'Platform Entity ID' is 256.*255/],
	[
		'an application of 256',
		options({ applicationId: long(256) }),
		/'Platform Application ID' is 256.*255/,
	],
	[
		'a campaign reference of 256',
		options({ campaignReferenceId: long(256) }),
		/'Campaign Reference ID' is 256.*255/,
	],
	['a sending in 181 days', options({ sendAt: inDays(181) }), /'Send At' is more than 180 days/],
	[
		'a validity of 49 hours',
		options({ validityPeriod: 49, validityPeriodUnit: 'HOURS' }),
		/'Validity Period'.*48 hours/,
	],
];

const besideCustomJson: [options: INodeParameters, label: string][] = [
	[{ showTyping: 'fixed' }, 'Show Typing First'],
	[{ failoverJson: '[]' }, 'Failover \\(JSON\\)'],
	[{ quickRepliesJson: '[]' }, 'Quick Replies \\(JSON\\)'],
	[{ quickReplies: { quickReply: [{ title: 'A' }] } }, 'Quick Replies'],
];

const wrong: Case[] = [
	['no recipient', { ...hello, to: ' ' }, /'To' is empty/],
	['a text of blanks', { ...hello, text: ' \n' }, /'Text' is empty/],
	['no URL', operation('sendImage', { url: '={{ "" }}' }), /'Image URL' is empty/],
	['a URL that is none', operation('sendVideo', { url: 'mug.mp4' }), /'Video URL' is not a URL/],
	[
		'a URL of another kind',
		operation('sendFile', { url: 'file:///etc/mug' }),
		/'File URL' is not a URL/,
	],
	[
		'a latitude that is not a number',
		location('north', 0),
		/'Latitude' is not a valid number: "north"/,
	],
	['no longitude', location(0, ''), /'Longitude' is empty/],
	['no button', buttons(), /'Buttons' is empty/],
	['a button without a title', buttons(postback('')), /'Title' of button 1 is empty/],
	[
		'a button with a URL that is none',
		buttons(postback(), { type: 'url', title: 'A', url: 'shop' }),
		/'URL' of button 2 is not a URL/,
	],
	[
		'a button that calls nobody',
		buttons({ type: 'call', title: 'A', phoneNumber: 'Ann' }),
		/'Phone Number' of button 1 is not a phone number/,
	],
	['a button of no known type', buttons({ type: 'fax', title: 'A' }), /'Type'.*must be one of/],
	['no card', cards(), /'Cards' is empty/],
	['a card without a title', cards({ title: ' ' }), /'Title' of card 1 is empty/],
	[
		'a card with an image that is not a URL',
		cards({ title: 'A', imageUrl: 'mug' }),
		/'Image URL' of card 1 is not a URL/,
	],
	[
		'a card with a link that is not a URL',
		cards({ title: 'A', defaultUrl: 'mug' }),
		/'Default Link' of card 1 is not a URL/,
	],
	['an opt-in without a payload', operation('sendOptIn'), /'Payload' is empty/],
	['no invitation', invitations(), /'Invitations' is empty/],
	[
		'an invitation without a title',
		invitations({ title: '', payload: 'A' }),
		/'Title' of invitation 1 is empty/,
	],
	[
		'a quick reply without a title',
		replies({ type: 'text', title: '', payload: 'A' }),
		/'Title' of quick reply 1 is empty/,
	],
	[
		'a sender action that is none',
		operation('sendTypingOrSeen', { senderAction: 'DANCE' }),
		/'Show' must be one of MARK_SEEN, TYPING_ON, TYPING_OFF/,
	],
	['a report URL that is none', options({ deliveryUrl: 'here' }), /'Delivery Report URL' is not/],
	['a seen URL that is none', options({ seenUrl: 'here' }), /'Seen Report URL' is not a URL/],
	[
		'a date that is none',
		options({ sendAt: 'tomorrow' }),
		/'Send At' is not a valid date: "tomorrow".*ISO 8601/,
	],
	['a speed of 0', options({ sendingSpeed: 0 }), /'Sending Speed' must be a whole number from 1/],
	[
		'a validity of 30 seconds',
		options({ validityPeriod: 30, validityPeriodUnit: 'SECONDS' }),
		/'Validity Period'.*30 seconds/,
	],
	['a window without a day', timeWindow({ days: [] }), /'Delivery Time Window' has no day/],
	['a window without an end', timeWindow({ from: '08:00' }), /'Delivery Time Window' needs both/],
	[
		'a window of 59 minutes',
		timeWindow({ from: '08:00', to: '08:59' }),
		/'Delivery Time Window' must be open for at least an hour/,
	],
	[
		'a window from 24:00',
		timeWindow({ from: '24:00', to: '08:00' }),
		/'Delivery Time Window' must be a number from 0 to 23/,
	],
	[
		'a window at a time that is none',
		timeWindow({ from: 'noon', to: '18:00' }),
		/'From' of 'Delivery Time Window' is not a valid time: "noon"/,
	],
	[
		'a list that is not JSON',
		operation('sendButtons', { options: { buttonsJson: '[{' } }),
		/'Buttons \(JSON\)' is not valid JSON/,
	],
	[
		'a list of texts',
		operation('sendCarousel', { options: { cardsJson: '["A"]' } }),
		/'Cards' must be a list of objects, and entry 1 is "A"/,
	],
	[
		'invitations that are one object',
		operation('sendOptInCarousel', { options: { optInCardsJson: '{}' } }),
		/'Invitations' must be a list/,
	],
	[
		'quick replies that are a text',
		{ ...hello, options: { quickRepliesJson: '"Yes"' } },
		/'Quick Replies' must be a list/,
	],
	[
		'custom JSON without content',
		operation('sendCustomJson', { body: '{"text":"Hello"}' }),
		/'JSON' must have "content"/,
	],
	[
		'custom JSON with a line break in a text',
		operation('sendCustomJson', { body: '{"content":\n{"type":"TEXT","text":"a\nb"}}' }),
		/'JSON' is not valid JSON: line 2, column 25: .*line break.*JSON\.stringify.*toJsonString/,
	],
	...besideCustomJson.map(([options, label]): [string, INodeParameters, RegExp] => [
		`custom JSON beside ${label}`,
		operation('sendCustomJson', { body: '{"content":{"type":"TEXT","text":"x"}}', options }),
		new RegExp(`'${label}' does not work with Send Custom JSON`),
	]),
	[
		'custom JSON for nobody',
		operation('sendCustomJson', { to: '', body: '{"content":{"type":"TEXT","text":"x"}}' }),
		/'To' is empty/,
	],
];

describe('refused before sending, naming field and limit:', () => {
	it.each([...tooMuch, ...wrong])('%s', async (_name, parameters, said) => {
		const error = await refusal(parameters);
		expect(error.message).toMatch(said);
		expect(error.description).toMatch(/Nothing was sent/);
		expect(account.calls()).toEqual([]);
	});

	it('everything that is wrong, at once', async () => {
		const error = await refusal({
			...replies({ type: 'text', title: '' }),
			to: '={{ "" }}',
			text: ' ',
		});
		expect(error.message).toMatch(/'To' is empty.*'Text' is empty.*'Title' of quick reply 1/);
	});

	it('no Page anywhere, naming both places', async () => {
		const credentials = account.credentials();
		const error = await refusal(hello, { credentials });
		expect(error.message).toMatch(/'Page ID' is empty.*From Credential to use the application/);
		expect(account.calls()).toEqual([]);
	});

	it('only the one item of several that is wrong', async () => {
		const input = ['good', long(2001), 'good too'].map((text) => ({ json: { text } }));
		const parameters = { ...hello, text: '={{ $json.text }}' };
		const items = await run(parameters, { input, continueOnFail: true });
		expect(items.map(({ json }) => typeof json['error'])).toEqual([
			'undefined',
			'string',
			'undefined',
		]);
		expect(items[1]?.json['error']).toMatch(/^Item 2: 'Text' is 2001/);
		expect(account.calls()).toHaveLength(1);
		expect(account.sandbox.conversation(to)).toHaveLength(2);
	});
});

describe('at the limit, and not refused by Infobip either:', () => {
	const atLimit: [string, INodeParameters][] = [
		['a text of 2,000', { ...hello, text: long(2000) }],
		['a text of 2,000 emojis', { ...hello, text: '👋'.repeat(2000) }],
		['an image URL of 1,000', operation('sendImage', { url: address(1000) })],
		['a video URL of 800', operation('sendVideo', { url: address(800) })],
		['an audio URL of 800', operation('sendAudio', { url: address(800) })],
		['a file URL of 800', operation('sendFile', { url: address(800) })],
		['the south-west', location(-90, -180)],
		[
			'640 characters above 3 buttons',
			{ ...buttons(...times(3, postback(long(20), long(1000)))), text: long(640) },
		],
		[
			'10 full cards',
			cards(
				...times(10, {
					title: long(80),
					subtitle: long(80),
					buttons: { button: times(3, postback(long(20))) },
				}),
			),
		],
		['an opt-in title of 65', operation('sendOptIn', { payload: long(1000), title: long(65) })],
		['5 invitations', invitations(...times(5, { title: long(65), payload: 'A' }))],
		[
			'13 quick replies',
			replies(...times(13, { type: 'text', title: long(20), payload: long(1000) })),
		],
		[
			'all options',
			options({
				messageId: long(200),
				callbackData: long(4000),
				bulkId: long(100),
				entityId: long(255),
				applicationId: long(255),
				campaignReferenceId: long(255),
				sendAt: inDays(179.9),
				validityPeriod: 48,
				validityPeriodUnit: 'HOURS',
				deliveryTimeWindow: { window: { days: ['MONDAY'], from: '08:00', to: '09:00' } },
			}),
		],
	];

	it.each(atLimit)('%s', async (_name, parameters) => {
		await expect(run(parameters)).resolves.toHaveLength(1);
		expect(account.lastRequest().status).toBe(200);
	});
});

describe('Infobip takes the request and turns the message down', () => {
	const cases: [string, () => void, string, RegExp][] = [
		[
			'REJECTED, for a Page that it does not know',
			() => {
				account.sandbox.reset();
			},
			'REJECTED_SENDER',
			/Invalid sender/,
		],
		[
			'UNDELIVERABLE, outside the 24 hours',
			() => {
				account.sandbox.changeSettings({ outsideWindow: 'reject' });
			},
			'UNDELIVERABLE_NOT_SENT',
			/Message was not sent/,
		],
	];

	describe.each(cases)('%s:', (_case, prepare, name, description) => {
		it('the item is reported as not sent, with name and description of the status', async () => {
			prepare();
			const error = await refusal(hello);
			expect(error.message).toContain(`Infobip did not send the message to ${to}`);
			expect(error.message).toContain(name);
			expect(error.message).toMatch(description);
			expect(error.description).toMatch(/24 hours/);
			expect(account.calls()).toHaveLength(1);
		});

		it('the other items are not touched by it', async () => {
			prepare();
			const items = await run(hello, { input: [{ json: {} }, { json: {} }], continueOnFail: true });
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
			expect(items[0]?.json['error']).toContain(name);
		});

		it('with Return Rejected Messages it is an item with that status', async () => {
			prepare();
			const [item] = await run(options({ returnRejected: true }));
			expect(item?.json).toMatchObject({
				messageId: expect.any(String) as string,
				to,
				status: name.split('_')[0],
				statusName: name,
				statusDescription: expect.stringMatching(description) as string,
			});
		});
	});

	it('REJECTED, for a message ID that was used before: it counts as sent if Infobip has it', async () => {
		const twice = options({ messageId: 'order-77-a' });
		await run(twice);
		const [again] = await run(twice);
		expect(again?.json).toMatchObject({ messageId: 'order-77-a', to, status: 'DELIVERED' });
		expect(account.sandbox.conversation(to)).toHaveLength(1);
	});

	it('REJECTED, for a message ID that was used before to somebody else', async () => {
		await run(options({ messageId: 'order-77-a', retryFor: 0 }));
		const other = { ...options({ messageId: 'order-77-a', retryFor: 0 }), to: '24060000000000002' };
		const error = await refusal(other);
		expect(error.message).toContain('REJECTED_DUPLICATE_MESSAGE_ID');
		expect(error.message).toContain('\'Message ID\' "order-77-a"');
		expect(account.sandbox.conversation('24060000000000002')).toEqual([]);
	});

	it('by a group that only its number tells', async () => {
		const status = { groupId: 5, name: 'SOMETHING_NEW', description: 'No reason' };
		account.sandbox.addFaults({ status: 200, body: { messages: [{ messageId: 'X', status }] } });
		expect((await refusal(options({ messageId: 'x' }))).message).toContain(
			'SOMETHING_NEW: No reason',
		);
	});
});

describe('Infobip’s E400', () => {
	const violations = (...list: [property: string, violation: string][]) => ({
		errorCode: 'E400',
		description: 'Request cannot be processed.',
		action: 'Check the syntax, violations and adjust the request.',
		violations: list.map(([property, violation]) => ({ property, violation })),
		resources: [],
	});

	it.each([
		['messages[0].content.text', "'Text' must not be empty"],
		['messages[0].content.url', "'URL' must not be empty"],
		['messages[0].content.name', "'Location Name' must not be empty"],
		['messages[0].content.payload.text', "'Text' must not be empty"],
		['messages[0].content.payload.buttons[1].title', "'Title' of button 2 must not be empty"],
		['messages[0].content.payload.elements[0].title', "'Title' of card 1 must not be empty"],
		[
			'messages[0].content.payload.elements[2].defaultAction.url',
			"'Default Link' of card 3 must not be empty",
		],
		[
			'messages[0].content.payload.elements[0].buttons[1].payload',
			"'Payload' of button 2 of card 1 must not be empty",
		],
		['messages[0].quickReplies[0].title', "'Title' of quick reply 1 must not be empty"],
		['messages[0].sender', "'Page ID' must not be empty"],
		['messages[0].destinations[0].to', "'To' must not be empty"],
		['messages[0].destinations[0].messageId', "'Message ID' must not be empty"],
		['messages[0].webhooks.callbackData', "'Callback Data' must not be empty"],
		['messages[0].webhooks.delivery.url', "'Delivery Report URL' must not be empty"],
		['messages[0].options.validityPeriod.amount', "'Validity Period' must not be empty"],
		['messages[0].options.deliveryTimeWindow.from.hour', "'Delivery Time Window' must not be"],
		['messages[0].options.platform.entityId', "'Platform Entity ID' must not be empty"],
		['options.schedule.sendAt', "'Send At' must not be empty"],
		['options.schedule.sendingSpeedLimit.amount', "'Sending Speed' must not be empty"],
		['messages[0].something.new', 'messages[0].something.new: must not be empty'],
	])('about %s is told as the form calls it', async (property, said) => {
		account.sandbox.addFaults({ status: 400, body: violations([property, 'must not be empty']) });
		const error = await refusal(hello);
		expect(error.message).toBe(
			`Infobip refused to send the message to ${to}: Request cannot be processed. (400, E400)`,
		);
		expect(error.description).toContain(said);
		expect(error.description).toMatch(/Fix the field named above/);
		expect(account.calls()).toHaveLength(1);
	});

	it.each([
		['title', "'Title' of invitation 2 is odd"],
		['notificationMessagesCtaText', "'Call to Action' of invitation 2 is odd"],
	])('about %s of an invitation is told as its own form calls it', async (member, said) => {
		const property = `messages[0].content.payload.elements[1].${member}`;
		account.sandbox.addFaults({ status: 400, body: violations([property, 'is odd']) });
		const invitation = { title: 'A', payload: 'A' };

		const error = await refusal(invitations(invitation, invitation));
		expect(error.description).toContain(said);
	});

	it('tells every violation', async () => {
		const body = JSON.stringify({ content: { type: 'TEMPLATE', payload: { type: 'BUTTON' } } });
		const error = await refusal(operation('sendCustomJson', { body }));
		expect(error.httpCode).toBe('400');
		expect(error.description).toMatch(/'Text' must not be null/);
		expect(error.description).toMatch(/'Buttons' must not be null/);
	});
});

describe('an API that the account does not have', () => {
	it('says that Application fits where there is no Messenger API', async () => {
		account.sandbox.changeSettings({ apis: { messenger: false } });
		const error = await refusal(hello);
		expect(error.httpCode).toBe('404');
		expect(error.description).toMatch(/not seem to have the Messenger API.*Choose Application/);
		expect(error.description).toMatch(/'Send From'/);
	});

	it('says that Page fits where there is no Facebook API', async () => {
		account.sandbox.changeSettings({ apis: { facebook: false } });
		const error = await refusal(
			{ ...hello, sendFrom: 'application' },
			{ credentials: account.credentials() },
		);
		expect(error.description).toMatch(/not seem to have the Facebook API.*Choose Page/);
	});

	it.each([
		['deliveryReport', 'application', /Choose Page/],
		['receivedMessage', 'application', /Choose Page/],
		['deliveryReport', 'page', /Choose Application/],
		['receivedMessage', 'page', /Choose Application/],
	])('says so to %s of %s', async (resource, readFrom, choice) => {
		const apis = { facebook: readFrom !== 'application', messenger: readFrom !== 'page' };
		account.sandbox.changeSettings({ apis });
		const error = await refusal({ resource, operation: 'getAll', readFrom });
		expect(error.description).toMatch(choice);
	});

	it('says so to Log, too', async () => {
		account.sandbox.changeSettings({ apis: { messenger: false } });
		const error = await refusal({ resource: 'log', operation: 'getAll' });
		expect(error.description).toMatch(/Messenger API.*Choose Application/);
	});
});

/** A slow machine looks into the logs more than once; it never sends again. */
const SENT_AND_LOOKED_UP = new Set(['POST /messenger/1/messages', 'GET /messenger/1/logs']);

describe('Infobip says no, or nothing', () => {
	it.each([
		[401, /Username and Password/],
		[403, /right/],
		[429, /fewer requests/],
	])('passes on a %i, with what to do', async (status, advice) => {
		account.sandbox.addFaults({ status });
		const error = await refusal(atOnce);
		expect(error.httpCode).toBe(String(status));
		expect(error.description).toMatch(advice);
		expect(account.calls()).toHaveLength(1);
	});

	it.each([408, 500, 502, 503, 504])('a %i leaves the outcome unknown', async (status) => {
		account.sandbox.addFaults({ status });
		const error = await refusal(atOnce);
		expect(error.httpCode).toBe(String(status));
		expect(error.message).toMatch(/^The outcome of the request to send .* is unknown/);
		expect(error.description).toMatch(/may have sent.*may get it twice/);
		expect(new Set(account.calls())).toEqual(SENT_AND_LOOKED_UP);
		expect(account.calls().filter((call) => call.startsWith('POST'))).toHaveLength(1);
	});

	it('says how long Infobip asks to wait', async () => {
		account.sandbox.setRateLimit({ requestsPerSecond: 1, retryAfterSeconds: 7 });
		await run(hello);
		expect((await refusal(atOnce)).description).toContain('7 seconds');
	});

	it('is looked up where the connection breaks after it acted, and not sent again', async () => {
		account.sandbox.addFaults({ path: '/messages', reset: 'after', times: 1 });
		const [item] = await run(hello);
		expect(item?.json).toMatchObject({ to, status: 'DELIVERED' });
		expect(account.calls()).toEqual(['POST /messenger/1/messages', 'GET /messenger/1/logs']);
	});

	it('is looked up where the connection breaks before it acted, and sent again with the same id', async () => {
		account.sandbox.addFaults({ path: '/messages', reset: 'before', times: 1 });
		const [item] = await run(hello);
		expect(item?.json).toMatchObject({ to, status: 'PENDING' });
		const sends = account.sandbox.requests().filter(({ method }) => method === 'POST');
		expect(sends).toHaveLength(2);
		expect(sends[1]?.body).toBe(sends[0]?.body);
		expect(account.sandbox.conversation(to)).toHaveLength(1);
	});

	it('has an unknown outcome if neither sending nor looking up comes to an end', async () => {
		account.sandbox.addFaults({ reset: 'before' });
		const { message, description } = await refusal(atOnce);
		expect(message).toMatch(/^The outcome of the request to send .* is unknown/);
		expect(message).toContain(`send the message to ${to}`);
		expect(description).toMatch(/may get it twice/);
	});

	it.each(['{"messages":[', 'ok', '<html>'])(
		'and an answer that is %j is not taken for a message that was sent',
		async (body) => {
			account.sandbox.addFaults({ status: 200, body });
			const outcome = await run(atOnce).catch((error: unknown) => error);
			expect(outcome).toBeInstanceOf(RunError);
			expect(new Set(account.calls())).toEqual(SENT_AND_LOOKED_UP);
		},
	);
});
