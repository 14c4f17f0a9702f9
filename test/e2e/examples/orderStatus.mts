import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';
import type { ExampleStage } from './exampleStage.mts';

const PRODUCTS = ['Blue mug', 'Green bowl', 'Tea pot'];

/** A carousel of the customer's own orders, and buttons that come back with an order's number. */
export async function orderStatus(world: World, checks: Checks): Promise<void> {
	await playExample(world, checks, 'order-status.json', async (stage) => {
		const customer = stage.customer('page');
		const stranger = stage.customer('page');
		await checks.check('a greeting is answered with a button', async () => {
			await insertOrders(stage, customer.userKey, 1001);
			await insertOrders(stage, stranger.userKey, 2001);
			customer.writes('Good morning');
			const { buttons = [] } = await customer.reads();
			assert.deepEqual(
				buttons.map(({ title }) => title),
				['My orders'],
			);
		});
		await checks.check('the button brings a card for each order, the newest first', async () => {
			customer.presses('My orders');
			const { cards = [] } = await customer.reads();
			assert.deepEqual(
				cards.map(({ title, subtitle }) => `${title}, ${subtitle}`),
				[
					'Order 1003, Tea pot: on its way',
					'Order 1002, Green bowl: on its way',
					'Order 1001, Blue mug: on its way',
				],
			);
		});
		await checks.check("a card's button tells where that order is", async () => {
			customer.presses('Where is it?');
			const { text, buttons = [] } = await customer.reads();
			assert.equal(text, 'Order 1003, Tea pot: on its way, expected on 2026-12-03.');
			assert.equal(buttons[1]?.value, 'https://example.com/orders/1003');
		});
		await checks.check('a number that is written is found as well', async () => {
			customer.writes(' #1001 ');
			assert.match(await customer.readsText(), /^Order 1001, Blue mug/);
		});
		await checks.check("an unknown number, and another customer's, are not found", async () => {
			for (const number of ['9999', '2001']) {
				customer.writes(number);
				const { text, buttons = [] } = await customer.reads();
				assert.match(text ?? '', /^We find no order of yours/);
				assert.deepEqual(
					buttons.map(({ value }) => value),
					['ORDERS'],
				);
			}
		});
		await checks.check('who has no orders is told so', async () => {
			const newcomer = stage.customer('page');
			newcomer.writes('Where is my order?');
			assert.match(await newcomer.readsText(), /^You have no orders/);
		});
		await checks.check('two customers in one call get their own orders each', async () => {
			const messages = [customer, stranger].map(({ userKey }) => ({
				userKey,
				message: { type: 'TEXT' as const, text: 'My orders, please' },
			}));
			world.sandbox.customersWrite({ pageId: stage.pageId, messages });
			for (const [who, newest] of [
				[customer, 'Order 1003'],
				[stranger, 'Order 2003'],
			] as const) {
				const { cards = [] } = await who.reads();
				assert.equal(cards.length, PRODUCTS.length);
				assert.equal(cards[0]?.title, newest);
			}
		});
	});
}

async function insertOrders(
	stage: ExampleStage,
	userKey: string,
	firstNumber: number,
): Promise<void> {
	await stage.insertRows(
		'Orders',
		PRODUCTS.map((product, index) => ({
			orderNumber: String(firstNumber + index),
			userKey,
			product,
			status: 'on its way',
			expectedOn: `2026-12-0${index + 1}`,
		})),
	);
}
