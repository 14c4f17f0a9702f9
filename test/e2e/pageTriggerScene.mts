import assert from 'node:assert/strict';

import axios from 'axios';

import { subscriptionsOf } from '../../demo/subscriptionsOf.mts';
import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import { textAt } from '../../hosts/jsonShape.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import type { Checks } from './Checks.mts';
import { accountOfPage } from './accountOfPage.mts';
import type { PageWorld } from './accountOfPage.mts';
import { createForeignSubscription } from './foreignSubscription.mts';
import { TRIGGER_NODE, runOurNode } from './ourNode.mts';
import { setupOf } from './pageScene.mts';
import { TRIGGER, answersArrive, createEcho, executionsFinish } from './publishedTrigger.mts';
import type { World } from './world.mts';

const EFFECT_SECONDS = 30;

/**
 * The trigger through a Page, from publishing to unpublishing, on a Page to which somebody else has
 * a subscription of their own.
 */
export async function pageTriggerScene(world: World, checks: Checks): Promise<void> {
	const ofPage = await accountOfPage(world, '400000000000002');
	const { client, sandbox, pageId } = ofPage;
	await createForeignSubscription(ofPage, pageId);
	const foreign = madeAtInfobip(ofPage);
	const workflow = await createEcho(ofPage, { receiveThrough: 'page' }, 'page');

	const url = await checks.check('publish through a Page makes one subscription', async () => {
		await client.publish(workflow);
		const [ours, ...more] = await oursSettle(ofPage, 1);
		assert.deepEqual(more, []);
		assert.deepEqual(ours?.events, ['INBOUND_MESSAGE']);
		assert.match(ours.name ?? '', /^n8n production: /);
		const profile = sandbox.state().profiles.find(({ profileId }) => profileId === ours.profileId);
		const security = sandbox.state().security.find(({ authId }) => authId === profile?.authId);
		assert.equal(security?.type, 'BASIC');
		const notifyUrl = textAt(profile, 'webhook', 'notifyUrl');
		assert.ok(notifyUrl.startsWith(ofPage.n8n.url));
		return notifyUrl;
	});
	if (url === undefined) return;
	await messagesStartIt(ofPage, workflow, checks);
	await checks.check('setup check of a Page, with its workflow published', async () => {
		const found = await setupOf(ofPage, 'page');
		assert.deepEqual(
			[...found].filter(([, ok]) => !ok),
			[],
		);
	});
	await strangersDoNot(ofPage, workflow, url, checks);
	await testListenerBesideIt(ofPage, workflow, checks);
	await checks.check(
		'unpublish leaves nothing of ours and a foreign subscription whole',
		async () => {
			await client.unpublish(workflow.id);
			await oursSettle(ofPage, 0);
			assert.deepEqual(madeAtInfobip(ofPage), foreign);
			const answer = await axios.post(url, {}, { validateStatus: null, proxy: false });
			assert.equal(answer.status, 404);
		},
	);
	await reportsStartIt(await accountOfPage(world, '400000000000003'), checks);
}

async function messagesStartIt(
	world: PageWorld,
	workflow: SavedWorkflow,
	checks: Checks,
): Promise<void> {
	const { client, sandbox, pageId } = world;
	await checks.check('a message to a Page starts an execution that answers', async () => {
		const customer = '5000000000000001';
		const message = { type: 'TEXT', text: 'Hello' } as const;
		const { messageId } = sandbox.customerWrites(customer, { pageId, message });
		assert.deepEqual(await answersArrive(world, customer, 1), ['You said: Hello']);
		const [id] = await executionsFinish(world, workflow.id, 1);
		const { status, mode, outputs } = await client.execution(id!);
		assert.deepEqual([status, mode], ['success', 'webhook']);
		const [item] = outputs[TRIGGER]!;
		assert.equal(textAt(item?.json, 'messageId'), messageId);
		assert.equal(textAt(item?.json, 'from'), customer);
		assert.equal(textAt(item?.json, 'to'), pageId);
		assert.equal(sandbox.conversation(customer).at(-1)?.via.api, 'messenger');
	});
	await checks.check('a chosen quick reply and a pressed button bring their payload', async () => {
		const customer = '5000000000000002';
		const contents = [
			{ type: 'TEXT', text: 'Yes', quickReply: { payload: 'YES' } },
			{ type: 'POSTBACK', title: 'Buy', payload: 'BUY:mug' },
		] as const;
		for (const [index, message] of contents.entries()) {
			sandbox.customerWrites(customer, { pageId, message });
			await answersArrive(world, customer, index + 1);
		}
		const ids = await executionsFinish(world, workflow.id, 3);
		const received = await Promise.all(ids.slice(0, 2).map((id) => firstItem(world, id)));
		assert.deepEqual(
			received.map(({ type, text, payload }) => [type, text, payload]),
			[
				['postback', 'Buy', 'BUY:mug'],
				['quickReply', 'Yes', 'YES'],
			],
		);
	});
}

async function strangersDoNot(
	world: PageWorld,
	workflow: SavedWorkflow,
	url: string,
	checks: Checks,
): Promise<void> {
	const { client, sandbox, pageId } = world;
	const customer = '5000000000000003';
	await checks.check(
		'calls without login, or with a wrong one, get 401 and start nothing',
		async () => {
			const before = (await client.executionsOf(workflow.id)).length;
			const forged = sandbox.forwards().at(-1)?.body;
			const [ours] = subscriptionsOf(sandbox, pageId).filter(isOurs);
			const username = ours!.subscriptionId;
			for (const auth of [undefined, { username, password: 'wrong' }, { username, password: '' }]) {
				const answer = await axios.post<unknown>(url, forged, {
					headers: { 'content-type': 'application/json' },
					validateStatus: null,
					proxy: false,
					...(auth && { auth }),
				});
				assert.equal(answer.status, 401);
			}
			// An honest message last: when its execution is there, one of theirs would be there too.
			const message = { type: 'TEXT', text: 'It is me' } as const;
			sandbox.customerWrites(customer, { pageId, message });
			await answersArrive(world, customer, 1);
			assert.equal((await executionsFinish(world, workflow.id, before + 1)).length, before + 1);
		},
	);
}

async function testListenerBesideIt(
	world: PageWorld,
	workflow: SavedWorkflow,
	checks: Checks,
): Promise<void> {
	const { client, sandbox, pageId } = world;
	const customer = '5000000000000004';
	const message = { type: 'TEXT', text: 'Both, please' } as const;
	await checks.check('a test listener subscribes beside production', async () => {
		await client.listenForTest(workflow.id, TRIGGER);
		const names = (await oursSettle(world, 2)).map(({ name }) => String(name).split(':')[0]);
		assert.deepEqual(names.toSorted(), ['n8n production', 'n8n test']);
	});
	await checks.check('a message to the Page reaches production and the test listener', async () => {
		const before = (await client.executionsOf(workflow.id)).length;
		sandbox.customerWrites(customer, { pageId, message });
		const ids = await executionsFinish(world, workflow.id, before + 2);
		const executions = await Promise.all(ids.slice(0, 2).map((id) => client.execution(id)));
		assert.deepEqual(executions.map(({ mode }) => mode).toSorted(), ['manual', 'webhook']);
	});
	await checks.check('then the test subscription is gone, production is not', async () => {
		const [left] = await oursSettle(world, 1);
		assert.match(left?.name ?? '', /^n8n production: /);
		sandbox.customerWrites(customer, { pageId, message });
		assert.equal((await answersArrive(world, customer, 3)).length, 3);
	});
}

/**
 * On a Page of its own, whose messages before this are not reported, and in a workflow that sends
 * nothing: what it sent would be reported to it again.
 */
async function reportsStartIt(world: PageWorld, checks: Checks): Promise<void> {
	const { client, sandbox, pageId } = world;
	const customer = '5000000000000005';
	const workflow = await createListener(world, {
		receiveThrough: 'page',
		triggerOn: ['deliveryReport', 'seenReport', 'consentUpdate'],
	});
	await checks.check('publish for reports subscribes to reports alone', async () => {
		await client.publish(workflow);
		const [ours] = await oursSettle(world, 1);
		assert.deepEqual(ours?.events, ['DELIVERY', 'SEEN', 'CONSENT_UPDATE']);
	});
	const messageId = await checks.check('a delivered message starts it', async () => {
		const [sent] = await runOurNode(world, {
			resource: 'message',
			operation: 'sendText',
			sendFrom: 'page',
			to: customer,
			text: 'Your parcel is here',
			options: { callbackData: 'order 4711' },
		});
		const [id] = await executionsFinish(world, workflow.id, 1);
		const report = await firstItem(world, id!);
		assert.equal(report['event'], 'deliveryReport');
		assert.equal(report['status'], 'DELIVERED');
		assert.equal(report['messageId'], textAt(sent, 'messageId'));
		assert.equal(report['callbackData'], 'order 4711');
		return textAt(sent, 'messageId');
	});
	await checks.check('a message that was seen starts it', async () => {
		sandbox.customerSees(customer, pageId);
		const [id] = await executionsFinish(world, workflow.id, 2);
		const { event, from, to, ...report } = await firstItem(world, id!);
		assert.deepEqual([event, from, to], ['seenReport', pageId, customer]);
		assert.equal(report['messageId'], messageId);
	});
	await checks.check('a consent starts it', async () => {
		sandbox.customerConsents(customer, { pageId, event: 'SUBSCRIBE', payload: 'NEWS' });
		const [id] = await executionsFinish(world, workflow.id, 3);
		const { event, consent, from, to, payload } = await firstItem(world, id!);
		assert.deepEqual(
			[event, consent, from, to, payload],
			['consentUpdate', 'SUBSCRIBE', customer, pageId, 'NEWS'],
		);
	});
	await checks.check('unpublish takes the subscription to reports away', async () => {
		await client.unpublish(workflow.id);
		await oursSettle(world, 0);
	});
}

async function createListener(
	{ client, credentials }: PageWorld,
	parameters: JsonObject,
): Promise<SavedWorkflow> {
	return await client.createWorkflow({
		name: 'Listen to reports',
		nodes: [
			{
				id: 'trigger',
				name: TRIGGER,
				type: TRIGGER_NODE,
				typeVersion: 1,
				position: [0, 0],
				webhookId: crypto.randomUUID(),
				parameters,
				credentials,
			},
		],
		connections: {},
	});
}

/** Waits until the Page has this many subscriptions that n8n made, and gives them, oldest first. */
async function oursSettle({ sandbox, pageId }: PageWorld, count: number) {
	return await waitFor(`${count} subscription(s)`, { seconds: EFFECT_SECONDS }, () => {
		const ours = subscriptionsOf(sandbox, pageId).filter(isOurs);
		return ours.length === count ? ours : undefined;
	});
}

function isOurs({ name = '' }: { name?: string }): boolean {
	return name.startsWith('n8n ');
}

function madeAtInfobip({ sandbox }: PageWorld) {
	const { subscriptions, profiles, security } = sandbox.state();
	return { subscriptions, profiles, security };
}

/** What the trigger put out first in an execution. */
async function firstItem({ client }: PageWorld, executionId: string): Promise<JsonObject> {
	const { outputs } = await client.execution(executionId);
	return outputs[TRIGGER]![0]!.json;
}
