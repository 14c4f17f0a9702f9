import assert from 'node:assert/strict';

import axios from 'axios';

import { listAt, objectAt, textAt } from '../../../hosts/jsonShape.mts';
import type { JsonObject } from '../../../hosts/jsonShape.mts';
import type { WorkflowFile } from '../../../hosts/N8nClient.mts';
import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import type { Customer } from './Customer.mts';
import { playExample } from './exampleStage.mts';
import type { ExampleStage } from './exampleStage.mts';

const TABLE = 'Broadcast';
const START = 'Send to everyone';
const BATCH_SIZE = 2;

/** Messages in batches; reports come back to each contact, and who was not reached is listed. */
export async function broadcast(world: World, checks: Checks): Promise<void> {
	const { sandbox } = world;
	const before = sandbox.state();
	const { deliveryOutcome, outsideWindow } = before.settings;
	sandbox.changeSettings({ outsideWindow: 'reject' });
	try {
		await playExample(
			world,
			checks,
			'broadcast-with-follow-up.json',
			(stage) => play(stage, checks),
			{
				change: inSmallBatches,
				through: 'page',
			},
		);
	} finally {
		sandbox.changeSettings({ deliveryOutcome, outsideWindow });
	}
}

async function play(stage: ExampleStage, checks: Checks): Promise<void> {
	const { sandbox } = stage.world;
	const reached = ['Ana', 'Ben', 'Cleo'].map((name) => contact(stage, name));
	const silent = contact(stage, 'Dan');
	const blocked = contact(stage, 'Eva');

	await checks.check('everyone in the table is written to, in batches', async () => {
		for (const { customer } of reached) customer.writes('Hello');
		await insert(stage, [...reached, silent]);
		const { status, error } = await stage.run(START);
		assert.equal(status, 'success', error);
		for (const { firstName, customer } of reached) {
			assert.match(await customer.readsText(), new RegExp(`^Hello ${firstName}, `));
		}
	});
	await checks.check('delivery reports come back to each contact', async () => {
		const rows = await stage.rowsBecome(TABLE, 'three delivered', (all) =>
			reached.every(({ firstName }) => rowOf(all, firstName)['status'] === 'DELIVERED'),
		);
		assert.ok(rowOf(rows, 'Ana')['doneAt']);
		assert.equal(rowOf(rows, 'Ana')['seenAt'], null);
	});
	await checks.check('a seen report comes back to the contact who has seen it', async () => {
		const [ana] = reached;
		assert.equal(
			sandbox.customerSees(ana?.customer.userKey ?? '', stage.pageId).messageIds.length,
			1,
		);
		const rows = await stage.rowsBecome(
			TABLE,
			'one seen',
			(all) => rowOf(all, 'Ana')['seenAt'] !== null,
		);
		assert.equal(rowOf(rows, 'Ben')['seenAt'], null);
	});
	await checks.check('the next run writes to new contacts only', async () => {
		blocked.customer.writes('Hello');
		await insert(stage, [blocked]);
		sandbox.changeSettings({ deliveryOutcome: 'UNDELIVERABLE' });
		const { status, error } = await stage.run(START);
		assert.equal(status, 'success', error);
		await stage.rowsBecome(
			TABLE,
			'one undeliverable',
			(all) => rowOf(all, 'Eva')['status'] === 'UNDELIVERABLE',
		);
		for (const { customer } of reached) assert.deepEqual(customer.unread(), []);
	});
	await checks.check('who did not get it is listed, with the reason', async () => {
		const { status, error, outputs } = await stage.run('Every evening');
		assert.equal(status, 'success', error);
		const list = (outputs['Who did not get it'] ?? []).map(({ json }) => json);
		assert.deepEqual(
			list.map((entry) => textAt(entry, 'firstName')),
			['Dan', 'Eva'],
		);
		for (const entry of list) assert.notEqual(textAt(entry, 'reason'), '');
	});
	await checks.check('a report of another message changes no contact', async () => {
		const before = await stage.rows(TABLE);
		const executions = (await stage.settles(0)).length;
		await sendAnotherMessage(stage, reached[0]?.customer.userKey ?? '', String(before[0]?.['id']));
		await stage.settles(executions + 1);
		assert.deepEqual(await stage.rows(TABLE), before);
	});
}

/** From the same Page, with callback data that happens to be a contact's id. */
async function sendAnotherMessage(
	{ world, pageId }: ExampleStage,
	userKey: string,
	callbackData: string,
): Promise<void> {
	const { url, username, password } = world.sandbox;
	const message = {
		sender: pageId,
		destinations: [{ to: userKey }],
		content: { type: 'TEXT', text: 'Something else' },
		webhooks: { callbackData },
	};
	await axios.post(
		`${url}/messenger/1/messages`,
		{ messages: [message] },
		{ auth: { username, password }, proxy: false },
	);
}

interface Contact {
	firstName: string;
	customer: Customer;
}

function contact(stage: ExampleStage, firstName: string): Contact {
	return { firstName, customer: stage.customer('page') };
}

async function insert(stage: ExampleStage, contacts: Contact[]): Promise<void> {
	await stage.insertRows(
		TABLE,
		contacts.map(({ firstName, customer }) => ({ firstName, userKey: customer.userKey })),
	);
}

function rowOf(rows: JsonObject[], firstName: string): JsonObject {
	const row = rows.find((one) => one['firstName'] === firstName);
	if (row === undefined) throw new Error(`There is no row of ${firstName}`);
	return row;
}

/** So that a handful of contacts makes more than one batch. */
function inSmallBatches(example: WorkflowFile): WorkflowFile {
	const nodes = listAt(example, 'nodes').map((node) => {
		if (textAt(node, 'name') !== 'A hundred at a time') return objectAt(node);
		return {
			...objectAt(node),
			parameters: { ...objectAt(node, 'parameters'), batchSize: BATCH_SIZE },
		};
	});
	return { ...example, nodes };
}
