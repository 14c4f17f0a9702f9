import type { Workbench } from './Workbench.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';
import { sendRun } from './sendRun.mts';
import type { SendRun } from './sendRun.mts';
import { httpSend, ourSend, sendWorkflow } from './sendWorkflow.mts';
import type { Sender } from './sendWorkflow.mts';

const CONDITIONS = { latencyMs: 50, requestsPerSecond: 50 };
const SENDERS: readonly [Sender, string][] = [
	['page', 'Page'],
	['application', 'Application'],
];

/** What is accepted, and how often, where Infobip takes fifty requests a second. */
export async function rateLimited(bench: Workbench, { messages }: Scale): Promise<Result[]> {
	const results: Result[] = [];
	for (const [sender, name] of SENDERS) {
		const http = httpSend(sender, bench.sandbox.login, bench.basic);
		const ours = await sendRun(
			bench,
			sendWorkflow(messages, ourSend(sender, bench.ours[sender])),
			CONDITIONS,
		);
		const theirs = await sendRun(bench, sendWorkflow(messages, http), CONDITIONS);
		results.push(...judged(name, messages, ours, theirs));
	}
	return results;
}

function judged(name: string, messages: number, ours: SendRun, theirs: SendRun): Result[] {
	const what = `${name}, ${messages} messages, 50 requests/s allowed`;
	const allOnce = ours.accepted === messages && ours.twice === 0;
	return [
		{
			measure: `${what}: messages accepted`,
			ours: ours.accepted,
			theirs: theirs.accepted,
			ratio: ours.accepted / theirs.accepted,
			target: 'ours all, none twice',
			met: allOnce && ours.status === 'success',
		},
		{
			measure: `${what}: seconds until the node ended`,
			ours: ours.seconds,
			theirs: theirs.seconds,
			ratio: ours.seconds / theirs.seconds,
			target: null,
			met: null,
		},
	];
}
