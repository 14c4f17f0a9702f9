import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';

const REPEATED = { messageId: 'm_that-comes-again' };

/** What Infobip hands over again is answered once, held by n8n's database. */
export async function strictDeduplication(world: World, checks: Checks): Promise<void> {
	await playExample(world, checks, 'strict-deduplication.json', async (stage) => {
		const customer = stage.customer('application');
		const asks = { type: 'TEXT', text: 'Once, please' } as const;

		await checks.check('a message that comes three times is answered once', async () => {
			// Repeats come a minute apart or more, never at once: n8n's history is read and written in two steps.
			for (let time = 1; time <= 3; time += 1) {
				customer.says(asks, REPEATED);
				await stage.settles(time);
			}
			assert.match(await customer.readsText(), /“Once, please”/);
			assert.deepEqual(customer.unread(), []);
		});
		await checks.check('the same words in another message are answered again', async () => {
			customer.says(asks);
			assert.match(await customer.readsText(), /“Once, please”/);
			await stage.settles(4);
		});
		await checks.check('what could not be answered is not answered by its repeat', async () => {
			world.sandbox.addFaults({ path: '/facebook/1/single', status: 400, times: 1 });
			for (let execution = 5; execution <= 6; execution += 1) {
				customer.says({ type: 'TEXT', text: 'Lost' }, { messageId: 'm_that-failed' });
				await stage.settles(execution);
			}
			const [repeat, failed] = await stage.settles(6);
			assert.deepEqual([failed?.status, repeat?.status], ['error', 'success']);
			assert.deepEqual(customer.unread(), []);
		});
		await checks.check('after the nightly clearing a repeat counts as new', async () => {
			const { status, error } = await stage.run('Every night');
			assert.equal(status, 'success', error);
			customer.says(asks, REPEATED);
			assert.match(await customer.readsText(), /“Once, please”/);
		});
	});
}
