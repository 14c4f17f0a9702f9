import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { ModelAnswer, ModelStandIn } from '../modelStandIn.mts';
import { startModelStandIn } from '../modelStandIn.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';

/** The name that the model knows the tool by. */
const TOOL = 'Write_to_the_customer';

/** An agent that answers by our node as its tool, and remembers each customer for themselves. */
export async function agentWithMemory(world: World, checks: Checks): Promise<void> {
	const model = await startModelStandIn();
	try {
		const login = { apiKey: 'not-a-key', url: model.url };
		const openAiApi = await world.client.createCredential('Model', 'openAiApi', login);
		await play(world, checks, model, { openAiApi });
	} finally {
		await model.close();
	}
}

async function play(
	world: World,
	checks: Checks,
	model: ModelStandIn,
	credentials: Record<string, { id: string; name: string }>,
): Promise<void> {
	const { sandbox } = world;
	await playExample(
		world,
		checks,
		'agent-with-memory.json',
		async (stage) => {
			const customer = stage.customer('application');

			await checks.check('the tool sends the answer, once', async () => {
				model.plan(...answers('It is on its way.'));
				customer.writes('Where is my parcel?');
				assert.equal(await customer.readsText(), 'It is on its way.');
				const [{ status, error } = {}] = await stage.settles(1);
				assert.equal(status, 'success', error);
				assert.deepEqual(customer.unread(), []);
			});
			await checks.check('the model may fill in the text, and not who it goes to', () => {
				const [tool, ...more] = model.requests()[0]?.tools ?? [];
				assert.deepEqual([tool?.name, Object.keys(tool?.arguments ?? {})], [TOOL, ['Text']]);
				assert.deepEqual(more, []);
			});
			await checks.check('the next question reaches the model with the first turn', async () => {
				model.plan(...answers('On Saturday.'));
				customer.writes('And when will it arrive?');
				assert.equal(await customer.readsText(), 'On Saturday.');
				await stage.settles(2);
				assert.deepEqual(customer.unread(), []);
				const [asked, answered = '', ...more] = said(model, 0);
				assert.deepEqual([asked, ...more], ['Where is my parcel?', 'And when will it arrive?']);
				// n8n 1.x puts before it which tools were used.
				assert.match(answered, /It is on its way\.$/);
			});
			await checks.check(
				'a long answer in Markdown arrives in messages without marks',
				async () => {
					const reader = stage.customer('application');
					const line = 'Wash it **by hand**, see [the shop](https://example.com). ';
					model.plan(...answers(`# Care\n\n${line.repeat(50)}`));
					reader.writes('How do I wash my mug?');
					const parts = [await reader.readsText(), await reader.readsText()];
					assert.match(parts[0] ?? '', /^Care\n\nWash it by hand, see the shop: https:/);
					assert.doesNotMatch(parts.join(''), /\*\*|\]\(/);
					await stage.settles(3);
					assert.deepEqual(reader.unread(), []);
				},
			);
			await checks.check('two customers in one call: each gets their own answer', async () => {
				const [one, other] = [stage.customer('application'), stage.customer('application')];
				model.plan(...answers('Yes, in blue.'), ...answers('No, not today.'));
				sandbox.customersWrite({
					applicationKey: stage.applicationKey,
					messages: [
						{ userKey: one.userKey, message: { type: 'TEXT', text: 'Have you mugs?' } },
						{ userKey: other.userKey, message: { type: 'TEXT', text: 'Are you open?' } },
					],
				});
				assert.equal(await one.readsText(), 'Yes, in blue.');
				assert.equal(await other.readsText(), 'No, not today.');
				await stage.settles(4);
				assert.deepEqual([one.unread(), other.unread()], [[], []]);
				assert.deepEqual([said(model, 0), said(model, 2)], [['Have you mugs?'], ['Are you open?']]);
			});
			await checks.check('the model reads why it was not sent, and tries again', async () => {
				const [call, ...rest] = answers('Sorry, once more.');
				model.plan(call, call, ...rest);
				sandbox.addFaults({ path: '/facebook/1/single', status: 403, times: 1 });
				customer.writes('Hello?');
				assert.equal(await customer.readsText(), 'Sorry, once more.');
				await stage.settles(5);
				assert.match(model.requests()[1]?.toolResults.at(-1) ?? '', /403/);
				assert.deepEqual(customer.unread(), []);
			});
		},
		{ credentials },
	);
}

/** What a model does that was told to send its answer by the tool, and to end with it. */
function answers(text: string): [ModelAnswer, ModelAnswer] {
	return [{ tool: TOOL, arguments: { Text: text } }, { text }];
}

/** What customer and agent have said, as the model was told with its request of this number. */
function said(model: ModelStandIn, request: number): string[] {
	const { messages } = model.requests()[request] ?? { messages: [] };
	return messages
		.filter(({ role, text }) => ['user', 'assistant'].includes(role) && text !== '')
		.map(({ text }) => text);
}
