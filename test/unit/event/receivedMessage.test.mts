import fc from 'fast-check';

import { MESSAGE_TYPES } from '../../../infobip/event/event.ts';
import type { JsonObject, JsonValue } from '../../../infobip/json.ts';
import { parseReceivedMessages } from '../../../infobip/event/receivedMessage.ts';

const OUTER_KEYS = [
	'callbackData',
	'event',
	'from',
	'keyword',
	'latitude',
	'longitude',
	'messageId',
	'pairedMessageId',
	'payload',
	'receivedAt',
	'replyWindowEndsAt',
	'text',
	'to',
	'type',
	'url',
];

const envelope = {
	from: '1234567890123456',
	to: 'A1B2C3D4E5F60718293A4B5C6D7E8F90',
	integrationType: 'FACEBOOK',
	receivedAt: '2017-03-01T09:15:00.000+0000',
	messageId: 'm_demo-1',
	pairedMessageId: null,
	callbackData: 'tenant-7',
	price: { pricePerMessage: 0, currency: 'EUR' },
};

const event = {
	event: 'messageReceived',
	messageId: 'm_demo-1',
	from: '1234567890123456',
	to: 'A1B2C3D4E5F60718293A4B5C6D7E8F90',
	receivedAt: '2017-03-01T09:15:00.000Z',
	replyWindowEndsAt: '2017-03-02T09:15:00.000Z',
	type: 'text',
	text: null,
	payload: null,
	url: null,
	latitude: null,
	longitude: null,
	pairedMessageId: null,
	callbackData: 'tenant-7',
	keyword: null,
};

const parseOne = (item: JsonObject, includeRaw = false) =>
	parseReceivedMessages({ results: [item] }, includeRaw)?.[0];

const receivedAt = (text: JsonValue) => parseOne({ ...envelope, receivedAt: text })?.receivedAt;

describe('parseReceivedMessages', () => {
	it('reads the nested layout', () => {
		const item = { ...envelope, message: { type: 'TEXT', text: 'Hello' } };
		expect(parseOne(item)).toEqual({ ...event, text: 'Hello' });
	});

	it('reads the flat layout as the same event', () => {
		expect(parseOne({ ...envelope, text: 'Hello' })).toEqual({ ...event, text: 'Hello' });
	});

	it('reads a keyword and the message that is answered', () => {
		const item = { ...envelope, text: 'HELP me', keyword: 'HELP', pairedMessageId: 'm_sent-1' };
		expect(parseOne(item)).toEqual({
			...event,
			text: 'HELP me',
			keyword: 'HELP',
			pairedMessageId: 'm_sent-1',
		});
	});

	it.each([
		[
			'image',
			{ type: 'IMAGE', url: 'https://example.com/a.png' },
			{ url: 'https://example.com/a.png' },
		],
		[
			'video',
			{ type: 'VIDEO', url: 'https://example.com/a.mp4' },
			{ url: 'https://example.com/a.mp4' },
		],
		[
			'audio',
			{ type: 'AUDIO', url: 'https://example.com/a.mp3' },
			{ url: 'https://example.com/a.mp3' },
		],
		[
			'file',
			{ type: 'FILE', url: 'https://example.com/a.pdf' },
			{ url: 'https://example.com/a.pdf' },
		],
		[
			'location',
			{ type: 'LOCATION', latitude: 45.8, longitude: 15.97 },
			{ latitude: 45.8, longitude: 15.97 },
		],
		[
			'postback',
			{ type: 'POSTBACK', title: 'Track it', payload: 'TRACK' },
			{ text: 'Track it', payload: 'TRACK' },
		],
		[
			'quickReply',
			{ type: 'TEXT', text: 'Red', quickReply: { payload: 'RED' } },
			{ text: 'Red', payload: 'RED' },
		],
		[
			'unknown',
			{ type: 'STICKER', url: 'https://example.com/s.png' },
			{ url: 'https://example.com/s.png' },
		],
		['unknown', {}, {}],
		['text', { type: 'text', text: 'lower case' }, { text: 'lower case' }],
		['text', { type: 'TEXT', text: '你好 👋🏽' }, { text: '你好 👋🏽' }],
	] as const)('reads %s: %j', (type, message, members) => {
		expect(parseOne({ ...envelope, message })).toEqual({ ...event, type, ...members });
	});

	it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
		'does not know the type %s',
		(type) => {
			expect(parseOne({ ...envelope, message: { type } })?.type).toBe('unknown');
		},
	);

	it('keeps the order', () => {
		const results = ['a', 'b', 'c'].map((messageId) => ({ ...envelope, messageId, text: 'x' }));
		const messages = parseReceivedMessages({ results }, false);
		expect(messages?.map(({ messageId }) => messageId)).toEqual(['a', 'b', 'c']);
	});

	it('has no message for an empty body', () => {
		expect(
			parseReceivedMessages({ results: [], messageCount: 0, pendingMessageCount: 0 }, false),
		).toEqual([]);
	});

	it.each([
		[undefined],
		[null],
		[[]],
		['text'],
		[7],
		[{}],
		[{ results: null }],
		[{ results: {} }],
		[{ results: 'x' }],
		[{ results: [null] }],
		[{ results: [{ ...envelope }, 'half'] }],
		[{ results: [[]] }],
	])('is undefined for %j', (body) => {
		expect(parseReceivedMessages(body, true)).toBeUndefined();
	});

	it('has what Infobip sent in raw, on request only', () => {
		const item = { ...envelope, message: { type: 'TEXT', text: 'Hello', more: [1, { a: null }] } };
		expect(parseOne(item, true)).toEqual({ ...event, text: 'Hello', raw: item });
		expect(parseOne(item, false)).not.toHaveProperty('raw');
	});

	it('always has the same outer keys and types, whatever the results hold', () => {
		const moment = fc.oneof(
			fc.date({ noInvalidDate: true }).map((date) => date.toISOString().replace('Z', '+0000')),
			fc.jsonValue(),
		);
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
				from: fc.jsonValue(),
				to: fc.jsonValue(),
				sender: fc.jsonValue(),
				receivedAt: moment,
				messageId: fc.jsonValue(),
				message: fc.oneof(content, fc.jsonValue()),
				content: fc.oneof(fc.array(fc.oneof(content, fc.jsonValue())), fc.jsonValue()),
				text: fc.jsonValue(),
				keyword: fc.jsonValue(),
				callbackData: fc.jsonValue(),
			},
			{ requiredKeys: [] },
		);
		const results = fc.array(fc.oneof(item, fc.dictionary(fc.string(), fc.jsonValue())));
		fc.assert(
			fc.property(results, (items) => {
				const body = JSON.parse(JSON.stringify({ results: items })) as JsonValue;
				const messages = parseReceivedMessages(body, false);
				expect(messages).toHaveLength(items.length);
				for (const message of messages ?? []) {
					expect(Object.keys(message).sort()).toEqual(OUTER_KEYS);
					expect(message.event).toBe('messageReceived');
					expect(MESSAGE_TYPES).toContain(message.type);
					const { latitude, longitude, ...texts } = message;
					for (const text of Object.values(texts)) {
						expect(text === null || typeof text === 'string').toBe(true);
					}
					for (const number of [latitude, longitude]) {
						expect(number === null || Number.isFinite(number)).toBe(true);
					}
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('does not throw for any JSON', () => {
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), fc.record({ results: fc.jsonValue() })), (value) => {
				const messages = parseReceivedMessages(
					JSON.parse(JSON.stringify(value)) as JsonValue,
					true,
				);
				expect(messages === undefined || Array.isArray(messages)).toBe(true);
			}),
		);
	});
});

describe('when a message was received', () => {
	it.each([
		['2017-01-05T12:47:56.221+0000', '2017-01-05T12:47:56.221Z'],
		['2017-01-05T12:47:56.221+0100', '2017-01-05T11:47:56.221Z'],
		['2017-01-05T00:15:00.000-0530', '2017-01-05T05:45:00.000Z'],
		['2017-01-05T12:47:56.221+00:00', '2017-01-05T12:47:56.221Z'],
		['2017-01-05T12:47:56Z', '2017-01-05T12:47:56.000Z'],
	])('%s is %s', (text, expected) => {
		expect(receivedAt(text)).toBe(expected);
	});

	it('leaves 24 hours to answer, also across a leap day and a change of the clocks', () => {
		const windowEnd = (text: string) => parseOne({ receivedAt: text })?.replyWindowEndsAt;
		expect(windowEnd('2028-02-28T23:30:00.000+0000')).toBe('2028-02-29T23:30:00.000Z');
		expect(windowEnd('2026-03-29T00:30:00.000+0100')).toBe('2026-03-29T23:30:00.000Z');
	});

	it.each(['soon', '2017-13-45T99:00:00.000+0000', '20170105124756'])(
		'is passed on where it is no date: %s',
		(text) => {
			const message = parseOne({ ...envelope, receivedAt: text });
			expect([message?.receivedAt, message?.replyWindowEndsAt]).toEqual([text, null]);
		},
	);

	it.each(['yesterday at 5', 'batch 12', '7'])(
		'is passed on where it is no date but holds a number: %s',
		(text) => {
			const message = parseOne({ ...envelope, receivedAt: text });
			expect([message?.receivedAt, message?.replyWindowEndsAt]).toEqual([text, null]);
		},
	);

	it('does not throw for the last moment that a date can hold', () => {
		expect(() => receivedAt('+275760-09-13T00:00:00.000+0000')).not.toThrow();
	});
});
