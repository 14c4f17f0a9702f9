import assert from 'node:assert/strict';

import axios from 'axios';

import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import { textAt } from '../../hosts/jsonShape.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import type { Checks } from './Checks.mts';
import { badCalls, oddCalls } from './badCalls.mts';
import { createForeignAction } from './foreignAction.mts';
import type { ForeignAction } from './foreignAction.mts';
import { chosen } from './ourNode.mts';
import {
	TRIGGER,
	answersArrive,
	createEcho,
	executionsFinish,
	forwardsSettle,
} from './publishedTrigger.mts';
import { unreadBodyFindings } from '../package/unreadBody.mts';
import type { World } from './world.mts';

/**
 * The trigger from publishing to unpublishing, in an application where somebody else has a
 * configuration and an action of their own.
 */
export async function receiveScene(world: World, checks: Checks): Promise<void> {
	const { client, sandbox } = world;
	const applicationKey = sandbox.addApplication();
	const foreign = await createForeignAction(world, applicationKey);
	const workflow = await createEcho(world, { applicationKey: chosen(applicationKey) });

	await checks.check('this n8n leaves the body of a call unread as properties.ts says', () => {
		assert.deepEqual(unreadBodyFindings(world.n8n.host), []);
	});
	const published = await checks.check('publish makes one Forward action', async () => {
		await client.publish(workflow);
		const [action] = await forwardsSettle(world, applicationKey, 1);
		assert.ok(action?.forwardUrl.startsWith(world.n8n.url));
		return action;
	});
	if (published === undefined) return;
	await messagesStartIt(world, workflow, applicationKey, checks);
	await badCalls(world, workflow, applicationKey, published.forwardUrl, checks);
	await oddCalls(world, workflow, published.forwardUrl, checks);
	await testListenerBesideIt(world, workflow, applicationKey, checks);
	await checks.check('unpublish leaves nothing of ours and everything of others', async () => {
		await client.unpublish(workflow.id);
		await forwardsSettle(world, applicationKey, 0);
		assertOnlyForeign(world, applicationKey, foreign);
		const answer = await axios.post(
			published.forwardUrl,
			{},
			{ validateStatus: null, proxy: false },
		);
		assert.equal(answer.status, 404);
	});
	await existingConfiguration(world, applicationKey, foreign, checks);
}

async function messagesStartIt(
	world: World,
	workflow: SavedWorkflow,
	applicationKey: string,
	checks: Checks,
): Promise<void> {
	const { client, sandbox } = world;
	await checks.check('a message starts an execution that answers', async () => {
		const customer = '3000000000000001';
		const message = { type: 'TEXT', text: 'Hello' } as const;
		const { messageId } = sandbox.customerWrites(customer, { applicationKey, message });
		assert.deepEqual(await answersArrive(world, customer, 1), ['You said: Hello']);
		const [id] = await executionsFinish(world, workflow.id, 1);
		const { status, mode, outputs } = await client.execution(id!);
		assert.deepEqual([status, mode], ['success', 'webhook']);
		const [item] = outputs[TRIGGER]!;
		assert.equal(textAt(item?.json, 'messageId'), messageId);
		assert.equal(textAt(item?.json, 'type'), 'text');
	});
	await checks.check('three messages in one call are three items, answered in order', async () => {
		const customer = '3000000000000002';
		const texts = ['one', 'two', 'three'];
		sandbox.customersWrite({
			applicationKey,
			messages: texts.map((text) => ({ userKey: customer, message: { type: 'TEXT', text } })),
		});
		const answers = await answersArrive(world, customer, 3);
		assert.deepEqual(
			answers,
			texts.map((text) => `You said: ${text}`),
		);
		const [id] = await executionsFinish(world, workflow.id, 2);
		const { outputs } = await client.execution(id!);
		assert.deepEqual(
			outputs['Answer']?.map(({ pairedItem }) => pairedItem),
			[0, 1, 2],
		);
	});
}

async function testListenerBesideIt(
	world: World,
	workflow: SavedWorkflow,
	applicationKey: string,
	checks: Checks,
): Promise<void> {
	const { client, sandbox } = world;
	const customer = '3000000000000003';
	const message = { type: 'TEXT', text: 'Both, please' } as const;
	await checks.check('a test listener makes an action of its own', async () => {
		const [production] = await forwardsSettle(world, applicationKey, 1);
		await client.listenForTest(workflow.id, TRIGGER);
		const actions = await forwardsSettle(world, applicationKey, 2);
		assert.ok(actions.some(({ key }) => key === production?.key));
	});
	await checks.check('a message reaches production and the test listener', async () => {
		const before = (await client.executionsOf(workflow.id)).length;
		sandbox.customerWrites(customer, { applicationKey, message });
		const ids = await executionsFinish(world, workflow.id, before + 2);
		const executions = await Promise.all(ids.slice(0, 2).map((id) => client.execution(id)));
		const modes = executions.map(({ mode }) => mode);
		assert.deepEqual(modes.toSorted(), ['manual', 'webhook']);
		assert.equal((await answersArrive(world, customer, 2)).length, 2);
	});
	await checks.check('after its message the test listener is gone, production is not', async () => {
		await forwardsSettle(world, applicationKey, 1);
		sandbox.customerWrites(customer, { applicationKey, message });
		assert.equal((await answersArrive(world, customer, 3)).length, 3);
	});
	await checks.check('a test listener that is cancelled leaves nothing', async () => {
		await client.listenForTest(workflow.id, TRIGGER);
		await forwardsSettle(world, applicationKey, 2);
		await client.stopListening(workflow.id);
		await forwardsSettle(world, applicationKey, 1);
	});
}

async function existingConfiguration(
	world: World,
	applicationKey: string,
	foreign: ForeignAction,
	checks: Checks,
): Promise<void> {
	const { client, sandbox } = world;
	const workflow = await createEcho(world, {
		applicationKey: chosen(applicationKey),
		configuration: 'existing',
		configurationKey: chosen(foreign.configurationKey),
		filters: { messageTypes: ['text'] },
	});
	await checks.check('publish into a configuration that is there, beside its action', async () => {
		await client.publish(workflow);
		const [action] = await forwardsSettle(world, applicationKey, 1);
		assert.equal(action?.configurationKey, foreign.configurationKey);
	});
	await checks.check('a message that is filtered out gets 200 and starts nothing', async () => {
		const customer = '3000000000000004';
		const image = { type: 'IMAGE', url: 'https://example.com/a.png' } as const;
		sandbox.customerWrites(customer, { applicationKey, message: image });
		await waitFor('the forward of the image', { seconds: 30 }, () =>
			sandbox.forwards().at(-1)?.state === 'delivered' ? true : undefined,
		);
		sandbox.customerWrites(customer, { applicationKey, message: { type: 'TEXT', text: 'Now' } });
		assert.deepEqual(await answersArrive(world, customer, 1), ['You said: Now']);
		assert.equal((await executionsFinish(world, workflow.id, 1)).length, 1);
	});
	await checks.check('unpublish takes our action out of it and leaves theirs', async () => {
		await client.unpublish(workflow.id);
		await forwardsSettle(world, applicationKey, 0);
		assertOnlyForeign(world, applicationKey, foreign);
	});
}

function assertOnlyForeign(
	{ sandbox }: World,
	applicationKey: string,
	{ configurationKey, actionKey }: ForeignAction,
): void {
	const application = sandbox.state().applications.find(({ key }) => key === applicationKey);
	const left = application?.configurations.map(({ key, actions }) => ({
		key,
		actions: actions.map((action) => action.key),
	}));
	assert.deepEqual(left, [{ key: configurationKey, actions: [actionKey] }]);
}
