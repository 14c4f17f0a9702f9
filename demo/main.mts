/**
 * `npm run demo`: the sandbox and a real n8n with published example workflows, until Ctrl+C.
 * `npm run demo -- --once`: plays a customer of each, shows what became of it, and ends.
 * `--host <name>`: another n8n of `hosts/`.
 */
import { parseArgs } from 'node:util';

import { DEFAULT_HOST, n8nHost } from '../hosts/n8nHost.mts';
import { onStopSignal } from '../hosts/stopSignals.mts';
import { Steps, tellWhy } from './Steps.mts';
import { playOnce } from './playOnce.mts';
import { startDemo, stopDemo } from './running.mts';
import type { Started } from './running.mts';
import { serve } from './serve.mts';

const started: Started = {};
let isServing = false;

onStopSignal(
	() => stopDemo(started),
	() => (isServing ? 0 : 130),
);

process.exitCode = await main();

async function main(): Promise<number> {
	try {
		const { values } = parseArgs({
			options: {
				once: { type: 'boolean', default: false },
				host: { type: 'string', default: DEFAULT_HOST },
			},
		});
		const host = n8nHost(values.host);
		const steps = new Steps(console.log);
		console.log(`The demo on n8n ${host.n8nVersion}`);
		const demo = await startDemo(host, steps, started);
		if (values.once) {
			await playOnce(demo, steps);
			return 0;
		}
		isServing = true;
		return await serve(demo);
	} catch (error) {
		tellFailure(error);
		return 1;
	} finally {
		await stopDemo(started);
	}
}

function tellFailure(error: unknown): void {
	if (started.n8n !== undefined) {
		console.error(`\nThe end of n8n's log:\n${started.n8n.logTail()}`);
	}
	console.error(`\n✗ ${tellWhy(error)}`);
}
