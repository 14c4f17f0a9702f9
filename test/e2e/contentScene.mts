import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';

import type { Browser } from 'playwright-core';

import { launchChromium } from '../../browser/chromium.mts';
import { roundTripWorkflow } from '../../demo/roundTripWorkflow.mts';
import { subscriptionsOf } from '../../demo/subscriptionsOf.mts';
import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import { chatAddress } from '../../sandbox/server.mts';
import type { Checks } from './Checks.mts';
import { accountOfPage } from './accountOfPage.mts';
import type { PageWorld } from './accountOfPage.mts';
import { ChatTab } from './chat/ChatTab.mts';
import { Customer } from './examples/Customer.mts';
import { runOurNode } from './ourNode.mts';
import { FACEBOOK_APP } from './world.mts';
import type { World } from './world.mts';

const EFFECT = { timeout: 60_000 };

/** What people and language models send: long texts in Markdown, files, and a name for the CRM. */
export async function contentScene(world: World, checks: Checks): Promise<void> {
	const browser = await launchChromium();
	try {
		const ofPage = await accountOfPage(world, String(randomInt(2 ** 47)).padStart(15, '5'));
		await longAnswer(ofPage, browser, checks);
		await roundTrip(ofPage, browser, checks);
		await profiles(world, checks);
	} finally {
		await browser.close();
	}
}

/** 5,000 characters of Markdown, as a language model writes them. */
const ANSWER = [
	'# Caring for your **mug**',
	'A short guide, with [all of it in the shop](https://example.com/care).',
	...Array.from(
		{ length: 12 },
		(_, n) =>
			`## Step ${n + 1}\n\n${'Wash it **by hand** in warm water, and dry it with a soft cloth. '.repeat(5)}\n\n- *Never* bleach\n- Soft sponge only`,
	),
	'| Mug | Dishwasher |\n|---|---|\n| Blue | yes |\n| Gold rim | no |',
].join('\n\n');

async function longAnswer(world: PageWorld, browser: Browser, checks: Checks): Promise<void> {
	await checks.check('a long answer in Markdown arrives in messages that read well', async () => {
		const customer = new Customer(world.sandbox, { pageId: world.pageId });
		const [item, ...more] = await runOurNode(world, {
			resource: 'message',
			operation: 'sendText',
			to: customer.userKey,
			text: ANSWER,
			options: { textFormat: 'markdown', ifTooLong: 'split', showTyping: 'fixed', typingTime: 1 },
		});
		assert.deepEqual(more, []);
		const parts = [
			await customer.readsText(),
			await customer.readsText(),
			await customer.readsText(),
		];
		assert.deepEqual(customer.unread(), []);
		assert.deepEqual((item?.['messageIds'] as string[]).length, parts.length);
		for (const part of parts) {
			assert.ok(part.length <= 2000);
			assert.doesNotMatch(part, /\*\*|^#|\]\(/m);
		}
		assert.match(
			parts[0] ?? '',
			/^Caring for your mug\n\nA short guide, with all of it in the shop: https:/,
		);
		const address = chatAddress(world.sandbox.url, {
			page: world.pageId,
			customer: customer.userKey,
		});
		const chat = await ChatTab.open(browser, address);
		await chat.message('• Gold rim – Dishwasher: no').waitFor(EFFECT);
		await chat.close();
	});
}

async function roundTrip(world: PageWorld, browser: Browser, checks: Checks): Promise<void> {
	const photo = `${world.sandbox.url}/_sandbox/media/picture.png`;
	await checks.check(
		"a customer's picture comes in, is changed, goes out, and is seen",
		async () => {
			const customer = new Customer(world.sandbox, { pageId: world.pageId });
			const workflow = await publishRoundTrip(world);
			customer.says({ type: 'IMAGE', url: photo });
			const { kind, url = '' } = await customer.reads();
			assert.equal(kind, 'image');
			assert.match(url, /\/rest\/binary-data\/signed\?token=/);
			const [sent, received] = await Promise.all([fetch(photo), fetch(url)]);
			assert.deepEqual(await received.arrayBuffer(), await sent.arrayBuffer());
			const address = chatAddress(world.sandbox.url, {
				page: world.pageId,
				customer: customer.userKey,
			});
			const chat = await ChatTab.open(browser, address);
			const picture = chat.log.locator(`img[src="${url}"]`);
			await picture.waitFor(EFFECT);
			const isDrawn = () => picture.evaluate((one: HTMLImageElement) => one.naturalWidth > 0);
			await waitFor('the picture to be drawn', { seconds: 20 }, async () =>
				(await isDrawn()) ? true : undefined,
			);
			await chat.close();
			await world.client.unpublish(workflow.id);
		},
	);
}

async function publishRoundTrip({
	client,
	credentials,
	sandbox,
	pageId,
}: PageWorld): Promise<SavedWorkflow> {
	const workflow = await client.createWorkflow(roundTripWorkflow(credentials));
	await client.publish(workflow);
	await waitFor('the subscription', { seconds: 60 }, () =>
		subscriptionsOf(sandbox, pageId).length === 1 ? true : undefined,
	);
	return workflow;
}

async function profiles(world: World, checks: Checks): Promise<void> {
	const { graph } = world;
	assert.ok(graph, 'This run has no stand-in for Graph');
	const profileOf = async (userKey: string): Promise<JsonObject | undefined> =>
		(await runOurNode(world, { resource: 'message', operation: 'getCustomerProfile', userKey }))[0];
	await checks.check("Meta's profile of a customer gives name and picture", async () => {
		const profile_pic = 'https://example.com/ana.jpg';
		const body = { first_name: 'Ana', last_name: 'Example', profile_pic, id: '1' };
		graph.answers.set('1', { status: 200, body });
		assert.deepEqual(await profileOf('1'), {
			userKey: '1',
			available: true,
			firstName: 'Ana',
			lastName: 'Example',
			pictureUrl: profile_pic,
			reason: null,
		});
		const asked = graph.requests.at(-1);
		assert.equal(asked?.searchParams.get('fields'), 'first_name,last_name,profile_pic');
		assert.equal(asked.searchParams.get('access_token'), FACEBOOK_APP.pageAccessToken);
	});
	await checks.check('a customer who shows no profile is no failure', async () => {
		const message = 'No profile available for this user.';
		graph.answers.set('2', { status: 400, body: { error: { code: 2018218, message } } });
		const profile = await profileOf('2');
		assert.equal(profile?.['available'], false);
		assert.equal(profile['reason'], message);
	});
	await checks.check('a refused token is a failure, and is in no text', async () => {
		const token = FACEBOOK_APP.pageAccessToken;
		const message = `Error validating access token ${token}`;
		graph.answers.set('3', { status: 400, body: { error: { code: 190, message } } });
		await assert.rejects(profileOf('3'), (error: Error) => {
			assert.match(
				error.message,
				/Meta refused to give the profile of 3: Error validating access token/,
			);
			assert.ok(!error.message.includes(token));
			return true;
		});
	});
}
