import type { ConversationEntry, CustomerPlay } from '../sandbox/server.mts';
import { exchange } from './exchange.mts';
import type { RunningDemo } from './running.mts';
import type { Steps } from './Steps.mts';

type PlayedContent = CustomerPlay['message'];

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
		quickReply(offer, choice),
	);
	const button = 'Ask about it';
	await exchange(
		talk,
		`They press “${button}” on the first card`,
		firstCardsButton(products, button),
	);
}

/** What Messenger sends when a person chooses it; only what was offered can be chosen. */
function quickReply({ shown }: ConversationEntry, title: string): PlayedContent {
	const offered = shown.quickReplies?.find((reply) => reply.title === title);
	if (offered?.payload === undefined) {
		throw new Error(`The workflow has not offered the quick reply “${title}”`);
	}
	return { type: 'TEXT', text: title, quickReply: { payload: offered.payload } };
}

function firstCardsButton({ shown }: ConversationEntry, title: string): PlayedContent {
	const [card] = shown.cards ?? [];
	const offered = card?.buttons.find((button) => button.title === title);
	if (offered === undefined) throw new Error(`The first card has no button “${title}”`);
	return { type: 'POSTBACK', title, payload: offered.value };
}
