/**
 * `npm run test:queue`: the packed nodes in a real n8n in queue mode (one main, one webhook processor,
 * two workers, PostgreSQL and Redis) against the sandbox, checked by what customers hear.
 *
 * `--host <name>`: another n8n of `hosts/`. `--messages <count>`, `--customers <count>`: how much is
 * written. `--dialogues <count>`: how many customers are in a dialogue at the same time. `--only <stage>`:
 * `messages` or `dialogues` alone. `--engine <legacy|vm|quickjs>`: n8n's expression engine.
 * `DATABASE_URL`, `REDIS_URL`: where PostgreSQL and Redis are, if not on this machine's usual ports.
 *
 * Ends with a line `N passed, N failed`; exits with 0 when none has failed.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { N8nQueue } from '../../hosts/N8nQueue.mts';
import { installHost } from '../../hosts/installHost.mts';
import { DEFAULT_HOST, n8nHost } from '../../hosts/n8nHost.mts';
import { runCommand } from '../../hosts/runCommand.mts';
import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { checkedRun } from '../checkedRun.mts';
import type { Checks } from '../e2e/Checks.mts';
import { createQueueWorld } from './QueueWorld.mts';
import type { QueueWorld } from './QueueWorld.mts';
import { dialogueStage } from './dialogueStage.mts';
import { queueScene } from './queueScene.mts';
import { ownServices } from './services.mts';
import type { OwnServices } from './services.mts';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const WORKERS = 2;
/** n8n's own default. */
const CONCURRENCY = 10;
/** What does not come through is tried again soon. */
const SECONDS_PER_MINUTE = 5;

const started: { services?: OwnServices; queue?: N8nQueue; sandbox?: Sandbox } = {};

process.exitCode = await checkedRun({ play: main, logTail: () => started.queue?.logTails(), stop });

async function main(checks: Checks): Promise<void> {
	const { values } = parseArgs({
		options: {
			host: { type: 'string', default: DEFAULT_HOST },
			messages: { type: 'string', default: '1000' },
			customers: { type: 'string', default: '50' },
			dialogues: { type: 'string', default: '200' },
			only: { type: 'string', multiple: true, default: ['messages', 'dialogues'] },
			engine: { type: 'string', default: 'legacy' },
		},
	});
	const scale = {
		messages: countOf('messages', values.messages),
		customers: countOf('customers', values.customers),
	};
	const dialogues = countOf('dialogues', values.dialogues);
	await play(
		values.host,
		values.engine,
		async (world) => {
			if (values.only.includes('messages')) await queueScene(world, scale, checks);
			if (values.only.includes('dialogues')) await dialogueStage(world, dialogues, checks);
		},
		checks,
	);
}

async function play(
	hostName: string,
	engine: string,
	stages: (world: QueueWorld) => Promise<void>,
	checks: Checks,
): Promise<void> {
	const host = n8nHost(hostName);
	const services = await ownServices();
	started.services = services;
	await installHost(host, console.log);
	await runCommand('npm', ['run', 'build'], { cwd: REPOSITORY, seconds: 300 });
	const sandbox = await startSandbox({ secondsPerMinute: SECONDS_PER_MINUTE });
	started.sandbox = sandbox;
	const queue = new N8nQueue(host, REPOSITORY, services, {
		workers: WORKERS,
		concurrency: CONCURRENCY,
		environment: { N8N_EXPRESSION_ENGINE: engine },
	});
	started.queue = queue;
	const running = await queue.start();
	console.log(
		`n8n ${host.n8nVersion} (${engine}): main ${running.main.url}, webhook processor ` +
			`${running.webhookProcessor.url}, ${WORKERS} workers; sandbox ${sandbox.url}`,
	);
	await stages(await createQueueWorld(sandbox, running, services));
	await checks.check('every process is still running', () => {
		const endings = queue.endings();
		if (endings.length > 0) throw new Error(endings.join('; '));
	});
}

/** Redis last: while n8n runs it makes keys. */
async function stop(): Promise<void> {
	await started.queue?.stop();
	await started.sandbox?.close();
	await started.services?.remove();
}

function countOf(option: string, text: string): number {
	const count = Number(text);
	if (!Number.isInteger(count) || count < 1) {
		throw new Error(`--${option} is to be a whole number from 1 on, not “${text}”`);
	}
	return count;
}
