import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import type { Customer } from './Customer.mts';
import type { ExampleStage } from './exampleStage.mts';
import { playExample } from './exampleStage.mts';

const TABLE = 'Messages of a burst';
const PAUSE_MS = 700;
/** The workflow's own wait, after which a burst is over. */
const WAIT_MS = 8_000;
/** Second messages come so much before or after the end of that wait. */
const AROUND_THE_END_MS = [-900, -300, 0, 300, 900];

/** Messages in a burst are one input, however many customers write at once, and none is lost. */
export async function mergeABurst(world: World, checks: Checks): Promise<void> {
	await playExample(world, checks, 'merge-a-burst.json', async (stage) => {
		await checks.check('three customers write in bursts: one answer each, in order', async () => {
			const customers = Array.from({ length: 3 }, () => stage.customer('application'));
			const texts = ['Hi', 'my parcel', 'where is it?'];
			for (const text of texts) {
				for (const customer of customers) customer.writes(text);
				await pause(PAUSE_MS);
			}
			await stage.settles(customers.length * texts.length);
			for (const customer of customers) assert.deepEqual(await answered(customer), [texts]);
		});
		await checks.check('messages of two customers in one call: one answer each', async () => {
			const [one, other] = [stage.customer('application'), stage.customer('application')];
			const writes = ({ userKey }: Customer, text: string) => ({
				userKey,
				message: { type: 'TEXT' as const, text },
			});
			world.sandbox.customersWrite({
				applicationKey: stage.applicationKey,
				messages: [writes(one, 'a'), writes(other, 'b'), writes(one, 'c'), writes(other, 'd')],
			});
			await stage.settles(10);
			assert.deepEqual(await answered(one), [['a', 'c']]);
			assert.deepEqual(await answered(other), [['b', 'd']]);
		});
		await checks.check('bursts that touch: every message is answered, and once', async () => {
			const customers = AROUND_THE_END_MS.map((distance) => ({
				distance,
				customer: stage.customer('application'),
			}));
			await Promise.all(
				customers.map(async ({ customer, distance }) => {
					customer.writes('first');
					await pause(WAIT_MS + distance);
					customer.writes('second');
				}),
			);
			await stage.settles(10 + customers.length * 2);
			for (const { customer } of customers) {
				assert.deepEqual((await answered(customer)).flat(), ['first', 'second']);
			}
		});
		await checks.check('what could not be answered comes with the next message', () =>
			failOnce(stage),
		);
		await checks.check('nothing is left in the table', async () => {
			assert.deepEqual(await stage.rows(TABLE), []);
		});
	});
}

async function failOnce(stage: ExampleStage): Promise<void> {
	const { sandbox } = stage.world;
	const customer = stage.customer('application');
	sandbox.addFaults({ path: '/facebook/1/single', status: 400, times: 1 });
	customer.writes('Can you hear me?');
	const [failed] = await stage.settles(21);
	assert.equal(failed?.status, 'error');
	assert.match(failed.error ?? '', /Infobip refused to send the message.*400/);
	assert.deepEqual(customer.unread(), []);
	const rows = await stage.rows(TABLE);
	assert.deepEqual(
		rows.map(({ text, takenBy }) => [text, takenBy]),
		[['Can you hear me?', null]],
	);
	customer.writes('Hello?');
	await stage.settles(22);
	assert.deepEqual(await answered(customer), [['Can you hear me?', 'Hello?']]);
}

/** The messages that each of their answers quotes. Wait until the workflow has done its work. */
async function answered(customer: Customer): Promise<string[][]> {
	const answers = [];
	while (customer.unread().length > 0) answers.push(await customer.readsText());
	return answers.map((answer) => answer.split('\n').slice(1, -1));
}
