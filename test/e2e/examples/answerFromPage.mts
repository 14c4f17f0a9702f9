import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';
import type { ExampleStage } from './exampleStage.mts';

/** Quick replies, a carousel and its buttons, by what the customer chooses. */
export async function answerFromPage(world: World, checks: Checks): Promise<void> {
	const play = async (stage: ExampleStage): Promise<void> => {
		const customer = stage.customer('page');
		await checks.check('a greeting is answered with quick replies', async () => {
			customer.writes('Good morning!');
			const { quickReplies = [] } = await customer.reads();
			assert.deepEqual(
				quickReplies.map(({ title }) => title),
				['Show me products', 'Talk to a person'],
			);
		});
		await checks.check('a quick reply brings the products', async () => {
			customer.chooses('Show me products');
			const { cards = [] } = await customer.reads();
			assert.deepEqual(
				cards.map(({ title }) => title),
				['Blue mug', 'Green bowl'],
			);
		});
		await checks.check('a button on a card says what it is about', async () => {
			customer.presses('Ask about it');
			assert.match(await customer.readsText(), /about: Blue mug\.$/);
		});
		await checks.check('the answer goes out when typing cannot be shown', async () => {
			const { sandbox } = world;
			sandbox.addFaults({ path: '/messenger/1/messages', status: 400, times: 1 });
			customer.writes('Hello?');
			assert.equal((await customer.reads()).quickReplies?.length, 2);
		});
	};
	await playExample(world, checks, 'answer-from-a-page.json', play, { through: 'page' });
}
