/**
 * `npm run bench`: our nodes next to n8n's own, in one run, in turn. Writes
 * `docs/benchmarks.md` and its picture. `--quick`: the same measures on less, in under two minutes,
 * printed only. `--only <measure>`, such as `inbound`: that alone, printed only. `--json <file>`: the table as JSON as well.
 */
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { tellWhy } from '../../demo/Steps.mts';
import { installHost } from '../../hosts/installHost.mts';
import { DEFAULT_HOST, n8nHost } from '../../hosts/n8nHost.mts';
import { runCommand } from '../../hosts/runCommand.mts';
import { onStopSignal } from '../../hosts/stopSignals.mts';
import { SandboxProcess } from './SandboxProcess.mts';
import { Workbench } from './Workbench.mts';
import { applicationThroughput } from './applicationThroughput.mts';
import { costOfSending } from './costOfSending.mts';
import { writeDocument } from './document.mts';
import { growth } from './growth.mts';
import { inbound } from './inbound.mts';
import { manyItems } from './manyItems.mts';
import { ownCost } from './ownCost.mts';
import { n8nStart } from './n8nStart.mts';
import { packageSize } from './packageSize.mts';
import { pageThroughput } from './pageThroughput.mts';
import { rateLimited } from './rateLimited.mts';
import type { Result } from './result.mts';
import { resumption } from './resumption.mts';
import { FULL, QUICK } from './scale.mts';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const started: { bench?: Workbench; sandbox?: SandboxProcess } = {};

onStopSignal(stop, () => 130);

try {
	await run();
} catch (error) {
	console.error(tellWhy(error));
	process.exitCode = 1;
}
await stop();

async function run(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			only: { type: 'string' },
			json: { type: 'string' },
		},
	});
	const scale = values.quick ? QUICK : FULL;
	const host = n8nHost(DEFAULT_HOST);
	await installHost(host, console.log);
	await runCommand('npm', ['run', 'build'], { cwd: REPOSITORY, seconds: 300 });
	const sandbox = await SandboxProcess.start();
	started.sandbox = sandbox;

	const results: Result[] = [];
	const isWanted = (name: string): boolean => values.only === undefined || values.only === name;
	const take = async (name: string, measure: () => Promise<Result[]>): Promise<void> => {
		if (!isWanted(name)) return;
		const begun = performance.now();
		const taken = await measure();
		results.push(...taken);
		console.log(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
		for (const result of taken) console.log(`  ${JSON.stringify(inJson(result))}`);
	};
	// Without n8n next to them.
	await take('tarball and loading', () => packageSize(REPOSITORY, scale));
	await take('own cost', () => ownCost(sandbox, scale));
	await take('many items', () => manyItems(sandbox, scale));
	const steps = values.only === undefined ? await growth(sandbox, scale, console.log) : [];

	const bench = await Workbench.start(host, REPOSITORY, sandbox);
	started.bench = bench;
	await take('from a Page', () => pageThroughput(bench, scale));
	await take('from an application', () => applicationThroughput(bench, scale));
	await take('limited', () => rateLimited(bench, scale));
	await take('inbound', () => inbound(bench, scale));
	await take('resumption', () => resumption(bench, scale));
	await bench.n8n.stop();
	await take('cost of sending', () =>
		costOfSending(async () => {
			started.bench = await Workbench.start(host, REPOSITORY, sandbox);
			return started.bench;
		}, scale),
	);
	await take('start of n8n', () => n8nStart(host, REPOSITORY, scale));
	if (isWanted('inbound, legacy engine')) {
		const legacy = await Workbench.start(host, REPOSITORY, sandbox, true);
		started.bench = legacy;
		await take('inbound, legacy engine', () => inbound(legacy, scale));
	}

	const missed = results.filter(({ met }) => met === false);
	console.log(`\n${results.length} figures, ${missed.length} short of their target`);
	if (values.json !== undefined) {
		writeFileSync(values.json, `${JSON.stringify(results.map(inJson), null, '\t')}\n`);
	}
	if (!values.quick && values.only === undefined)
		writeDocument(REPOSITORY, results, steps, host.n8nVersion);
}

/** The fields that `--json` promises. */
function inJson({ measure, ours, theirs, ratio, target, met }: Result): Result {
	return { measure, ours, theirs, ratio, target, met };
}

async function stop(): Promise<void> {
	await started.bench?.n8n.stop();
	await started.sandbox?.stop();
}
