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

it('are not there unless they are asked for', async () => {
	for (const json of (await items({})) ?? []) {
		expect(json).not.toHaveProperty('chatInput');
		expect(json).not.toHaveProperty('sessionId');
	}
});
