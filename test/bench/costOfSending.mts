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

const WARM_UP_MESSAGES = 10;

/**
 * What a message from a Page costs n8n's process: our node and the HTTP Request node, each time in an
 * n8n of its own. What comes second in the same process would find the memory of the first.
 */
export async function costOfSending(
	start: () => Promise<Workbench>,
	{ ownCost: count, repetitions }: Scale,
): Promise<Result[]> {
	const costs: Record<'ours' | 'theirs', Cost[]> = { ours: [], theirs: [] };
	for (let repetition = 0; repetition < repetitions; repetition++) {
		costs.ours.push(
			await costOf(await start(), count, (bench) => ourSend('page', bench.ours.page)),
		);
		costs.theirs.push(
			await costOf(await start(), count, ({ sandbox, basic }) =>
				httpSend('page', sandbox.login, basic),
			),
		);
	}
	const middle = (whose: keyof typeof costs, what: keyof Cost): number =>
		median(costs[whose].map((cost) => cost[what] / count));
	const what = `Page, ${count} messages in an n8n of its own, no latency`;
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

async function costOf(
	bench: Workbench,
	count: number,
	node: (bench: Workbench) => Parameters<typeof sendWorkflow>[1],
): Promise<Cost> {
	const { n8n, sandbox } = bench;
	await sandbox.prepare({ forgetful: true });
	await bench.time(sendWorkflow(WARM_UP_MESSAGES, node(bench)));
	n8n.forgetPeak();
	const before = n8n.usage();
	await bench.time(sendWorkflow(count, node(bench)));
	const after = n8n.usage();
	await n8n.stop();
	return {
		cpuSeconds: after.cpuSeconds - before.cpuSeconds,
		peakGrowth: after.peakBytes - before.residentBytes,
	};
}
