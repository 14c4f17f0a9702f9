import axios from 'axios';

import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { TRIGGER_NODE } from '../e2e/ourNode.mts';
import { TelegramStandIn } from './TelegramStandIn.mts';
import type { Workbench } from './Workbench.mts';
import { median } from './median.mts';
import { compared } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';

const CALLERS = 10;
const WARM_UP_CALLS = 30;
const OUR_OWN_WORK =
	'our trigger reads the body itself, in any form and encoding, and makes an item of each event. The other passes on what n8n has read.';
const CREDENTIAL =
	"n8n asks its database for each execution whether the workflow may use its credentials (`credentials-permission-checker.js`), and this Webhook node checks no secret and has none. The line with Basic authentication has one, as has n8n's Telegram Trigger.";
/** Without isolates calls are fast: more of them, so that a pause of the machine does not decide. */
const TIMES_IF_LEGACY = 5;

interface Published {
	readonly workflow: SavedWorkflow;
	readonly url: string;
	readonly headers?: Record<string, string>;
	/** What is posted for a message of this number. */
	body: (index: number) => JsonObject;
}

/**
 * Calls of Infobip's to a workflow of our trigger alone, against one of n8n's Webhook node alone: its
 * newest version, and the first, for which n8n does what it does for every trigger but the newest; and
 * against n8n's trigger for Telegram, which like ours checks a secret that it has registered itself.
 */
export async function inbound(
	bench: Workbench,
	{ inboundCalls, repetitions }: Scale,
): Promise<Result[]> {
	const times = bench.isLegacy ? TIMES_IF_LEGACY : 1;
	const calls = inboundCalls * times;
	const telegram = await TelegramStandIn.start();
	const callees = {
		ours: await publishOurs(bench),
		telegram: await publishTelegram(bench, telegram),
		newest: await publishTheirs(bench, 2.1),
		secured: await publishSecured(bench),
		first: await publishTheirs(bench, 1),
	};
	const perSecond: Record<keyof typeof callees, number[]> = {
		ours: [],
		telegram: [],
		newest: [],
		secured: [],
		first: [],
	};
	const names = Object.keys(callees) as (keyof typeof callees)[];
	for (const name of names) {
		await callsPerSecond(callees[name], WARM_UP_CALLS * times);
		await bench.settle(callees[name].workflow.id);
	}
	for (let repetition = 0; repetition < repetitions; repetition++) {
		for (const name of names) {
			perSecond[name].push(await callsPerSecond(callees[name], calls));
			await bench.settle(callees[name].workflow.id);
		}
	}
	for (const { workflow } of Object.values(callees)) await bench.client.unpublish(workflow.id);
	telegram.stop();
	const engine = bench.isLegacy ? 'legacy engine' : 'default engine';
	const what = `inbound, ${engine}, ${calls} calls, ${CALLERS} callers`;
	const ours = median(perSecond.ours);
	return [
		compared(
			`${what}, against n8n's Telegram Trigger: requests/s`,
			ours,
			median(perSecond.telegram),
			{ atLeast: 1, why: OUR_OWN_WORK },
		),
		compared(`${what}, against the Webhook node 2.1: requests/s`, ours, median(perSecond.newest), {
			...(bench.isLegacy ? { atLeast: 0.95, why: CREDENTIAL } : {}),
		}),
		compared(
			`${what}, against the Webhook node 2.1 with Basic authentication: requests/s`,
			ours,
			median(perSecond.secured),
			bench.isLegacy ? { atLeast: 0.95, why: OUR_OWN_WORK } : {},
		),
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
	return { workflow, url, body: ofInfobip };
}

async function publishTelegram(bench: Workbench, telegram: TelegramStandIn): Promise<Published> {
	const credential = await bench.client.createCredential('Telegram', 'telegramApi', {
		accessToken: '1:token',
		baseUrl: telegram.url,
	});
	const workflow = await publish(bench, {
		type: 'n8n-nodes-base.telegramTrigger',
		typeVersion: 1.2,
		parameters: { updates: ['message'], additionalFields: {} },
		credentials: { telegramApi: credential },
	});
	if (telegram.webhook === undefined) throw new Error('The Telegram Trigger has set no webhook');
	const { url, secret } = telegram.webhook;
	const headers = { 'x-telegram-bot-api-secret-token': secret };
	return { workflow, url, headers, body: ofTelegram };
}

async function publishTheirs(
	bench: Workbench,
	typeVersion: number,
	{ path = `bench-inbound-${typeVersion}`, authentication = 'none' } = {},
): Promise<Published> {
	const workflow = await publish(bench, {
		type: 'n8n-nodes-base.webhook',
		typeVersion,
		parameters: { httpMethod: 'POST', path, authentication, options: {} },
		...(authentication === 'none' ? {} : { credentials: bench.basic }),
	});
	return { workflow, url: `${bench.n8n.url}/webhook/${path}`, body: ofInfobip };
}

/** Like our trigger, it has a credential and checks a secret. */
async function publishSecured(bench: Workbench): Promise<Published> {
	const settings = { path: 'bench-inbound-secured', authentication: 'basicAuth' };
	const { username, password } = bench.sandbox.login;
	const login = Buffer.from(`${username}:${password}`).toString('base64');
	return {
		...(await publishTheirs(bench, 2.1, settings)),
		headers: { authorization: `Basic ${login}` },
	};
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

/** @throws AxiosError where an answer is none of the 200s. */
async function callsPerSecond({ url, headers, body }: Published, calls: number): Promise<number> {
	let next = 0;
	const started = performance.now();
	const caller = async (): Promise<void> => {
		while (next < calls) {
			await axios.post(url, body(next++), { headers, proxy: false, timeout: 30_000 });
		}
	};
	await Promise.all(Array.from({ length: CALLERS }, caller));
	return (calls / (performance.now() - started)) * 1000;
}

function ofInfobip(index: number): JsonObject {
	const message = { type: 'TEXT', text: `Message ${index}` };
	const item = { from: '3000000000000001', messageId: crypto.randomUUID(), message };
	return { results: [item], messageCount: 1, pendingMessageCount: 0 };
}

function ofTelegram(index: number): JsonObject {
	const chat = { id: 3_000_000_001, first_name: 'A customer', type: 'private' };
	const message = { message_id: index, from: chat, chat, date: 0, text: `Message ${index}` };
	return { update_id: index, message };
}
