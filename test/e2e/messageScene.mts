import assert from 'node:assert/strict';

import { textAt } from '../../hosts/jsonShape.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import type { Checks } from './Checks.mts';
import { runOurNode } from './ourNode.mts';
import type { World } from './world.mts';

const USER = '2000000000000001';
const MEDIA = 'https://example.com/media';

const BUTTONS = {
	button: [
		{ type: 'url', title: 'Track it', url: 'https://example.com/track' },
		{ type: 'postback', title: 'Call me', payload: 'CALL_ME' },
	],
};

/** Every kind of message once, as the sandbox received it; then what waits for Pull. */
export async function messageScene(world: World, checks: Checks): Promise<void> {
	await sends('sendText', { text: 'Hello' }, { type: 'TEXT', text: 'Hello' });
	await sends('sendImage', { url: `${MEDIA}/a.png` }, { type: 'IMAGE', url: `${MEDIA}/a.png` });
	await sends('sendVideo', { url: `${MEDIA}/a.mp4` }, { type: 'VIDEO', url: `${MEDIA}/a.mp4` });
	await sends('sendAudio', { url: `${MEDIA}/a.mp3` }, { type: 'AUDIO', url: `${MEDIA}/a.mp3` });
	await sends('sendFile', { url: `${MEDIA}/a.pdf` }, { type: 'FILE', url: `${MEDIA}/a.pdf` });
	await sends(
		'sendButtons',
		{ text: 'What next?', buttons: BUTTONS },
		{
			type: 'TEMPLATE',
			payload: {
				type: 'BUTTON',
				text: 'What next?',
				buttons: [
					{ type: 'URL', title: 'Track it', url: 'https://example.com/track' },
					{ type: 'POSTBACK', title: 'Call me', payload: 'CALL_ME' },
				],
			},
		},
	);
	const body = JSON.stringify({ type: 'TEXT', text: 'As I like it' });
	await sends('sendCustomJson', { body }, { type: 'TEXT', text: 'As I like it' });
	await refusesTooLong();
	await pulls();

	async function sends(
		operation: string,
		parameters: JsonObject,
		expected: JsonObject,
	): Promise<void> {
		await checks.check(`message ${operation}`, async () => {
			const to = { recipientType: 'userKey', to: USER };
			const [sent] = await runOurNode(world, {
				resource: 'message',
				operation,
				...to,
				...parameters,
			});
			const heard = world.sandbox.conversation(USER).at(-1);
			assert.deepEqual(heard?.message, expected);
			assert.equal(textAt(sent, 'messageId'), heard.messageId);
		});
	}

	async function refusesTooLong(): Promise<void> {
		await checks.check('message over 2,000 characters is refused before sending', async () => {
			const before = world.sandbox.conversation(USER).length;
			const long = { resource: 'message', operation: 'sendText', to: USER, text: 'x'.repeat(2001) };
			await assert.rejects(runOurNode(world, long), /2,?000/);
			assert.equal(world.sandbox.conversation(USER).length, before);
		});
	}

	async function pulls(): Promise<void> {
		await checks.check('received message get many, each message once', async () => {
			const { sandbox, applicationKey } = world;
			const message = { type: 'TEXT', text: 'Please pull me' } as const;
			const { messageId } = sandbox.customerWrites(USER, { applicationKey, message });
			const pull = { resource: 'receivedMessage', operation: 'getAll', returnAll: true };
			const [received, ...more] = await runOurNode(world, pull);
			assert.equal(textAt(received, 'messageId'), messageId);
			assert.equal(textAt(received, 'from'), USER);
			assert.equal(textAt(received, 'text'), 'Please pull me');
			assert.deepEqual(more, []);
			assert.deepEqual(await runOurNode(world, pull), []);
		});
	}
}
