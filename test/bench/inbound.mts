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

interface Published {
	readonly workflow: SavedWorkflow;
	readonly url: string;
}

/**
 * Calls of Infobip's to a workflow of our trigger alone, against one of n8n's Webhook node alone: its
 * newest version, and the first, for which n8n does what it does for every trigger but the newest.
 */
export async function inbound(
	bench: Workbench,
	{ inboundCalls, repetitions }: Scale,
): Promise<Result[]> {
	const callees = {
		ours: await publishOurs(bench),
		newest: await publishTheirs(bench, 2.1),
		first: await publishTheirs(bench, 1),
	};
	const perSecond: Record<keyof typeof callees, number[]> = { ours: [], newest: [], first: [] };
	const names = Object.keys(callees) as (keyof typeof callees)[];
	for (const name of names) {
		const { url, workflow } = callees[name];
		await callsPerSecond(url, WARM_UP_CALLS);
		await bench.settle(workflow.id);
	}
	for (let repetition = 0; repetition < repetitions; repetition++) {
		for (const name of names) {
			const { url, workflow } = callees[name];
			perSecond[name].push(await callsPerSecond(url, inboundCalls));
			await bench.settle(workflow.id);
		}
	}
	for (const { workflow } of Object.values(callees)) await bench.client.unpublish(workflow.id);
	const what = `inbound, ${inboundCalls} calls, ${CALLERS} callers`;
	const ours = median(perSecond.ours);
	return [
		compared(`${what}: requests/s`, ours, median(perSecond.newest), {
			atLeast: 0.95,
			why: 'before n8n 2.40 asks a trigger anything it makes an isolate of its expression engine for the call, tens of milliseconds of CPU, and one more for the execution. It leaves the first out for its own Webhook node from version 2 and for no other (`webhookPhaseNeedsIsolate` in its `live-webhooks.js`), so no trigger of a package comes near. The line below, against the first version, shows what is left for us. `N8N_EXPRESSION_ENGINE=legacy` makes none at all.',
		}),
		compared(
			`${what}, against version 1 of the Webhook node: requests/s`,
			ours,
			median(perSecond.first),
			{},
		),
	];
}

async function publishOurs(bench: Workbench): Promise<Published> {
	await bench.sandbox.prepare({});
	const workflow = await publish(bench, {
		type: TRIGGER_NODE,
		typeVersion: 1,
		parameters: {},
		credentials: bench.ours.application,
	});
	const [url] = await bench.sandbox.forwardUrls();
	if (url === undefined) throw new Error('The trigger has made no Forward action');
	return { workflow, url };
}

async function publishTheirs(bench: Workbench, typeVersion: number): Promise<Published> {
	const path = `bench-inbound-${typeVersion}`;
	const workflow = await publish(bench, {
		type: 'n8n-nodes-base.webhook',
		typeVersion,
		parameters: { httpMethod: 'POST', path, options: {} },
	});
	return { workflow, url: `${bench.n8n.url}/webhook/${path}` };
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
