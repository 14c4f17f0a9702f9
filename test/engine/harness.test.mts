/**
 * The harness itself, held against a small package of its own: what the other engine tests take for
 * granted about n8n.
 */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';

import { startEngine } from './engine.mts';
import type { Engine, Trigger } from './engine.mts';
import { writeFixturePackage } from './fixturePackage.mts';
import type { FixturePackage } from './fixturePackage.mts';

declare global {
	var fixtureDiary: string[];
}

let fixture: FixturePackage;
let engine: Engine;
let service: Server;
let baseUrl: string;

beforeAll(async () => {
	fixture = writeFixturePackage();
	engine = await startEngine(fixture.directory);
	service = createServer((req, res) => {
		if (req.url?.startsWith('/forbidden')) res.writeHead(403).end('{}');
		else if (req.url?.startsWith('/not-ok')) res.end(JSON.stringify({ ok: false }));
		else {
			res.setHeader('content-type', 'application/json');
			res.end(JSON.stringify({ url: req.url, authorization: req.headers.authorization }));
		}
	});
	await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});

afterAll(async () => {
	service.close();
	await engine.close();
	fixture.remove();
});

beforeEach(() => {
	globalThis.fixtureDiary = [];
});

const credentials = () => ({ fixtureApi: { baseUrl, token: 'abc' } });

describe('a node', () => {
	it('runs on each item, with expressions, defaults and an authenticated request', async () => {
		const items = await engine.run({
			node: 'fixture',
			parameters: { path: '={{ $json.path }}' },
			credentials: credentials(),
			input: [{ json: { path: '/one' } }, { json: { path: '/two' } }],
		});
		expect(items).toEqual([
			{ json: { url: '/one', authorization: 'App abc' }, pairedItem: { item: 0 } },
			{ json: { url: '/two', authorization: 'App abc' }, pairedItem: { item: 1 } },
		]);
	});

	it('throws what n8n would show', async () => {
		const run = { node: 'fixture', parameters: { path: '/forbidden' }, credentials: credentials() };
		await expect(engine.run(run)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'Fixture refused',
			description: 'Try another path',
			context: { itemIndex: 0 },
		});
	});

	it('goes on after an error when the node is set so', async () => {
		const items = await engine.run({
			node: 'fixture',
			parameters: { path: '={{ $json.path }}' },
			credentials: credentials(),
			input: [{ json: { path: '/forbidden' } }, { json: { path: '/two' } }],
			continueOnFail: true,
		});
		expect(items).toMatchObject([
			{ json: { error: 'Forbidden - perhaps check your credentials?' } },
			{ json: { url: '/two' } },
		]);
	});

	it('does not run without its credential', async () => {
		await expect(engine.run({ node: 'fixture', parameters: {} })).rejects.toThrow(/credential/i);
	});
});

it('searches a list with the parameters and the filter of the moment', async () => {
	const search = { parameters: { parent: 'p1' }, credentials: credentials(), filter: 'abc' };
	await expect(engine.listSearch('fixture', 'things', search)).resolves.toEqual({
		results: [{ name: 'p1 abc App abc', value: 1 }],
	});
});

describe('a credential test', () => {
	it.each([
		['the service accepts', '', { status: 'OK', message: 'Connection successful!' }],
		['a rule names the status', '/forbidden?', { status: 'Error', message: 'No rights' }],
		['a rule names the body', '/not-ok?', { status: 'Error', message: 'Not ok' }],
	])('says so when %s', async (_case, path, outcome) => {
		// The path of the test request becomes a query of the path under test.
		const form = { baseUrl: `${baseUrl}${path}`, token: 'abc' };
		await expect(engine.testCredential('fixtureApi', form)).resolves.toEqual(outcome);
	});

	it('reports a network code', async () => {
		const form = { baseUrl: 'http://127.0.0.1:1', token: 'abc' };
		await expect(engine.testCredential('fixtureApi', form)).resolves.toEqual({
			status: 'Error',
			message: 'ECONNREFUSED',
		});
	});
});

describe('a trigger', () => {
	const triggerWith = (parameters: INodeParameters = {}): Trigger =>
		engine.trigger({ node: 'fixtureTrigger', parameters, credentials: {} });

	it('is checked, then made, and taken down with what it stored', async () => {
		const trigger = triggerWith();
		await trigger.publish();
		expect(trigger.staticData()).toEqual({ id: 'made' });
		await trigger.publish();
		await trigger.unpublish();
		expect(fixtureDiary).toEqual([
			'checkExists trigger activate webhook',
			'create trigger activate webhook',
			'checkExists trigger activate webhook',
			'delete made internal update webhook',
		]);
		expect(trigger.staticData()).toEqual({});
	});

	it('is torn down after a failed create, with what create had stored', async () => {
		const trigger = triggerWith({ failsIn: 'create' });
		await expect(trigger.publish({ attempts: 2 })).rejects.toThrow('create broke');
		const attempt = [
			'checkExists trigger activate webhook',
			'create trigger activate webhook',
			'delete made internal update webhook',
		];
		expect(fixtureDiary).toEqual([...attempt, ...attempt]);
		await expect(post(trigger.url(), {})).resolves.toMatchObject({ status: 404 });
	});

	it('is deleted three times while delete throws', async () => {
		const trigger = triggerWith({ failsIn: 'delete' });
		await trigger.publish();
		await expect(trigger.unpublish()).rejects.toThrow('delete broke');
		expect(fixtureDiary.filter((entry) => entry.startsWith('delete'))).toHaveLength(3);
	});

	it('is left alone by a re-publish that changes nothing, and made anew by one that does', async () => {
		const trigger = triggerWith();
		await trigger.publish();
		await trigger.republish({});
		expect(fixtureDiary).toHaveLength(2);
		await trigger.republish({ answer: 'nothing' });
		expect(fixtureDiary.slice(2)).toEqual([
			'delete made internal update webhook',
			'checkExists trigger update webhook',
			'create trigger update webhook',
		]);
	});

	it('listens for a test event with static data of its own, and stops after a hit', async () => {
		const trigger = triggerWith();
		await trigger.publish();
		await trigger.listen();
		expect(fixtureDiary.slice(2)).toEqual([
			'checkExists manual manual webhook-test',
			'create manual manual webhook-test',
		]);
		await post(trigger.url('test'), { hello: 1 });
		await expect(trigger.executions()).resolves.toMatchObject([
			{ mode: 'manual', items: [{ json: { id: 'made', body: { hello: 1 } } }] },
		]);
		expect(fixtureDiary.at(-1)).toBe('delete made internal update webhook-test');
		expect(trigger.staticData()).toEqual({ id: 'made' });
		await expect(post(trigger.url('test'), {})).resolves.toMatchObject({ status: 404 });
		await expect(post(trigger.url(), {})).resolves.toMatchObject({ status: 200 });
	});

	it('goes on listening for a test event after a call that starts nothing', async () => {
		const trigger = triggerWith({ answer: 'nothing' });
		await trigger.listen();
		await expect(post(trigger.url('test'), {})).resolves.toMatchObject({ status: 200 });
		await expect(post(trigger.url('test'), {})).resolves.toMatchObject({ status: 200 });
		await trigger.stopListening();
		await expect(post(trigger.url('test'), {})).resolves.toMatchObject({ status: 404 });
	});

	it.each([
		['item', 200, 'firstEntryJson', 1],
		['nothing', 200, { message: 'Webhook call received' }, 0],
		['refuse', 401, 'Unauthorized', 0],
		['throw', 500, expect.objectContaining({ code: 0 }), 1],
	])('that answers %s gives %s', async (answer, status, data: unknown, started) => {
		const trigger = triggerWith({ answer });
		await trigger.publish();
		await expect(post(trigger.url(), {})).resolves.toMatchObject({ status, data });
		await expect(trigger.executions()).resolves.toHaveLength(started);
	});

	it.each([
		['JSON', 'application/json; charset=utf-8', '{"a":1}', { a: 1 }],
		['JSON that is no object', 'application/json', '[1]', [1]],
		['JSON that is nothing', 'application/json', 'null', null],
		['JSON without a content type', 'application/octet-stream', '{"a":1}', 'undefined'],
		['an empty body', 'application/json', '', 'undefined'],
		['text', 'text/plain', 'hi', 'hi'],
		['a form', 'application/x-www-form-urlencoded', 'a=1&b=2', { a: '1', b: '2' }],
		['another type', 'application/octet-stream', 'x', 'undefined'],
	])('gets %s', async (_case, contentType, text, body: unknown) => {
		const trigger = triggerWith();
		await trigger.publish();
		await expect(post(trigger.url(), text, contentType)).resolves.toMatchObject({ status: 200 });
		await expect(trigger.executions()).resolves.toMatchObject([{ items: [{ json: { body } }] }]);
	});

	it('gets a gunzipped body', async () => {
		const trigger = triggerWith();
		await trigger.publish();
		await axios.post(trigger.url(), gzipSync('{"a":1}'), {
			headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
		});
		await expect(trigger.executions()).resolves.toMatchObject([
			{ items: [{ json: { body: { a: 1 } } }] },
		]);
	});

	it.each([
		['a body', '{"a":', { length: 5, body: 'undefined' }],
		[
			'a body over 16 MiB',
			`"${'x'.repeat(16 * 1024 * 1024)}"`,
			{ type: 'entity.too.large', status: 413 },
		],
	])('reads %s itself when it asks to', async (_case, text, json: object) => {
		const trigger = triggerWith({ answer: 'read', options: { binaryData: true } });
		await trigger.publish();
		await expect(post(trigger.url(), text)).resolves.toMatchObject({ status: 200 });
		await expect(trigger.executions()).resolves.toMatchObject([{ items: [{ json }] }]);
	});

	it.each([
		['does not parse', '{"a":', 422, {}],
		['is not gzip as it says', 'abc', 500, { 'content-encoding': 'gzip' }],
		['is over 16 MiB', `"${'x'.repeat(16 * 1024 * 1024)}"`, 500, {}],
	])('never sees a body that %s', async (_case, text, status, headers) => {
		const trigger = triggerWith();
		await trigger.publish();
		await expect(post(trigger.url(), text, 'application/json', headers)).resolves.toMatchObject({
			status,
		});
		await expect(trigger.executions()).resolves.toHaveLength(0);
	});
});

async function post(url: string, body: unknown, contentType = 'application/json', headers = {}) {
	return await axios.post<unknown>(url, body, {
		headers: { 'content-type': contentType, ...headers },
		transformRequest: (data: unknown) => (typeof data === 'string' ? data : JSON.stringify(data)),
		validateStatus: () => true,
	});
}
