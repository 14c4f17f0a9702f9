import { buttonPress, quickReply } from './choosing.mts';
import { exchange } from './exchange.mts';
import type { RunningDemo } from './running.mts';
import type { Steps } from './Steps.mts';

/** Another person than the one who writes to the application. */
export const PAGE_CUSTOMER = '1000000000000077';

/** Plays one customer on the Page, who chooses from what the workflow offers. */
export async function playPage(demo: RunningDemo, steps: Steps): Promise<void> {
	const { pageId, pageWorkflow: workflow } = demo;
	const talk = { demo, steps, workflow, userKey: PAGE_CUSTOMER, to: { pageId } };

	const hello = 'Good morning!';
	const offer = await exchange(talk, `A customer writes “${hello}” to the Page`, {
		type: 'TEXT',
		text: hello,
	});
	const choice = 'Show me products';
	const products = await exchange(
		talk,
		`They choose the quick reply “${choice}”`,
		quickReply(offer.shown, choice),
	);
	const button = 'Ask about it';
	await exchange(
		talk,
		`They press “${button}” on the first card`,
		buttonPress(products.shown, button),
	);
}
