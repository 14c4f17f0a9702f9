/**
 * Defects that have been seen in nodes, connectors and libraries of this field. Each test has the
 * class of the defect as its name, and proves that it is not here. Some are tested more closely in the
 * file of their subject; they are here as well, so that the list is complete.
 */
import type { INodeParameters } from 'n8n-workflow';

import { Account, picked } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine, Trigger } from './engine.mts';
import { serveFiles } from './fileServer.mts';

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

const greeting: INodeParameters = {
	resource: 'message',
	operation: 'sendText',
	to: '={{ $json.to }}',
	text: 'Hello',
};

const run = async (to: string[], more = {}, form = {}) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: greeting,
		credentials: account.credentials(form),
		input: to.map((recipient) => ({ json: { to: recipient } })),
		...more,
	});

const published = async (parameters: INodeParameters = {}): Promise<Trigger> => {
	const trigger = engine.trigger({ parameters, credentials: account.credentials() });
	await trigger.publish();
	return trigger;
};

const post = async (url: string, body: string, type = 'application/json') =>
	await fetch(url, {
		method: 'POST',
		body,
		headers: { 'content-type': type },
		// A request that is left hanging fails the test instead of stopping it.
		signal: AbortSignal.timeout(5_000),
	});

const registered = (): string => account.actions()[0]?.forwardUrl ?? '';

describe('seen in nodes of messaging vendors:', () => {
	it('an error item that is nested, so that its text is not where n8n and the user look', async () => {
		const [item] = await run([''], { continueOnFail: true });
		expect(item?.json).toMatchObject({ error: expect.stringMatching(/^'To' is empty/) as string });
	});

	it('an error that has lost the index of its item', async () => {
		await expect(run(['a', 'b', ''])).rejects.toMatchObject({ context: { itemIndex: 2 } });
		account.sandbox.addFaults({ path: '/single', skip: 1, status: 500 });
		await expect(run(['a', 'b', 'c'])).rejects.toMatchObject({ context: { itemIndex: 1 } });
	});

	it('a credential test that proves the host only', async () => {
		const form = account.form({ authentication: 'apiKey', apiKey: 'not the key' });
		const { status } = await engine.testCredential('infobipFacebookApi', form);
		expect(status).toBe('Error');
	});

	it('a `//` where the Base URL ends with a slash', async () => {
		await run(['a'], {}, { baseUrl: `${account.sandbox.url}//` });
		expect(account.calls()).toEqual(['POST /facebook/1/single']);
	});

	it('many items in, one item out', async () => {
		const items = await run(['a', 'b', 'c']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('a field of the answer copied into the wrong place', async () => {
		const trigger = await published();
		await account.customerWrites({
			type: 'POSTBACK',
			title: 'the title',
			payload: 'the payload',
		});
		await account.customerWrites({
			type: 'TEXT',
			text: 'the text',
			quickReply: { payload: 'the reply' },
		});
		await account.customerWrites({ type: 'LOCATION', latitude: 1.5, longitude: 2.5 });
		await account.customerWrites({ type: 'IMAGE', url: 'https://example.com/the-url' });
		const fields = ['text', 'payload', 'url', 'latitude', 'longitude'];
		const items = (await trigger.executions()).map(({ items: [item] }) =>
			fields.map((field) => item?.json[field]),
		);
		expect(items).toEqual([
			['the title', 'the payload', undefined, undefined, undefined],
			['the text', 'the reply', undefined, undefined, undefined],
			[null, undefined, undefined, 1.5, 2.5],
			[null, undefined, 'https://example.com/the-url', undefined, undefined],
		]);
		const [item] = await run(['the-recipient']);
		const [entry] = account.sandbox.conversation('the-recipient');
		expect(item?.json).toMatchObject({ messageId: entry?.messageId, to: 'the-recipient' });
	});
});

describe('seen in community nodes for chat:', () => {
	it('only the first item is sent', async () => {
		await run(['a', 'b', 'c']);
		expect(account.calls()).toHaveLength(3);
	});

	it('a request left hanging for an event that is filtered out', async () => {
		await published({ filters: { messageTypes: ['image'] } });
		const text = '{"results":[{"from":"a","message":{"type":"TEXT","text":"Hi"}}]}';
		expect((await post(registered(), text)).status).toBe(200);
	});

	it('an execution for a handshake or an empty call', async () => {
		const trigger = await published();
		await fetch(`${registered()}&hub.mode=subscribe&hub.challenge=1`);
		await post(registered(), '');
		await post(registered(), '{}');
		await post(registered(), '{"results":[]}');
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it('every caller accepted because no secret is stored', async () => {
		const trigger = await published();
		trigger.stored.production = {};
		for (const query of ['', '?secret=', '?secret=undefined', `?secret=${'0'.repeat(64)}`]) {
			const { status } = await post(trigger.url() + query, '{"results":[{"from":"a"}]}');
			expect(status).toBe(401);
		}
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it('the vendor’s own words dropped from the error', async () => {
		const body = {
			requestError: {
				serviceException: {
					messageId: 'A_CODE',
					text: 'The very words',
					validationErrors: { aField: ['is the reason'] },
				},
			},
		};
		account.sandbox.addFaults({ path: '/single', status: 400, body });
		await expect(run(['a'])).rejects.toMatchObject({
			message: expect.stringMatching(/The very words.*A_CODE/) as string,
			description: expect.stringMatching(/'aField' is the reason/) as string,
		});
	});

	it('a constant of an older n8n, gone when the node is loaded', () => {
		for (const { inputs, outputs, name } of engine.loaded.descriptions) {
			expect(outputs).toEqual(['main']);
			expect(inputs).toEqual(name.endsWith('Trigger') ? [] : ['main']);
		}
	});

	it('an upload without a body that brings the trigger down', async () => {
		const trigger = await published();
		for (const type of ['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded']) {
			expect((await post(registered(), '', type)).status).toBe(200);
		}
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it('filters of an earlier version that stay in force after publishing again', async () => {
		const trigger = await published({ filters: { messageTypes: ['image'] } });
		await account.customerWrites({ type: 'TEXT', text: 'not wanted yet' });
		await trigger.republish({ filters: { messageTypes: ['text'] } });
		await account.customerWrites({ type: 'TEXT', text: 'wanted now' });
		await expect(trigger.executions()).resolves.toMatchObject([
			{ items: [{ json: { text: 'wanted now' } }] },
		]);
		expect(account.actions()).toHaveLength(1);
	});
});

describe('seen in chat platforms and libraries:', () => {
	it('only the first event of a batch arrives', async () => {
		const trigger = await published();
		const texts = ['one', 'two', 'three'];
		await account.customersWrite(
			texts.map((text) => ({ userKey: 'a', message: { type: 'TEXT', text } })),
		);
		const [execution] = await trigger.executions();
		expect(execution?.items.map(({ json }) => json['text'])).toEqual(texts);
	});

	it('200 for a forged call', async () => {
		await published();
		const forged = registered().replace(/secret=.{8}/, 'secret=00000000');
		expect((await post(forged, '{"results":[{"from":"a"}]}')).status).toBe(401);
	});

	it('an answer nested so deeply that reading it is too much for the stack', async () => {
		const levels = 20_000;
		const status = '{"status":'.repeat(levels) + '5' + '}'.repeat(levels);
		const body = `{"messages":[{"messageId":"m-1","to":"a","status":${status}}]}`;
		account.sandbox.addFaults({ path: '/single', after: true, status: 200, body });
		const [item] = await run(['a'], { continueOnFail: true });
		expect(item?.json.error).toMatch(/outcome of the request .* is unknown/);
		expect(JSON.stringify(item?.json)).not.toMatch(/stack/);
	});

	it('messages of the same moment taken for one', async () => {
		const trigger = await published();
		const overrides = { receivedAt: '2026-03-01T10:05:00.000+0000' };
		for (const text of ['one', 'two']) {
			await account.customerWrites({ type: 'TEXT', text }, { more: { overrides } });
		}
		await expect(trigger.executions()).resolves.toHaveLength(2);
		await trigger.unpublish();
		const messages = ['one', 'two'].map((text) => ({
			userKey: 'a',
			message: { type: 'TEXT' as const, text },
			overrides,
		}));
		account.sandbox.customersWrite({ applicationKey: account.applicationKey, messages });
		const pulled = await engine.run({
			node: 'infobipFacebook',
			parameters: { resource: 'receivedMessage', operation: 'getAll' },
			credentials: account.credentials(),
		});
		expect(pulled.map(({ json }) => json['text'])).toEqual(['one', 'two']);
	});
});

describe('seen in built-in triggers:', () => {
	it('a file downloaded before its sender was looked at', async () => {
		const files = await serveFiles((_path, res) => res.end('a file'));
		const trigger = await published({
			filters: { senders: 'a-friend' },
			receiveOptions: { downloadAttachments: true },
		});
		await account.customerWrites(
			{ type: 'IMAGE', url: `${files.url}/x.png` },
			{ userKey: 'stranger' },
		);
		expect(files.asked).toEqual([]);
		await account.customerWrites(
			{ type: 'IMAGE', url: `${files.url}/x.png` },
			{ userKey: 'a-friend' },
		);
		expect(files.asked).toEqual(['/x.png']);
		await expect(trigger.executions()).resolves.toHaveLength(1);
		files.close();
	});

	it('the hook of another workflow overwritten or deleted', async () => {
		const first = await published();
		const second = await published();
		await second.listen();
		expect(account.actions()).toHaveLength(3);
		await second.stopListening();
		await second.unpublish();
		await account.customerWrites({ type: 'TEXT', text: 'Still there?' });
		await expect(first.executions()).resolves.toHaveLength(1);
		await expect(second.executions()).resolves.toEqual([]);
	});

	it('the hook of another workflow deleted because publishing failed', async () => {
		const first = await published();
		const place = account.configurations()[0]!.key;
		account.sandbox.addFaults({ method: 'POST', path: '/actions$', status: 500, times: 1 });
		const parameters = { configuration: 'existing', configurationKey: picked(place) };
		const second = engine.trigger({ parameters, credentials: account.credentials() });
		await expect(second.publish()).rejects.toThrow();
		await account.customerWrites({ type: 'TEXT', text: 'Still there?' });
		await expect(first.executions()).resolves.toHaveLength(1);
	});
});
