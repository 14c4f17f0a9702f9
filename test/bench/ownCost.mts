import type { SandboxProcess } from './SandboxProcess.mts';
import { measureSend } from './measureSend.mts';
import type { SendCost, SendOrder } from './measureSend.mts';
import { median } from './median.mts';
import { compared, judged } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';

const WAYS: readonly SendOrder['how'][] = ['node', 'fixed', 'loop'];

/** What our node and n8n's engine cost beside what a plain loop with the same requests costs. */
export async function ownCost(
	sandbox: SandboxProcess,
	{ ownCost: count, repetitions }: Scale,
): Promise<Result[]> {
	const costs: Record<SendOrder['how'], SendCost[]> = { node: [], fixed: [], loop: [] };
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
			why: 'n8n evaluates two expressions for each item, and takes several times as long for that as the loop for all it does; the line without expressions shows the rest, of which a part is n8n opening a connection for each request. A loop that has its list at hand evaluates none.',
		}),
		compared(
			`${what}, without an expression in the form: CPU seconds`,
			cpu('fixed'),
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
