/**
 * Sends messages of a Page in this process and tells what that cost. Started by `measureSend`, with
 * the order as its only argument.
 */
import { setTimeout as pause } from 'node:timers/promises';

import axios from 'axios';

import { startEngine } from '../engine/engine.mts';
import type { SandboxLogin } from './sandboxOrders.mts';
import type { SendCost, SendOrder } from './measureSend.mts';

const BATCH = 100;
/** Seldom enough that the looking is not what is measured. */
const SAMPLE_EVERY_MS = 20;
const TURN_EVERY_MS = 5;

const { how, count, login } = JSON.parse(process.argv[2] ?? '') as SendOrder;
const people = Array.from({ length: count }, (_, index) => ({
	to: String(1_000_000_000_000_000 + index),
	text: `Message ${index}`,
}));
const engine = await startEngine();
const send = how === 'loop' ? sendByLoop : sendByNode;
const [to, text] =
	how === 'evaluated'
		? ['={{ $json.to.trim() }}', '={{ $json.text.trim() }}']
		: ['={{ $json.to }}', '={{ $json.text }}'];
// What is compiled and cached once is not the cost of an item.
await send(people.slice(0, 10));
await pause(100);
globalThis.gc?.();
const cost = await measured(async () => {
	await send(people);
});
await engine.close();
process.send?.(cost, () => process.exit());

async function sendByNode(items: typeof people): Promise<unknown> {
	const { url, ...rest } = login;
	const form = { baseUrl: url, authentication: 'basic', ...rest };
	return await engine.run({
		node: 'infobipFacebook',
		parameters: {
			resource: 'message',
			operation: 'sendText',
			sendFrom: 'page',
			to,
			text,
		},
		credentials: { infobipFacebookApi: form },
		input: items.map((json) => ({ json })),
	});
}

/** What somebody would write who has the list at hand: the same bodies, one after the other. */
async function sendByLoop(items: typeof people): Promise<unknown> {
	const answers: unknown[] = [];
	for (let from = 0; from < items.length; from += BATCH) {
		const messages = items.slice(from, from + BATCH).map((person) => messageTo(person, login));
		const { url, username, password } = login;
		const answer = await axios.post<unknown>(
			`${url}/messenger/1/messages`,
			{ messages },
			{ auth: { username, password }, proxy: false },
		);
		answers.push(answer.data);
	}
	return answers;
}

function messageTo(person: (typeof people)[number], { pageId }: SandboxLogin) {
	const destinations = [{ to: person.to, messageId: crypto.randomUUID() }];
	return { sender: pageId, destinations, content: { type: 'TEXT', text: person.text } };
}

async function measured(work: () => Promise<void>): Promise<SendCost> {
	const before = process.memoryUsage();
	let peakRss = before.rss;
	let peakHeap = before.heapUsed;
	const sample = (): void => {
		const { rss, heapUsed } = process.memoryUsage();
		peakRss = Math.max(peakRss, rss);
		peakHeap = Math.max(peakHeap, heapUsed);
	};
	const sampling = setInterval(sample, SAMPLE_EVERY_MS);
	const turns = watchTurns();
	const cpu = process.cpuUsage();
	const started = performance.now();
	await work();
	const seconds = (performance.now() - started) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(sampling);
	sample();
	return {
		seconds,
		cpuSeconds: (user + system) / 1e6,
		rssGrowth: peakRss - before.rss,
		heapGrowth: peakHeap - before.heapUsed,
		longestPause: await turns.longest(),
	};
}

/**
 * Measures for how long this thread works without letting anybody else have a turn: in its own CPU
 * time, because what other processes take from it is no pause of ours.
 */
function watchTurns(): { longest(): Promise<number> } {
	let longest = 0;
	let before = process.threadCpuUsage();
	const turn = (): void => {
		const { user, system } = process.threadCpuUsage(before);
		longest = Math.max(longest, (user + system) / 1000);
		before = process.threadCpuUsage();
	};
	const turning = setInterval(turn, TURN_EVERY_MS);
	return {
		async longest() {
			// So that a pause at the very end is seen, too.
			await pause(2 * TURN_EVERY_MS);
			clearInterval(turning);
			return longest;
		},
	};
}
