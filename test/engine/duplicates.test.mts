/** Option Ignore Duplicates: by message id, bounded, never by time. */
import type { INodeParameters } from 'n8n-workflow';

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

async function published(
	receiveOptions: INodeParameters,
	storesDataOfCalls = true,
): Promise<Trigger> {
	const trigger = engine.trigger({
		parameters: { receiveOptions },
		credentials: account.credentials(),
		storesDataOfCalls,
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

it.each([
	['stores what a call has seen, as 1.x does', true],
	['drops it, as 2.40.7 does', false],
])('starts nothing for a message that comes again, in an n8n that %s', async (_, stores) => {
	const trigger = await published({ ignoreDuplicates: true }, stores);
	for (const id of ['m-1', 'm-2', 'm-1', 'm-1', 'm-3', 'm-2']) await write(id);
	await expect(ids(trigger)).resolves.toEqual(['m-1', 'm-2', 'm-3']);
	await trigger.unpublish();
});

it('lets a message through again that n8n could not take over', async () => {
	const trigger = await published({ ignoreDuplicates: true }, false);
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

it('remembers what it has seen beside its registration, and no more than a thousand', async () => {
	const trigger = await published({ ignoreDuplicates: true });
	const messages = Array.from({ length: 1005 }, (_, index) => ({
		userKey: '1',
		message: text('Hi'),
		messageId: `m-${index}`,
	}));
	account.sandbox.customersWrite({ applicationKey: account.applicationKey, messages });
	await waitUntil('it was handed over', () => account.sandbox.forwards()[0]?.state === 'delivered');
	const { seen } = trigger.staticData() as { seen: string[] };
	expect(seen).toHaveLength(1000);
	expect(seen.at(-1)).toBe('messageReceived m-1004');
	await trigger.unpublish();
	expect(account.configurations()).toEqual([]);
});
