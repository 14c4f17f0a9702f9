/**
 * Infobip takes a request and never answers. Each case waits for the node's own time limit of 30
 * seconds, so all of them wait together, each with an account of its own.
 */
import type { FaultRule } from '../../sandbox/server.mts';
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine } from './engine.mts';

let engine: Engine;

beforeAll(async () => {
	engine = await startEngine();
});

afterAll(async () => {
	await engine.close();
});

interface Outcome {
	error: unknown;
	account: Account;
	stored: object;
}

const cases: Record<string, FaultRule> = {
	'listing the configurations': { method: 'GET', path: '/configurations$', hang: 'before' },
	'making the configuration': { method: 'POST', path: '/configurations$', hang: 'before' },
	'making the configuration, having acted': {
		method: 'POST',
		path: '/configurations$',
		hang: 'after',
	},
	'making the action': { method: 'POST', path: '/actions$', hang: 'before' },
	'making the action, having acted': { method: 'POST', path: '/actions$', hang: 'after' },
};

async function publish(fault: FaultRule): Promise<Outcome> {
	const account = await Account.open();
	account.sandbox.addFaults({ ...fault, times: 1 });
	const trigger = engine.trigger({ parameters: {}, credentials: account.credentials() });
	const error: unknown = await trigger.publish().catch((thrown: unknown) => thrown);
	return { error, account, stored: trigger.staticData() };
}

async function send(fault: FaultRule): Promise<Outcome> {
	const account = await Account.open();
	account.sandbox.addFaults(fault);
	const error: unknown = await engine
		.run({
			node: 'infobipFacebook',
			parameters: { resource: 'message', operation: 'sendText', to: 'person', text: 'Hello' },
			credentials: account.credentials(),
		})
		.catch((thrown: unknown) => thrown);
	return { error, account, stored: {} };
}

describe('Infobip hangs', () => {
	const outcomes = new Map<string, Outcome>();

	beforeAll(async () => {
		await Promise.all([
			...Object.entries(cases).map(async ([name, fault]) => {
				outcomes.set(name, await publish(fault));
			}),
			send({ path: '/single', hang: 'after' }).then((outcome) => outcomes.set('sending', outcome)),
		]);
	}, 120_000);

	afterAll(async () => {
		for (const { account } of outcomes.values()) await account.close();
	});

	it.each(Object.keys(cases))('while %s: publishing stops and leaves nothing', (name) => {
		const { error, account, stored } = outcomes.get(name)!;
		expect(error).toMatchObject({
			message: expect.stringMatching(/no answer came in time/) as string,
		});
		expect(String(error)).toContain(account.sandbox.url);
		expect(account.configurations()).toEqual([]);
		expect(stored).toEqual({});
	});

	it('while sending: sent once, and said to have an unknown outcome', () => {
		const { error, account } = outcomes.get('sending')!;
		expect(error).toMatchObject({
			message: expect.stringMatching(/no answer came in time/) as string,
			description: expect.stringMatching(/may have sent/) as string,
		});
		expect(account.calls()).toEqual(['POST /facebook/1/single']);
	});
});
