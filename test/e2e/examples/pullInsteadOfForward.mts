import assert from 'node:assert/strict';

import type { WorkflowFile } from '../../../hosts/N8nClient.mts';
import type { JsonObject } from '../../../hosts/jsonShape.mts';
import { at } from '../../../hosts/jsonShape.mts';
import type { Checks } from '../Checks.mts';
import { createForeignAction } from '../foreignAction.mts';
import type { World } from '../world.mts';
import type { Customer } from './Customer.mts';
import { ExampleStage } from './exampleStage.mts';

const FILE = 'pull-instead-of-forward.json';
const TABLE = 'Fetched messages';
const TRIGGER = 'Every minute';
const SINGLE = '/facebook/1/single';

/** Messages that are fetched, in runs that fail, break off and overlap: each is answered once. */
export async function pullInsteadOfForward(world: World, checks: Checks): Promise<void> {
	const stage = await checks.check(`${FILE} is imported`, async () => {
		const set = await ExampleStage.set(world, FILE, { change: withShortPauses });
		await createForeignAction(world, set.applicationKey);
		return set;
	});
	if (stage === undefined) return;
	await runByHand(stage, checks);
	await checks.check('published, it fetches by itself', async () => {
		await stage.publish();
		const customer = stage.customer('application');
		customer.writes('By itself?');
		assert.match(await customer.readsText(), /“By itself\?”/);
		await stage.rowsBecome(TABLE, 'the message done', (rows) =>
			rows.some(({ userKey, state }) => userKey === customer.userKey && state === 'done'),
		);
	});
	await checks.check(`${FILE} is unpublished and leaves nothing behind`, async () => {
		await stage.unpublish();
		await stage.clear();
	});
	await checks.check(`${FILE} fetches from a Page with a Page's credential`, async () => {
		const ofPage = await ExampleStage.set(world, FILE, { through: 'page' });
		const customer = ofPage.customer('page');
		customer.writes('Hello, Page');
		const { status, error } = await ofPage.run(TRIGGER);
		assert.equal(status, 'success', error);
		assert.match(await customer.readsText(), /“Hello, Page”/);
		await ofPage.clear();
	});
}

/** As somebody does who cannot wait a minute. */
function withShortPauses(example: WorkflowFile): WorkflowFile {
	const rule = { interval: [{ field: 'seconds', secondsInterval: 5 }] };
	const nodes = example.nodes.map((node) =>
		at(node, 'name') === TRIGGER ? { ...node, parameters: { rule } } : node,
	);
	return { ...example, nodes };
}

/** Before it is published, for a run of its own would take what a run by hand is to find. */
async function runByHand(stage: ExampleStage, checks: Checks): Promise<void> {
	const { sandbox } = stage.world;
	const [first, second, third] = Array.from({ length: 3 }, () => stage.customer('application')) as [
		Customer,
		Customer,
		Customer,
	];
	const all = [first, second, third];

	await checks.check('a run that finds nothing ends well', async () => {
		const { status, error } = await stage.run(TRIGGER);
		assert.equal(status, 'success', error);
	});
	await checks.check('an answer that is refused does not keep the others back', async () => {
		for (const customer of all) customer.writes('Hello');
		sandbox.addFaults({ path: SINGLE, status: 400, skip: 1, times: 1 });
		const { status, error } = await stage.run(TRIGGER);
		assert.equal(status, 'error');
		assert.match(error ?? '', /^Not answered: 1\./);
		assert.match(await first.readsText(), /“Hello”/);
		assert.deepEqual(second.unread(), []);
		assert.match(await third.readsText(), /“Hello”/);
		const row = await rowOf(stage, second);
		assert.deepEqual([row['state'], row['attempts']], ['open', 1]);
		assert.match(String(row['problem']), /Infobip refused to send the message/);
	});
	await checks.check('the next run answers it', async () => {
		const { status, error } = await stage.run(TRIGGER);
		assert.equal(status, 'success', error);
		assert.match(await second.readsText(), /“Hello”/);
		assert.equal((await rowOf(stage, second)).state, 'done');
	});
	await checks.check('runs at the same moment answer each message once', async () => {
		for (const customer of all) customer.writes('Again');
		const runs = await Promise.all(Array.from({ length: 3 }, () => stage.run(TRIGGER)));
		assert.deepEqual(
			runs.map(({ status }) => status),
			['success', 'success', 'success'],
		);
		for (const customer of all) assert.match(await customer.readsText(), /“Again”/);
	});
	await checks.check('an answer that may have arrived is not sent again', async () => {
		first.writes('Uncertain');
		sandbox.addFaults({ path: SINGLE, reset: 'after', times: 1 });
		assert.equal((await stage.run(TRIGGER)).status, 'error');
		const row = await rowOf(stage, first);
		assert.equal(row['state'], 'uncertain');
		assert.match(String(row['problem']), /The outcome .* is unknown/);
		const { status, error } = await stage.run(TRIGGER);
		assert.equal(status, 'success', error);
		assert.match(await first.readsText(), /“Uncertain”/);
	});
	await checks.check('after five refusals it is given up', async () => {
		second.writes('Refused');
		sandbox.addFaults({ path: SINGLE, status: 400, times: 5 });
		for (let attempt = 1; attempt <= 5; attempt += 1) await stage.run(TRIGGER);
		const row = await rowOf(stage, second);
		assert.deepEqual([row.state, row.attempts], ['given up', 5]);
		const { status, error } = await stage.run(TRIGGER);
		assert.equal(status, 'success', error);
	});
	await checks.check('nobody got an answer twice', () => {
		for (const customer of all) assert.deepEqual(customer.unread(), []);
	});
}

/** Of the last message that the customer wrote. */
async function rowOf(stage: ExampleStage, { userKey }: Customer): Promise<JsonObject> {
	const rows = await stage.rows(TABLE);
	const row = rows.findLast((one) => one['userKey'] === userKey);
	if (row === undefined) throw new Error(`The table has no message of ${userKey}`);
	return row;
}
