/** Faults at each remote call of the trigger's life: nothing is left half made, and nothing is lost. */
import type { INodeParameters } from 'n8n-workflow';

import type { FaultRule } from '../../sandbox/server.mts';
import { Account, picked } from './account.mts';
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

const triggerWith = (parameters: INodeParameters = {}): Trigger =>
	engine.trigger({ parameters, credentials: account.credentials() });

/** Every way in which one call can go wrong, except hanging: see `hanging.test.mts`. */
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

/** The remote calls of publishing, each with the words by which its error names it. */
const createCalls: [string, FaultRule, RegExp][] = [
	['listing the configurations', { method: 'GET', path: '/configurations$' }, /list the config/],
	['making the configuration', { method: 'POST', path: '/configurations$' }, /create a config/],
	['making the action', { method: 'POST', path: '/actions$' }, /create an action/],
];

/** What does not stop the publishing: a list that cannot be read, and a created thing that is found. */
const isBorne = (call: string, kind: string): boolean =>
	call.startsWith('listing') ? kind === '403' || kind === '404' : kind === 'half an answer';

describe.each(createCalls)('while %s,', (call, at, named) => {
	const stopping = faults.filter(([kind]) => !isBorne(call, kind));
	const borne = faults.filter(([kind]) => isBorne(call, kind));

	it.each(borne)('%s is borne: a message arrives, and nothing is left', async (_kind, fault) => {
		account.sandbox.addFaults({ ...at, ...fault, times: 1 });
		const trigger = triggerWith();
		await trigger.publish();
		expect(account.actions()).toHaveLength(1);
		await account.customerWrites({ type: 'TEXT', text: 'Hello' });
		await expect(trigger.executions()).resolves.toHaveLength(1);
		await trigger.unpublish();
		expect(account.configurations()).toEqual([]);
	});

	it.each(stopping)('%s stops the publishing and leaves nothing', async (kind, fault, said) => {
		account.sandbox.addFaults({ ...at, ...fault, times: 1 });
		const trigger = triggerWith();
		const error: unknown = await trigger.publish().catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ message: expect.stringMatching(said) as string });
		if (kind !== '401') expect(String(error)).toMatch(named);
		if (kind.startsWith('a reset')) expect(String(error)).toContain(account.sandbox.url);
		expect(account.configurations()).toEqual([]);
		expect(trigger.staticData()).toEqual({});
	});

	it.each(faults)('%s is overcome by the next attempt of n8n', async (_kind, fault) => {
		account.sandbox.addFaults({ ...at, ...fault, times: 1 });
		const trigger = triggerWith();
		await trigger.publish({ attempts: 2 });
		expect(account.configurations()).toHaveLength(1);
		expect(account.actions()).toHaveLength(1);
		await account.customerWrites({ type: 'TEXT', text: 'Hello' });
		await expect(trigger.executions()).resolves.toHaveLength(1);
		await trigger.unpublish();
		expect(account.configurations()).toEqual([]);
	});

	it.each(stopping)(
		'%s is undone by create itself, whatever n8n does next',
		async (_kind, fault) => {
			account.sandbox.addFaults({ ...at, ...fault, times: 1 });
			const trigger = triggerWith();
			await expect(trigger.publish({ tearDown: false })).rejects.toThrow();
			expect(account.configurations()).toEqual([]);
			expect(trigger.staticData()).toEqual({});
		},
	);

	it('a failure of the test listener leaves nothing either', async () => {
		account.sandbox.addFaults({ ...at, status: 500, after: true, times: 1 });
		await expect(triggerWith().listen()).rejects.toThrow(named);
		expect(account.configurations()).toEqual([]);
	});
});

describe('if the action is in an existing configuration,', () => {
	let configuration: string;

	beforeEach(async () => {
		const parameters = { resource: 'configuration', operation: 'create' };
		const credentials = account.credentials();
		const [item] = await engine.run({ node: 'infobipFacebook', parameters, credentials });
		configuration = item?.json['key'] as string;
	});

	const stopping = faults.filter(([kind]) => !isBorne('making the action', kind));

	it.each(stopping)(
		'%s while making it leaves the configuration as it was',
		async (_kind, fault) => {
			account.sandbox.addFaults({ method: 'POST', path: '/actions$', ...fault, times: 1 });
			const parameters = { configuration: 'existing', configurationKey: picked(configuration) };
			await expect(triggerWith(parameters).publish()).rejects.toThrow();
			expect(account.configurations()).toEqual([{ key: configuration, actions: [] }]);
		},
	);
});

describe('somebody else makes a configuration at the same time as ours gets lost,', () => {
	it('which is not taken for ours', async () => {
		account.sandbox.addFaults({
			method: 'POST',
			path: '/configurations$',
			reset: 'after',
			times: 1,
		});
		// Slow down the look that follows, so that theirs is there before it.
		account.sandbox.addFaults({ method: 'GET', path: '/configurations$', skip: 1, delayMs: 100 });
		const trigger = triggerWith();
		const publishing = trigger.publish().catch((thrown: unknown) => thrown);
		while (account.configurations().length === 0) await new Promise(setImmediate);
		const response = await fetch(account.sandbox.url + account.path('configurations'), {
			method: 'POST',
			headers: { authorization: `App ${account.sandbox.apiKey}` },
		});
		const theirs = (await response.json()) as { key: string };
		await publishing;
		// Which of the two empty ones is ours cannot be told: theirs must be there in any case.
		expect(account.configurations().map(({ key }) => key)).toContain(theirs.key);
	});
});

describe('Infobip goes down in the middle and stays down,', () => {
	it.each([
		['after the configuration', [{ method: 'POST', path: '/actions$', status: 503 }]],
		['after the action', [{ method: 'POST', path: '/actions$', reset: 'after' as const }]],
	])(
		'%s: what could not be undone is undone when it is back',
		async (_when, rules: FaultRule[]) => {
			account.sandbox.addFaults(
				...rules,
				{ method: 'GET', path: '/actions$', status: 503 },
				{ method: 'DELETE', status: 503 },
			);
			const trigger = triggerWith();
			await expect(trigger.publish({ attempts: 5 })).rejects.toThrow();
			expect(account.configurations()).toHaveLength(1);
			account.sandbox.clearFaults();
			await trigger.publish();
			expect(account.configurations()).toHaveLength(1);
			expect(account.actions()).toHaveLength(1);
			await trigger.unpublish();
			expect(account.configurations()).toEqual([]);
			expect(trigger.staticData()).toEqual({});
		},
	);
});

describe('while unpublishing,', () => {
	const listing: FaultRule = { method: 'GET', path: '/actions$' };
	const deletions: [string, FaultRule][] = [
		['deleting the action', { method: 'DELETE', path: '/actions/' }],
		['deleting the configuration', { method: 'DELETE', path: '/configurations/[^/]+$' }],
	];

	/** A 404 says that it is gone: then there is nothing to overcome. */
	const passing = faults.filter(([kind]) => kind !== '404');

	it('a 404 to the list of the actions is not believed while the configuration is listed', async () => {
		const trigger = triggerWith();
		await trigger.publish();
		account.sandbox.addFaults({ ...listing, status: 404, times: 1 });
		await trigger.unpublish();
		expect(account.configurations()).toEqual([]);
		expect(trigger.staticData()).toEqual({});
	});

	it.each(deletions)('404 at %s is not believed while it is listed', async (_, at) => {
		const trigger = triggerWith();
		await trigger.publish();
		account.sandbox.addFaults({ ...at, status: 404 });
		await expect(trigger.unpublish()).rejects.toThrow(/404/);
		expect(trigger.staticData()).not.toEqual({});
		account.sandbox.clearFaults();
		await trigger.unpublish();
		expect(account.configurations()).toEqual([]);
		expect(trigger.staticData()).toEqual({});
	});

	it.each(deletions)('404 at %s means that it is gone if it is not listed', async (_, at) => {
		const trigger = triggerWith();
		await trigger.publish();
		account.sandbox.addFaults({ ...at, status: 404, after: true });
		await trigger.unpublish();
		expect(account.configurations()).toEqual([]);
		expect(trigger.staticData()).toEqual({});
	});

	describe.each([['listing the actions', listing] as const, ...deletions])(
		'at %s,',
		(_call, at) => {
			it.each(passing)('%s is overcome by the next attempt of n8n', async (_kind, fault) => {
				const trigger = triggerWith();
				await trigger.publish();
				account.sandbox.addFaults({ ...at, ...fault, times: 1 });
				await trigger.unpublish();
				expect(account.configurations()).toEqual([]);
				expect(trigger.staticData()).toEqual({});
			});

			it('a lasting failure is reported, and forgotten is nothing: the next try succeeds', async () => {
				const trigger = triggerWith();
				await trigger.publish();
				account.sandbox.addFaults({ ...at, status: 503 });
				await expect(trigger.unpublish()).rejects.toThrow(/503/);
				expect(trigger.staticData()).not.toEqual({});
				account.sandbox.clearFaults();
				await trigger.unpublish();
				expect(account.configurations()).toEqual([]);
			});
		},
	);
});

describe('when n8n starts again,', () => {
	it.each(faults)(
		'%s at the look whether all is in place ends in one working action',
		async (_kind, fault) => {
			const trigger = triggerWith();
			await trigger.publish();
			account.sandbox.addFaults({ method: 'GET', path: '/actions$', ...fault, times: 1 });
			await trigger.publish({ activation: 'init', attempts: 5 });
			expect(account.configurations()).toHaveLength(1);
			expect(account.actions()).toHaveLength(1);
			await account.customerWrites({ type: 'TEXT', text: 'Hello' });
			await expect(trigger.executions()).resolves.toHaveLength(1);
		},
	);
});
