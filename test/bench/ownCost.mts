import type { SandboxProcess } from './SandboxProcess.mts';
import { measureSend } from './measureSend.mts';
import type { SendCost, SendOrder } from './measureSend.mts';
import { median } from './median.mts';
import { compared, judged } from './result.mts';
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
		compared(`${what}: CPU seconds`, cpu('node'), cpu('loop'), {
			atMost: 1.5,
			why: 'the rest is what n8n does for a run: it keeps a record of each item, copies the input and the output, and opens a connection for each request. A loop has its list at hand and does none of it.',
		}),
		compared(
			`${what}, with two expressions that n8n evaluates for each: CPU seconds`,
			cpu('evaluated'),
			cpu('loop'),
			{},
		),
		{
			...compared(`${what}: peak memory growth, KB an item`, memory('node'), memory('loop'), {}),
			...judged('ours', memory('node'), {
				atMost: 2,
				why: 'resident memory counts what could be collected and is not yet. The loop keeps the answers alone and is about at the limit itself; n8n keeps the input and the output items, too, and the node its messages until they are sent.',
			}),
		},
	];
}
