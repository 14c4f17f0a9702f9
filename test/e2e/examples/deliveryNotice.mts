import assert from 'node:assert/strict';

import type { JsonObject } from '../../../hosts/jsonShape.mts';
import { waitFor } from '../../../hosts/waitFor.mts';
import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';
import type { ExampleStage } from './exampleStage.mts';

const TABLE = 'Deliveries';
const SEND = 'Every ten minutes';
const REPORTS = 'Every five minutes';

/** A notice on Messenger, on WhatsApp or as an SMS, and the channel that worked in the row. */
export async function deliveryNotice(world: World, checks: Checks): Promise<void> {
	const { sandbox } = world;
	try {
		await playExample(world, checks, 'delivery-notice.json', (stage) => play(stage, checks));
	} finally {
		sandbox.changeSettings({ channelOutcomes: { MESSENGER: 'DELIVERED', WHATSAPP: 'DELIVERED' } });
	}
}

interface Order {
	userKey: string;
	phone: string;
	firstName: string;
	orderId: string;
}

async function play(stage: ExampleStage, checks: Checks): Promise<void> {
	const { sandbox } = stage.world;
	await checks.check(
		'a customer that Messenger reaches gets the notice there, and only there',
		async () => {
			const ana = orderOf(stage, 'Ana', '77');
			await sendTo(stage, ana);
			assert.deepEqual(arrived(stage, ana), [
				['MESSENGER', 'Hello Ana, order 77 has left our shop.', 'delivered'],
			]);
			assert.equal((await rowOf(stage, ana))['channel'], 'MESSENGER');
		},
	);
	await checks.check('WhatsApp follows where Messenger does not deliver', async () => {
		sandbox.changeSettings({ channelOutcomes: { MESSENGER: 'UNDELIVERABLE' } });
		const ben = orderOf(stage, 'Ben', '78');
		await sendTo(stage, ben);
		assert.deepEqual(arrived(stage, ben).slice(1), [
			['WHATSAPP', 'Template order_shipped (en): 1: Ben, 2: 78', 'delivered'],
		]);
		assert.equal((await rowOf(stage, ben))['channel'], 'WHATSAPP');
	});
	await checks.check('an SMS is the last step', async () => {
		sandbox.changeSettings({ channelOutcomes: { WHATSAPP: 'REJECTED' } });
		const cleo = orderOf(stage, 'Cleo', '79');
		await sendTo(stage, cleo);
		assert.deepEqual(arrived(stage, cleo).slice(2), [
			['SMS', 'Mug Shop: order 79 is on its way.', 'delivered'],
		]);
		const row = await rowOf(stage, cleo);
		assert.equal(row['channel'], 'SMS');
		assert.equal(row['status'], 'DELIVERED');
		assert.ok(row['doneAt']);
	});
	await checks.check('an order that cannot be sent says why', async () => {
		const dan = { ...orderOf(stage, 'Dan', '80'), phone: '' };
		await stage.insertRows(TABLE, [{ ...dan }]);
		await runs(stage, SEND);
		const row = await rowOf(stage, dan);
		assert.equal(row['status'], 'NOT SENT');
		assert.match(String(row['reason']), /'Recipient' of failover step 1 is empty/);
		assert.deepEqual(arrived(stage, dan), []);
	});
}

function orderOf(stage: ExampleStage, firstName: string, orderId: string): Order {
	const { userKey } = stage.customer('page');
	return { userKey, phone: `+385 91 ${userKey.slice(-7)}`, firstName, orderId };
}

/** Sends the notice, and pulls the report of the step that ended it. */
async function sendTo(stage: ExampleStage, order: Order): Promise<void> {
	await stage.insertRows(TABLE, [{ ...order }]);
	// Reports of other workflows may wait, too.
	const before = stage.world.sandbox.state().waitingReports;
	await runs(stage, SEND);
	await stage.rowsBecome(TABLE, `${order.firstName} is delivered`, (rows) =>
		rows.some(({ orderId, status }) => orderId === order.orderId && status === 'SENT'),
	);
	// Another pull would find no more: a report is returned once.
	await waitFor(`the report of ${order.firstName}`, { seconds: 60 }, () =>
		stage.world.sandbox.state().waitingReports > before ? true : undefined,
	);
	await runs(stage, REPORTS);
}

async function runs(stage: ExampleStage, trigger: string): Promise<void> {
	const { status, error } = await stage.run(trigger);
	assert.equal(status, 'success', error);
}

async function rowOf(stage: ExampleStage, { orderId }: Order): Promise<JsonObject> {
	const row = (await stage.rows(TABLE)).find((one) => one['orderId'] === orderId);
	if (row === undefined) throw new Error(`There is no row of order ${orderId}`);
	return row;
}

/** Channel, text and fate of each message that the customer's phone had. */
function arrived({ world }: ExampleStage, { userKey }: Order): (string | undefined)[][] {
	return world.sandbox
		.conversation(userKey)
		.map(({ via, shown, status }) => [
			via.api === 'messagesApi' ? via.channel : 'MESSENGER',
			shown.text,
			status,
		]);
}
