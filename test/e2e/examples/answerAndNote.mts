import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';

/** A contact in a Data Table: made at the first message, updated at the second. */
export async function answerAndNote(world: World, checks: Checks): Promise<void> {
	await playExample(world, checks, 'answer-and-note.json', async (stage) => {
		const customer = stage.customer('application');
		await checks.check('a newcomer is greeted as one, and quoted', async () => {
			customer.writes('When will my parcel arrive?');
			const answer = await customer.readsText();
			assert.match(answer, /^Hello, nice to meet you! .*“When will my parcel arrive\?”/);
		});
		await checks.check('who returns is known, also with a picture instead of words', async () => {
			customer.says({ type: 'IMAGE', url: 'https://example.com/parcel.png' });
			assert.match(await customer.readsText(), /^Welcome back! .*“\(image\)”/);
		});
		await checks.check('the CRM has one contact for them', async () => {
			const contacts = await stage.rows('Contacts');
			assert.deepEqual(
				contacts.map(({ userKey, lastMessage }) => [userKey, lastMessage]),
				[[customer.userKey, '(image)']],
			);
		});
	});
}
