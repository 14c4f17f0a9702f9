import type { CustomerPlay, ShownMessage } from '../sandbox/server.mts';

type PlayedContent = CustomerPlay['message'];

/** What Messenger sends when a person chooses a quick reply; only what was offered can be chosen. */
export function quickReply({ quickReplies = [] }: ShownMessage, title: string): PlayedContent {
	const offered = quickReplies.find((reply) => reply.title === title);
	if (offered?.payload === undefined) {
		throw new Error(`The workflow has not offered the quick reply “${title}”`);
	}
	return { type: 'TEXT', text: title, quickReply: { payload: offered.payload } };
}

/** The same for a button that comes back: under the text, or on the first card that has one of this title. */
export function buttonPress(
	{ buttons = [], cards = [] }: ShownMessage,
	title: string,
): PlayedContent {
	const offered = [...buttons, ...cards.flatMap((card) => card.buttons)].find(
		(button) => button.title === title && button.kind === 'postback',
	);
	if (offered === undefined) throw new Error(`The workflow has not offered the button “${title}”`);
	return { type: 'POSTBACK', title, payload: offered.value };
}
