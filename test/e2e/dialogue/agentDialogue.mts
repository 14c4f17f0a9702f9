import assert from 'node:assert/strict';

import type { CredentialReference, SavedWorkflow } from '../../../hosts/N8nClient.mts';
import type { JsonObject } from '../../../hosts/jsonShape.mts';
import { textAt } from '../../../hosts/jsonShape.mts';
import type { Checks } from '../Checks.mts';
import { startModelStandIn } from '../modelStandIn.mts';
import type { ModelStandIn } from '../modelStandIn.mts';
import { ACTION_NODE } from '../ourNode.mts';
import type { World } from '../world.mts';
import type { Customer } from '../examples/Customer.mts';
import { Dialogue } from './Dialogue.mts';

const LAST_WORDS = { text: 'It is done.' };
const ASK = 'Ask_the_customer';
const WRITE = 'Write_to_the_customer';

/**
 * n8n's AI Agent asks a customer by the node as a tool, and has a manager approve what another tool is
 * to do, which only n8n 2.x can. The model is a stand-in; the replies come through a published trigger.
 */
export async function agentDialogue(world: World, checks: Checks): Promise<void> {
	const model = await startModelStandIn();
	const dialogue = await Dialogue.start(world, { ask: { message: 'Which color?' } });
	try {
		await agentAsks(dialogue, model, checks);
		if (world.n8n.host.n8nVersion.startsWith('1.')) {
			checks.skip('a manager reviews what the agent wants to do', 'n8n 1.x has no human review');
		} else {
			await managerReviews(dialogue, model, checks);
		}
	} finally {
		await dialogue.end();
		await model.close();
	}
}

async function agentAsks(dialogue: Dialogue, model: ModelStandIn, checks: Checks): Promise<void> {
	const { client } = dialogue.world;
	await checks.check('an agent asks a customer twice, and reads what they answer', async () => {
		const customer = dialogue.customer();
		const workflow = await createAgent(dialogue, model, {
			nodes: [
				nodeOf(dialogue, ASK, `${ACTION_NODE}Tool`, {
					toolDescription: 'Asks the customer',
					resource: 'message',
					operation: 'sendAndWait',
					sendFrom: 'page',
					pageId: dialogue.pageId,
					to: customer.userKey,
					message: "={{ $fromAI('Question', 'What to ask', 'string') }}",
					responseType: 'typedReply',
					acceptedReply: 'number',
				}),
			],
			connections: { [ASK]: aiTool('AI Agent') },
		});
		const ask = (question: string) => ({ tool: ASK, arguments: { Question: question } });
		model.plan(ask('How many?'), ask('And how old are you?'), LAST_WORDS);
		const talk = async (): Promise<void> => {
			assert.equal(await customer.readsText(), 'How many?');
			customer.writes('a few');
			assert.match(await customer.readsText(), /^Please send a number/);
			customer.writes('three, I mean 3');
			assert.equal(await customer.readsText(), 'And how old are you?');
			customer.writes('42');
		};
		const running = client.run(workflow.id, 'Start');
		const [{ status, error, outputs }] = await Promise.all([running, talk()]);
		assert.equal(status, 'success', error);
		assert.equal(textAt(outputs['AI Agent']?.[0]?.json, 'output'), LAST_WORDS.text);
		const results = model.requests().at(-1)?.toolResults ?? [];
		assert.equal(results.length, 2);
		assert.match(results[0] ?? '', /"value":3\b/);
		assert.match(results[1] ?? '', /"value":42\b/);
	});
}

async function managerReviews(
	dialogue: Dialogue,
	model: ModelStandIn,
	checks: Checks,
): Promise<void> {
	const { client } = dialogue.world;
	const manager = dialogue.customer();
	const buyer = dialogue.customer();
	const workflow = await createAgent(dialogue, model, {
		nodes: [
			nodeOf(dialogue, WRITE, `${ACTION_NODE}Tool`, {
				resource: 'message',
				operation: 'sendText',
				sendFrom: 'page',
				pageId: dialogue.pageId,
				to: buyer.userKey,
				text: "={{ $fromAI('Text', 'What to write', 'string') }}",
			}),
			nodeOf(dialogue, 'Review', `${ACTION_NODE}HitlTool`, {
				message: '=Write this? {{ $tool.parameters.Text }}',
				resource: 'message',
				operation: 'sendAndWait',
				responseType: 'approval',
				approvalOptions: { values: { approvalType: 'double', asksReason: true } },
				sendFrom: 'page',
				pageId: dialogue.pageId,
				to: manager.userKey,
			}),
		],
		connections: { [WRITE]: aiTool('Review'), Review: aiTool('AI Agent') },
	});
	// With human review in between n8n asks the model for both tools' arguments at once.
	const write = (text: string) => ({
		tool: WRITE,
		arguments: { toolParameters: { Text: text }, hitlParameters: {} },
	});
	const review = async (text: string, answer: (who: Customer) => Promise<void> | void) => {
		model.plan(write(text), LAST_WORDS);
		const talk = async (): Promise<void> => {
			assert.equal(await manager.readsText(), `Write this? ${text}`);
			await answer(manager);
		};
		const [{ status, error }] = await Promise.all([client.run(workflow.id, 'Start'), talk()]);
		assert.equal(status, 'success', error);
		return model.requests().at(-1)?.toolResults.at(-1) ?? '';
	};
	await checks.check('a manager approves, and then the tool runs', async () => {
		await review('We refund 20 EUR', (who) => {
			who.chooses('Approve');
		});
		assert.equal(await buyer.readsText(), 'We refund 20 EUR');
	});
	await checks.check('a manager declines, and the agent reads why', async () => {
		const result = await review('We refund 9000 EUR', async (who) => {
			who.chooses('Decline');
			assert.equal(await who.readsText(), 'Please tell us why.');
			who.writes('Far too much');
		});
		assert.match(result, /Far too much/);
		assert.deepEqual(buyer.unread(), []);
	});
}

function aiTool(node: string): JsonObject {
	return { ai_tool: [[{ node, type: 'ai_tool', index: 0 }]] };
}

function nodeOf(
	{ world }: Dialogue,
	name: string,
	type: string,
	parameters: JsonObject,
): JsonObject {
	const { credentials } = world;
	const id = crypto.randomUUID();
	return { id, name, type, typeVersion: 1, position: [0, 0], parameters, credentials };
}

async function createAgent(
	dialogue: Dialogue,
	model: ModelStandIn,
	{ nodes, connections }: { nodes: JsonObject[]; connections: JsonObject },
): Promise<SavedWorkflow> {
	const { client } = dialogue.world;
	const login = { apiKey: 'not-a-key', url: model.url };
	const openAi = await client.createCredential('Model', 'openAiApi', login);
	const node = (name: string, type: string, typeVersion: number, parameters: JsonObject) => ({
		id: crypto.randomUUID(),
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
	});
	return await client.createWorkflow({
		name: 'An agent with a dialogue',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('AI Agent', '@n8n/n8n-nodes-langchain.agent', 3, {
				promptType: 'define',
				text: 'Serve the customer.',
			}),
			{
				...node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
					model: { __rl: true, mode: 'id', value: 'stand-in' },
					responsesApiEnabled: false,
				}),
				credentials: { openAiApi: openAi satisfies CredentialReference },
			},
			...nodes,
		],
		connections: {
			Start: { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: 'AI Agent', type: 'ai_languageModel', index: 0 }]] },
			...connections,
		},
		settings: { executionOrder: 'v1' },
	});
}
