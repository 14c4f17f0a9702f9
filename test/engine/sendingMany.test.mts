/** Many items at once: batches from a Page, lanes from an Application, bad minutes, and Stop. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account } from './account.mts';
import { RunError, startEngine } from './engine.mts';
import type { Engine } from './engine.mts';

let engine: Engine;
let account: Account;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

beforeEach(() => {
	account.reset();
	account.sandbox.addPage();
});

const people = (count: number): Array<{ json: { key: string; text: string } }> =>
	Array.from({ length: count }, (_, index) => ({ json: { key: `24${index}`, text: `t${index}` } }));

const sendText: INodeParameters = {
	resource: 'message',
	operation: 'sendText',
	to: '={{ $json.key }}',
	text: '={{ $json.text }}',
};

const run = async (
	from: 'page' | 'application',
	input: INodeExecutionData[],
	more: { options?: INodeParameters; continueOnFail?: boolean; cancel?: AbortSignal } = {},
): Promise<INodeExecutionData[]> =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: { ...sendText, sendFrom: from, options: more.options ?? {} },
		credentials: account.credentials(from === 'page' ? { pageId: DEMO_PAGE_ID } : {}),
		input,
		continueOnFail: more.continueOnFail,
		cancel: more.cancel,
	});

const sends = () => account.calls().filter((call) => call.startsWith('POST'));

const expectAll = (items: INodeExecutionData[], count: number): void => {
	expect(items.map(({ json }) => json['to'])).toEqual(people(count).map(({ json }) => json['key']));
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		people(count).map((_, item) => ({ item })),
	);
	for (const { json } of people(count)) {
		expect(account.sandbox.conversation(json.key)).toHaveLength(1);
	}
};

it('250 items from a Page travel in three requests', async () => {
	expectAll(await run('page', people(250)), 250);
	expect(sends()).toHaveLength(3);
});

it('the batch size is an option', async () => {
	await run('page', people(10), { options: { batchSize: 4 } });
	expect(sends()).toHaveLength(3);
});

it('a batch size that is none is refused before anything is sent', async () => {
	const error: unknown = await run('page', people(2), { options: { batchSize: 0 } }).catch(
		(thrown: unknown) => thrown,
	);
	expect(error).toMatchObject({ message: expect.stringContaining("'Batch Size'") as string });
	expect(account.calls()).toEqual([]);
});

it('items from an Application are sent in parallel, and each once', async () => {
	account.sandbox.addFaults({ path: '/single', delayMs: 40 });
	expectAll(await run('application', people(40)), 40);
	expect(sends()).toHaveLength(40);
});

describe.each(['page', 'application'] as const)('from %s', (from) => {
	const path = from === 'page' ? '/messenger/1/messages' : '/single';

	it('a bad minute is waited out: 429, 503 with Retry-After', async () => {
		const unavailable = { path, times: 1 };
		account.sandbox.addFaults(
			{ ...unavailable, status: 429, headers: { 'retry-after': '1' } },
			{ ...unavailable, status: 429, skip: 1 },
			{ ...unavailable, status: 503, headers: { 'retry-after': '0' }, skip: 2 },
		);
		expectAll(await run(from, people(3)), 3);
	});

	it('messages to one person keep their order', async () => {
		account.sandbox.addFaults({ path, status: 429, times: 2 });
		const input = people(30).map(({ json }) => ({ json: { ...json, key: '241' } }));
		await run(from, input, { options: { batchSize: 7 } });
		const said = account.sandbox.conversation('241').map(({ shown }) => shown);
		expect(said).toMatchObject(input.map(({ json: { text } }) => ({ text })));
	});

	it('a limit of Infobip is kept, and all are accepted once', async () => {
		account.sandbox.setRateLimit({ requestsPerSecond: 20, retryAfterSeconds: 1 });
		expectAll(await run(from, people(45), { options: { batchSize: 1 } }), 45);
	});

	it('Stop ends the waiting: nothing is sent any more', async () => {
		account.sandbox.addFaults({ path, status: 503, headers: { 'retry-after': '1' } });
		const stop = new AbortController();
		const running = run(from, people(1), { cancel: stop.signal }).catch(() => undefined);
		await waitUntil('it was tried', () => sends().length > 0);
		stop.abort();
		await running;
		account.sandbox.clearFaults();
		await new Promise((resolve) => setTimeout(resolve, 1500));
		expect(sends()).toHaveLength(1);
		expect(account.sandbox.conversation('p0')).toEqual([]);
	});

	it('the item that Infobip refuses is named, and the others are sent where n8n continues', async () => {
		const input = people(5);
		input[2]!.json.text = 'x'.repeat(2001);
		const items = await run(from, input, { continueOnFail: true });
		expect(items.map(({ json }) => typeof json['error'])).toEqual([
			'undefined',
			'undefined',
			'string',
			'undefined',
			'undefined',
		]);
		expect(items[2]?.json).toEqual({ error: expect.stringMatching(/^Item 3: 'Text'/) as string });
		const error: unknown = await run(from, input).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(RunError);
		expect(error).toMatchObject({ context: { itemIndex: 2 } });
	});
});
