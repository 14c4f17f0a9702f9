import assert from 'node:assert/strict';

import type { CredentialReference, SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { N8nExecution } from '../../hosts/n8nExecution.mts';
import { listAt, textAt } from '../../hosts/jsonShape.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import type { Checks } from './Checks.mts';
import { accountOfPage } from './accountOfPage.mts';
import type { PageWorld } from './accountOfPage.mts';
import { createForeignAction } from './foreignAction.mts';
import type { ModelAnswer, ModelStandIn } from './modelStandIn.mts';
import { startModelStandIn } from './modelStandIn.mts';
import { ACTION_NODE, chosen } from './ourNode.mts';
import type { World } from './world.mts';

/** What n8n derives from a node that says `usableAsTool`. */
const TOOL_NODE = `${ACTION_NODE}Tool`;

/** Names of nodes; with underscores they are the names of the tools. */
const SEND = 'Write to the customer';
const DELETE = 'Remove the action';
const OWN_WORDS = 'Tell where the parcel is';
const toolName = (node: string) => node.replaceAll(' ', '_');

const USER = '6000000000000001';
const TEXT = 'Your parcel arrives on Saturday.';
const LAST_WORDS = { text: 'It is done.' };

/** Our action node as a tool of n8n's AI Agent, whose model is a stand-in that answers as planned. */
export async function agentScene(world: World, checks: Checks): Promise<void> {
	const model = await startModelStandIn();
	try {
		const ofPage = await accountOfPage(world, '600000000000001');
		await playAgent(ofPage, model, checks);
	} finally {
		await model.close();
	}
}

async function playAgent(world: PageWorld, model: ModelStandIn, checks: Checks): Promise<void> {
	const { client, sandbox } = world;
	const descriptions = await checks.check(
		'n8n knows that the action node is usable as a tool',
		() => describedParameters(world),
	);
	if (descriptions === undefined) return;
	const application = sandbox.addApplication();
	const foreign = await createForeignAction(world, application);
	const place = {
		applicationKey: chosen(application),
		configurationKey: chosen(foreign.configurationKey),
	};
	const workflow = await createAgent(world, model, descriptions, place);
	const ask = async (...answers: ModelAnswer[]): Promise<N8nExecution> => {
		model.plan(...answers);
		return await client.run(workflow.id, 'Start');
	};
	const send = (text: string) => ({ tool: toolName(SEND), arguments: { To: USER, Text: text } });

	await checks.check('the agent calls the tool, and the message leaves', async () => {
		const { status, error, outputs } = await ask(send(TEXT), LAST_WORDS);
		assert.equal(status, 'success', error);
		assert.equal(textAt(outputs['AI Agent']?.[0]?.json, 'output'), LAST_WORDS.text);
		const [heard, ...more] = sandbox.conversation(USER);
		assert.deepEqual(heard?.message, { type: 'TEXT', text: TEXT });
		assert.deepEqual(heard.via, { api: 'messenger', pageId: world.pageId });
		assert.deepEqual(more, []);
		const [result] = model.requests().at(-1)?.toolResults ?? [];
		assert.ok(result?.includes(heard.messageId), `The tool said to the model: ${result}`);
	});
	await checks.check('the model reads what the tool does and what its arguments are', () => {
		const tool = model
			.requests()
			.at(0)
			?.tools.find(({ name }) => name === toolName(SEND));
		const description = tool?.description ?? '';
		for (const fact of [
			/^Send a text to a customer in Facebook Messenger\./,
			/more than 2,000 characters arrives as several messages, at most 10,/,
			/One call sends one message to one customer\./,
			/24 hours after their last message/,
			/Returns "messageId" and "status"; PENDING means accepted, not delivered yet\./,
		]) {
			assert.match(description, fact);
		}
		assert.deepEqual(tool?.arguments, { To: descriptions['to'], Text: descriptions['text'] });
	});
	await checks.check('the model reads a description of your own instead', () => {
		const tool = model
			.requests()
			.at(0)
			?.tools.find(({ name }) => name === toolName(OWN_WORDS));
		assert.equal(tool?.description, 'Tells the customer where the parcel is');
	});
	await checks.check('the model reads of a deleting tool that it deletes', () => {
		const tool = model
			.requests()
			.at(0)
			?.tools.find(({ name }) => name === toolName(DELETE));
		assert.equal(
			tool?.description,
			'Delete an action for good. The messages that it forwarded no longer arrive.',
		);
	});
	await checks.check('the model reads why a message was not sent, and tries again', async () => {
		const { status, error } = await ask(send('x'.repeat(20_001)), send('Shorter.'), LAST_WORDS);
		assert.equal(status, 'success', error);
		const [refusal, result] = model.requests().at(-1)?.toolResults ?? [];
		assert.match(
			refusal ?? '',
			/'Text' is 20001 characters long, and more than 10 messages of 2000 characters/,
		);
		const [, heard, ...more] = sandbox.conversation(USER);
		assert.deepEqual(heard?.message, { type: 'TEXT', text: 'Shorter.' });
		assert.ok(result?.includes(heard.messageId));
		assert.deepEqual(more, []);
	});
	await checks.check("the model reads Infobip's own refusal", async () => {
		sandbox.addFaults({ path: '/messenger/1/messages', status: 403, times: 1 });
		const { status, error } = await ask(send(TEXT), LAST_WORDS);
		assert.equal(status, 'success', error);
		assert.match(model.requests().at(-1)?.toolResults[0] ?? '', /403/);
	});
	await checks.check('the model can name what a locator points at', async () => {
		const remove = { tool: toolName(DELETE), arguments: { Action: foreign.actionKey } };
		const { status, error } = await ask(remove, LAST_WORDS);
		assert.equal(status, 'success', error);
		assert.match(model.requests().at(-1)?.toolResults[0] ?? '', /"deleted":true/);
		const { configurations } = sandbox.state().applications.find(({ key }) => key === application)!;
		assert.deepEqual(configurations, [{ key: foreign.configurationKey, actions: [] }]);
	});
}

/** What the parameters say of themselves; the prompts that the model is to read are taken from it. */
async function describedParameters({ client }: World): Promise<Record<string, string>> {
	const { usableAsTool, properties } = await client.nodeType(ACTION_NODE, 1);
	assert.equal(usableAsTool, true);
	const descriptions = ['to', 'text', 'actionKey'].map((name) => {
		const property = listAt(properties).find((one) => textAt(one, 'name') === name);
		return [name, textAt(property, 'description')] as const;
	});
	return Object.fromEntries(descriptions);
}

/** In n8n 1.x a tool that fails ends the workflow, unless it is to continue; 2.x tells the model. */
const REFUSALS_TO_THE_MODEL = { onError: 'continueRegularOutput' };

async function createAgent(
	{ client, credentials, n8n }: PageWorld,
	model: ModelStandIn,
	descriptions: Record<string, string>,
	place: JsonObject,
): Promise<SavedWorkflow> {
	const login = { apiKey: 'not-a-key', url: model.url };
	const openAi = await client.createCredential('Model', 'openAiApi', login);
	const node = (name: string, type: string, typeVersion: number, parameters: JsonObject) => ({
		id: toolName(name),
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
	});
	const fromModel = (key: string, parameter: string) =>
		`={{ $fromAI('${key}', \`${descriptions[parameter] ?? ''}\`, 'string') }}`;
	const tool = (name: string, parameters: JsonObject) => ({
		...node(name, TOOL_NODE, 1, parameters),
		credentials,
		...(n8n.host.n8nVersion.startsWith('1.') ? REFUSALS_TO_THE_MODEL : {}),
	});
	const link = (type: string) => ({ [type]: [[{ node: 'AI Agent', type, index: 0 }]] });
	return await client.createWorkflow({
		name: 'An agent that writes to customers',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('AI Agent', '@n8n/n8n-nodes-langchain.agent', 3, {
				promptType: 'define',
				text: 'Tell the customer when the parcel arrives.',
			}),
			{
				...node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
					model: { __rl: true, mode: 'id', value: 'stand-in' },
					responsesApiEnabled: false,
				}),
				credentials: { openAiApi: openAi satisfies CredentialReference },
			},
			tool(SEND, {
				resource: 'message',
				operation: 'sendText',
				sendFrom: 'page',
				to: fromModel('To', 'to'),
				text: fromModel('Text', 'text'),
			}),
			tool(OWN_WORDS, {
				toolDescription: 'Tells the customer where the parcel is',
				resource: 'message',
				operation: 'sendText',
				sendFrom: 'page',
				to: USER,
				text: fromModel('Text', 'text'),
			}),
			tool(DELETE, {
				// As a tool was saved that had no description of its own.
				descriptionType: 'auto',
				resource: 'action',
				operation: 'delete',
				...place,
				actionKey: { __rl: true, mode: 'key', value: fromModel('Action', 'actionKey') },
			}),
		],
		connections: {
			Start: link('main'),
			Model: link('ai_languageModel'),
			[SEND]: link('ai_tool'),
			[DELETE]: link('ai_tool'),
			[OWN_WORDS]: link('ai_tool'),
		},
		// As every workflow from the editor: in the older order n8n resumes the agent before its tool ran.
		settings: { executionOrder: 'v1' },
	});
}
