/** Option Ignore Duplicates: by kind, id and content, in memory, never by time. */
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine, Trigger } from './engine.mts';

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

async function published(receiveOptions: INodeParameters): Promise<Trigger> {
	const trigger = engine.trigger({
		parameters: { receiveOptions },
		credentials: account.credentials(),
	});
	await trigger.publish();
	return trigger;
}

const text = (words: string) => ({ type: 'TEXT', text: words }) as const;

async function write(messageId: string, times = 1): Promise<void> {
	const before = account.sandbox.forwards().length;
	const { applicationKey } = account;
	account.sandbox.customerWrites('1', { applicationKey, message: text('Hi'), messageId, times });
	await waitUntil('all were handed over', () => {
		const forwards = account.sandbox.forwards();
		return (
			forwards.length === before + times && forwards.every(({ state }) => state === 'delivered')
		);
	});
}

const ids = async (trigger: Trigger): Promise<unknown[]> =>
	(await trigger.executions()).flatMap(({ items }) => items.map(({ json }) => json['messageId']));

it('starts nothing for a message that comes again', async () => {
	const trigger = await published({ ignoreDuplicates: true });
	for (const id of ['m-1', 'm-2', 'm-1', 'm-1', 'm-3', 'm-2']) await write(id);
	await expect(ids(trigger)).resolves.toEqual(['m-1', 'm-2', 'm-3']);
	await trigger.unpublish();
});

it('lets a message through again that n8n could not take over', async () => {
	const trigger = await published({ ignoreDuplicates: true });
	trigger.failNextStart();
	const { applicationKey, sandbox } = account;
	sandbox.customerWrites('1', { applicationKey, message: text('Hi'), messageId: 'm-1' });
	await waitUntil('it was refused', () => sandbox.forwards()[0]?.attempts[0]?.status === 500);
	sandbox.customerWrites('1', { applicationKey, message: text('Hi'), messageId: 'm-1' });
	await waitUntil('it was taken', () => sandbox.forwards()[1]?.state === 'delivered');
	await expect(ids(trigger)).resolves.toEqual(['m-1']);
	await trigger.unpublish();
});

it('takes the first of two that travel in one body', async () => {
	const trigger = await published({ ignoreDuplicates: true });
	const messages = ['m-1', 'm-1', 'm-2'].map((messageId) => ({
		userKey: '1',
		message: text('Hi'),
		messageId,
	}));
	account.sandbox.customersWrite({ applicationKey: account.applicationKey, messages });
	await waitUntil('it was handed over', () => account.sandbox.forwards()[0]?.state === 'delivered');
	await expect(ids(trigger)).resolves.toEqual(['m-1', 'm-2']);
});

it('lets every message start the workflow where it is off', async () => {
	const trigger = await published({});
	await write('m-1', 3);
	await expect(ids(trigger)).resolves.toEqual(['m-1', 'm-1', 'm-1']);
});

const registered = (): string => account.actions()[0]?.forwardUrl ?? '';

const forward = async (...results: object[]): Promise<number> => {
	const body = JSON.stringify({ results });
	return (await fetch(registered(), { method: 'POST', body })).status;
};

const hi = { from: '1', messageId: 'm-1', text: 'Hi' };

it('holds back copies that come at the same moment', async () => {
	const trigger = await published({ ignoreDuplicates: true });
	const statuses = await Promise.all(Array.from({ length: 20 }, async () => forward(hi)));
	expect(new Set(statuses)).toEqual(new Set([200]));
	await expect(ids(trigger)).resolves.toEqual(['m-1']);
});

it('lets a copy of the same moment through where n8n could not take the first', async () => {
	const trigger = await published({ ignoreDuplicates: true });
	trigger.failNextStart();
	const statuses = await Promise.all([forward(hi), forward(hi)]);
	expect(statuses.toSorted()).toEqual([200, 500]);
	await expect(ids(trigger)).resolves.toEqual(['m-1']);
});

it('takes another content under the same id for another message', async () => {
	const trigger = await published({ ignoreDuplicates: true });
	await forward(hi, { ...hi, text: 'Hello' }, { ...hi, receivedAt: '2026-03-01T10:00:00Z' });
	await forward({ ...hi, text: 'Hello' });
	const [execution, ...others] = await trigger.executions();
	expect(execution?.items.map(({ json }) => json['text'])).toEqual(['Hi', 'Hello']);
	expect(others).toEqual([]);
});

it('lets each status of a message through once', async () => {
	account.sandbox.addPage();
	const trigger = engine.trigger({
		parameters: {
			receiveThrough: 'page',
			pageId: DEMO_PAGE_ID,
			triggerOn: ['deliveryReport'],
			receiveOptions: { ignoreDuplicates: true },
		},
		credentials: account.credentials(),
	});
	await trigger.publish();
	const { username, password } = trigger.staticData()['subscription'] as Record<string, string>;
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	for (const groupName of ['PENDING', 'DELIVERED', 'PENDING', 'DELIVERED']) {
		const report = { messageId: 'm', to: '1', sender: DEMO_PAGE_ID, status: { groupName } };
		const body = JSON.stringify({ results: [report] });
		await fetch(trigger.url(), { method: 'POST', body, headers: { authorization } });
	}
	const executions = await trigger.executions();
	const statuses = executions.flatMap(({ items }) => items.map(({ json }) => json['status']));
	expect(statuses).toEqual(['PENDING', 'DELIVERED']);
	await trigger.unpublish();
});

it('is forgotten with the trigger, and writes nothing into static data', async () => {
	const trigger = await published({ ignoreDuplicates: true });
	const before = JSON.stringify(trigger.staticData());
	await forward(hi);
	expect(JSON.stringify(trigger.staticData())).toBe(before);
	await trigger.unpublish();
	await trigger.publish();
	await forward(hi);
	await expect(ids(trigger)).resolves.toEqual(['m-1', 'm-1']);
	await trigger.unpublish();
});

it('remembers 20,000 events of all triggers together', async () => {
	const trigger = await published({ ignoreDuplicates: true });
	const other = await published({ ignoreDuplicates: true });
	const urls = account.actions().map(({ forwardUrl }) => forwardUrl);
	const send = async (url: string, from: number, to: number): Promise<void> => {
		const results = Array.from({ length: to - from }, (_, index) => ({
			...hi,
			messageId: `m-${from + index}`,
		}));
		await fetch(url, { method: 'POST', body: JSON.stringify({ results }) });
	};
	await send(urls[0]!, 0, 10_000);
	await send(urls[1]!, 0, 10_001);
	await send(urls[0]!, 0, 1);
	await send(urls[0]!, 5000, 5001);
	const count = async (one: Trigger): Promise<number[]> =>
		(await one.executions()).map(({ items }) => items.length);
	expect([await count(trigger), await count(other)].flat().toSorted()).toEqual([1, 10_000, 10_001]);
	await trigger.unpublish();
	await other.unpublish();
});
