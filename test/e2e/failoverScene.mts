import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';

import type { Browser } from 'playwright-core';

import { Editor } from '../../browser/Editor.mts';
import { launchChromium } from '../../browser/chromium.mts';
import { fillInFailover, SMS_TEXT } from '../../browser/fillInFailover.mts';
import { withPictureOfFailure } from '../../browser/pictureOfFailure.mts';
import { OWNER } from '../../demo/running.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import { chatAddress } from '../../sandbox/server.mts';
import type { Checks } from './Checks.mts';
import { accountOfPage } from './accountOfPage.mts';
import type { PageWorld } from './accountOfPage.mts';
import { ChatTab } from './chat/ChatTab.mts';
import { Customer } from './examples/Customer.mts';
import { ACTION_NODE } from './ourNode.mts';
import type { World } from './world.mts';

const NODE = 'Send with failover';
const TEXT = 'Hello Ana, order 77 has left our shop.';

/** Three steps, filled in by hand in n8n's editor, and the SMS on the customer's phone. */
export async function failoverScene(world: World, checks: Checks): Promise<void> {
	const { sandbox } = world;
	const browser = await launchChromium();
	try {
		const ofPage = await accountOfPage(world, String(randomInt(2 ** 47)).padStart(15, '6'));
		sandbox.changeSettings({
			channelOutcomes: {
				MESSENGER: 'UNDELIVERABLE',
				WHATSAPP: 'REJECTED',
				VIBER_BM: 'UNDELIVERABLE',
			},
		});
		await fillInAndSend(ofPage, browser, checks);
	} finally {
		sandbox.changeSettings({
			channelOutcomes: { MESSENGER: 'DELIVERED', WHATSAPP: 'DELIVERED', VIBER_BM: 'DELIVERED' },
		});
		await browser.close();
	}
}

async function fillInAndSend(world: PageWorld, browser: Browser, checks: Checks): Promise<void> {
	const customer = new Customer(world.sandbox, { pageId: world.pageId });
	const steps = () =>
		world.sandbox
			.conversation(customer.userKey)
			.map(({ via, status }) => [via.api === 'messagesApi' ? via.channel : 'MESSENGER', status]);

	const isSent = await checks.check(
		'failover: three steps filled in by hand are sent, and the last one arrives',
		async () => {
			const editor = await Editor.open(browser, world.n8n);
			await withPictureOfFailure(editor.page, async () => {
				await editor.logIn(OWNER);
				await editor.openWorkflow(await createWorkflow(world));
				const form = await editor.openNode(NODE);
				await form.fill('to', customer.userKey);
				await form.fill('text', TEXT);
				await fillInFailover(form);
				await form.execute();
				assert.match(await form.readOutput('schema'), /\.SMS/);
			});
			await waitFor('the SMS', { seconds: 60 }, () =>
				steps().some(([channel, status]) => channel === 'SMS' && status === 'delivered')
					? true
					: undefined,
			);
			assert.deepEqual(steps(), [
				['MESSENGER', 'undeliverable'],
				['WHATSAPP', 'rejected'],
				['VIBER_BM', 'undeliverable'],
				['SMS', 'delivered'],
			]);
			return true;
		},
	);
	if (isSent !== true) return;
	await checks.check("failover: the SMS is on the customer's phone", async () => {
		const address = chatAddress(world.sandbox.url, {
			page: world.pageId,
			customer: customer.userKey,
		});
		const chat = await ChatTab.open(browser, address);
		await chat.page.getByRole('tab', { name: 'SMS' }).click();
		await chat.message(SMS_TEXT).waitFor();
		await chat.page.getByRole('tab', { name: 'WhatsApp' }).click();
		await chat.message('order_shipped').waitFor();
		await chat.close();
	});
}

async function createWorkflow({ client, credentials, pageId }: PageWorld): Promise<string> {
	const place = (name: string, type: string, x: number, parameters: object) => ({
		id: crypto.randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [x, 0],
		parameters,
	});
	const { id } = await client.createWorkflow({
		name: 'Failover, by hand',
		nodes: [
			place('Start', 'n8n-nodes-base.manualTrigger', 0, {}),
			{ ...place(NODE, ACTION_NODE, 300, { sendFrom: 'page', pageId }), credentials },
		],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	return id;
}
