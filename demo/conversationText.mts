import type {
	ConversationEntry,
	ShownButton,
	ShownCard,
	ShownMessage,
} from '../sandbox/server.mts';

/**
 * What one side said, as a person would read it in Messenger: a line, and under it one for each card
 * or choice that came with it.
 */
export function conversationLines(
	userKey: string,
	{ said, shown, message }: ConversationEntry,
): string[] {
	const speaker = said === 'customer' ? `Customer ${userKey}` : 'Our workflow';
	const { cards = [], buttons = [], quickReplies = [] } = shown;
	const choices = quickReplies.map(({ kind, title }) => `“${title ?? `their ${kind}`}”`);
	return [
		`${speaker}: ${contentText(shown, String(message.type))}`,
		...cards.map((card, index) => `      card ${index + 1}: ${cardText(card)}`),
		...(buttons.length > 0 ? [`      buttons: ${buttons.map(buttonText).join(', ')}`] : []),
		...(choices.length > 0 ? [`      quick replies: ${choices.join(', ')}`] : []),
	];
}

function contentText(shown: ShownMessage, wireType: string): string {
	const { kind, text, payload, url, cards = [] } = shown;
	switch (kind) {
		case 'text':
			return payload === undefined
				? (text ?? '')
				: `(chooses the quick reply “${text ?? payload}”)`;
		case 'postback':
			return `(presses the button “${text ?? ''}”)`;
		case 'action':
			return ACTIONS[shown.action ?? ''] ?? `(${shown.action ?? 'does something'})`;
		case 'cards':
			return `(${cards.length} cards to swipe through)`;
		default:
			return `(${[wireType.toLowerCase(), text, url].filter((part) => part !== undefined).join(' ')})`;
	}
}

const ACTIONS: Readonly<Record<string, string>> = {
	MARK_SEEN: '(has seen it)',
	TYPING_ON: '(is typing)',
	TYPING_OFF: '(has stopped typing)',
};

function cardText({ title, subtitle, buttons }: ShownCard): string {
	const name = subtitle === undefined ? title : `${title}, ${subtitle}`;
	return [name, ...buttons.map(buttonText)].join(' · ');
}

function buttonText({ kind, title, value }: ShownButton): string {
	return kind === 'postback' ? `[${title}]` : `[${title} → ${value}]`;
}
