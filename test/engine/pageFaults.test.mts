/** Faults at each remote call of a Page trigger's life: nothing is left half made, and nothing is lost. */
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import type { FaultRule } from '../../sandbox/server.mts';
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
	account.sandbox.addPage();
});

const triggerOf = (owner: Account, parameters: INodeParameters = {}): Trigger =>
	engine.trigger({
		parameters: { receiveThrough: 'page', ...parameters },
		credentials: owner.credentials({ pageId: DEMO_PAGE_ID }),
	});

const atInfobip = (owner: Account) => {
	const { subscriptions, profiles, security } = owner.sandbox.state();
	return [subscriptions.length, profiles.length, security.length];
};
const nothing = [0, 0, 0];
const one = [1, 1, 1];

const expectToReceive = async (trigger: Trigger): Promise<void> => {
	account.sandbox.customerWrites('customer', {
		pageId: DEMO_PAGE_ID,
		message: { type: 'TEXT', text: 'Hello' },
	});
	await waitUntil('it was handed over', () => account.sandbox.forwards()[0]?.state === 'delivered');
	await expect(trigger.executions()).resolves.toHaveLength(1);
};

/** Every way in which one call can go wrong, except hanging: see below. */
const faults: [string, FaultRule, RegExp][] = [
	['401', { status: 401 }, /Infobip refused the credentials \(401\)/],
	['403', { status: 403 }, /403/],
	['404', { status: 404 }, /404/],
	['429', { status: 429, headers: { 'retry-after': '3' } }, /429/],
	['500', { status: 500 }, /500/],
	['500 having acted', { status: 500, after: true }, /500/],
	['a reset', { reset: 'before' }, /connection broke/],
	['a reset having acted', { reset: 'after' }, /connection broke/],
	['half an answer', { malformed: true }, /form that is not known/],
];

const subscribing: FaultRule = { method: 'POST', path: '/subscription/FACEBOOK$' };
const looking: FaultRule = { method: 'GET', path: '/subscription/FACEBOOK/' };
const lookingAtProfile: FaultRule = { method: 'GET', path: '/profiles/' };
const deletions: [string, FaultRule][] = [
	['deleting the subscription', { method: 'DELETE', path: '/subscription/FACEBOOK/' }],
	['deleting the profile', { method: 'DELETE', path: '/profiles/' }],
	['deleting the security', { method: 'DELETE', path: '/security/' }],
];

describe('while subscribing,', () => {
	it.each(faults)('%s stops the publishing and leaves nothing', async (kind, fault, said) => {
		account.sandbox.addFaults({ ...subscribing, ...fault, times: 1 });
		const trigger = triggerOf(account);
		const error: unknown = await trigger.publish().catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ message: expect.stringMatching(said) as string });
		if (kind !== '401') expect(String(error)).toContain(`events of Page ${DEMO_PAGE_ID}`);
		expect(atInfobip(account)).toEqual(nothing);
		expect(trigger.staticData()).toEqual({});
	});

	it.each(faults)('%s is overcome by the next attempt of n8n', async (_kind, fault) => {
		account.sandbox.addFaults({ ...subscribing, ...fault, times: 1 });
		const trigger = triggerOf(account);
		await trigger.publish({ attempts: 2 });
		expect(atInfobip(account)).toEqual(one);
		await expectToReceive(trigger);
		await trigger.unpublish();
		expect(atInfobip(account)).toEqual(nothing);
	});

	it('a failure of the test listener leaves nothing, and production as it was', async () => {
		const trigger = triggerOf(account);
		await trigger.publish();
		account.sandbox.addFaults({ ...subscribing, status: 500, after: true, times: 1 });
		await expect(trigger.listen()).rejects.toThrow(/500/);
		expect(atInfobip(account)).toEqual(one);
		await expectToReceive(trigger);
	});
});

describe('Infobip goes down while subscribing and stays down:', () => {
	it.each([
		['having acted', { ...subscribing, reset: 'after' as const }],
		['not having acted', { ...subscribing, status: 503 }],
	])('%s, what could not be undone is undone when it is back', async (_when, rule: FaultRule) => {
		account.sandbox.addFaults(rule, { method: 'DELETE', status: 503 });
		const trigger = triggerOf(account);
		await expect(trigger.publish()).rejects.toThrow();
		account.sandbox.clearFaults();
		await trigger.publish();
		expect(atInfobip(account)).toEqual(one);
		await expectToReceive(trigger);
		await trigger.unpublish();
		expect(atInfobip(account)).toEqual(nothing);
		expect(trigger.staticData()).toEqual({});
	});
});

it('what was made, its answer lost and its undoing failed, is found by the next attempt', async () => {
	account.sandbox.addFaults(
		{ ...subscribing, reset: 'after', times: 1 },
		{ method: 'DELETE', status: 503, times: 2 },
	);
	const trigger = triggerOf(account);
	await trigger.publish({ attempts: 2 });
	expect(atInfobip(account)).toEqual(one);
	await expectToReceive(trigger);
});

describe('while unpublishing,', () => {
	/** A 404 says that it is gone: then there is nothing to overcome. */
	const passing = faults.filter(([kind]) => kind !== '404');

	describe.each(deletions)('at %s,', (_call, at) => {
		it.each(passing)('%s is overcome by the next attempt of n8n', async (_kind, fault) => {
			const trigger = triggerOf(account);
			await trigger.publish();
			account.sandbox.addFaults({ ...at, ...fault, times: 1 });
			await trigger.unpublish();
			expect(atInfobip(account)).toEqual(nothing);
			expect(trigger.staticData()).toEqual({});
		});

		it('404 means that it is gone if it cannot be read either', async () => {
			const trigger = triggerOf(account);
			await trigger.publish();
			account.sandbox.addFaults({ ...at, status: 404, after: true });
			await trigger.unpublish();
			expect(atInfobip(account)).toEqual(nothing);
			expect(trigger.staticData()).toEqual({});
		});

		it('404 is not believed while it can be read', async () => {
			const trigger = triggerOf(account);
			await trigger.publish();
			account.sandbox.addFaults({ ...at, status: 404 });
			await expect(trigger.unpublish()).rejects.toThrow(/404/);
			account.sandbox.clearFaults();
			await trigger.unpublish();
			expect(atInfobip(account)).toEqual(nothing);
		});

		it('a lasting failure is reported, and forgotten is nothing: the next try succeeds', async () => {
			const trigger = triggerOf(account);
			await trigger.publish();
			account.sandbox.addFaults({ ...at, status: 503 });
			await expect(trigger.unpublish()).rejects.toThrow(/503/);
			expect(trigger.staticData()).not.toEqual({});
			account.sandbox.clearFaults();
			await trigger.unpublish();
			expect(atInfobip(account)).toEqual(nothing);
		});
	});
});

describe('when n8n starts again,', () => {
	describe.each([
		['subscription', looking],
		['profile', lookingAtProfile],
	])('at the look at the %s', (_what, at) => {
		it.each(faults)('%s ends in one working subscription', async (_kind, fault) => {
			const trigger = triggerOf(account);
			await trigger.publish();
			account.sandbox.addFaults({ ...at, ...fault, times: 1 });
			await trigger.publish({ activation: 'init', attempts: 5 });
			expect(atInfobip(account)).toEqual(one);
			await expectToReceive(trigger);
			await trigger.unpublish();
			expect(atInfobip(account)).toEqual(nothing);
		});
	});
});

describe('Infobip takes a request and never answers', () => {
	interface Outcome {
		error: unknown;
		account: Account;
		stored: object;
	}

	const outcomes = new Map<string, Outcome>();

	const publish = async (fault: FaultRule): Promise<Outcome> => {
		const own = await Account.open();
		own.sandbox.addFaults({ ...fault, times: 1 });
		const trigger = triggerOf(own);
		const error: unknown = await trigger.publish().catch((thrown: unknown) => thrown);
		return { error, account: own, stored: trigger.staticData() };
	};

	const unpublish = async (fault: FaultRule): Promise<Outcome> => {
		const own = await Account.open();
		const trigger = triggerOf(own);
		await trigger.publish();
		own.sandbox.addFaults({ ...fault, times: 1 });
		const error: unknown = await trigger.unpublish().catch((thrown: unknown) => thrown);
		return { error, account: own, stored: trigger.staticData() };
	};

	const send = async (fault: FaultRule): Promise<Outcome> => {
		const own = await Account.open();
		own.sandbox.addFaults(fault);
		const parameters = {
			resource: 'message',
			operation: 'sendText',
			sendFrom: 'page',
			to: '2406',
			text: 'Hello',
		};
		const credentials = own.credentials({ pageId: DEMO_PAGE_ID });
		own.sandbox.addPage();
		const error: unknown = await engine
			.run({ node: 'infobipFacebook', parameters, credentials })
			.then(() => undefined)
			.catch((thrown: unknown) => thrown);
		return { error, account: own, stored: {} };
	};

	// Each waits for the node's own time limit of 30 seconds, so all of them wait together.
	const cases: [string, () => Promise<Outcome>][] = [
		['subscribing', async () => publish({ ...subscribing, hang: 'before' })],
		['subscribing, having acted', async () => publish({ ...subscribing, hang: 'after' })],
		...deletions.flatMap(([name, at]): [string, () => Promise<Outcome>][] => [
			[name, async () => unpublish({ ...at, hang: 'before' })],
			[`${name}, having acted`, async () => unpublish({ ...at, hang: 'after' })],
		]),
		['sending', async () => send({ path: '/messages', hang: 'after' })],
	];

	beforeAll(async () => {
		await Promise.all(
			cases.map(async ([name, outcome]) => {
				outcomes.set(name, await outcome());
			}),
		);
	}, 120_000);

	afterAll(async () => {
		for (const outcome of outcomes.values()) await outcome.account.close();
	});

	it.each(['subscribing', 'subscribing, having acted'])(
		'while %s: publishing stops and leaves nothing',
		(name) => {
			const outcome = outcomes.get(name)!;
			expect(outcome.error).toMatchObject({
				message: expect.stringMatching(/no answer came in time/) as string,
			});
			expect(atInfobip(outcome.account)).toEqual(nothing);
			expect(outcome.stored).toEqual({});
		},
	);

	it.each(cases.map(([name]) => name).filter((name) => name.startsWith('deleting')))(
		'while %s: the next attempt of n8n ends it, and nothing is left',
		(name) => {
			const outcome = outcomes.get(name)!;
			expect(outcome.error).toBeUndefined();
			expect(atInfobip(outcome.account)).toEqual(nothing);
			expect(outcome.stored).toEqual({});
		},
	);

	it('while sending: sent once, and found in the logs', () => {
		const outcome = outcomes.get('sending')!;
		expect(outcome.error).toBeUndefined();
		expect(outcome.account.calls()).toEqual([
			'POST /messenger/1/messages',
			'GET /messenger/1/logs',
		]);
	});
});
