import axios from 'axios';

import type { Workbench } from './Workbench.mts';
import { median } from './median.mts';
import { compared } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';
import { inTurn } from './sendRun.mts';
import type { SendRun } from './sendRun.mts';
import { httpSend, ourSend, sendWorkflow } from './sendWorkflow.mts';

const LATENCY_MS = 50;
const PARALLEL = 10;
const FIRST_PERSON = 1_000_000_000_000_000;

/**
 * Messages of an application, one request each. The HTTP Request node's batching starts so many
 * requests, waits its interval and starts the next, whether or not the first have been answered. So it
 * has the same number under way only where the interval is the latency; with the smallest interval
 * that it takes (0 turns batching off) it has many more, which is shown as well.
 */
export async function applicationThroughput(
	bench: Workbench,
	{ messages, repetitions }: Scale,
): Promise<Result[]> {
	const { login } = bench.sandbox;
	const theirs = (batchInterval: number) =>
		sendWorkflow(
			messages,
			httpSend('application', login, bench.basic, {
				batching: { batch: { batchSize: PARALLEL, batchInterval } },
			}),
		);
	const runs = await inTurn(
		bench,
		{
			ours: sendWorkflow(messages, ourSend('application', bench.ours.application)),
			same: theirs(LATENCY_MS),
			smallest: theirs(1),
		},
		repetitions,
		{ latencyMs: LATENCY_MS },
	);
	const perSecond = (of: SendRun[]) =>
		median(of.map(({ accepted, seconds }) => accepted / seconds));
	const underWay = (of: SendRun[]) => median(of.map((run) => run.underWay));
	const what = `Application, ${messages} messages, ${LATENCY_MS} ms latency`;
	const ours = perSecond(runs.ours);
	return [
		compared(
			`${what}, ${PARALLEL} parallel against what the latency allows: messages/s`,
			ours,
			(PARALLEL * 1000) / LATENCY_MS,
			{
				atLeast: 0.95,
				why: 'n8n opens a connection for each request, and what arrives at the same moment it works through before it sends anything: about a millisecond for each of ten answers, then the next ten requests leave together. A plain caller that keeps its connections (the line below) sends each at once.',
			},
		),
		compared(
			`${what}, ${PARALLEL} parallel against plain axios calls without n8n: messages/s`,
			ours,
			await plainCalls(bench, messages),
			{},
		),
		compared(
			`${what}, ${PARALLEL} parallel against batches of ${PARALLEL} every ${LATENCY_MS} ms: messages/s`,
			ours,
			perSecond(runs.same),
			{ atLeast: 1 },
		),
		compared('most requests under way in it', underWay(runs.ours), underWay(runs.same), {}),
		compared(
			`${what}, ${PARALLEL} parallel against batches of ${PARALLEL} every 1 ms: messages/s`,
			ours,
			perSecond(runs.smallest),
			{},
		),
		compared('most requests under way in it ', underWay(runs.ours), underWay(runs.smallest), {}),
	];
}

/** Messages a second with as many requests under way, each without anything around it. */
async function plainCalls({ sandbox }: Workbench, messages: number): Promise<number> {
	await sandbox.prepare({ latencyMs: LATENCY_MS });
	const { url, username, password, applicationKey: from } = sandbox.login;
	const config = { auth: { username, password }, proxy: false } as const;
	let next = 0;
	const started = performance.now();
	const caller = async (): Promise<void> => {
		while (next < messages) {
			const to = String(FIRST_PERSON + next++);
			const body = { from, to, type: 'TEXT', text: `Message ${next}` };
			await axios.post(`${url}/facebook/1/single`, body, config);
		}
	};
	await Promise.all(Array.from({ length: PARALLEL }, caller));
	return (messages / (performance.now() - started)) * 1000;
}
