import { isObject, textOf, type JsonObject, type JsonValue } from '../json';

/**
 * Brings an inbound event of the Messages API (`MO_MESSAGES_API_JSON`) into the layout of the
 * Messenger API, which is then read as any other.
 *
 * Infobip's schema calls the party that wrote `sender`; its only example for Messenger has the page
 * there instead. So where the page is known it decides which of the two is the person.
 */
export function fromMoEvent(
	{ sender, destination, ...others }: JsonObject,
	parts: readonly JsonValue[],
	pageId: string | undefined,
): JsonObject {
	const swapped = pageId !== undefined && textOf(sender) === pageId;
	return {
		...others,
		from: (swapped ? destination : sender) ?? null,
		to: (swapped ? sender : destination) ?? null,
		message: messageOf(parts.filter(isObject)),
	};
}

/** The part that is more than text, with the text of the first part that has one. */
function messageOf(parts: readonly JsonObject[]): JsonObject {
	const isWords = ({ type }: JsonObject): boolean => type === 'TEXT' || type === 'SUBJECT';
	const main = parts.find((part) => !isWords(part)) ?? parts[0] ?? {};
	const text = textOf(main.text) ?? textOf(parts.find(isWords)?.text) ?? null;
	switch (main.type) {
		case 'BUTTON_REPLY':
			return { type: 'POSTBACK', title: text, payload: main.payload ?? main.id ?? null };
		case 'LIST_REPLY':
			return { type: 'TEXT', text, quickReply: { payload: main.id ?? null } };
		case 'SUBJECT':
			return { type: 'TEXT', text };
		default:
			return { ...main, text };
	}
}
