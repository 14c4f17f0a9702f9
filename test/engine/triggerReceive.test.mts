/** A call to the trigger: who may start it, what becomes of the body, and what is answered. */
import { gzipSync } from 'node:zlib';

import type { INodeParameters } from 'n8n-workflow';

import type { PlayedContent } from '../../sandbox/server.mts';
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine, Trigger } from './engine.mts';
import { PLAYED_KINDS } from './playedKinds.mts';

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
});

const published = async (parameters: INodeParameters = {}): Promise<Trigger> => {
	const trigger = engine.trigger({ parameters, credentials: account.credentials() });
	await trigger.publish();
	return trigger;
};

/** The URL that Infobip was given. */
const registered = (): string => account.actions()[0]?.forwardUrl ?? '';

const post = async (url: string, body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
	await fetch(url, {
		method: 'POST',
		body,
		headers: { 'content-type': 'application/json', ...headers },
	});

const hello = JSON.stringify({
	results: [{ from: 'person', messageId: 'm_1', message: { type: 'TEXT', text: 'Hello' } }],
	messageCount: 1,
	pendingMessageCount: 0,
});

describe('a caller', () => {
	it('with the secret starts the workflow and gets 200', async () => {
		const trigger = await published();
		expect((await post(registered(), hello)).status).toBe(200);
		await expect(trigger.executions()).resolves.toMatchObject([
			{ mode: 'webhook', items: [{ json: { text: 'Hello' } }] },
		]);
	});

	it('without the secret gets 401 and starts nothing', async () => {
		const trigger = await published();
		expect((await post(trigger.url(), hello)).status).toBe(401);
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it('is recognised by the secret alone when nothing is stored any more', async () => {
		const trigger = await published();
		const url = registered();
		Reflect.deleteProperty(trigger.staticData(), 'forward');
		expect((await post(`${trigger.url()}?secret=${'0'.repeat(64)}`, hello)).status).toBe(401);
		expect((await post(url, hello)).status).toBe(200);
		await expect(trigger.executions()).resolves.toHaveLength(1);
	});

	it('is refused before its body is read', async () => {
		const trigger = await published();
		const response = await post(trigger.url(), 'x'.repeat(20 * 1024 * 1024));
		expect(response.status).toBe(401);
	});

	it.each(['GET', 'HEAD', 'POST', 'PUT'])(
		'that only looks by %s whether the address works gets 200, and nothing starts',
		async (method) => {
			const trigger = await published();
			expect((await fetch(registered(), { method })).status).toBe(200);
			await expect(trigger.executions()).resolves.toEqual([]);
		},
	);

	it.each(['GET', 'HEAD', 'POST', 'PUT'])(
		'gets 401 for a %s without the secret',
		async (method) => {
			const trigger = await published();
			expect((await fetch(trigger.url(), { method })).status).toBe(401);
			await expect(trigger.executions()).resolves.toEqual([]);
		},
	);

	it('that forwards by GET or PUT starts the workflow', async () => {
		const trigger = await published();
		const query = '&from=person&messageId=m_1&text=Hello';
		expect((await fetch(registered() + query)).status).toBe(200);
		expect((await fetch(registered(), { method: 'PUT', body: hello })).status).toBe(200);
		const executions = await trigger.executions();
		expect(executions.map(({ items }) => items[0]?.json)).toMatchObject([
			{ from: 'person', messageId: 'm_1', text: 'Hello' },
			{ from: 'person', messageId: 'm_1', text: 'Hello' },
		]);
		expect(JSON.stringify(executions)).not.toContain('secret');
	});

	it('is turned away after unpublishing', async () => {
		const trigger = await published();
		const url = registered();
		await trigger.unpublish();
		expect((await post(url, hello)).status).toBe(404);
	});
});

describe('a body', () => {
	it.each([
		['empty', ''],
		['null', 'null'],
		['a list of nothing', '[]'],
		['an empty object', '{}'],
		['results of nothing', '{"results":{}}'],
		['an empty page', '<html></html>'],
	])('that is %s gets 200 and starts nothing', async (_case, body) => {
		const trigger = await published();
		expect((await post(registered(), body)).status).toBe(200);
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it.each([
		['no JSON', 'Hello'],
		['half of it', hello.slice(0, 40)],
		['a number', '5'],
		['a result that is not an object', '{"results":["Hello"]}'],
		['results that are not a list', '{"results":"Hello"}'],
		['something new', '{"something":{"new":1}}'],
		['binary', Buffer.from([0xfe, 0x00, 0x80, 0x41])],
	])('that is %s is an item of type unknown, with raw', async (_case, body) => {
		const trigger = await published();
		expect((await post(registered(), body)).status).toBe(200);
		await expect(trigger.executions()).resolves.toMatchObject([
			{ items: [{ json: { type: 'unknown', raw: expect.anything() as unknown } }] },
		]);
	});

	it('with good results beside null gives those', async () => {
		const trigger = await published();
		const results = [{ from: 'a', text: '1' }, null, { from: 'a', text: '2' }];
		expect((await post(registered(), JSON.stringify({ results }))).status).toBe(200);
		const [execution] = await trigger.executions();
		expect(execution?.items.map(({ json }) => json['text'])).toEqual(['1', '2']);
	});

	const utf16 = Buffer.from(`\uFEFF${hello}`, 'utf16le');
	const fields = 'from=person&messageId=m_1&text=Hello';
	const xml = '<r><results><result><from>person</from><text>Hello</text></result></results></r>';

	it.each([
		['a list', JSON.stringify([{ from: 'person', text: 'Hello' }]), 'application/json'],
		['JSON with a byte order mark', `\uFEFF${hello}`, 'application/json'],
		['JSON in UTF-16', utf16, 'application/json; charset=utf-16'],
		['JSON without a content type', hello, ''],
		['JSON that is called text', hello, 'text/plain'],
		['a form', fields, 'application/x-www-form-urlencoded'],
		['JSON in a form', `data=${encodeURIComponent(hello)}`, 'application/x-www-form-urlencoded'],
		['XML', xml, 'application/xml; charset=utf-8'],
	])('that is %s is read', async (_case, body, contentType) => {
		const trigger = await published();
		const response = await post(registered(), body, { 'content-type': contentType });
		expect(response.status).toBe(200);
		await expect(trigger.executions()).resolves.toMatchObject([
			{ items: [{ json: { from: 'person', type: 'text', text: 'Hello' } }] },
		]);
	});

	it('with a report is not taken for a message', async () => {
		const trigger = await published();
		const report = { messageId: 'm', to: 'person', status: { groupName: 'DELIVERED' } };
		const seen = { messageId: 'm', from: 'person', to: 'page', seenAt: '2026-03-01T10:00:00Z' };
		const body = JSON.stringify({ results: [report, seen] });
		expect((await post(registered(), body)).status).toBe(200);
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it('over n8n’s limit gets 413 and starts nothing', async () => {
		const trigger = await published();
		const huge = `{"results":[{"from":"${'x'.repeat(16 * 1024 * 1024)}"}]}`;
		expect((await post(registered(), huge)).status).toBe(413);
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it('that unpacks to more than n8n’s limit gets 413', async () => {
		const trigger = await published();
		const bomb = gzipSync(Buffer.alloc(17 * 1024 * 1024, ' '));
		const response = await post(registered(), bomb, { 'content-encoding': 'gzip' });
		expect(response.status).toBe(413);
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it('that is gzipped is unpacked; one that only says so gets 400', async () => {
		const trigger = await published();
		const headers = { 'content-encoding': 'gzip' };
		expect((await post(registered(), gzipSync(hello), headers)).status).toBe(200);
		expect((await post(registered(), hello, headers)).status).toBe(400);
		await expect(trigger.executions()).resolves.toHaveLength(1);
	});

	it('is read as well where a workflow file holds the hidden field without its value', async () => {
		const trigger = await published({ options: {} });
		expect((await post(registered(), hello)).status).toBe(200);
		await expect(trigger.executions()).resolves.toMatchObject([
			{ items: [{ json: { text: 'Hello' } }] },
		]);
	});

	it('without results starts nothing', async () => {
		const trigger = await published();
		expect((await post(registered(), '{"results":[]}')).status).toBe(200);
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it.each([
		['has a message that is null', { from: 'a', message: null }],
		['has a message that is a text', { from: 'a', message: 'Hello' }],
		['has a message of numbers', { from: 1, to: 2, messageId: 3, message: { type: 4, text: 5 } }],
		['has a time that is none', { from: 'a', receivedAt: 'yesterday', message: { type: 'TEXT' } }],
		['is nested deeply', { from: { a: { b: [] } }, message: { type: {}, text: [], url: {} } }],
		[
			'would change a prototype',
			JSON.parse('{"__proto__":{"x":1},"message":{"type":"__proto__"}}') as object,
		],
		['has a type of an object', { from: 'a', message: { type: 'constructor' } }],
	])(
		'with a result that %s still becomes an item with what every item has',
		async (_case, result) => {
			const trigger = await published();
			expect((await post(registered(), JSON.stringify({ results: [result] }))).status).toBe(200);
			const [execution] = await trigger.executions();
			expect(Object.keys(execution!.items[0]!.json)).toEqual(
				expect.arrayContaining(['text', 'from', 'type', 'to', 'messageId', 'receivedAt', 'event']),
			);
		},
	);

	it('keeps every digit of ids that come as numbers', async () => {
		const trigger = await published();
		const body =
			'{"results":[{"from":24060000000000017,"to":17841400000000019,"messageId":98765432109876543,"message":{"type":"TEXT","text":"Hi"}}]}';
		await post(registered(), body);
		const [execution] = await trigger.executions();
		expect(execution?.items[0]?.json).toMatchObject({
			from: '24060000000000017',
			to: '17841400000000019',
			messageId: '98765432109876543',
		});
	});
});

describe('each kind of message', () => {
	const kinds: typeof PLAYED_KINDS = [
		...PLAYED_KINDS,
		['unknown', { type: 'UNKNOWN', raw: { sticker: 1 } }, {}],
	];

	describe.each(['nested', 'flat'] as const)('in the %s layout', (layout) => {
		it.each(kinds)(
			'%s has the members that apply, and no others',
			async (type, message, content) => {
				const trigger = await published();
				const [forward] = await account.customerWrites(message, { more: { layout } });
				expect(forward).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
				const [execution] = await trigger.executions();
				const json = execution!.items[0]!.json;
				const { raw, ...others } = json;
				expect(raw !== undefined).toBe(type === 'unknown');
				expect(others).toEqual({
					event: 'messageReceived',
					from: 'customer',
					to: account.applicationKey,
					messageId: expect.stringMatching(/^m_/) as string,
					receivedAt: expect.stringMatching(/Z$/) as string,
					replyWindowEndsAt: expect.stringMatching(/Z$/) as string,
					text: null,
					type,
					...content,
				});
			},
		);
	});

	it('has what Infobip sent with Include Raw', async () => {
		const trigger = await published({ receiveOptions: { includeRaw: true } });
		const overrides = { somethingNew: { of: 'Infobip' } };
		await account.customerWrites({ type: 'TEXT', text: 'Hi' }, { more: { overrides } });
		const [execution] = await trigger.executions();
		expect(execution?.items[0]?.json['raw']).toMatchObject({
			integrationType: 'FACEBOOK',
			message: { type: 'TEXT', text: 'Hi' },
			...overrides,
		});
	});

	it('knows which of our messages it answers, and the callback data of the action', async () => {
		const trigger = await published();
		const more = { pairedMessageId: 'ours-1', overrides: { callbackData: 'tenant-7' } };
		await account.customerWrites({ type: 'TEXT', text: 'Hi' }, { more });
		const [execution] = await trigger.executions();
		expect(execution?.items[0]?.json).toMatchObject({
			pairedMessageId: 'ours-1',
			callbackData: 'tenant-7',
		});
	});

	it('gives times in ISO 8601, and the end of the reply window 24 hours later', async () => {
		const trigger = await published();
		const overrides = { receivedAt: '2026-03-01T10:05:00.000+0100' };
		await account.customerWrites({ type: 'TEXT', text: 'Hi' }, { more: { overrides } });
		const [execution] = await trigger.executions();
		expect(execution?.items[0]?.json).toMatchObject({
			receivedAt: '2026-03-01T09:05:00.000Z',
			replyWindowEndsAt: '2026-03-02T09:05:00.000Z',
		});
	});
});

describe('several messages in one call', () => {
	const batch = (...contents: PlayedContent[]) =>
		contents.map((message, index) => ({ userKey: `customer-${index}`, message }));

	it('are one execution with one item each, in their order', async () => {
		const trigger = await published();
		const texts = ['one', 'two', 'three', 'four'];
		await account.customersWrite(batch(...texts.map((text) => ({ type: 'TEXT' as const, text }))));
		const executions = await trigger.executions();
		expect(executions).toHaveLength(1);
		expect(executions[0]?.items.map(({ json }) => json['text'])).toEqual(texts);
		expect(executions[0]?.items.map(({ json }) => json['from'])).toEqual(
			texts.map((_, index) => `customer-${index}`),
		);
	});

	it('are thinned out by the filters, without starting anything for the rest', async () => {
		const trigger = await published({ filters: { messageTypes: ['image', 'postback'] } });
		await account.customersWrite(
			batch(
				{ type: 'TEXT', text: 'one' },
				{ type: 'IMAGE', url: 'https://example.com/2' },
				{ type: 'POSTBACK', payload: '3' },
			),
		);
		const [execution] = await trigger.executions();
		expect(execution?.items.map(({ json }) => json['type'])).toEqual(['image', 'postback']);
	});
});

describe('filters', () => {
	it.each([
		['a kind that is not wanted', { messageTypes: ['image'] }],
		['a sender that is not wanted', { senders: 'somebody, somebody-else' }],
		['a wanted kind of an unwanted sender', { messageTypes: ['text'], senders: 'somebody' }],
		['an unwanted kind of a wanted sender', { messageTypes: ['image'], senders: 'customer' }],
	])('answer 200 to %s and start nothing', async (_case, filters) => {
		const trigger = await published({ filters });
		const [forward] = await account.customerWrites({ type: 'TEXT', text: 'Hi' });
		expect(forward).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it.each([
		['kind', { messageTypes: ['text', 'image'] }],
		['sender', { senders: ' somebody ,customer' }],
		['sender given by an expression as a list', { senders: '={{ ["customer"] }}' }],
		['kind and sender', { messageTypes: ['text'], senders: 'customer' }],
		['anything, being empty', { messageTypes: [], senders: ' , ' }],
	])('let pass by %s', async (_case, filters) => {
		const trigger = await published({ filters });
		await account.customerWrites({ type: 'TEXT', text: 'Hi' });
		await expect(trigger.executions()).resolves.toHaveLength(1);
	});
});

describe('Infobip, which tries again until it gets 200,', () => {
	it('is answered at once and does not try again', async () => {
		const trigger = await published();
		await account.customerWrites({ type: 'TEXT', text: 'Hi' });
		expect(account.sandbox.forwards()).toMatchObject([{ state: 'delivered' }]);
		expect(account.sandbox.forwards()[0]?.attempts).toHaveLength(1);
		await expect(trigger.executions()).resolves.toHaveLength(1);
	});
});
