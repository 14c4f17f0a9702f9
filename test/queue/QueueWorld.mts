import assert from 'node:assert/strict';

import type { CredentialReference, SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { N8nProcess } from '../../hosts/N8nProcess.mts';
import type { RunningQueue } from '../../hosts/N8nQueue.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { accountOfPage } from '../e2e/accountOfPage.mts';
import type { PageWorld } from '../e2e/accountOfPage.mts';
import { createWorld } from '../e2e/world.mts';
import type { OwnServices } from './services.mts';

const PAGE_ID = '400000000000009';
const SETTLE_SECONDS = 120;

/** Written by n8n's worker at the end of each execution, at its usual log level. */
const FINISHED = /Worker finished execution (\d+)/g;

export interface QueueWorld extends PageWorld {
	queue: RunningQueue;
	services: OwnServices;
	redisCredential: CredentialReference;
	/** Those of the application; `credentials` are those of the Page. */
	applicationCredentials: Record<string, CredentialReference>;
}

export async function createQueueWorld(
	sandbox: Sandbox,
	queue: RunningQueue,
	services: OwnServices,
): Promise<QueueWorld> {
	const ofApplication = await createWorld(sandbox, queue.main);
	const world = await accountOfPage(ofApplication, PAGE_ID);
	const { hostname, port, pathname, username, password, protocol } = services.redisUrl;
	const redisCredential = await world.client.createCredential('Redis', 'redis', {
		host: hostname,
		port: Number(port || 6379),
		database: Number(pathname.slice(1) || 0),
		user: decodeURIComponent(username),
		password: decodeURIComponent(password),
		ssl: protocol === 'rediss:',
	});
	const applicationCredentials = ofApplication.credentials;
	return { ...world, queue, services, redisCredential, applicationCredentials };
}

/** Publishes and gives the address that Infobip was told. */
export async function publishAt(
	{ client, sandbox, queue }: QueueWorld,
	workflow: SavedWorkflow,
	addressOf: () => string | undefined,
): Promise<string> {
	await client.publish(workflow);
	const address = await waitFor('the trigger to be registered', { seconds: 30 }, addressOf);
	assert.ok(address.startsWith(`${queue.webhookProcessor.url}/`), `It is ${address}`);
	assert.ok(sandbox.url !== address);
	return address;
}

/** Waits until Infobip has handed everything over, and every execution that came of it has ended. */
export async function settled({ client, sandbox }: QueueWorld): Promise<void> {
	const pace = { seconds: SETTLE_SECONDS, everyMs: 500 };
	await waitFor('every message to be handed over', pace, () =>
		sandbox.forwards().every(({ state }) => state === 'delivered') ? true : undefined,
	);
	await waitFor('every execution to end', pace, async () =>
		(await client.isIdle()) ? true : undefined,
	);
}

/** Ids of the executions that a worker has finished. */
export function finishedBy(worker: N8nProcess): Set<string> {
	return new Set(Array.from(worker.log().matchAll(FINISHED), ([, id]) => id!));
}
