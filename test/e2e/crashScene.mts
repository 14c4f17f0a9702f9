import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { leftovers } from '../../demo/leftovers.mts';
import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import { N8nServer } from '../../hosts/N8nServer.mts';
import { WaitedInVain, waitFor } from '../../hosts/waitFor.mts';
import { startSandbox } from '../../sandbox/server.mts';
import type { Forward, Sandbox } from '../../sandbox/server.mts';
import type { Checks } from './Checks.mts';
import { KeptExecutions } from './keptExecutions.mts';
import type { KeptExecution } from './keptExecutions.mts';
import { TRIGGER_NODE } from './ourNode.mts';
import { TRIGGER } from './publishedTrigger.mts';
import { startReadinessGate } from './readinessGate.mts';
import type { World } from './world.mts';
import { createWorld } from './world.mts';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const MESSAGES = 500;
const MESSAGES_PER_SECOND = 12;
/** n8n is killed once so many messages have been written, and so many more were taken. */
const KILLED_AFTER = [125, 300];
const WORKS_AGAIN = 20;
/** Some retries come while n8n is down, and the rest not all at once when it is back. */
const SECONDS_PER_MINUTE = 2;
const EFFECT_SECONDS = 60;
const SHOWN_DUPLICATES = 3;

/**
 * n8n 2.40 starts a V8 isolate for each call that comes while another is under way, for every trigger
 * but its own Webhook node. On a small machine a dozen customers at once bring it to a standstill;
 * this scene is about crashes.
 */
const NO_ISOLATES = { N8N_EXPRESSION_ENGINE: 'legacy' };

/**
 * n8n 1.x answers a call before it stores the execution (2.x after), so what it answered shortly
 * before it is killed is lost, and no node can mend it. The scene says how many those were.
 */
const ANSWERS_BEFORE_IT_STORES = /^1\./;
const UNSTORED_MS = 10_000;

/**
 * n8n is killed twice while customers write, and started again on what it had on disk, behind a proxy
 * that lets no call through while it starts: no message is lost, and one that came twice can be told
 * by its id. It is an n8n of the scene's own, and a sandbox too, whose minutes are short.
 */
export async function crashScene({ n8n }: World, checks: Checks): Promise<void> {
	const gate = await startReadinessGate();
	const environment = { ...n8n.host.environment, ...NO_ISOLATES, WEBHOOK_URL: gate.url };
	const host = { ...n8n.host, environment };
	const sandbox = await startSandbox({ secondsPerMinute: SECONDS_PER_MINUTE });
	try {
		const own = await checks.check('another n8n starts', () => N8nServer.start(host, REPOSITORY));
		if (own === undefined) return;
		gate.guard(own.url);
		try {
			await crash(await createWorld(sandbox, own), checks);
		} finally {
			await own.stop();
		}
	} finally {
		await sandbox.close();
		await gate.close();
	}
}

async function crash(world: World, checks: Checks): Promise<void> {
	const { client, sandbox, n8n } = world;
	const workflow = await createQuietWorkflow(world);
	await client.publish(workflow);
	const started = Date.now();
	const messageIds: string[] = [];
	const kills: number[] = [];

	await checks.check(`${MESSAGES} customers write while n8n is killed twice`, async () => {
		await Promise.all([
			customersWrite(world, messageIds),
			killAndStart(n8n, sandbox, messageIds, kills),
		]);
	});
	const mayLose = ANSWERS_BEFORE_IT_STORES.test(n8n.host.n8nVersion);
	const promise = mayLose ? 'every message that n8n had time to store' : 'every message';
	await checks.check(`${promise} ends in an execution`, async () => {
		assert.equal(new Set(messageIds).size, MESSAGES);
		await deliveriesEnd(sandbox);
		const inDoubt = mayLose ? answeredShortlyBefore(kills, sandbox.forwards()) : [];
		const executions = await executionsHold(
			await KeptExecutions.of(n8n, workflow.id, TRIGGER),
			messageIds.filter((id) => !inDoubt.some(({ body }) => body.includes(id))),
			sandbox,
		);
		tell(started, executions, sandbox.forwards());
	});
	await checks.check('unpublish after the crashes leaves nothing at the sandbox', async () => {
		await client.unpublish(workflow.id);
		await waitFor('all that was made to be gone', { seconds: EFFECT_SECONDS }, () =>
			leftovers(sandbox).length === 0 ? true : undefined,
		);
	});
}

/** Takes messages and does nothing with them, and is told to keep every execution. */
async function createQuietWorkflow({ client, credentials }: World): Promise<SavedWorkflow> {
	return await client.createWorkflow({
		name: 'Take what comes',
		nodes: [
			{
				id: 'trigger',
				name: TRIGGER,
				type: TRIGGER_NODE,
				typeVersion: 1,
				position: [0, 0],
				webhookId: crypto.randomUUID(),
				parameters: {},
				credentials,
			},
			{
				id: 'nothing',
				name: 'Do nothing',
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [200, 0],
				parameters: {},
			},
		],
		connections: { [TRIGGER]: { main: [[{ node: 'Do nothing', type: 'main', index: 0 }]] } },
		settings: { saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all' },
	});
}

/** At a steady pace, whatever n8n is doing. */
async function customersWrite(
	{ sandbox, applicationKey }: World,
	messageIds: string[],
): Promise<void> {
	const started = Date.now();
	for (let number = 0; number < MESSAGES; number += 1) {
		const due = started + (number * 1000) / MESSAGES_PER_SECOND;
		await pause(Math.max(0, due - Date.now()));
		const customer = String(7_000_000_000_000_000 + number);
		const message = { type: 'TEXT', text: `Message ${number}` } as const;
		messageIds.push(sandbox.customerWrites(customer, { applicationKey, message }).messageId);
	}
}

async function killAndStart(
	n8n: N8nServer,
	sandbox: Sandbox,
	messageIds: readonly string[],
	kills: number[],
): Promise<void> {
	for (const count of KILLED_AFTER) {
		await waitFor(`message ${count}`, { seconds: EFFECT_SECONDS, everyMs: 20 }, () =>
			messageIds.length >= count ? true : undefined,
		);
		const delivered = deliveredOf(sandbox);
		await waitFor('n8n to take messages', { seconds: EFFECT_SECONDS, everyMs: 20 }, () =>
			deliveredOf(sandbox) > delivered + WORKS_AGAIN ? true : undefined,
		);
		kills.push(Date.now());
		await n8n.kill();
		await n8n.startAgain();
	}
}

function answeredShortlyBefore(kills: readonly number[], forwards: Forward[]): Forward[] {
	return forwards.filter(({ attempts }) => {
		const answered = Date.parse(attempts.at(-1)?.at ?? '');
		return kills.some((kill) => answered <= kill && kill - answered < UNSTORED_MS);
	});
}

function deliveredOf(sandbox: Sandbox): number {
	return sandbox.forwards().filter(({ state }) => state === 'delivered').length;
}

/** n8n is up for good now: Infobip's waits need not be that long. */
async function deliveriesEnd(sandbox: Sandbox): Promise<void> {
	sandbox.setSecondsPerMinute(SECONDS_PER_MINUTE / 2);
	await waitFor('n8n to take every message', { seconds: EFFECT_SECONDS }, () =>
		deliveredOf(sandbox) === MESSAGES ? true : undefined,
	);
}

async function executionsHold(
	kept: KeptExecutions,
	messageIds: readonly string[],
	sandbox: Sandbox,
): Promise<KeptExecution[]> {
	let lost: string[] = [];
	try {
		return await waitFor('every message in an execution', { seconds: EFFECT_SECONDS }, async () => {
			const executions = await kept.read();
			const held = new Set(executions.flatMap((execution) => execution.messageIds));
			lost = messageIds.filter((messageId) => !held.has(messageId));
			return lost.length === 0 ? executions : undefined;
		});
	} catch (error) {
		if (!(error instanceof WaitedInVain)) throw error;
		const forwards = sandbox.forwards().filter(({ body }) => lost.some((id) => body.includes(id)));
		const attempts = forwards.map((forward) => JSON.stringify(forward.attempts));
		const text = `${lost.length} messages are in no execution:\n${attempts.join('\n')}`;
		throw new Error(text, { cause: error });
	}
}

function tell(started: number, executions: KeptExecution[], forwards: Forward[]): void {
	const holders = new Map<string, string[]>();
	for (const { id, messageIds } of executions) {
		for (const messageId of messageIds) {
			holders.set(messageId, [...(holders.get(messageId) ?? []), id]);
		}
	}
	const duplicates = [...holders].filter(([, ids]) => ids.length > 1);
	const cutOff = executions.filter(({ status }) => status !== 'success');
	const retries = forwards.reduce((sum, { attempts }) => sum + attempts.length - 1, 0);
	const facts = [
		`${MESSAGES - holders.size} lost`,
		`${holders.size} messages in ${executions.length} executions`,
		`${cutOff.length} of them cut off`,
		`${retries} retries`,
		`${duplicates.length} duplicates`,
		`${((Date.now() - started) / 1000).toFixed(1)} s`,
	];
	console.log(`        ${facts.join(', ')}`);
	for (const [messageId, ids] of duplicates.slice(0, SHOWN_DUPLICATES)) {
		console.log(`        ${messageId} in executions ${ids.join(' and ')}`);
	}
}
