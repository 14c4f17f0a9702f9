/**
 * n8n has another address now, and nothing is written down of what the trigger had at the former one:
 * what it created is recognised by its mark, and removed if nobody else is in use there.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { startEngine } from './engine.mts';
import type { Engine, Trigger } from './engine.mts';
import { SharedAccount } from './lifeCycleFaultsSharedAccount.mts';

let engine: Engine;
/** Another process: a webhook processor of the same n8n, or another n8n. */
let other: Engine;
let shared: SharedAccount;

beforeAll(async () => {
	engine = await startEngine();
	other = await startEngine();
	shared = await SharedAccount.open();
});

afterAll(async () => {
	await shared.close();
	await engine.close();
	await other.close();
});

const receivers: Array<[string, INodeParameters]> = [
	['application', { receiveThrough: 'application', configuration: 'create' }],
	['page', { receiveThrough: 'page', pageId: DEMO_PAGE_ID }],
];

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

describe.each(receivers)('receiving through: %s', (_kind, parameters) => {
	const triggerOf = (more: Partial<Parameters<Engine['trigger']>[0]> = {}): Trigger =>
		engine.trigger({ parameters, credentials: shared.account.credentials(), ...more });

	/** With the same ids, as in another process of this n8n or in a copy of its database. */
	const twinOf = (trigger: Trigger, webhookBase: string): Trigger =>
		other.trigger({
			parameters,
			credentials: shared.account.credentials(),
			webhookBase,
			imported: { ids: trigger.ids },
		});

	beforeEach(async () => {
		await shared.reset(() => triggerOf());
	});

	const leadingTo = (base: string): string[] => shared.ours().filter((line) => line.includes(base));

	/** Published at `base`, and everything that was noted of it is lost. */
	const forgotten = async (base: string): Promise<Trigger> => {
		const trigger = triggerOf({ webhookBase: base });
		await trigger.publish();
		expect(leadingTo(base)).not.toEqual([]);
		trigger.stored.production = {};
		trigger.moveTo(engine.url);
		return trigger;
	};

	it('publishing replaces it', async () => {
		const trigger = await forgotten(NOWHERE);
		await trigger.publish();
		expect(leadingTo(NOWHERE)).toEqual([]);
		await expect(shared.hear(trigger, 1)).resolves.toEqual(['webhook']);
		await trigger.unpublish();
		expect(shared.ours()).toEqual([]);
		expect(shared.damage()).toEqual([]);
	});

	it('unpublishing removes it', async () => {
		const trigger = await forgotten(NOWHERE);
		await trigger.unpublish();
		expect(shared.ours()).toEqual([]);
		expect(shared.damage()).toEqual([]);
	});

	it('leaves what the test listener has, at whatever address', async () => {
		const trigger = triggerOf({ webhookBase: NOWHERE });
		await trigger.listen();
		const before = shared.ours();
		trigger.moveTo(engine.url);
		await trigger.publish();
		await trigger.unpublish();
		expect(shared.ours()).toEqual(before);
	});

	it('leaves what other workflows have there', async () => {
		await triggerOf({ webhookBase: NOWHERE }).publish();
		const before = shared.ours();
		const trigger = triggerOf();
		await trigger.publish();
		await trigger.unpublish();
		expect(shared.ours()).toEqual(before);
	});

	it('leaves what a copy of this n8n has, which answers there', async () => {
		const trigger = triggerOf();
		const copy = twinOf(trigger, other.url);
		await copy.publish();
		const before = shared.ours();
		await trigger.unpublish();
		expect(shared.ours()).toEqual(before);
		await trigger.publish();
		await trigger.unpublish();
		expect(shared.ours()).toEqual(before);
		await expect(shared.hear(copy, 1)).resolves.toEqual(['webhook']);
		await copy.unpublish();
		expect(shared.ours()).toEqual([]);
	});

	it.each([true, false])(
		'is removed if another process of this n8n answers there, noted: %s',
		async (isNoted) => {
			const trigger = await forgotten(other.url);
			// It was started again with the same N8N_WEBHOOK_URL as this one.
			const processor = twinOf(trigger, engine.url);
			await processor.publish();
			if (isNoted) {
				trigger.moveTo(other.url);
				await trigger.publish();
				trigger.moveTo(engine.url);
			}
			await trigger.publish();
			expect(leadingTo(other.url)).toEqual([]);
			await trigger.unpublish();
			expect(shared.ours()).toEqual([]);
		},
	);

	it('is left if something else answers there, and Clean Up shows it', async () => {
		const stranger = createServer((_request, response) => response.writeHead(500).end());
		await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
		const base = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
		try {
			const trigger = await forgotten(base);
			const before = shared.ours();
			await trigger.publish();
			await trigger.unpublish();
			expect(shared.ours()).toEqual(before);
			const [found, ...more] = await cleanUp({ deleteFound: true });
			expect(more).toEqual([]);
			expect(found).toMatchObject({ state: 'unknown', deleted: false });
			expect(found?.['finding']).toMatch(/not that of this n8n any more, answers 500/);
			expect(shared.ours()).toEqual(before);
		} finally {
			stranger.close();
		}
	});

	it('is deleted by Clean Up once the n8n there does not know it any more', async () => {
		await forgotten(other.url);
		await expect(cleanUp({ deleteFound: true })).resolves.toMatchObject([
			{
				state: 'dead',
				deleted: true,
				finding: 'The address is not that of this n8n any more, and no workflow listens there',
			},
		]);
		expect(shared.ours()).toEqual([]);
		expect(shared.damage()).toEqual([]);
	});
});

async function cleanUp(parameters: INodeParameters): Promise<IDataObject[]> {
	const items = await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'setup', operation: 'cleanUp', ...parameters },
		credentials: shared.account.credentials(),
	});
	return items.map(({ json }) => json);
}
