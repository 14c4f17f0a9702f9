import assert from 'node:assert/strict';

import { NoDatabase, ownDatabase } from '../../ownDatabase.mts';
import type { OwnDatabase } from '../../ownDatabase.mts';
import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';
import type { ExampleStage } from './exampleStage.mts';

const FILE = 'answer-and-note-postgres.json';

/** The same as with a Data Table, in a PostgreSQL of this machine, in a database that is dropped. */
export async function answerAndNotePostgres(world: World, checks: Checks): Promise<void> {
	let database: OwnDatabase;
	try {
		database = await ownDatabase();
	} catch (error) {
		if (!(error instanceof NoDatabase)) throw error;
		checks.skip(FILE, error.message);
		return;
	}
	try {
		await play(world, checks, database);
	} finally {
		await database.drop();
	}
}

async function play(world: World, checks: Checks, database: OwnDatabase): Promise<void> {
	const { hostname, port, username, password, pathname } = database.url;
	const postgres = await world.client.createCredential('PostgreSQL', 'postgres', {
		host: hostname,
		port: Number(port || 5432),
		database: pathname.slice(1),
		user: decodeURIComponent(username),
		password: decodeURIComponent(password),
		ssl: 'disable',
	});
	await playExample(
		world,
		checks,
		FILE,
		async (stage) => {
			const customer = stage.customer('application');
			await checks.check('PostgreSQL: a newcomer is greeted as one', async () => {
				customer.writes("Where's my parcel?");
				assert.match(
					await customer.readsText(),
					/^Hello, nice to meet you! .*“Where's my parcel\?”/,
				);
			});
			await checks.check(
				'PostgreSQL: who returns is known, also by words that look like SQL',
				async () => {
					const words = "'); DROP TABLE messenger_contacts; --, $1, {{ 1 }}";
					customer.writes(words);
					const answer = await customer.readsText();
					assert.ok(answer.startsWith(`Welcome back! Thanks for your message “${words}”`), answer);
				},
			);
			await checks.check('PostgreSQL: several customers in one call, each with a row', async () => {
				const others = [stage.customer('application'), stage.customer('application')];
				const messages = others.map(({ userKey }, index) => ({
					userKey,
					message: { type: 'TEXT' as const, text: `Number ${index}` },
				}));
				const { applicationKey } = stage;
				world.sandbox.customersWrite({ applicationKey, messages });
				const answers = await Promise.all(others.map((other) => other.readsText()));
				answers.forEach((answer, index) => {
					assert.match(answer, new RegExp(`^Hello, .*“Number ${index}”`));
				});
				const rows = await database.rows(
					'SELECT user_key, messages FROM messenger_contacts ORDER BY id',
				);
				assert.deepEqual(rows, [
					{ user_key: customer.userKey, messages: 2 },
					...others.map(({ userKey }) => ({ user_key: userKey, messages: 1 })),
				]);
			});
		},
		{ credentials: { postgres }, prepare: createTable },
	);
}

/** What the note says: *Once, by hand*. Twice does no harm. */
async function createTable(stage: ExampleStage): Promise<void> {
	for (const time of ['first', 'second']) {
		const { status, error } = await stage.run('Once, by hand');
		assert.equal(status, 'success', `The ${time} time: ${error}`);
	}
}
