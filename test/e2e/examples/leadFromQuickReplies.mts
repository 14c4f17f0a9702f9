import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';

const FILE = 'lead-from-quick-replies.json';

/** Two questions with quick replies; what is not usable is asked for again. */
export async function leadFromQuickReplies(world: World, checks: Checks): Promise<void> {
	await playExample(world, checks, FILE, async (stage) => {
		const customer = stage.customer('page');
		const leadOf = async (userKey: string) => {
			const [lead, ...more] = (await stage.rows('Leads')).filter(
				(row) => row['userKey'] === userKey,
			);
			assert.deepEqual(more, []);
			return [lead?.['status'], lead?.['phone'], lead?.['email']];
		};

		await checks.check('the first message is answered with a question for the phone', async () => {
			customer.writes('Hello, do you have blue mugs?');
			const { text, quickReplies } = await customer.reads();
			assert.match(text ?? '', /Under which number/);
			assert.deepEqual(
				quickReplies?.map(({ kind, title }) => title ?? kind),
				['phone', 'Not now'],
			);
		});
		await checks.check('what is no phone number is asked for again', async () => {
			customer.writes('Why do you ask? Is it 12?');
			const { text, quickReplies } = await customer.reads();
			assert.match(text ?? '', /does not look like a phone number/);
			assert.equal(quickReplies?.[0]?.kind, 'phone');
			customer.says({ type: 'IMAGE', url: 'https://example.com/me.png' });
			assert.match(await customer.readsText(), /does not look like a phone number/);
			assert.deepEqual(await leadOf(customer.userKey), ['askedPhone', null, null]);
		});
		await checks.check("the phone's quick reply leads to the e-mail", async () => {
			customer.shares('phone', '+38591234567');
			const { text, quickReplies } = await customer.reads();
			assert.match(text ?? '', /at which e-mail address/);
			assert.equal(quickReplies?.[0]?.kind, 'email');
		});
		await checks.check('what is no e-mail address is asked for again', async () => {
			customer.writes('jane at example.com');
			assert.match(await customer.readsText(), /does not look like an e-mail address/);
		});
		await checks.check('the e-mail completes the lead, and the customer is thanked', async () => {
			customer.shares('email', 'jane@example.com');
			assert.equal(
				await customer.readsText(),
				'Thank you! We will call you at +38591234567 and write to jane@example.com.',
			);
			assert.deepEqual(await leadOf(customer.userKey), [
				'complete',
				'+38591234567',
				'jane@example.com',
			]);
		});
		await checks.check('a complete lead is not asked again', async () => {
			customer.writes('Thanks!');
			assert.match(await customer.readsText(), /^We have your number \+38591234567/);
		});
		await checks.check('“Not now” ends the questions, until they write again', async () => {
			const other = stage.customer('page');
			other.writes('Hi');
			await other.reads();
			other.chooses('Not now');
			assert.match(await other.readsText(), /^All right/);
			assert.deepEqual(await leadOf(other.userKey), ['notNow', null, null]);
			other.writes('Here I am again');
			assert.match(await other.readsText(), /Under which number/);
			other.writes('(091) 234-5678');
			await other.reads();
			assert.deepEqual(await leadOf(other.userKey), ['askedEmail', '0912345678', null]);
		});
	});
}
