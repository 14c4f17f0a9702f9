import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

import fc from 'fast-check';

import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { contractFolder, loadContract } from '../contract/contract.mts';
import {
	basic,
	encoding,
	EVERYTHING,
	FILTERING,
	inboundBodies,
	mark,
	markersIn,
	passesFilter,
	postAsInfobip,
} from '../truth/inboundBodies.mts';
import { mutate, mutations } from '../truth/mutation.mts';
import { truthSeed } from '../truth/seed.mts';
import type { Checks } from './Checks.mts';
import { KeptExecutions } from './keptExecutions.mts';
import { TRIGGER_NODE } from './ourNode.mts';
import { TRIGGER } from './publishedTrigger.mts';
import type { World } from './world.mts';

/** Of each kind of body; 300 in all. */
const BODIES = 60;
const EFFECT_SECONDS = 120;
/** n8n answers before an execution is stored. */
const SETTLE_MS = 2_000;

/** A published trigger, and how Infobip calls it. */
interface Listener {
	readonly workflow: SavedWorkflow;
	readonly url: string;
	readonly authorization: string;
}

/**
 * What `test/truth/inbound.test.mts` does on the engine, on a real n8n: random bodies that Infobip might
 * send are posted to published triggers, and every id and text in them is in an item of an execution,
 * unless a filter drops that item. `TRUTH_SEED` repeats a run.
 */
export async function inboundTruthScene(world: World, checks: Checks): Promise<void> {
	if (loadContract() === undefined) {
		checks.skip('random bodies of Infobip’s', `no OpenAPI files in ${contractFolder()}`);
		return;
	}
	world.sandbox.addPage();
	const all = await checks.check('a trigger of a Page is published', () => listener(world, {}));
	const some = await checks.check('and one with filters', () => listener(world, FILTERING));
	if (all === undefined || some === undefined) return;
	const bodies = randomBodies(truthSeed('receiving on a real n8n'));
	await checks.check(`${bodies.length} random bodies are taken`, async () => {
		for (const { json, by } of bodies) {
			assert.equal(await postAsInfobip(all, json, by), 200, `${by}: ${json}`);
			assert.equal(await postAsInfobip(some, json, by), 200, `${by}: ${json}`);
		}
	});
	const items = await checks.check('every id and text is in an item', async () => {
		const markers = bodies.flatMap(({ json }) => markersIn(json));
		const received = await itemsOf(world, all);
		const output = JSON.stringify(received);
		const lost = markers.filter((marker) => !output.includes(marker));
		console.log(
			`        ${bodies.length} calls, ${received.length} items, ${markers.length} ids and texts, ${lost.length} lost`,
		);
		assert.deepEqual(lost, []);
		return received;
	});
	await checks.check('the filters drop what they name, and nothing else', async () => {
		const expected = (items ?? []).filter(passesFilter);
		assert.deepEqual(sorted(await itemsOf(world, some)), sorted(expected));
	});
	await checks.check('unpublishing leaves nothing', async () => {
		for (const { workflow } of [all, some]) await world.client.unpublish(workflow.id);
		const ours = world.sandbox
			.state()
			.subscriptions.filter(({ subscriptionId }) => subscriptionId.startsWith('n8n-'));
		assert.deepEqual(ours, []);
	});
}

function randomBodies(seed: number): Array<{ json: string; by: string }> {
	return Object.values(inboundBodies(contractFolder())).flatMap((grown, index) =>
		fc
			.sample(fc.tuple(grown, mutations, encoding), { seed: seed + index, numRuns: BODIES })
			.map(([body, changes, by]) => ({ json: JSON.stringify(mutate(mark(body), changes)), by })),
	);
}

async function listener(world: World, parameters: JsonObject): Promise<Listener> {
	const { client, sandbox, credentials } = world;
	const workflow = await client.createWorkflow({
		name: 'Take everything',
		nodes: [
			{
				id: 'trigger',
				name: TRIGGER,
				type: TRIGGER_NODE,
				typeVersion: 1,
				position: [0, 0],
				webhookId: crypto.randomUUID(),
				parameters: {
					receiveThrough: 'page',
					pageId: DEMO_PAGE_ID,
					triggerOn: EVERYTHING,
					...parameters,
				},
				credentials,
			},
		],
		connections: {},
	});
	await client.publish(workflow);
	const created = await waitFor('the subscription', { seconds: EFFECT_SECONDS }, () =>
		sandbox
			.requests()
			.findLast(({ method, path }) => method === 'POST' && path.endsWith('/subscription/FACEBOOK')),
	);
	const { profile } = JSON.parse(created.body ?? '') as CreateSubscription;
	return {
		workflow,
		url: profile.webhook.notifyUrl,
		authorization: basic(profile.security.credentials),
	};
}

interface CreateSubscription {
	profile: {
		webhook: { notifyUrl: string };
		security: { credentials: { username: string; password: string } };
	};
}

/** The items of all executions, once no more of them come. */
async function itemsOf({ n8n, client }: World, { workflow }: Listener): Promise<JsonObject[]> {
	await pause(SETTLE_MS);
	await waitFor('n8n to be idle', { seconds: EFFECT_SECONDS }, async () =>
		(await client.isIdle()) ? true : undefined,
	);
	const kept = await (await KeptExecutions.of(n8n, workflow.id, TRIGGER)).read();
	return kept.flatMap(({ items }) => items);
}

function sorted(items: readonly JsonObject[]): string[] {
	return items.map((item) => JSON.stringify(item)).toSorted();
}
