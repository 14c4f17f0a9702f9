import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';
import type { ExampleStage } from './exampleStage.mts';

const PRODUCTS = ['Blue mug', 'Green bowl', 'Tea pot'];

/** The customer's own orders as quick replies; the tapped or typed one continues the execution. */
export async function orderStatus(world: World, checks: Checks): Promise<void> {
	await playExample(world, checks, 'order-status.json', async (stage) => {
		const customer = stage.customer('page');
		const stranger = stage.customer('page');
		await checks.check('a customer is offered their own orders, the newest first', async () => {
			await insertOrders(stage, customer.userKey, 1001);
			await insertOrders(stage, stranger.userKey, 2001);
			customer.writes('Good morning');
			const { text, quickReplies = [] } = await customer.reads();
			assert.equal(text, 'Hello! Which of your orders is it about?');
			assert.deepEqual(
				quickReplies.map(({ title }) => title),
				['1003', '1002', '1001'],
			);
		});
		await checks.check('the tapped order is told', async () => {
			customer.chooses('1003');
			const { text, buttons = [] } = await customer.reads();
			assert.equal(text, 'Order 1003, Tea pot: on its way, expected on 2026-12-03.');
			assert.equal(buttons[0]?.value, 'https://example.com/orders/1003');
		});
		await checks.check("a number is found as well, and another customer's is not", async () => {
			customer.writes('My order, please');
			await customer.reads();
			customer.writes('2001');
			assert.match(await customer.readsText(), /^Please choose one of the options/);
			customer.writes(' #1001 ');
			assert.match(await customer.readsText(), /^Order 1001, Blue mug/);
		});
		await checks.check('who has no orders is told so', async () => {
			const newcomer = stage.customer('page');
			newcomer.writes('Where is my order?');
			assert.match(await newcomer.readsText(), /^You have no orders/);
		});
		await checks.check('two customers in one call are served one after the other', async () => {
			const messages = [customer, stranger].map(({ userKey }) => ({
				userKey,
				message: { type: 'TEXT' as const, text: 'My orders, please' },
			}));
			world.sandbox.customersWrite({ pageId: stage.pageId, messages });
			for (const [who, newest] of [
				[customer, '1003'],
				[stranger, '2003'],
			] as const) {
				await who.reads();
				who.chooses(newest);
				assert.match(await who.readsText(), new RegExp(`^Order ${newest}, Tea pot`));
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
