import type { Browser } from 'playwright-core';

import { chatAddress } from '../../../sandbox/server.mts';
import type { Checks } from '../Checks.mts';
import { playExample } from '../examples/exampleStage.mts';
import type { ExampleStage } from '../examples/exampleStage.mts';
import type { World } from '../world.mts';
import { ChatTab } from './ChatTab.mts';

/** A workflow takes its time, and the machine may be busy. */
const ANSWER = { timeout: 60_000 };

/** A published example of the package answers in the page. */
export async function exampleChecks(world: World, browser: Browser, checks: Checks): Promise<void> {
	const play = async ({ pageId }: ExampleStage): Promise<void> => {
		await checks.check('chat: the example on a Page answers in the chat page', async () => {
			const address = chatAddress(world.sandbox.url, {
				page: pageId,
				customer: '9100000000000001',
			});
			const chat = await ChatTab.open(browser, address);
			await chat.page.getByText('A workflow is waiting.').waitFor();
			await chat.button('Say hello').click();
			await chat.button('Show me products').click(ANSWER);
			await chat.button('Ask about it').first().click(ANSWER);
			await chat.message('about: Blue mug.').waitFor(ANSWER);
			await chat.message('about: Blue mug.').getByText('Seen').waitFor(ANSWER);
			await chat.close();
		});
	};
	await playExample(world, checks, 'answer-from-a-page.json', play, { through: 'page' });
}
