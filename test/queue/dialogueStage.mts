import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { WaitedInVain, waitFor } from '../../hosts/waitFor.mts';
import type { Checks } from '../e2e/Checks.mts';
import { Customer } from '../e2e/examples/Customer.mts';
import { ACTION_NODE, TRIGGER_NODE } from '../e2e/ourNode.mts';
import type { QueueWorld } from './QueueWorld.mts';
import { settled } from './QueueWorld.mts';

const QUESTIONS = 5;
/** All customers have begun within so long, and all have answered their first question within as long again. */
const SPREAD_MS = 15_000;
const BEGIN_SECONDS = 120;
const ANSWERS_SECONDS = 180;
/** How long the killed worker is away while customers answer. */
const WORKER_AWAY_MS = 10_000;

/** What one customer is asked, says, and is told at the end. */
interface Line {
	customer: Customer;
	place: number;
	/** How many questions they have answered. */
	answered: number;
	wrong: string[];
}

/**
 * Customers in dialogues of five questions each, all at the same time, half of the answers tapped and
 * half typed. Main is killed once on the way, and a worker while it only waits: every answer reaches
 * the execution that asked, once.
 */
export async function dialogueStage(
	world: QueueWorld,
	customers: number,
	checks: Checks,
): Promise<void> {
	const workflow = await createDialogue(world);
	await checks.check('publish a dialogue', () => world.client.publish(workflow));
	const lines = Array.from(
		{ length: customers },
		(_, place): Line => ({
			customer: new Customer(world.sandbox, { pageId: world.pageId }),
			place,
			answered: 0,
			wrong: [],
		}),
	);
	// Who begins while something is killed has no question yet by which to be known.
	await checks.check(`${customers} customers begin and are asked`, async () => {
		await Promise.all(lines.map(async (line) => begin(line, customers)));
		await settled(world);
	});
	const gate = new Gate();
	const started = performance.now();
	await checks.check(
		`${customers} customers answer ${QUESTIONS} questions each while main and a worker are killed`,
		async () => {
			await Promise.all([
				killTwice(world, lines, gate),
				...lines.map(async (line) => converse(line, customers, gate)),
			]);
			await settled(world);
		},
	);
	const seconds = (performance.now() - started) / 1000;
	const ended = await customersOf(world, workflow.id, ['crashed', 'error'], () => true);
	const restarted = await customersOf(
		world,
		workflow.id,
		['waiting', 'success'],
		({ expired }) => expired === true,
	);
	await checks.check('0 lost, 0 for the wrong customer, 0 doubled', () => {
		// When main or a worker starts again, n8n itself calls some running executions crashed.
		const byN8n = new Set([...ended, ...restarted]);
		const own = lines.filter(({ customer }) => !byN8n.has(customer.userKey));
		const lost = own.filter(({ answered }) => answered < QUESTIONS + 1);
		const wrong = own.flatMap((line) => line.wrong);
		const doubled = own.flatMap(({ customer }) => customer.unread());
		assert.deepEqual(
			{ lost: lost.map(({ place }) => place), wrong, doubled },
			{ lost: [], wrong: [], doubled: [] },
		);
	});
	const replies = customers * QUESTIONS;
	const repeated = world.sandbox.forwards().filter(({ attempts }) => attempts.length > 1);
	console.log(
		`        ${replies} replies in ${seconds.toFixed(1)} s, ${(replies / seconds).toFixed(1)} replies/s; ` +
			`handed over again for want of a 200: ${repeated.length}`,
	);
	console.log(
		`        n8n marked as crashed or failed: ${ended.length} (${ended.join(', ')}); ` +
			`replies that started the workflow, because n8n called their execution ended: ${restarted.length} (${restarted.join(', ')})`,
	);
	await checks.check('unpublish the dialogue', () => world.client.unpublish(workflow.id));
}

/** Who began the executions of these states whose first item is so. */
async function customersOf(
	{ client, sandbox }: QueueWorld,
	workflowId: string,
	status: readonly string[],
	isSo: (item: JsonObject) => boolean,
): Promise<string[]> {
	const ids = await client.executionsOf(workflowId, status);
	const customers = await Promise.all(
		ids.map(async (id) => {
			const { outputs } = await client.execution(id);
			const item = outputs['A customer writes']?.[0]?.json ?? {};
			// Of a run whose worker was killed, n8n may have stored nothing: its questions name it.
			return isSo(item) ? [asText(item['from']) ?? customerAskedBy(sandbox, id)] : [];
		}),
	);
	return customers.flat();
}

/** A question's message id names the execution that asked. */
function customerAskedBy(sandbox: QueueWorld['sandbox'], executionId: string): string {
	const isAsked = (userKey: string): boolean =>
		sandbox
			.conversation(userKey)
			.some(({ messageId }) => messageId.startsWith(`ask1.${executionId}.`));
	return sandbox.userKeys().find(isAsked) ?? `unknown, of execution ${executionId}`;
}

function asText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** Every answer is this customer's own, so one that reached somebody else would show. */
function answerTo(
	question: number,
	place: number,
): { tapped: boolean; text: string; value: string } {
	const isChoice = question % 2 === 0;
	if (!isChoice) return { tapped: false, text: `It is ${place}.`, value: String(place) };
	const text = ['Red', 'Green', 'Blue'][(place + question) % 3]!;
	return { tapped: (place + question) % 4 < 2, text, value: text.toUpperCase() };
}

async function begin({ customer, place }: Line, customers: number): Promise<void> {
	await pause((place * SPREAD_MS) / customers);
	customer.writes('Hello');
	await waitFor(`the first question to ${customer.userKey}`, { seconds: BEGIN_SECONDS }, () =>
		customer.unread().at(0),
	);
}

async function converse(line: Line, customers: number, gate: Gate): Promise<void> {
	try {
		await talk(line, customers, gate);
	} catch (error) {
		// Who gets no answer has lost one; the others go on.
		if (!(error instanceof WaitedInVain)) throw error;
	}
}

async function talk(line: Line, customers: number, gate: Gate): Promise<void> {
	const { customer, place } = line;
	await pause((place * SPREAD_MS) / customers);
	const values: string[] = [];
	for (let question = 0; question < QUESTIONS; question += 1) {
		const { text } = await customer.reads();
		if (text !== `Question ${question + 1}`) {
			line.wrong.push(`${place} was asked “${text}” as question ${question + 1}`);
			return;
		}
		await gate.pass();
		const answer = answerTo(question, place);
		if (answer.tapped) customer.chooses(answer.text);
		else customer.writes(answer.text);
		values.push(answer.value);
		line.answered += 1;
	}
	const last = await customer.readsText();
	if (last !== `Done: ${values.join(', ')}`) line.wrong.push(`${place} was told “${last}”`);
	line.answered += 1;
}

/** Main while customers answer; a worker once nothing runs, so that it has but executions that wait. */
async function killTwice(world: QueueWorld, lines: Line[], gate: Gate): Promise<void> {
	const { queue } = world;
	await answersReach(lines, 0.2);
	await queue.main.kill();
	await queue.main.startAgain();
	await answersReach(lines, 0.5);
	gate.close();
	// What they said before the gate closed may be on its way, and its execution not begun.
	await settled(world);
	const [worker] = queue.workers;
	await worker!.kill();
	gate.open();
	await pause(WORKER_AWAY_MS);
	await worker!.startAgain();
}

async function answersReach(lines: readonly Line[], share: number): Promise<void> {
	const count = Math.floor(lines.length * QUESTIONS * share);
	await waitFor(`${count} answers`, { seconds: ANSWERS_SECONDS, everyMs: 50 }, () =>
		lines.reduce((sum, { answered }) => sum + answered, 0) >= count ? true : undefined,
	);
}

/** Holds customers back while it is closed. */
class Gate {
	#opened = Promise.resolve();
	#open: () => void = () => undefined;

	close(): void {
		this.#opened = new Promise((resolve) => {
			this.#open = resolve;
		});
	}

	open(): void {
		this.#open();
	}

	async pass(): Promise<void> {
		await this.#opened;
	}
}

async function createDialogue({ client, credentials, pageId }: QueueWorld): Promise<SavedWorkflow> {
	const business = { sendFrom: 'page', pageId };
	const to = '={{ $("A customer writes").first().json.from }}';
	const choices = {
		choice: ['Red', 'Green', 'Blue'].map((title) => ({ title, value: title.toUpperCase() })),
	};
	const node = (name: string, type: string, x: number, parameters: JsonObject): JsonObject => ({
		id: crypto.randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [x, 0],
		webhookId: crypto.randomUUID(),
		parameters,
		credentials,
	});
	const asks = Array.from({ length: QUESTIONS }, (_, question) =>
		node(`Ask ${question + 1}`, ACTION_NODE, 200 * (question + 1), {
			resource: 'message',
			operation: 'sendAndWait',
			...business,
			to,
			message: `Question ${question + 1}`,
			...(question % 2 === 0
				? { responseType: 'choice', choices }
				: { responseType: 'typedReply', acceptedReply: 'number' }),
		}),
	);
	const values = asks.map((_, question) => {
		const member = question % 2 === 0 ? 'choice' : 'value';
		return `{{ $("Ask ${question + 1}").first().json.data.${member} }}`;
	});
	const nodes = [
		node('A customer writes', TRIGGER_NODE, 0, { receiveThrough: 'page', pageId }),
		...asks,
		node('Done', ACTION_NODE, 1200, {
			resource: 'message',
			operation: 'sendText',
			...business,
			to,
			text: `=Done: ${values.join(', ')}`,
		}),
	];
	const names = nodes.map(({ name }) => String(name));
	return await client.createWorkflow({
		name: 'Five questions',
		nodes,
		connections: Object.fromEntries(
			names.slice(0, -1).map((name, index) => {
				const next = { node: names[index + 1]!, type: 'main', index: 0 };
				return [name, { main: [[next]] }];
			}),
		),
		settings: { executionOrder: 'v1' },
	});
}
