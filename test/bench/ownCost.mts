import type { SandboxProcess } from './SandboxProcess.mts';
import { measureSend } from './measureSend.mts';
import type { SendCost, SendOrder } from './measureSend.mts';
import { median } from './median.mts';
import { compared } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';

const WAYS: readonly SendOrder['how'][] = ['node', 'evaluated', 'loop'];

/** What our node and n8n's engine cost, next to what a plain loop with the same requests costs. */
export async function ownCost(
	sandbox: SandboxProcess,
	{ ownCost: count, repetitions }: Scale,
): Promise<Result[]> {
	const costs: Record<SendOrder['how'], SendCost[]> = { node: [], evaluated: [], loop: [] };
	for (let repetition = 0; repetition < repetitions; repetition++) {
		for (const how of WAYS) {
			await sandbox.prepare({ forgetful: true });
			costs[how].push(await measureSend({ how, count, login: sandbox.login }));
		}
	}
	const cpu = (how: SendOrder['how']) => median(costs[how].map(({ cpuSeconds }) => cpuSeconds));
	const memory = (how: SendOrder['how']) =>
		median(costs[how].map(({ rssGrowth }) => rssGrowth / 1024 / count));
	const what = `own cost, ${count} messages, no latency`;
	return [
		compared(`${what}: CPU seconds`, cpu('node'), cpu('loop'), {}),
		compared(
			`${what}, with two expressions that n8n evaluates for each: CPU seconds`,
			cpu('evaluated'),
			cpu('loop'),
			{},
		),
		compared(`${what}: peak memory growth, KB an item`, memory('node'), memory('loop'), {}),
	];
}
