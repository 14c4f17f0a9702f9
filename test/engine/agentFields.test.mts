/** Fields for AI Agent: what n8n's AI Agent and its memory look for. */
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
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

const items = async (receiveOptions: object) => {
	account.reset();
	const trigger = engine.trigger({
		parameters: { receiveThrough: 'application', receiveOptions: { ...receiveOptions } },
		credentials: account.credentials(),
	});
	await trigger.publish();
	await account.customersWrite([
		{ userKey: 'one', message: { type: 'TEXT', text: 'Have you mugs?' } },
		{ userKey: 'two', message: { type: 'IMAGE', url: 'https://example.com/mug.png' } },
	]);
	const [execution] = await trigger.executions();
	return execution?.items.map(({ json }) => json);
};

it('are added to each message of a call, for each customer their own', async () => {
	expect(await items({ agentFields: true })).toMatchObject([
		{ text: 'Have you mugs?', chatInput: 'Have you mugs?', sessionId: 'one' },
		{ type: 'image', chatInput: '[image] https://example.com/mug.png', sessionId: 'two' },
	]);
});

it('keep two customers apart who wrote in the same call, and two messages of one together', async () => {
	account.reset();
	const trigger = engine.trigger({
		parameters: { receiveThrough: 'application', receiveOptions: { agentFields: true } },
		credentials: account.credentials(),
	});
	await trigger.publish();
	const text = (words: string) => ({ type: 'TEXT' as const, text: words });
	await account.customersWrite([
		{ userKey: 'one', message: text('Hello') },
		{ userKey: 'two', message: text('Hello') },
		{ userKey: 'one', message: text('Have you mugs?') },
	]);
	const executions = await trigger.executions();
	expect(executions).toHaveLength(1);
	expect(executions[0]?.items.map(({ json }) => [json['sessionId'], json['chatInput']])).toEqual([
		['one', 'Hello'],
		['two', 'Hello'],
		['one', 'Have you mugs?'],
	]);
});

it('are not there unless they are asked for', async () => {
	for (const json of (await items({})) ?? []) {
		expect(json).not.toHaveProperty('chatInput');
		expect(json).not.toHaveProperty('sessionId');
	}
});
