import assert from 'node:assert/strict';

import { at, textAt } from '../../hosts/jsonShape.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import type { Checks } from './Checks.mts';
import { accountOfPage } from './accountOfPage.mts';
import type { PageWorld } from './accountOfPage.mts';
import { runOurNode } from './ourNode.mts';
import type { World } from './world.mts';

const USER = '4000000000000001';
const MEDIA = 'https://example.com/media';

const POSTBACK = { type: 'postback', title: 'Call me', payload: 'CALL_ME' };
const POSTBACK_ON_WIRE = { type: 'POSTBACK', title: 'Call me', payload: 'CALL_ME' };

/** Each operation with what it is filled in with, and the content that the sandbox then hears. */
const MESSAGES: [operation: string, parameters: JsonObject, content: JsonObject][] = [
	['sendText', { text: 'Hello' }, { type: 'TEXT', text: 'Hello' }],
	['sendImage', { url: `${MEDIA}/a.png` }, { type: 'IMAGE', url: `${MEDIA}/a.png` }],
	['sendVideo', { url: `${MEDIA}/a.mp4` }, { type: 'VIDEO', url: `${MEDIA}/a.mp4` }],
	['sendAudio', { url: `${MEDIA}/a.mp3` }, { type: 'AUDIO', url: `${MEDIA}/a.mp3` }],
	['sendFile', { url: `${MEDIA}/a.pdf` }, { type: 'DOCUMENT', url: `${MEDIA}/a.pdf` }],
	[
		'sendLocation',
		{ latitude: 43.5147, longitude: 16.4435, locationName: 'Our shop', address: 'Split' },
		{ type: 'LOCATION', latitude: 43.5147, longitude: 16.4435, name: 'Our shop', address: 'Split' },
	],
	[
		'sendButtons',
		{
			text: 'What next?',
			buttons: {
				button: [POSTBACK, { type: 'call', title: 'Call us', phoneNumber: '+38591234567' }],
			},
		},
		template({
			type: 'BUTTON',
			text: 'What next?',
			buttons: [POSTBACK_ON_WIRE, { type: 'CALL', title: 'Call us', payload: '+38591234567' }],
		}),
	],
	[
		'sendCarousel',
		{
			cards: {
				card: [
					{
						title: 'Blue mug',
						subtitle: '12 EUR',
						imageUrl: `${MEDIA}/mug.png`,
						defaultUrl: 'https://example.com/mug',
						buttons: { button: [POSTBACK] },
					},
				],
			},
		},
		template({
			type: 'GENERIC',
			elements: [
				{
					title: 'Blue mug',
					subtitle: '12 EUR',
					imageUrl: `${MEDIA}/mug.png`,
					defaultAction: { url: 'https://example.com/mug' },
					buttons: [POSTBACK_ON_WIRE],
				},
			],
		}),
	],
	[
		'sendTypingOrSeen',
		{ senderAction: 'MARK_SEEN' },
		{ type: 'SENDER_ACTION', senderAction: 'MARK_SEEN' },
	],
	[
		'sendOptIn',
		{ title: 'News', payload: 'NEWS', callToAction: 'ALLOW' },
		template({
			type: 'OPT_IN',
			title: 'News',
			payload: 'NEWS',
			notificationMessagesCtaText: 'ALLOW',
			imageAspectRatio: 'HORIZONTAL',
		}),
	],
	[
		'sendOptInCarousel',
		{ optInCards: { card: [{ title: 'News', payload: 'NEWS', callToAction: 'GET' }] } },
		template({
			type: 'OPT_IN_CAROUSEL',
			elements: [{ title: 'News', payload: 'NEWS', notificationMessagesCtaText: 'GET' }],
			imageAspectRatio: 'HORIZONTAL',
		}),
	],
	[
		'sendCustomJson',
		{ body: JSON.stringify({ content: { type: 'TEXT', text: 'As I like it' } }) },
		{ type: 'TEXT', text: 'As I like it' },
	],
];

/** Every operation that knows Pages, once, by the Page of the credential. */
export async function pageScene(world: World, checks: Checks): Promise<void> {
	const ofPage = await accountOfPage(world, '400000000000001');
	for (const [operation, parameters, content] of MESSAGES) {
		await checks.check(`from a Page: message ${operation}`, async () => {
			await sends(ofPage, operation, parameters, content);
		});
	}
	await checks.check('from a Page: quick replies under a text', async () => {
		await offersQuickReplies(ofPage);
	});
	await checks.check('from a Page: a wrong page ID is reported as not sent', async () => {
		const wrong = { ...toUser('sendText'), pageId: '400000000000009', text: 'Hello' };
		await assert.rejects(runOurNode(ofPage, wrong), /REJECTED_SENDER/);
	});
	await reads(ofPage, checks);
	await checks.check('setup check of an application', async () => {
		const found = await setupOf(world, 'application');
		assert.deepEqual(found.get('Credentials accepted'), true);
		assert.deepEqual(found.get('Application known'), true);
		assert.deepEqual(found.get('Messages are handed over'), false);
	});
	await checks.check('setup check of a Page, with nothing published', async () => {
		const found = await setupOf(ofPage, 'page');
		assert.deepEqual(found.get('Page known'), true);
		assert.deepEqual(found.get('Messages are handed over'), false);
	});
}

function template(payload: JsonObject): JsonObject {
	return { type: 'TEMPLATE', payload };
}

function toUser(operation: string): JsonObject {
	return { resource: 'message', operation, sendFrom: 'page', to: USER };
}

async function sends(
	world: PageWorld,
	operation: string,
	parameters: JsonObject,
	content: JsonObject,
): Promise<void> {
	const [sent] = await runOurNode(world, { ...toUser(operation), ...parameters });
	const heard = world.sandbox.conversation(USER).at(-1);
	assert.deepEqual(heard?.message, content);
	assert.deepEqual(heard.via, { api: 'messenger', pageId: world.pageId });
	assert.equal(textAt(sent, 'messageId'), heard.messageId);
}

async function offersQuickReplies(world: PageWorld): Promise<void> {
	const quickReplies = [
		{ type: 'text', title: 'Yes', payload: 'YES' },
		{ type: 'phoneNumber' },
		{ type: 'email' },
	];
	const given = { options: { quickRepliesJson: JSON.stringify(quickReplies) } };
	await runOurNode(world, { ...toUser('sendText'), text: 'Shall we?', ...given });
	assert.deepEqual(world.sandbox.conversation(USER).at(-1)?.shown.quickReplies, [
		{ kind: 'text', title: 'Yes', payload: 'YES' },
		{ kind: 'phone' },
		{ kind: 'email' },
	]);
}

async function reads(world: PageWorld, checks: Checks): Promise<void> {
	const { sandbox, pageId } = world;
	const getAll = (resource: string, parameters: JsonObject = {}) =>
		runOurNode(world, { resource, operation: 'getAll', returnAll: true, ...parameters });
	const fromPage = { readFrom: 'page' };

	await checks.check('log get many, as often as one likes', async () => {
		const idsOfLogs = async () => {
			const logs = await getAll('log', { options: { sender: pageId } });
			return logs.map((log) => textAt(log, 'messageId')).toSorted();
		};
		const heard = sandbox.conversation(USER).map(({ messageId }) => messageId);
		assert.deepEqual(await idsOfLogs(), heard.toSorted());
		assert.deepEqual(await idsOfLogs(), heard.toSorted());
	});
	await checks.check('delivery report get many from Pages, each report once', async () => {
		const text = { ...toUser('sendText'), text: 'Report on this', options: { callbackData: 'C7' } };
		const [sent] = await runOurNode(world, text);
		await waitFor('the last report to wait', { seconds: 30 }, () =>
			sandbox.conversation(USER).at(-1)?.status === 'delivered' ? true : undefined,
		);
		const reports = await getAll('deliveryReport', fromPage);
		const report = reports.find(({ messageId }) => messageId === textAt(sent, 'messageId'));
		assert.equal(textAt(report, 'status'), 'DELIVERED');
		assert.equal(textAt(report, 'callbackData'), 'C7');
		assert.deepEqual(await getAll('deliveryReport', fromPage), []);
	});
	await checks.check('received message get many from Pages, each message once', async () => {
		const message = { type: 'TEXT', text: 'Please pull me' } as const;
		const { messageId } = sandbox.customerWrites(USER, { pageId, message });
		const [received, ...more] = await getAll('receivedMessage', fromPage);
		assert.deepEqual(
			[at(received, 'messageId'), at(received, 'from'), at(received, 'to'), at(received, 'text')],
			[messageId, USER, pageId, 'Please pull me'],
		);
		assert.deepEqual(more, []);
		assert.deepEqual(await getAll('receivedMessage', fromPage), []);
	});
}

/** What Setup → Check says, check by check. */
export async function setupOf(
	world: World,
	checkWhat: 'application' | 'page',
): Promise<Map<string, boolean>> {
	const checks = await runOurNode(world, { resource: 'setup', operation: 'check', checkWhat });
	return new Map(checks.map((check) => [textAt(check, 'check'), at(check, 'ok') === true]));
}
