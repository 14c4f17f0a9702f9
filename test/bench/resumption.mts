import { randomInt } from 'node:crypto';
import { Agent } from 'node:http';

import axios from 'axios';

import { quickReply } from '../../demo/choosing.mts';
import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { textAt } from '../../hosts/jsonShape.mts';
import { parseReference, waitingPath } from '../../infobip/conversation/reference.ts';
import type { Reply } from '../../infobip/conversation/reply.ts';
import type { BatchPlay, ShownMessage } from '../../sandbox/server.mts';
import { ACTION_NODE, TRIGGER_NODE } from '../e2e/ourNode.mts';
import type { Workbench } from './Workbench.mts';
import { median } from './median.mts';
import { compared } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';

const CALLERS = 10;
const WARM_UP = 10;

/** A workflow whose executions wait, and how they get to that and on from there. */
interface Waiting {
	readonly workflow: SavedWorkflow;
	/** Starts so many executions that wait. */
	begin: (count: number) => Promise<void>;
	/** Finds out what `resume` needs, before the time is taken. */
	prepare: (executionIds: readonly string[]) => Promise<Resumption>;
}

/** Has the callers resume every execution; may return before that is done. */
type Resumption = () => Promise<void>;

/**
 * Executions that wait for a customer in our Send and Wait for Response, against as many in n8n's Wait
 * node. A reply comes as Infobip hands it over, through the trigger, which calls the waiting URL; the
 * Wait node's URL is called directly. The second line has our node's URL called directly, too.
 */
export async function resumption(
	bench: Workbench,
	{ resumptions, repetitions }: Scale,
): Promise<Result[]> {
	await bench.sandbox.prepare({});
	const dialogue = await publishDialogue(bench);
	const methods = {
		ours: throughTrigger(bench, dialogue),
		theirs: await publishWait(bench),
		direct: throughWaitingUrl(bench, dialogue),
	};
	const perSecond: Record<keyof typeof methods, number[]> = { ours: [], theirs: [], direct: [] };
	const names = Object.keys(methods) as (keyof typeof methods)[];
	for (const name of names) await resumedPerSecond(bench, methods[name], WARM_UP);
	for (let repetition = 0; repetition < repetitions; repetition++) {
		for (const name of names) {
			perSecond[name].push(await resumedPerSecond(bench, methods[name], resumptions));
		}
	}
	await bench.client.unpublish(dialogue.id);
	await bench.client.unpublish(methods.theirs.workflow.id);
	const what = `resumption, ${resumptions} waiting executions, ${CALLERS} callers`;
	const theirs = median(perSecond.theirs);
	return [
		compared(
			`${what}, replies through the trigger, against n8n's Wait node: executions/s`,
			median(perSecond.ours),
			theirs,
			{
				atLeast: 0.9,
				why: 'a reply is two calls to n8n where the Wait node has one: Infobip calls the trigger, and the trigger calls the waiting URL. n8n makes an isolate of its expression engine for each of them (see the inbound line). The line below has the waiting URL alone.',
			},
		),
		compared(
			`${what}, our node's waiting URL called directly, against n8n's Wait node: executions/s`,
			median(perSecond.direct),
			theirs,
			{ atLeast: 0.9 },
		),
	];
}

/**
 * Executions that were resumed and ended, by n8n's own account of the time.
 *
 * @throws Error if one did not end well, or if anything else was started
 */
async function resumedPerSecond(
	bench: Workbench,
	{ workflow, begin, prepare }: Waiting,
	count: number,
): Promise<number> {
	await begin(count);
	const ids = await bench.waiting(workflow.id, count);
	const resume = await prepare(ids);
	const started = Date.now();
	await resume();
	const ended = await bench.ended(workflow.id, count);
	const resumed = new Set(ids);
	const strays = ended.filter(({ id, status }) => status !== 'success' || !resumed.has(id));
	if (strays.length > 0) throw new Error(`Not resumed as they should: ${JSON.stringify(strays)}`);
	return (count * 1000) / (Math.max(...ended.map(({ stoppedAt }) => stoppedAt)) - started);
}

/** Asks whoever writes for a color. */
async function publishDialogue({ client, ours, sandbox }: Workbench): Promise<SavedWorkflow> {
	const { pageId } = sandbox.login;
	const credentials = ours.page;
	return await publish(client, [
		{
			name: 'A customer writes',
			type: TRIGGER_NODE,
			typeVersion: 1,
			parameters: { receiveThrough: 'page', pageId },
			credentials,
		},
		{
			name: 'Ask',
			type: ACTION_NODE,
			typeVersion: 1,
			parameters: {
				resource: 'message',
				operation: 'sendAndWait',
				sendFrom: 'page',
				pageId,
				to: '={{ $json.from }}',
				message: 'Which color?',
				responseType: 'choice',
				choices: {
					choice: ['Red', 'Blue'].map((title) => ({ title, value: title.toUpperCase() })),
				},
			},
			credentials,
		},
	]);
}

function throughTrigger({ sandbox }: Workbench, workflow: SavedWorkflow): Waiting {
	const customers = new Customers(sandbox);
	return {
		workflow,
		begin: async (count) => customers.begin(count),
		prepare: async () => {
			const choices = await customers.choices();
			return async () => customers.write(choices);
		},
	};
}

function throughWaitingUrl({ sandbox, n8n }: Workbench, workflow: SavedWorkflow): Waiting {
	const customers = new Customers(sandbox);
	const { pageId } = sandbox.login;
	return {
		workflow,
		begin: async (count) => customers.begin(count),
		prepare: async () => {
			const calls = (await customers.choices()).map(({ userKey, message }): Call => {
				const payload = textAt(message, 'quickReply', 'payload');
				const reference = parseReference(payload);
				if (reference === undefined) throw new Error(`“${payload}” names no execution`);
				return {
					url: `${n8n.url}/webhook-waiting${waitingPath(reference)}`,
					body: { ...replyOf(userKey, pageId), payload: reference.value ?? null },
				};
			});
			return async () => makeCalls(calls);
		},
	};
}

function replyOf(from: string, to: string): Omit<Reply, 'payload'> {
	return {
		type: 'quickReply',
		text: 'Red',
		url: null,
		latitude: null,
		longitude: null,
		messageId: crypto.randomUUID(),
		from,
		to,
	};
}

async function publishWait({ client, n8n }: Workbench): Promise<Waiting> {
	const path = 'bench-resumption';
	const url = 'Resume URL';
	const workflow = await publish(client, [
		{
			name: 'A customer writes',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			parameters: { httpMethod: 'POST', path, options: {} },
		},
		{
			name: url,
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: {
				assignments: {
					assignments: [
						{ id: 'url', name: 'url', type: 'string', value: '={{ $execution.resumeUrl }}' },
					],
				},
				options: {},
			},
		},
		{
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { resume: 'webhook', httpMethod: 'POST', options: {} },
		},
	]);
	return {
		workflow,
		begin: async (count) => {
			const call = { url: `${n8n.url}/webhook/${path}`, body: { text: 'Hello' } };
			await makeCalls(Array.from({ length: count }, () => call));
		},
		prepare: async (ids) => {
			const calls: Call[] = [];
			for (const id of ids) {
				const { outputs } = await client.execution(id);
				const body = { ...replyOf('2400000000000001', 'a Page'), payload: 'RED' };
				calls.push({ url: textAt(outputs[url]?.[0]?.json, 'url'), body });
			}
			return async () => makeCalls(calls);
		},
	};
}

/** Publishes a workflow of these nodes, one after the other. */
async function publish(
	client: Workbench['client'],
	nodes: readonly (JsonObject & { readonly name: string })[],
): Promise<SavedWorkflow> {
	const names = nodes.map(({ name }) => name);
	const workflow = await client.createWorkflow({
		name: names.join(', '),
		nodes: nodes.map((node, index) => ({
			id: crypto.randomUUID(),
			position: [200 * index, 0],
			webhookId: crypto.randomUUID(),
			...node,
		})),
		connections: Object.fromEntries(
			names
				.slice(1)
				.map((node, index) => [names[index]!, { main: [[{ node, type: 'main', index: 0 }]] }]),
		),
	});
	await client.publish(workflow);
	return workflow;
}

type Written = BatchPlay['messages'][number];

/** Customers who are asked, new ones each time. */
class Customers {
	readonly #sandbox: Workbench['sandbox'];
	#userKeys: string[] = [];

	constructor(sandbox: Workbench['sandbox']) {
		this.#sandbox = sandbox;
	}

	async begin(count: number): Promise<void> {
		this.#userKeys = Array.from({ length: count }, newUserKey);
		await this.write(
			this.#userKeys.map((userKey) => ({ userKey, message: { type: 'TEXT', text: 'Hello' } })),
		);
	}

	/** What they send who tap the first choice. */
	async choices(): Promise<Written[]> {
		const shown: ShownMessage[] = await this.#sandbox.lastShown(this.#userKeys);
		return shown.map((question, index) => ({
			userKey: this.#userKeys[index]!,
			message: quickReply(question, 'Red'),
		}));
	}

	/** Each caller hands over one message after the other. */
	async write(messages: readonly Written[]): Promise<void> {
		const { pageId } = this.#sandbox.login;
		const plays = shares(messages).map((share) => ({
			pageId,
			messages: share,
			separately: true,
		}));
		await this.#sandbox.customersWrite(plays);
	}
}

function newUserKey(): string {
	return String(randomInt(2 ** 47)).padStart(16, '8');
}

interface Call {
	readonly url: string;
	readonly body: JsonObject;
}

/** One connection a call, as Infobip's stand-in makes them, too. */
const httpAgent = new Agent({ keepAlive: false });

/** @throws AxiosError if an answer is none of the 200s */
async function makeCalls(calls: readonly Call[]): Promise<void> {
	await Promise.all(
		shares(calls).map(async (share) => {
			for (const { url, body } of share) {
				await axios.post(url, body, { proxy: false, timeout: 30_000, httpAgent });
			}
		}),
	);
}

/** What each of the callers does. */
function shares<T>(all: readonly T[]): T[][] {
	const size = Math.ceil(all.length / CALLERS);
	return Array.from({ length: CALLERS }, (_, caller) =>
		all.slice(caller * size, (caller + 1) * size),
	).filter(({ length }) => length > 0);
}
