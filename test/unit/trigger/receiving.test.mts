/** Calls to a trigger: who may start it, what starts it, what is answered, counted and logged. */
import { gzipSync } from 'node:zlib';

import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { readCounters } from '../../../nodes/connection/receiptCounters.ts';
import type { Count } from '../../../nodes/connection/receiptCounters.ts';
import { DEMO_PAGE_ID } from '../../../sandbox/server.mts';
import { Account, picked } from '../../engine/account.mts';
import { SmallN8n } from './SmallN8n.mts';
import type { SmallTrigger } from './SmallN8n.mts';

let n8n: SmallN8n;
let account: Account;

beforeAll(async () => {
	n8n = await SmallN8n.start();
	account = await Account.open(600);
});

afterAll(async () => {
	await account.close();
	await n8n.close();
});

beforeEach(() => {
	account.reset();
	account.sandbox.addPage();
	n8n.logged.length = 0;
});

const customer = '24060000000000001';

type Body = string | Buffer<ArrayBuffer>;
type Headers = Record<string, string>;

const post = async (url: string, body: Body = '', headers: Headers = {}) =>
	await fetch(url, { method: 'POST', body, headers });

const bodyOf = (...results: unknown[]): string => JSON.stringify({ results });
const hello = { from: customer, messageId: 'm_1', text: 'Hello' };

const published = async (parameters: IDataObject): Promise<SmallTrigger> => {
	const trigger = n8n.trigger({ parameters, credential: account.form() });
	await trigger.create();
	return trigger;
};

/** How often what happened, of one trigger. */
const counts = ({ ids }: SmallTrigger): Record<string, number> => {
	const [counters] = readCounters(ids.workflowId);
	const all: object = { ...counters, ...counters?.refused, ...counters?.filtered };
	return Object.fromEntries(
		Object.entries(all as Record<string, Partial<Count>>).flatMap(([name, { count }]) =>
			count === undefined ? [] : [[name, count]],
		),
	);
};

const forwardUrl = (): string => account.actions().at(-1)?.forwardUrl ?? '';
const secretOf = (url: string): string => new URL(url).searchParams.get('secret') ?? '';

const application = { receiveThrough: 'application' };
const page = { receiveThrough: 'page', pageId: DEMO_PAGE_ID };

interface Login {
	readonly username: string;
	readonly password: string;
}

const loginOf = (trigger: SmallTrigger): Login =>
	trigger.stored.production['subscription'] as unknown as Login;

const basic = (username: string, password: string): string =>
	`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** The status of a call with this login. */
const callPage = async (
	trigger: SmallTrigger,
	authorization: string | undefined,
	body = bodyOf(hello),
): Promise<number> => {
	const headers: Headers = authorization === undefined ? {} : { authorization };
	return (await post(trigger.url(), body, headers)).status;
};

const unreadable = new Error('It cannot be decrypted');

describe('a caller of a Forward action', () => {
	it('with the secret starts the workflow, also in the test listener', async () => {
		const trigger = await published(application);
		expect((await post(forwardUrl(), bodyOf(hello))).status).toBe(200);
		await trigger.create('test');
		expect((await post(forwardUrl(), bodyOf(hello))).status).toBe(200);
		expect(trigger.received).toMatchObject([{ text: 'Hello' }, { text: 'Hello' }]);
	});

	const flipped = (secret: string) => (secret.startsWith('0') ? '1' : '0') + secret.slice(1);

	const callers: Array<[string, (secret: string) => string]> = [
		['without a secret', () => ''],
		['with an empty secret', () => '?secret='],
		['with a forged secret of the same length', (secret) => `?secret=${flipped(secret)}`],
		['with a secret that lacks its end', (secret) => `?secret=${secret.slice(0, -1)}`],
		['with a secret that is too long', (secret) => `?secret=${secret}0`],
		['with a secret that begins too early', (secret) => `?secret=0${secret}`],
		['with the secret in capitals', (secret) => `?secret=${secret.toUpperCase()}`],
		['with the secret twice', (secret) => `?secret=${secret}&secret=${secret}`],
		['with the secret as a list', (secret) => `?secret[]=${secret}`],
		['with the secret under another name', (secret) => `?token=${secret}`],
	];

	it.each(callers)('%s is refused, noted or not', async (_how, query) => {
		const trigger = await published(application);
		const secret = secretOf(forwardUrl());
		for (const isNoted of [true, false]) {
			if (!isNoted) trigger.stored.production = {};
			const response = await post(trigger.url() + query(secret), bodyOf(hello));
			expect(response.status).toBe(401);
			expect(await response.text()).toBe('{"message":"Unauthorized"}');
			expect(response.headers.get('x-infobip-facebook-trigger')).toBe('somewhere');
		}
		expect(trigger.executions).toEqual([]);
		expect(counts(trigger)).toEqual({ calls: 2, 'no valid secret': 2 });
		expect(n8n.logged).toEqual([]);
	});

	it.each([true, false])('is known when nothing is noted, own configuration: %s', async (isOwn) => {
		await published(application);
		const [{ key } = { key: '' }] = account.configurations();
		const existing = { configuration: 'existing', configurationKey: picked(key) };
		const trigger = await published({ ...application, ...(!isOwn && existing) });
		const url = forwardUrl();
		trigger.stored.production = {};
		expect((await post(url, bodyOf(hello))).status).toBe(200);
		trigger.stored.production = {
			forward: { applicationKey: 'A', url: trigger.url(), secret: '' },
		};
		expect((await post(url, bodyOf(hello))).status).toBe(200);
		expect(trigger.executions).toHaveLength(2);
	});

	it('cannot be known when nothing is noted and the credential cannot be read', async () => {
		const trigger = await published(application);
		const url = forwardUrl();
		trigger.stored.production = {};
		trigger.credential = unreadable;
		// What is no secret of ours is refused without looking for one.
		for (const secret of ['', '0', '0'.repeat(65), 'x'.repeat(64)]) {
			expect((await post(`${trigger.url()}?secret=${secret}`)).status).toBe(401);
		}
		expect(n8n.logged).toEqual([]);
		expect((await post(url, bodyOf(hello))).status).toBe(401);
		expect(n8n.logged).toEqual([
			{
				level: 'warn',
				message: 'A call could not be checked: the credential cannot be read',
				meta: { error: unreadable },
			},
		]);
	});

	it('has the secret that the first edition noted, at its own address alone', async () => {
		const trigger = await published(application);
		const secret = 'ab'.repeat(32);
		const called = async (): Promise<number> =>
			(await post(`${trigger.url()}?secret=${secret}`, bodyOf(hello))).status;
		trigger.stored.production = { forward: { applicationKey: 'A', url: trigger.url(), secret } };
		expect(await called()).toBe(200);
		for (const forward of [
			{ applicationKey: 'A', url: 'another', secret },
			{ url: trigger.url(), secret },
		]) {
			trigger.stored.production = { forward };
			expect(await called()).toBe(401);
		}
	});
});

describe('a caller with the login of a subscription', () => {
	it('starts the workflow, also in the test listener', async () => {
		const trigger = await published(page);
		const { username, password } = loginOf(trigger);
		expect(await callPage(trigger, basic(username, password))).toBe(200);
		expect(await callPage(trigger, basic(username, password).replace('Basic', 'basic'))).toBe(200);
		await trigger.create('test');
		const test = trigger.stored.test['subscription'] as unknown as Login;
		const authorization = basic(test.username, test.password);
		const response = await post(trigger.url('test'), bodyOf(hello), { authorization });
		expect(response.status).toBe(200);
		expect(trigger.executions).toHaveLength(3);
	});

	const callers: Array<[string, (known: Login) => string | undefined]> = [
		['without a login', () => undefined],
		['with an empty login', () => 'Basic '],
		['with an empty name and password', () => basic('', '')],
		['with the right name and no password', ({ username }) => basic(username, '')],
		['with a wrong password', ({ username }) => basic(username, '0'.repeat(64))],
		['with a password that lacks its end', (one) => basic(one.username, one.password.slice(0, -1))],
		['with a password that is too long', (one) => basic(one.username, `${one.password}0`)],
		['with another name', ({ password }) => basic('crm', password)],
		['without a name', ({ password }) => basic('', password)],
		['with two names', (one) => basic(`crm:${one.username}`, one.password)],
		['with name and password the wrong way round', (one) => basic(one.password, one.username)],
		['with the login in clear', (one) => `Basic ${one.username}:${one.password}`],
		['with the password alone', (one) => `Bearer ${one.password}`],
		['with something before', (one) => `Not ${basic(one.username, one.password)}`],
		['with something behind', (one) => `${basic(one.username, one.password)}, more`],
	];

	it.each(callers)('%s is refused, noted or not', async (_how, authorization) => {
		const trigger = await published(page);
		const known = loginOf(trigger);
		for (const isNoted of [true, false]) {
			if (!isNoted) trigger.stored.production = {};
			expect(await callPage(trigger, authorization(known))).toBe(401);
		}
		expect(trigger.executions).toEqual([]);
		expect(counts(trigger)).toEqual({ calls: 2, 'no valid secret': 2 });
		expect(n8n.logged).toEqual([]);
	});

	it('as a secret in the address is refused', async () => {
		const trigger = await published(page);
		const { password } = loginOf(trigger);
		expect((await post(`${trigger.url()}?secret=${password}`, bodyOf(hello))).status).toBe(401);
	});

	it.each(['n8n-', 'n8n-a', 'n8n-ab'])('is known when nothing is noted: %s', async (username) => {
		const trigger = await published(page);
		const { password } = loginOf(trigger);
		trigger.stored.production = {};
		expect(await callPage(trigger, basic(username, password))).toBe(200);
		expect(await callPage(trigger, basic(username, '0'.repeat(64)))).toBe(401);
	});

	it('cannot be known when nothing is noted and the credential cannot be read', async () => {
		const trigger = await published(page);
		const { username, password } = loginOf(trigger);
		trigger.stored.production = {};
		trigger.credential = unreadable;
		// What is no login of ours is refused without looking for one.
		for (const login of [basic('crm', password), basic(username, 'short'), basic(username, '')]) {
			expect(await callPage(trigger, login)).toBe(401);
		}
		expect(n8n.logged).toEqual([]);
		expect(await callPage(trigger, basic(username, password))).toBe(401);
		expect(n8n.warnings).toEqual(['A call could not be checked: the credential cannot be read']);
	});

	it('has the one that the first edition noted, at its own address alone', async () => {
		const trigger = await published(page);
		const login = { username: 'n8n-first', password: 'ab'.repeat(32) };
		const ids = { pageId: DEMO_PAGE_ID, subscriptionId: 's', profileId: 'p', authId: 'a' };
		const subscription = { ...ids, ...login, url: trigger.url() };
		const authorization = basic(login.username, login.password);
		trigger.stored.production = { subscription };
		expect(await callPage(trigger, authorization)).toBe(200);
		for (const other of [
			{ ...subscription, url: 'another' },
			...Object.keys(subscription).map((name) => ({ ...subscription, [name]: undefined })),
		]) {
			trigger.stored.production = { subscription: other };
			expect(await callPage(trigger, authorization)).toBe(401);
		}
	});
});

describe('where the credential chooses,', () => {
	const pageForm = () => account.form({ pageId: DEMO_PAGE_ID, sendAndReceiveThrough: 'page' });

	it('a call is for what is noted, and for what it looks like when nothing is', async () => {
		const forward = await published({ receiveThrough: 'credential' });
		const subscribed = n8n.trigger({
			parameters: { receiveThrough: 'credential' },
			credential: pageForm(),
		});
		await subscribed.create();
		const url = forwardUrl();
		const { username, password } = loginOf(subscribed);
		for (const isNoted of [true, false]) {
			if (!isNoted) {
				forward.stored.production = {};
				subscribed.stored.production = {};
			}
			expect((await post(url, bodyOf(hello))).status).toBe(200);
			expect(await callPage(subscribed, basic(username, password))).toBe(200);
			expect(await callPage(forward, undefined)).toBe(401);
			expect((await post(`${subscribed.url()}?secret=${'0'.repeat(64)}`)).status).toBe(401);
		}
	});

	it('what is noted counts, also if a proxy adds a secret of its own', async () => {
		const trigger = n8n.trigger({
			parameters: { receiveThrough: 'credential' },
			credential: pageForm(),
		});
		await trigger.create();
		const { username, password } = loginOf(trigger);
		const headers = { authorization: basic(username, password) };
		const url = `${trigger.url()}?secret=of-the-proxy`;
		expect((await post(url, bodyOf(hello), headers)).status).toBe(200);
	});

	it('the credential is not read for what is noted', async () => {
		const trigger = await published({ receiveThrough: 'credential' });
		trigger.credential = unreadable;
		expect((await post(forwardUrl(), bodyOf(hello))).status).toBe(200);
		expect(n8n.logged).toEqual([]);
	});

	it('what the node chooses counts, whatever else is noted', async () => {
		const trigger = await published(application);
		const url = forwardUrl();
		trigger.parameters = page;
		expect((await post(url, bodyOf(hello))).status).toBe(401);
	});
});

describe('what a call brings', () => {
	const received = async (
		parameters: IDataObject,
		body: Body,
		headers: Headers = {},
	): Promise<SmallTrigger> => {
		const trigger = await published({ ...application, ...parameters });
		expect((await post(forwardUrl(), body, headers)).status).toBe(200);
		return trigger;
	};

	it('is one execution with an item for each event, all counted', async () => {
		const trigger = await received({}, bodyOf(hello, { ...hello, text: 'Again' }));
		expect(trigger.executions).toHaveLength(1);
		expect(trigger.received.map(({ text }) => text)).toEqual(['Hello', 'Again']);
		expect(counts(trigger)).toEqual({ calls: 1, started: 2 });
		expect(n8n.logged).toEqual([]);
	});

	it.each(['', '[]', '{}', '{"results":[]}'])('%j is nothing, which is counted', async (body) => {
		const trigger = await received({}, body);
		expect(trigger.executions).toEqual([]);
		expect(counts(trigger)).toEqual({ calls: 1, empty: 1 });
		expect(n8n.logged).toEqual([]);
	});

	it('is answered as n8n answers what starts nothing', async () => {
		await published(application);
		const response = await post(forwardUrl(), '[]');
		expect(await response.json()).toEqual({ message: 'Webhook call received' });
	});

	const told = (unknown: number, empty: number, trigger: SmallTrigger) => [
		{
			level: 'warn',
			message: `Infobip Facebook Messenger Trigger: a call had ${unknown} events that were not recognized and ${empty} empty entries`,
			meta: { workflowId: trigger.ids.workflowId, node: 'Trigger' },
		},
	];

	it('beside empty entries is taken, and they are counted and logged', async () => {
		const trigger = await received({}, bodyOf(null, hello, {}));
		expect(trigger.received).toHaveLength(1);
		expect(counts(trigger)).toEqual({ calls: 1, emptyEntries: 2, started: 1 });
		expect(n8n.logged).toEqual(told(0, 2, trigger));
		const empty = await received({}, bodyOf(null));
		expect(counts(empty)).toEqual({ calls: 1, emptyEntries: 1 });
	});

	it('that is not recognized starts the workflow, with what was sent, and is logged', async () => {
		const message = { type: 'UNKNOWN', sticker: 1 };
		const trigger = await received({}, bodyOf({ something: 'new' }, { from: customer, message }));
		expect(trigger.received).toMatchObject([
			{ event: 'unknown', raw: { something: 'new' } },
			{ event: 'messageReceived', type: 'unknown' },
		]);
		expect(n8n.logged).toEqual(told(2, 0, trigger));
	});

	it('has what Infobip sent if that is wanted', async () => {
		const trigger = await received({ receiveOptions: { includeRaw: true } }, bodyOf(hello));
		expect(trigger.received).toMatchObject([{ raw: hello }]);
	});

	it('has what agents ask for if that is wanted', async () => {
		const trigger = await received({ receiveOptions: { agentFields: true } }, bodyOf(hello));
		expect(trigger.received).toMatchObject([
			{ sessionId: customer, chatInput: 'Hello', text: 'Hello' },
		]);
		const other = await received({}, bodyOf(hello));
		expect(other.received[0]).not.toHaveProperty('sessionId');
	});

	it('is thinned out by the filters, each counted', async () => {
		const report = { messageId: 'm', to: customer, status: { groupName: 'DELIVERED' } };
		const image = { ...hello, message: { type: 'IMAGE', url: 'https://example.com/1.png' } };
		const filters = { messageTypes: ['text'], senders: customer };
		const trigger = await received(
			{ filters },
			bodyOf(report, image, { ...hello, from: '2' }, hello),
		);
		expect(trigger.received).toMatchObject([{ text: 'Hello' }]);
		expect(counts(trigger)).toEqual({
			calls: 1,
			'Trigger On': 1,
			'Message Types': 1,
			Senders: 1,
			started: 1,
		});
	});

	it('twice comes twice, or once if duplicates are ignored, which is counted', async () => {
		const ignoring = await received(
			{ receiveOptions: { ignoreDuplicates: true } },
			bodyOf(hello, hello),
		);
		expect(ignoring.received).toHaveLength(1);
		expect(counts(ignoring)).toEqual({ calls: 1, duplicates: 1, started: 1 });
		const trigger = await received({}, bodyOf(hello, hello));
		expect(trigger.received).toHaveLength(2);
	});

	it('broken off is refused with 400', async () => {
		const trigger = await published(application);
		const headers = { 'content-encoding': 'gzip' };
		expect((await post(forwardUrl(), bodyOf(hello), headers)).status).toBe(400);
		expect(counts(trigger)).toEqual({ calls: 1, 'body broke off': 1 });
	});

	it('too large is refused with 413', async () => {
		const trigger = await published(application);
		const bomb = Buffer.from(gzipSync(Buffer.alloc(17 * 1024 * 1024, ' ')));
		const headers = { 'content-encoding': 'gzip' };
		expect((await post(forwardUrl(), bomb, headers)).status).toBe(413);
		expect(counts(trigger)).toEqual({ calls: 1, 'body too large': 1 });
		expect(trigger.executions).toEqual([]);
	});

	it('tells person and business apart by the own key or Page, noted or not', async () => {
		const trigger = await published(application);
		const url = forwardUrl();
		const swapped = { sender: account.applicationKey, destination: customer, text: 'Hi' };
		await post(url, bodyOf(swapped));
		expect(trigger.received).toMatchObject([{ from: customer, to: account.applicationKey }]);
		const subscribed = await published(page);
		const { username, password } = loginOf(subscribed);
		const body = bodyOf({ ...swapped, sender: DEMO_PAGE_ID });
		await callPage(subscribed, basic(username, password), body);
		expect(subscribed.received).toMatchObject([{ from: customer, to: DEMO_PAGE_ID }]);
	});

	it('to a Page starts what is chosen, and that alone', async () => {
		const trigger = await published({ ...page, triggerOn: ['deliveryReport'] });
		const { username, password } = loginOf(trigger);
		const report = { messageId: 'm', to: customer, status: { groupName: 'DELIVERED' } };
		await callPage(trigger, basic(username, password), bodyOf(hello, report));
		expect(trigger.received).toMatchObject([{ event: 'deliveryReport', to: customer }]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['an option', { receiveOptions: { attachmentSizeLimit: 0 } }, /must be greater than 0/],
		['an event', { triggerOn: ['nothing'] }, /'Trigger On'/],
	])('is a failed execution if %s cannot be read any more', async (_what, more, message) => {
		const trigger = await published(page);
		const { username, password } = loginOf(trigger);
		trigger.parameters = { ...page, ...more };
		expect(await callPage(trigger, basic(username, password))).toBe(500);
		const [error] = trigger.executions;
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: expect.stringMatching(message) as string,
			node: { id: trigger.ids.nodeId },
		});
	});
});
