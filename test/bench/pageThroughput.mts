import type { Workbench } from './Workbench.mts';
import { median } from './median.mts';
import { compared } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';
import { inTurn } from './sendRun.mts';
import { EVALUATED, httpSend, ourSend, sendWorkflow } from './sendWorkflow.mts';

const LATENCY_MS = 50;

/** Messages of a Page, one to each person: our node against n8n's HTTP Request node, both as they come. */
export async function pageThroughput(
	bench: Workbench,
	{ messages, repetitions }: Scale,
): Promise<Result[]> {
	const { ours, evaluated, theirs } = await inTurn(
		bench,
		{
			ours: sendWorkflow(messages, ourSend('page', bench.ours.page)),
			evaluated: sendWorkflow(messages, ourSend('page', bench.ours.page, {}, EVALUATED)),
			theirs: sendWorkflow(messages, httpSend('page', bench.sandbox.login, bench.basic)),
		},
		repetitions,
		{ latencyMs: LATENCY_MS },
	);
	const perSecond = (runs: typeof ours) =>
		median(runs.map(({ accepted, seconds }) => accepted / seconds));
	const requests = (runs: typeof ours) => median(runs.map((run) => run.requests));
	const what = `Page, ${messages} messages, ${LATENCY_MS} ms latency`;
	return [
		compared(`${what}: messages/s`, perSecond(ours), perSecond(theirs), {}),
		compared(
			`${what}, with two expressions that n8n evaluates for each: messages/s`,
			perSecond(evaluated),
			perSecond(theirs),
			{
				atLeast: 4,
				why: 'the latency passes once for either node: the HTTP Request node starts all requests at once, ours its ten. The rest is CPU.',
			},
		),
		compared(`${what}: requests`, requests(ours), requests(theirs), { atMost: 1 / 50 }),
	];
}
