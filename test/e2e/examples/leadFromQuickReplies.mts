import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';

/** A lead asked for in two questions; each waits for its answer. */
export async function leadFromQuickReplies(world: World, checks: Checks): Promise<void> {
	await playExample(world, checks, 'lead-from-quick-replies.json', async (stage) => {
		const customer = stage.customer('page');
		await checks.check('a greeting is answered with a request for the phone number', async () => {
			customer.writes('Hello, do you have blue mugs?');
			const { text, quickReplies = [] } = await customer.reads();
			assert.equal(text, 'What number can we reach you on?');
			assert.deepEqual(
				quickReplies.map(({ kind }) => kind),
				['phone'],
			);
		});
		await checks.check('what is not a phone number is asked for again', async () => {
			customer.writes('Why do you ask? Is it 12?');
			const { text, quickReplies } = await customer.reads();
			assert.match(text ?? '', /^Please send a phone number/);
			assert.equal(quickReplies?.[0]?.kind, 'phone');
			customer.says({ type: 'IMAGE', url: 'https://example.com/me.png' });
			assert.match(await customer.readsText(), /^Please send a phone number/);
			assert.deepEqual(await stage.rows('Leads'), []);
		});
		await checks.check("the phone's quick reply leads to the e-mail", async () => {
			customer.shares('phone', '+38591234567');
			const { text, quickReplies } = await customer.reads();
			assert.equal(text, 'Thank you! And what is your e-mail address?');
			assert.equal(quickReplies?.[0]?.kind, 'email');
		});
		await checks.check('what is not an e-mail address is asked for again', async () => {
			customer.writes('jane at example.com');
			assert.match(await customer.readsText(), /^Please send an e-mail address/);
		});
		await checks.check('the e-mail completes the lead, and the customer is thanked', async () => {
			customer.shares('email', 'jane@example.com');
			assert.equal(
				await customer.readsText(),
				'Thank you! We will call you on +38591234567 and write to jane@example.com.',
			);
			const [{ userKey, phone, email } = {}, ...more] = await stage.rows('Leads');
			assert.deepEqual(
				[userKey, phone, email],
				[customer.userKey, '+38591234567', 'jane@example.com'],
			);
			assert.deepEqual(more, []);
			const [{ status, error } = {}, ...others] = await stage.settles(1);
			assert.deepEqual([status, others.length], ['success', 0], error);
		});
		await checks.check('a known customer is not asked again', async () => {
			customer.writes('Thanks!');
			assert.match(await customer.readsText(), /^We have your number \+38591234567/);
		});
	});
}
