import axios from 'axios';

import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { TRIGGER_NODE } from '../e2e/ourNode.mts';
import type { Workbench } from './Workbench.mts';
import { median } from './median.mts';
import { compared } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';

const CALLERS = 10;
const WARM_UP_CALLS = 30;
const WEBHOOK_PATH = 'bench-inbound';

interface Published {
	readonly workflow: SavedWorkflow;
	readonly url: string;
}

/** Calls of Infobip's to a workflow of our trigger alone, against one of n8n's Webhook node alone. */
export async function inbound(
	bench: Workbench,
	{ inboundCalls, repetitions }: Scale,
): Promise<Result[]> {
	const ours = await publishOurs(bench);
	const theirs = await publishTheirs(bench);
	const perSecond = { ours: [] as number[], theirs: [] as number[] };
	for (const { workflow, url } of [ours, theirs]) {
		await callsPerSecond(url, WARM_UP_CALLS);
		await bench.settle(workflow.id);
	}
	for (let repetition = 0; repetition < repetitions; repetition++) {
		perSecond.ours.push(await callsPerSecond(ours.url, inboundCalls));
		await bench.settle(ours.workflow.id);
		perSecond.theirs.push(await callsPerSecond(theirs.url, inboundCalls));
		await bench.settle(theirs.workflow.id);
	}
	for (const { workflow } of [ours, theirs]) await bench.client.unpublish(workflow.id);
	return [
		compared(
			`inbound, ${inboundCalls} calls, ${CALLERS} callers: requests/s`,
			median(perSecond.ours),
			median(perSecond.theirs),
			{
				atLeast: 0.95,
				why: 'by a CPU profile of n8n, what it does more for ours is in its expression sandbox: it evaluates an expression to learn that the body is to be left unread until the secret was checked, and prepares a sandbox to hand over the credential.',
			},
		),
	];
}

async function publishOurs(bench: Workbench): Promise<Published> {
	await bench.sandbox.prepare({});
	const workflow = await publish(bench, {
		type: TRIGGER_NODE,
		typeVersion: 1,
		parameters: {},
		credentials: bench.ours,
	});
	const [url] = await bench.sandbox.forwardUrls();
	if (url === undefined) throw new Error('The trigger has made no Forward action');
	return { workflow, url };
}

async function publishTheirs(bench: Workbench): Promise<Published> {
	const workflow = await publish(bench, {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		parameters: { httpMethod: 'POST', path: WEBHOOK_PATH, options: {} },
	});
	return { workflow, url: `${bench.n8n.url}/webhook/${WEBHOOK_PATH}` };
}

async function publish({ client }: Workbench, node: JsonObject): Promise<SavedWorkflow> {
	const webhookId = crypto.randomUUID();
	const workflow = await client.createWorkflow({
		name: 'Receive',
		nodes: [{ id: 'receive', name: 'Receive', position: [0, 0], webhookId, ...node }],
		connections: {},
	});
	await client.publish(workflow);
	return workflow;
}

async function callsPerSecond(url: string, calls: number): Promise<number> {
	let next = 0;
	const started = performance.now();
	const caller = async (): Promise<void> => {
		while (next < calls) await call(url, next++);
	};
	await Promise.all(Array.from({ length: CALLERS }, caller));
	return (calls / (performance.now() - started)) * 1000;
}

/** @throws AxiosError where the answer is none of the 200s. */
async function call(url: string, index: number): Promise<void> {
	const message = { type: 'TEXT', text: `Message ${index}` };
	const item = { from: '3000000000000001', messageId: crypto.randomUUID(), message };
	const body = { results: [item], messageCount: 1, pendingMessageCount: 0 };
	await axios.post(url, body, { proxy: false, timeout: 30_000 });
}
