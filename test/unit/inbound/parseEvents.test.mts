import fc from 'fast-check';

import { MESSAGE_TYPES, type Event } from '../../../infobip/event/event.ts';
import {
	parseEvent,
	parseEvents,
	type ParseOptions,
} from '../../../infobip/inbound/parseEvents.ts';
import { type JsonObject, type JsonValue } from '../../../infobip/json.ts';

const PAGE = '102030405060708';
const CUSTOMER = '24060000000000001';

const entry = {
	from: CUSTOMER,
	to: 'A1B2C3D4E5F60718293A4B5C6D7E8F90',
	integrationType: 'FACEBOOK',
	receivedAt: '2017-03-01T09:15:00.000+0000',
	messageId: 'm_demo-1',
	pairedMessageId: null,
	callbackData: 'tenant-7',
	price: { pricePerMessage: 0, currency: 'EUR' },
};

const message = {
	text: null,
	from: CUSTOMER,
	to: 'A1B2C3D4E5F60718293A4B5C6D7E8F90',
	messageId: 'm_demo-1',
	receivedAt: '2017-03-01T09:15:00.000Z',
	replyWindowEndsAt: '2017-03-02T09:15:00.000Z',
	callbackData: 'tenant-7',
	event: 'messageReceived',
};

const plain = { includeRaw: false };

const parse = (body: JsonValue | undefined, options: ParseOptions = plain): Event[] =>
	parseEvents(body, options).events;

const one = (result: JsonObject, options?: ParseOptions): Event => {
	const [event, ...others] = parse({ results: [result] }, options);
	expect(others).toEqual([]);
	return event!;
};

describe('a received message', () => {
	it('is read in the nested layout', () => {
		const item = { ...entry, message: { type: 'TEXT', text: 'Hello' } };
		expect(one(item)).toEqual({ ...message, type: 'text', text: 'Hello' });
	});

	it('is the same in the flat layout', () => {
		const item = { ...entry, text: 'Hello', cleanText: 'Hello', keyword: null };
		expect(one(item)).toEqual({ ...message, type: 'text', text: 'Hello' });
	});

	it('begins with what people look for, and has always the same six members', () => {
		const item = { ...entry, message: { type: 'POSTBACK', title: 'Buy', payload: 'BUY' } };
		expect(Object.keys(one(item)).slice(0, 4)).toEqual(['text', 'from', 'type', 'payload']);
		expect(one({ message: { type: 'IMAGE' } })).toEqual({
			text: null,
			from: null,
			type: 'image',
			to: null,
			messageId: null,
			receivedAt: null,
			event: 'messageReceived',
		});
	});

	const url = 'https://example.com/a.png';
	const contents: Array<[type: string, content: JsonObject, members: object]> = [
		['image', { type: 'IMAGE', url, stickerId: '369' }, { url, stickerId: '369' }],
		['video', { type: 'VIDEO', url }, { url }],
		['audio', { type: 'AUDIO', url }, { url }],
		['file', { type: 'FILE', url }, { url }],
		['link', { type: 'URL', url }, { url }],
		['link', { type: 'FALLBACK', url, title: 'A page' }, { url, text: 'A page' }],
		[
			'location',
			{ type: 'LOCATION', latitude: 45.8, longitude: 15.97 },
			{ latitude: 45.8, longitude: 15.97 },
		],
		['location', { type: 'LOCATION_URL', url }, { url }],
		[
			'postback',
			{ type: 'POSTBACK', title: 'Track', payload: 'T' },
			{ text: 'Track', payload: 'T' },
		],
		[
			'quickReply',
			{ type: 'TEXT', text: 'Red', quickReply: { payload: 'RED' } },
			{ text: 'Red', payload: 'RED' },
		],
		[
			'text',
			{ type: 'TEXT', mid: 'm_demo-1', text: 'Yes', replyTo: { mid: 'm_0' } },
			{ text: 'Yes', replyTo: 'm_0' },
		],
		['text', { type: 'TEXT', mid: 'm_facebook', text: 'Yes' }, { text: 'Yes', mid: 'm_facebook' }],
		['text', { type: 'text', text: 'lower case' }, { text: 'lower case' }],
		['text', { type: 'TEXT', text: '你好 👋🏽' }, { text: '你好 👋🏽' }],
	];

	it.each(contents)('is read as %s: %j', (type, content, members) => {
		expect(one({ ...entry, message: content })).toEqual({ ...message, type, ...members });
	});

	it.each<JsonObject>([
		{ type: 'UNKNOWN', raw: { reaction: 1 } },
		{ type: 'STICKER', url },
		{},
		{ type: 'constructor' },
	])('of a kind that is not known is unknown, with raw: %j', (content) => {
		const item = { ...entry, message: content };
		expect(one(item)).toMatchObject({ messageId: 'm_demo-1', type: 'unknown', raw: item });
	});

	it.each([
		['a member that is not known', { ...entry, text: 'Hi', contact: { name: 'Ana' } }],
		['a text that is none', { ...entry, message: { type: 'TEXT', text: { body: 'Hi' } } }],
		['a flag instead of a text', { ...entry, text: true }],
		['two ids', { ...entry, text: 'Hi', message_id: 'another' }],
		['a list in a list', { ...entry, content: [['Hi']] }],
	] as Array<[string, JsonObject]>)(
		'has raw by itself where something was not read: %s',
		(_, item) => {
			expect(one(item)).toMatchObject({ messageId: 'm_demo-1', raw: item });
		},
	);

	it('has raw on request also where all was read', () => {
		const item = { ...entry, message: { type: 'TEXT', text: 'Hello' } };
		expect(one(item, { includeRaw: true })).toMatchObject({ text: 'Hello', raw: item });
		expect(one(item)).not.toHaveProperty('raw');
	});

	it.each([
		['an object with text', { note: { a: [1] } }, '{"note":{"a":[1]}}'],
		['a list', [1, 'two'], '[1,"two"]'],
		['a number', 7, '7'],
	])('has its callback data as text where that is %s', (_, callbackData, text) => {
		expect(one({ ...entry, text: 'Hi', callbackData })).toMatchObject({ callbackData: text });
	});
});

describe('a message of the Messages API', () => {
	const mo = (content: JsonValue, more: JsonObject = {}): JsonObject => ({
		event: 'MO',
		channel: 'MESSENGER',
		sender: CUSTOMER,
		destination: PAGE,
		content,
		receivedAt: '2026-03-01T10:05:00.000+0000',
		messageId: 'm_1',
		messageCount: 1,
		...more,
	});

	it('has every part, and the text of all of them', () => {
		const image = { type: 'IMAGE', url: 'https://example.com/1.png', text: 'My mug' };
		const file = { type: 'FILE', url: 'https://example.com/2.pdf' };
		const text = { type: 'TEXT', text: 'It is broken', cleanText: 'It is broken', keyword: 'IT' };
		expect(one(mo([text, image, file]))).toEqual({
			text: 'It is broken\nMy mug',
			from: CUSTOMER,
			type: 'image',
			url: image.url,
			keyword: 'IT',
			to: PAGE,
			messageId: 'm_1',
			receivedAt: '2026-03-01T10:05:00.000Z',
			replyWindowEndsAt: '2026-03-02T10:05:00.000Z',
			parts: [
				{ text: 'It is broken', type: 'text', keyword: 'IT' },
				{ text: 'My mug', type: 'image', url: image.url },
				{ text: null, type: 'file', url: file.url },
			],
			event: 'messageReceived',
		});
	});

	it('has platform, campaign and correlation', () => {
		const platform = { applicationId: 'shop', entityId: 'zagreb' };
		const more = { platform, campaignReferenceId: 'spring', metadata: { correlationData: 'c' } };
		const item = mo([{ type: 'TEXT', text: 'Hi' }], more);
		expect(one(item)).toMatchObject({
			platform,
			campaignReferenceId: 'spring',
			correlationData: 'c',
		});
		expect(one(item)).not.toHaveProperty('raw');
		expect(one({ ...entry, text: 'Hi', applicationId: 'shop', entityId: 'zagreb' })).toMatchObject({
			platform,
		});
	});

	it('is told from its Page, whichever party Infobip calls the sender', () => {
		const swapped = mo([{ type: 'TEXT', text: 'Hi' }], { sender: PAGE, destination: CUSTOMER });
		for (const item of [swapped, mo([{ type: 'TEXT', text: 'Hi' }])]) {
			expect(one(item, { ...plain, ownId: PAGE })).toMatchObject({ from: CUSTOMER, to: PAGE });
		}
	});

	it.each([
		[{ type: 'BUTTON_REPLY', text: 'Buy', payload: 'BUY', id: '7' }, 'postback', 'BUY'],
		[{ type: 'LIST_REPLY', text: 'Red', id: 'RED' }, 'quickReply', 'RED'],
	])('reads %j', (part, type, payload) => {
		expect(one(mo([part]))).toMatchObject({ type, text: part.text, payload });
		expect(one(mo([part]))).not.toHaveProperty('raw');
	});
});

describe('forms that no document shows', () => {
	const from = { from: CUSTOMER, messageId: 'm_1' };
	const hi = { from: CUSTOMER, messageId: 'm_1', text: 'Hi', type: 'text' };
	const forms: Array<[string, JsonObject, object]> = [
		['message as a text', { ...from, message: 'Hi' }, hi],
		['message as a list', { ...from, message: [{ type: 'TEXT', text: 'Hi' }] }, hi],
		[
			'message as a list of texts',
			{ ...from, message: ['Hi', 'there'] },
			{ ...hi, text: 'Hi\nthere' },
		],
		['content as an object', { ...from, content: { type: 'TEXT', text: 'Hi' } }, hi],
		['content within message', { ...from, message: { content: { text: 'Hi' } } }, hi],
		['userKey', { userKey: CUSTOMER, messageId: 'm_1', text: 'Hi' }, hi],
		['user.key', { user: { key: CUSTOMER }, messageId: 'm_1', text: 'Hi' }, hi],
		['from as an object', { from: { id: CUSTOMER }, messageId: 'm_1', text: 'Hi' }, hi],
		['all within message', { message: { ...from, type: 'TEXT', text: 'Hi' } }, hi],
		['names in another case', { From: CUSTOMER, message_id: 'm_1', MESSAGE: { TEXT: 'Hi' } }, hi],
		[
			'mediaUrl',
			{ ...from, mediaUrl: 'https://e.com/a' },
			{ type: 'file', url: 'https://e.com/a' },
		],
		[
			'coordinates',
			{ ...from, coordinates: { lat: '45.8', lng: 15.9 } },
			{ type: 'location', latitude: 45.8, longitude: 15.9 },
		],
		[
			'an attachment of Meta',
			{ ...from, attachments: [{ type: 'image', payload: { url: 'https://e.com/a' } }] },
			{ type: 'image', url: 'https://e.com/a' },
		],
		['a channel', { ...from, text: 'Hi', channel: 'INSTAGRAM_DM' }, { channel: 'INSTAGRAM_DM' }],
	];

	it.each(forms)('%s', (_, item, expected) => {
		expect(one(item)).toMatchObject({ event: 'messageReceived', ...expected });
		expect(one(item)).not.toHaveProperty('raw');
	});
});

describe('reports', () => {
	const status = {
		groupId: 5,
		groupName: 'REJECTED',
		id: 6,
		name: 'REJECTED_NETWORK',
		description: 'No',
		action: 'Try later',
	};
	const error = {
		groupId: 1,
		groupName: 'USER_ERRORS',
		id: 7003,
		name: 'EC_BLOCKED_USER',
		description: 'Blocked',
		permanent: true,
	};
	const report = {
		messageId: 'm',
		bulkId: 'b',
		status,
		error,
		doneAt: '2026-03-01T10:00:00.000+0000',
	};
	const expected = {
		status: 'REJECTED',
		messageId: 'm',
		from: PAGE,
		to: CUSTOMER,
		statusName: 'REJECTED_NETWORK',
		statusDescription: 'No',
		statusAction: 'Try later',
		errorName: 'EC_BLOCKED_USER',
		errorDescription: 'Blocked',
		permanent: true,
		bulkId: 'b',
		doneAt: '2026-03-01T10:00:00.000Z',
		event: 'deliveryReport',
	};

	it('about delivery go from the Page to the customer in both APIs', () => {
		expect(one({ ...report, sender: PAGE, to: CUSTOMER })).toEqual(expected);
		const other = { event: 'DELIVERY', channel: 'MESSENGER', sender: PAGE, destination: CUSTOMER };
		expect(one({ ...report, ...other, mccMnc: 1, networkId: 2 })).toEqual({
			...expected,
			channel: 'MESSENGER',
		});
	});

	it('about delivery say whether another follows only if the id says whether there are steps', () => {
		const isFinal = (messageId: string, more = {}) =>
			one({ ...report, sender: PAGE, to: CUSTOMER, messageId, ...more });
		const derived = `n8n-${'0'.repeat(32)}`;
		for (const id of [derived, `${derived}-2`, 'ask1.1.2']) {
			expect(isFinal(id)).toMatchObject({ isFinal: true });
			expect(isFinal(id)).not.toHaveProperty('channel');
		}
		for (const id of ['order-77', `${derived}.JSON`]) {
			expect(isFinal(id)).not.toHaveProperty('isFinal');
			expect(isFinal(id, { status: { groupName: 'DELIVERED' } })).toMatchObject({ isFinal: true });
		}
		// The id of a message with failover says which step is the last.
		const messageId = `${derived}.SMS`;
		const other = { event: 'DELIVERY', channel: 'MESSENGER', sender: PAGE, destination: CUSTOMER };
		expect(isFinal(messageId)).toMatchObject({ isFinal: false, channel: 'MESSENGER' });
		expect(one({ ...report, ...other, messageId })).toMatchObject({ isFinal: false });
		const sms = { ...other, channel: 'SMS', messageId };
		expect(one({ ...report, ...sms })).toMatchObject({ isFinal: true, channel: 'SMS' });
	});

	it('about what was seen go from the Page to the customer in both APIs', () => {
		const seen = {
			messageId: 'm',
			seenAt: '2026-03-01T10:00:00.000+0000',
			sentAt: '2026-03-01T09:00:00.000+0000',
		};
		const both = {
			messageId: 'm',
			from: PAGE,
			to: CUSTOMER,
			seenAt: '2026-03-01T10:00:00.000Z',
			sentAt: '2026-03-01T09:00:00.000Z',
			event: 'seenReport',
		};
		expect(one({ ...seen, from: CUSTOMER, to: PAGE })).toEqual(both);
		expect(one({ ...seen, event: 'SEEN', sender: PAGE, destination: CUSTOMER })).toEqual(both);
		expect(one({ ...seen, from: PAGE, to: CUSTOMER }, { ...plain, ownId: PAGE })).toEqual(both);
	});

	it('are no messages, whatever else is in them', () => {
		expect(one({ ...report, to: CUSTOMER, text: 'What we sent' }).event).toBe('deliveryReport');
		expect(one({ messageId: 'm', from: CUSTOMER, to: PAGE, seenAt: 'now' }).event).toBe(
			'seenReport',
		);
		expect(one({ messageId: 'm', to: CUSTOMER, status: 'DELIVERED' })).toMatchObject({
			event: 'deliveryReport',
			status: 'DELIVERED',
			isFinal: true,
		});
	});

	it('know the status by its number', () => {
		expect(one({ messageId: 'm', to: CUSTOMER, status: { groupId: 1 } })).toMatchObject({
			status: 'PENDING',
			isFinal: false,
		});
	});

	it('keep callback data that is an object as JSON', () => {
		expect(one({ ...report, callbackData: { crm: 1 } })).toMatchObject({
			callbackData: '{"crm":1}',
		});
	});

	it('about consent are from the customer', () => {
		const channelData = { notificationMessagesToken: 't', subscriptionPayload: 'NEWS' };
		const item = {
			channel: 'MESSENGER',
			event: 'SUBSCRIBE',
			sender: PAGE,
			from: CUSTOMER,
			createdAt: '2026-03-01T10:00:00.000+0000',
			channelData,
		};
		expect(one(item)).toEqual({
			consent: 'SUBSCRIBE',
			from: CUSTOMER,
			to: PAGE,
			payload: 'NEWS',
			createdAt: '2026-03-01T10:00:00.000Z',
			token: 't',
			event: 'consentUpdate',
		});
	});

	it('that are pulled are what is expected there, whatever they hold', () => {
		const bare = parseEvent({ messageId: 'm' }, { ...plain, expected: 'deliveryReport' });
		expect(bare).toEqual({
			status: null,
			messageId: 'm',
			from: null,
			to: null,
			event: 'deliveryReport',
		});
	});
});

describe('what is around the entries', () => {
	const item = { from: CUSTOMER, messageId: 'm_1', text: 'Hi' };
	const bodies: Array<[string, JsonValue]> = [
		['results', { results: [item], messageCount: 1, pendingMessageCount: 0 }],
		['results beside what is new', { results: [item], paging: { page: 0 } }],
		['a list', [item]],
		['the entry alone', item],
		['results as the entry', { results: item }],
		['results of XML', { results: { result: [item] } }],
		['another name', { messages: [item] }],
		['two of them', { data: { results: [item] } }],
		['lists in a list', [[item]]],
		['a name that nobody knows', { inboundMessages: [item], pendingMessageCount: 0 }],
		['results that are empty beside the list', { results: [], messages: [item] }],
	];

	it.each(bodies)('is left out: %s', (_, body) => {
		expect(parse(body)).toMatchObject([{ messageId: 'm_1', text: 'Hi' }]);
	});

	it('is left out, and no list beside the results gets lost', () => {
		const body = { results: [item], older: [{ ...item, messageId: 'm_2' }], tags: ['x'] };
		expect(parse(body)).toMatchObject([{ messageId: 'm_1' }, { messageId: 'm_2' }]);
	});

	it.each([
		[undefined],
		[null],
		[[]],
		[{}],
		[''],
		[{ results: null }],
		[{ results: [] }],
		[{ results: {} }],
		[{ results: [], messageCount: 0, pendingMessageCount: 0 }],
	] as Array<[JsonValue | undefined]>)('has no entry where it holds nothing: %j', (body) => {
		expect(parseEvents(body, plain)).toEqual({ events: [], emptyEntries: 0 });
	});

	it.each([
		['Hello'],
		[7],
		[true],
		[{ results: 'x' }],
		[{ something: ['new'] }],
		['<html></html>'],
	] as JsonValue[][])('is an unknown event with raw where it is not known: %j', (body) => {
		expect(parse(body)).toEqual([
			{
				event: 'unknown',
				text: null,
				from: null,
				type: 'unknown',
				to: null,
				messageId: null,
				receivedAt: null,
				raw: body,
			},
		]);
	});

	it('costs a bad entry itself alone', () => {
		const { events, emptyEntries } = parseEvents(
			{ results: [item, null, 'half', {}, item] },
			plain,
		);
		expect(events.map(({ event }) => event)).toEqual([
			'messageReceived',
			'unknown',
			'messageReceived',
		]);
		expect(emptyEntries).toBe(2);
	});

	it('is an unknown event for an event that is not known, with its id', () => {
		const typing = {
			event: 'TYPING_STARTED',
			sender: CUSTOMER,
			destination: PAGE,
			messageId: 'm_9',
		};
		expect(one(typing)).toMatchObject({
			event: 'unknown',
			from: CUSTOMER,
			messageId: 'm_9',
			raw: typing,
		});
	});

	it('may be nested a hundred thousand times without a crash of the parser', () => {
		let deep: JsonValue = { results: [] };
		for (let depth = 0; depth < 50; depth++) deep = { results: deep };
		expect(parse(deep)).toHaveLength(1);
	});
});

describe('whatever JSON comes', () => {
	const leaf = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
	const content = fc.record(
		{
			type: fc.oneof(fc.constantFrom('TEXT', 'IMAGE', 'LOCATION', 'POSTBACK'), fc.jsonValue()),
			text: fc.jsonValue(),
			title: fc.jsonValue(),
			url: fc.jsonValue(),
			payload: fc.jsonValue(),
			quickReply: fc.oneof(fc.record({ payload: fc.jsonValue() }), fc.jsonValue()),
			latitude: fc.jsonValue(),
			longitude: fc.jsonValue(),
		},
		{ requiredKeys: [] },
	);
	const item = fc.record(
		{
			event: fc.oneof(fc.constantFrom('MO', 'DELIVERY', 'SEEN', 'SUBSCRIBE'), leaf),
			from: fc.jsonValue(),
			to: fc.jsonValue(),
			sender: fc.jsonValue(),
			receivedAt: fc.oneof(leaf, fc.array(fc.nat(3000)), fc.jsonValue()),
			messageId: fc.jsonValue(),
			message: fc.oneof(content, fc.jsonValue()),
			content: fc.oneof(fc.array(fc.oneof(content, fc.jsonValue())), fc.jsonValue()),
			text: fc.jsonValue(),
			status: fc.jsonValue(),
			seenAt: fc.jsonValue(),
			callbackData: fc.jsonValue(),
		},
		{ requiredKeys: [] },
	);
	const body = fc.oneof(
		fc.jsonValue(),
		fc.record({ results: fc.oneof(fc.array(fc.oneof(item, leaf)), fc.jsonValue()) }),
		item,
	);

	it('every event has the members of its kind, with values of their types', () => {
		fc.assert(
			fc.property(body, (value) => {
				for (const event of parse(JSON.parse(JSON.stringify(value)) as JsonValue)) {
					if (event.event !== 'messageReceived') continue;
					expect(MESSAGE_TYPES).toContain(event.type);
					for (const name of ['text', 'from', 'to', 'messageId', 'receivedAt'] as const) {
						const member: unknown = event[name];
						expect(member === null || typeof member === 'string').toBe(true);
					}
					for (const name of ['payload', 'url', 'callbackData', 'replyTo', 'mid'] as const) {
						expect(['undefined', 'string']).toContain(typeof event[name]);
					}
				}
			}),
			{ numRuns: 1000 },
		);
	});
});
