import assert from 'node:assert/strict';

import axios from 'axios';

import { API_CREDENTIAL } from '../../demo/exampleWorkflow.mts';
import { forwardActions } from '../../demo/forwardActions.mts';
import { leftovers } from '../../demo/leftovers.mts';
import { subscriptionsOf } from '../../demo/subscriptionsOf.mts';
import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import { textAt } from '../../hosts/jsonShape.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import type { Checks } from '../e2e/Checks.mts';
import { answersArrive } from '../e2e/publishedTrigger.mts';
import { Correspondence } from './Correspondence.mts';
import type { Business, Outcome } from './Correspondence.mts';
import type { QueueWorld } from './QueueWorld.mts';
import { finishedBy, publishAt, settled } from './QueueWorld.mts';
import { onceWorkflow } from './onceWorkflow.mts';

export interface Scale {
	messages: number;
	customers: number;
}

interface Way {
	name: string;
	business: Business;
	workflow: SavedWorkflow;
	/** Where Infobip was told to call. */
	addressOf: () => string | undefined;
}

/** Both ways of receiving, from publishing to unpublishing, in an n8n in queue mode. */
export async function queueScene(world: QueueWorld, scale: Scale, checks: Checks): Promise<void> {
	const ways = [await applicationWay(world), await pageWay(world)];
	const addresses: string[] = [];
	for (const { name, workflow, addressOf } of ways) {
		const what = `publish on ${name}: Infobip is told the webhook processor's address`;
		const address = await checks.check(what, () => publishAt(world, workflow, addressOf));
		if (address === undefined) return;
		addresses.push(address);
	}
	await correspond(world, ways, scale, checks);
	for (const way of ways) await severalInOneCall(world, way, checks);
	await checks.check('unpublish leaves nothing at Infobip, and no address', async () => {
		for (const { workflow } of ways) await world.client.unpublish(workflow.id);
		await waitFor('all that was made to be gone', { seconds: 30 }, () =>
			leftovers(world.sandbox).length === 0 ? true : undefined,
		);
		for (const address of addresses) await assertUnknown(address);
	});
}

async function applicationWay(world: QueueWorld): Promise<Way> {
	const { sandbox, applicationKey } = world;
	return {
		name: 'an application',
		business: { applicationKey },
		workflow: await createOnce(world, 'application', {}),
		addressOf: () => forwardActions(sandbox, applicationKey)[0]?.forwardUrl,
	};
}

async function pageWay(world: QueueWorld): Promise<Way> {
	const { sandbox, pageId } = world;
	return {
		name: 'a Page',
		business: { pageId },
		workflow: await createOnce(world, 'page', { receiveThrough: 'page' }),
		addressOf: () => {
			const [subscription] = subscriptionsOf(sandbox, pageId);
			const profile = sandbox
				.state()
				.profiles.find(({ profileId }) => profileId === subscription?.profileId);
			return profile && textAt(profile, 'webhook', 'notifyUrl');
		},
	};
}

async function createOnce(
	world: QueueWorld,
	sendFrom: 'application' | 'page',
	trigger: { receiveThrough?: 'page' },
): Promise<SavedWorkflow> {
	const { client, redisCredential, services } = world;
	const credentials = sendFrom === 'page' ? world.credentials : world.applicationCredentials;
	return await client.createWorkflow(
		onceWorkflow({
			name: `Answer once, from ${sendFrom}`,
			trigger,
			sendFrom,
			keyPrefix: `${services.redisPrefix}:seen`,
			credentials: { [API_CREDENTIAL]: credentials[API_CREDENTIAL]!, redis: redisCredential },
		}),
	);
}

async function correspond(
	world: QueueWorld,
	ways: readonly Way[],
	{ messages, customers }: Scale,
	checks: Checks,
): Promise<void> {
	const correspondence = new Correspondence(world.sandbox);
	const writers = new Map(
		Array.from({ length: customers }, (_, index) => [
			String(6_000_000_000_000_000 + index),
			ways[index % ways.length]!.business,
		]),
	);
	await checks.check(`${customers} customers write ${messages} messages`, async () => {
		await correspondence.play(writers, messages);
		await settled(world);
	});
	const outcome = correspondence.outcome();
	const perWorker = world.queue.workers.map((worker) => finishedBy(worker).size);
	const retries = retriesOf(world.sandbox);
	await checks.check('every message is answered once', () => {
		assert.equal(outcome.messages, messages);
		assert.deepEqual({ lost: outcome.lost, doubled: outcome.doubled }, { lost: [], doubled: [] });
	});
	await checks.check('who waits for each answer gets them in order', () => {
		assert.deepEqual(outcome.disordered, []);
	});
	// Those that come at the same moment as the first are for the workflow's own step.
	await checks.check('Ignore Duplicates holds back what comes again a minute later', () => {
		assert.ok(executionsOf(perWorker) <= messages + outcome.repeats.atOnce + retries);
	});
	await checks.check('every worker runs executions', () => {
		assert.ok(perWorker.every((count) => count > 0));
		const [first, ...others] = world.queue.workers.map(finishedBy);
		const shared = others.flatMap((ids) => [...ids].filter((id) => first!.has(id)));
		assert.deepEqual(shared, []);
	});
	tell(outcome, perWorker, retries);
}

function executionsOf(perWorker: readonly number[]): number {
	return perWorker.reduce((sum, count) => sum + count, 0);
}

/** Calls that were made once more because the one before got no 200 in time. */
function retriesOf(sandbox: Sandbox): number {
	return sandbox.forwards().reduce((sum, { attempts }) => sum + attempts.length - 1, 0);
}

function tell(outcome: Outcome, perWorker: readonly number[], retries: number): void {
	const { messages, repeats, seconds, lost, doubled } = outcome;
	const passed = executionsOf(perWorker) - messages;
	const held = repeats.later + repeats.atOnce + retries - passed;
	const facts = [
		`${messages} messages: ${lost.length} lost, ${doubled.length} doubled`,
		`${seconds.toFixed(1)} s, ${(messages / seconds).toFixed(1)} messages/s`,
		`executions per worker: ${perWorker.join(' and ')}`,
		`handed over again: ${repeats.later} a minute later, ${repeats.atOnce} at the same moment, ${retries} for want of a 200; ` +
			`${held} held back by Ignore Duplicates, ${passed} by the workflow's own step`,
	];
	for (const fact of facts) console.log(`        ${fact}`);
}

async function severalInOneCall(
	world: QueueWorld,
	{ name, business }: Way,
	checks: Checks,
): Promise<void> {
	const customers = ['6100000000000001', '6100000000000002'];
	const texts = ['one', 'two', 'three', 'four', 'five'];
	await checks.check(`several messages in one call, on ${name}: answered in order`, async () => {
		world.sandbox.customersWrite({
			...business,
			messages: texts.flatMap((text) =>
				customers.map((userKey) => ({ userKey, message: { type: 'TEXT', text } })),
			),
		});
		await settled(world);
		for (const userKey of customers) {
			const answers = await answersArrive(world, userKey, texts.length);
			assert.deepEqual(
				answers.slice(-texts.length),
				texts.map((text) => `You said: ${text}`),
			);
		}
	});
}

async function assertUnknown(address: string): Promise<void> {
	const { status } = await axios.post(address, {}, { validateStatus: null, proxy: false });
	assert.equal(status, 404);
}
