import { median } from './median.mts';
import { compared } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';
import { httpSend, ourSend, sendWorkflow } from './sendWorkflow.mts';
import type { Workbench } from './Workbench.mts';

interface Cost {
	readonly cpuSeconds: number;
	readonly peakGrowth: number;
}

/** What a message from a Page costs n8n's process: our node and the HTTP Request node, in one n8n. */
export async function costOfSending(
	bench: Workbench,
	{ ownCost: count, repetitions }: Scale,
): Promise<Result[]> {
	const ours = sendWorkflow(count, ourSend('page', bench.ours.page));
	const theirs = sendWorkflow(count, httpSend('page', bench.sandbox.login, bench.basic));
	const costs: Record<'ours' | 'theirs', Cost[]> = { ours: [], theirs: [] };
	for (let repetition = 0; repetition < repetitions; repetition++) {
		costs.ours.push(await costOf(bench, ours));
		costs.theirs.push(await costOf(bench, theirs));
	}
	const middle = (whose: keyof typeof costs, what: keyof Cost): number =>
		median(costs[whose].map((cost) => cost[what] / count));
	const what = `Page, ${count} messages in one n8n, no latency`;
	return [
		compared(
			`${what}: CPU ms a message`,
			middle('ours', 'cpuSeconds') * 1000,
			middle('theirs', 'cpuSeconds') * 1000,
			{ atMost: 0.5 },
		),
		compared(
			`${what}: peak memory growth, KB an item`,
			middle('ours', 'peakGrowth') / 1024,
			middle('theirs', 'peakGrowth') / 1024,
			{ atMost: 0.7 },
		),
	];
}

async function costOf(bench: Workbench, workflow: Parameters<Workbench['time']>[0]): Promise<Cost> {
	const { n8n, sandbox } = bench;
	await sandbox.prepare({ forgetful: true });
	n8n.forgetPeak();
	const before = n8n.usage();
	await bench.time(workflow);
	const after = n8n.usage();
	return {
		cpuSeconds: after.cpuSeconds - before.cpuSeconds,
		peakGrowth: after.peakBytes - before.residentBytes,
	};
}
