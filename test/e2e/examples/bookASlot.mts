import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';

/** A choice, a typed date, another choice and a yes, in one execution. */
export async function bookASlot(world: World, checks: Checks): Promise<void> {
	await playExample(world, checks, 'book-a-slot.json', async (stage) => {
		await checks.check('four answers, tapped and typed, make a booking', async () => {
			const customer = stage.customer('page');
			customer.writes('I need a haircut');
			assert.match(await customer.readsText(), /^Hello! What would you like to book/);
			customer.chooses('Haircut');
			assert.match(await customer.readsText(), /^Which day suits you/);
			customer.writes('some day');
			assert.match(await customer.readsText(), /^Please send a date/);
			customer.writes('24.12.2099');
			assert.equal(await customer.readsText(), 'Morning or afternoon?');
			customer.writes('afternoon');
			assert.equal(await customer.readsText(), 'Haircut on 2099-12-24 at 14:00. Shall we book it?');
			customer.chooses('Book it');
			assert.equal(
				await customer.readsText(),
				'You are booked: Haircut on 2099-12-24 at 14:00. See you then!',
			);
			const [{ userKey, service, day, time } = {}, ...more] = await stage.rows('Bookings');
			assert.deepEqual(
				[userKey, service, day, time],
				[customer.userKey, 'Haircut', '2099-12-24', '14:00'],
			);
			assert.deepEqual(more, []);
			const [{ status, error } = {}, ...others] = await stage.settles(1);
			assert.deepEqual([status, others.length], ['success', 0], error);
		});
		await checks.check('a no books nothing', async () => {
			const customer = stage.customer('page');
			customer.writes('Hello');
			await customer.reads();
			customer.chooses('Color');
			await customer.reads();
			customer.writes('tomorrow');
			await customer.reads();
			customer.chooses('Morning');
			await customer.reads();
			customer.writes('no thanks');
			assert.match(await customer.readsText(), /^All right, nothing is booked/);
			assert.equal((await stage.rows('Bookings')).length, 1);
		});
	});
}
