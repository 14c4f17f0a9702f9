/** Setup → Clean Up: what it finds, what it leaves, and what it deletes only when it is told to. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { startEngine } from './engine.mts';
import type { Engine, Trigger } from './engine.mts';
import { SharedAccount } from './lifeCycleFaultsSharedAccount.mts';

let engine: Engine;
let shared: SharedAccount;

beforeAll(async () => {
	engine = await startEngine();
	shared = await SharedAccount.open();
});

afterAll(async () => {
	await shared.close();
	await engine.close();
});

const triggerOf = (parameters: INodeParameters): Trigger =>
	engine.trigger({
		parameters,
		credentials: shared.account.credentials(),
	});
const receivers: Array<[string, INodeParameters]> = [
	['application', { receiveThrough: 'application', configuration: 'create' }],
	['page', { receiveThrough: 'page', pageId: DEMO_PAGE_ID }],
];

const cleanUp = async (parameters: INodeParameters = {}): Promise<IDataObject[]> => {
	const items = await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'setup', operation: 'cleanUp', ...parameters },
		credentials: shared.account.credentials(),
	});
	return items.map(({ json }) => json);
};

/** The workflow is gone, and n8n never called `delete`. */
const abandoned = async (parameters: INodeParameters): Promise<Trigger> => {
	const trigger = triggerOf(parameters);
	await trigger.listen();
	await trigger.restart(false);
	return trigger;
};

describe.each(receivers)('receiving through: %s', (_kind, parameters) => {
	beforeEach(async () => {
		await shared.reset(() => triggerOf(parameters));
	});

	it('finds what leads to nothing here, and changes nothing unless it is told to', async () => {
		const trigger = await abandoned(parameters);
		const before = shared.ours();
		const [finding, ...more] = await cleanUp();
		expect(more).toEqual([]);
		expect(finding).toMatchObject({ state: 'dead', deleted: false });
		expect(finding?.['leadsTo']).toMatch(trigger.url('test'));
		expect(JSON.stringify(finding)).not.toMatch(/[0-9a-f]{40}/);
		expect(shared.ours()).toEqual(before);
	});

	it('deletes it when it is told to, and nothing of anybody else', async () => {
		await abandoned(parameters);
		await expect(cleanUp({ deleteFound: true })).resolves.toMatchObject([{ deleted: true }]);
		expect(shared.ours()).toEqual([]);
		expect(shared.damage()).toEqual([]);
		await expect(cleanUp()).resolves.toEqual([]);
	});

	it('leaves what a published workflow and a test listener have', async () => {
		const trigger = triggerOf(parameters);
		await trigger.publish();
		await trigger.listen();
		const before = shared.ours();
		await expect(cleanUp({ deleteFound: true })).resolves.toEqual([]);
		expect(shared.ours()).toEqual(before);
		await trigger.restart(false);
		await expect(cleanUp({ deleteFound: true })).resolves.toHaveLength(1);
		await expect(shared.hear(trigger, 1)).resolves.toEqual(['webhook']);
	});

	it('leaves what leads to another n8n, even if nothing answers there', async () => {
		const trigger = engine.trigger({
			parameters,
			credentials: shared.account.credentials(),
			webhookBase: 'http://127.0.0.1:9',
			instanceId: 'another n8n',
		});
		await trigger.publish();
		const before = shared.ours();
		await expect(cleanUp({ deleteFound: true })).resolves.toEqual([]);
		expect(shared.ours()).toEqual(before);
	});

	it('does without an API that the account does not have', async () => {
		await abandoned(parameters);
		const path = _kind === 'page' ? '/facebook/' : '/subscriptions/';
		shared.account.sandbox.addFaults({ path, status: 404, body: {} });
		await expect(cleanUp({ deleteFound: true })).resolves.toMatchObject([{ deleted: true }]);
		shared.account.sandbox.clearFaults();
		expect(shared.ours()).toEqual([]);
	});
});

it('shows configurations without actions only if it is asked for them', async () => {
	await shared.reset(() => triggerOf({}));
	await expect(cleanUp()).resolves.toEqual([]);
	await expect(cleanUp({ emptyConfigurations: true })).resolves.toMatchObject([
		{ what: 'Configuration', state: 'unused', deleted: false },
	]);
	expect(shared.damage()).toEqual([]);
});

it('finds the security setting that an interrupted deletion has left', async () => {
	await shared.reset(() => triggerOf({}));
	const { url, apiKey } = shared.account.sandbox;
	const security = {
		authId: `n8n-${'0'.repeat(24)}-security`,
		type: 'BASIC',
		credentials: { username: 'somebody', password: 'left' },
	};
	await fetch(`${url}/subscriptions/1/security`, {
		method: 'POST',
		headers: { authorization: `App ${apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify(security),
	});
	await expect(cleanUp({ deleteFound: true })).resolves.toMatchObject([
		{ what: 'Subscription security', key: security.authId, deleted: true },
	]);
	expect(shared.ours()).toEqual([]);
	expect(shared.damage()).toEqual([]);
});
