import type { SandboxProcess } from './SandboxProcess.mts';
import { measureSend } from './measureSend.mts';
import type { SendCost } from './measureSend.mts';
import { median } from './median.mts';
import { alone, compared } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';

/** What our node and n8n's engine cost beside what a plain loop with the same requests costs. */
export async function ownCost(
	sandbox: SandboxProcess,
	{ ownCost: count, repetitions }: Scale,
): Promise<Result[]> {
	const ours: SendCost[] = [];
	const theirs: SendCost[] = [];
	for (let repetition = 0; repetition < repetitions; repetition++) {
		for (const [how, costs] of [
			['node', ours],
			['loop', theirs],
		] as const) {
			await sandbox.prepare({ forgetful: true });
			costs.push(await measureSend({ how, count, login: sandbox.login }));
		}
	}
	const of = (costs: SendCost[], value: (cost: SendCost) => number) => median(costs.map(value));
	const cpu = ({ cpuSeconds }: SendCost) => cpuSeconds;
	const memory = ({ rssGrowth }: SendCost) => rssGrowth / 1024 / count;
	const what = `own cost, ${count} messages, no latency`;
	return [
		compared(`${what}: CPU seconds`, of(ours, cpu), of(theirs, cpu), { atMost: 1.5 }),
		alone(`${what}: peak memory growth, KB an item`, of(ours, memory), { atMost: 2 }),
	];
}
