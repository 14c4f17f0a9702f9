import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import { N8nServer } from '../../hosts/N8nServer.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import { DEMO_PAGE_ID, startSandbox } from '../../sandbox/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { leftovers } from '../../demo/leftovers.mts';
import type { Checks } from './Checks.mts';
import { TRIGGER_NODE, runOurNode } from './ourNode.mts';
import { TRIGGER } from './publishedTrigger.mts';
import type { World } from './world.mts';
import { createWorld } from './world.mts';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const LIVES = 20;
/** n8n needs seconds to start, so only some lives end with it killed. */
const KILLS = 4;
const EFFECT_SECONDS = 30;
const ANSWER_MS = 400;

/** n8n 2.x holds a publishing that it was killed in for its own for so long; default 2 minutes. */
const SHORT_LEASE = { N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '10' };

/**
 * Lives of triggers in a real n8n that is killed (SIGKILL) while it publishes or listens: what is
 * published afterwards receives, and in the end nothing of ours is left. An n8n and a sandbox of the
 * scene's own.
 */
export async function lifeCycleScene({ n8n }: World, checks: Checks): Promise<void> {
	const sandbox = await startSandbox({ secondsPerMinute: 1 });
	sandbox.addPage();
	const environment = { ...n8n.host.environment, ...SHORT_LEASE };
	try {
		const own = await checks.check('an n8n for lives of triggers starts', () =>
			N8nServer.start({ ...n8n.host, environment }, REPOSITORY),
		);
		if (own === undefined) return;
		try {
			await live(await createWorld(sandbox, own), checks);
		} finally {
			await own.stop();
		}
	} finally {
		await sandbox.close();
	}
}

async function live(world: World, checks: Checks): Promise<void> {
	const { client, sandbox } = world;
	for (let number = 0; number < LIVES; number += 1) {
		const page = number % 2 === 0;
		const workflow = await createListener(world, page);
		const isKilled = number % (LIVES / KILLS) === 0;
		const name = `life ${number + 1}, ${page ? 'Page' : 'application'}${isKilled ? ', killed while it publishes' : ''}`;
		await checks.check(`${name}: receives, and leaves nothing`, async () => {
			if (isKilled) await killWhilePublishing(world, workflow, page);
			else await client.publish(workflow);
			await receives(world, workflow, page);
			if (number % 3 === 0) {
				await client.listenForTest(workflow.id, TRIGGER);
				await client.stopListening(workflow.id);
			}
			await client.unpublish(workflow.id);
			await nothingIsLeft(sandbox);
		});
	}
	await checks.check(
		'n8n killed while it listens: Clean Up finds what is left, and deletes it',
		async () => {
			const workflow = await createListener(world, true);
			await client.listenForTest(workflow.id, TRIGGER);
			await killAndStart(world);
			assert.notDeepEqual(leftovers(sandbox), []);
			const [found] = await runOurNode(world, CLEAN_UP);
			assert.equal(found?.['deleted'], false);
			const [deleted] = await runOurNode(world, { ...CLEAN_UP, deleteFound: true });
			assert.equal(deleted?.['deleted'], true);
			await nothingIsLeft(sandbox);
		},
	);
}

const CLEAN_UP = { resource: 'setup', operation: 'cleanUp' };

/**
 * The answer to the last request of publishing comes late, and n8n is killed before it is there: what
 * was created exists, and n8n has stored nothing of it.
 */
async function killWhilePublishing(
	world: World,
	workflow: SavedWorkflow,
	page: boolean,
): Promise<void> {
	const { client, sandbox } = world;
	const path = page ? '/subscription/FACEBOOK$' : '/actions$';
	sandbox.addFaults({ method: 'POST', path, hang: 'after', times: 1 });
	const publishing = client.publish(workflow).catch(() => undefined);
	await waitFor('what publishing creates', { seconds: EFFECT_SECONDS, everyMs: 20 }, () =>
		sandbox.faults().some(({ hit }) => hit > 0) ? true : undefined,
	);
	await pause(ANSWER_MS);
	await killAndStart(world);
	await publishing;
	sandbox.clearFaults();
}

/**
 * n8n answers before it has looked after what was published (`activeWorkflowManager.init()` in 1.x's
 * `dist/commands/start.js` comes after `server.start()`); then it says where its editor is.
 */
async function killAndStart({ n8n }: World): Promise<void> {
	await n8n.kill();
	const starts = (): number => n8n.log().split('Editor is now accessible').length;
	const before = starts();
	await n8n.startAgain();
	await waitFor('n8n to have looked after its workflows', { seconds: EFFECT_SECONDS }, () =>
		starts() > before ? true : undefined,
	);
}

async function receives(world: World, workflow: SavedWorkflow, page: boolean): Promise<void> {
	const { client, sandbox, applicationKey } = world;
	const message = { type: 'TEXT', text: 'Hello' } as const;
	sandbox.customerWrites('5000000000000077', {
		...(page ? { pageId: DEMO_PAGE_ID } : { applicationKey }),
		message,
	});
	await waitFor('an execution', { seconds: EFFECT_SECONDS }, async () =>
		(await client.executionsOf(workflow.id)).length > 0 ? true : undefined,
	);
}

async function nothingIsLeft(sandbox: Sandbox): Promise<void> {
	await waitFor('nothing to be left', { seconds: EFFECT_SECONDS }, () =>
		leftovers(sandbox).length === 0 ? true : undefined,
	).catch((error: unknown) => {
		throw new Error(leftovers(sandbox).join(', '), { cause: error });
	});
}

async function createListener(
	{ client, credentials }: World,
	page: boolean,
): Promise<SavedWorkflow> {
	return await client.createWorkflow({
		name: 'Live and let die',
		nodes: [
			{
				id: 'trigger',
				name: TRIGGER,
				type: TRIGGER_NODE,
				typeVersion: 1,
				position: [0, 0],
				webhookId: crypto.randomUUID(),
				parameters: page
					? { receiveThrough: 'page', pageId: DEMO_PAGE_ID }
					: { receiveThrough: 'application' },
				credentials,
			},
		],
		connections: {},
	});
}
