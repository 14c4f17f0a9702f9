import type { JsonObject } from '../exactJson.mts';
import { infobipTime } from '../platform/infobipTime.mts';
import type { ReceivedMessage } from '../platform/receivedMessage.mts';

/** Both are inferred: `nested` from OMNI's Facebook example, `flat` from Push and SMS of 2017. */
export type ItemLayout = 'nested' | 'flat';

export function receivedItem(
	message: ReceivedMessage,
	applicationKey: string,
	layout: ItemLayout,
	callbackData: string | null,
): JsonObject {
	const build = layout === 'nested' ? nestedItem : flatItem;
	const item = build(message, applicationKey);
	return { ...item, callbackData, ...message.overrides };
}

/** The body of a forward and the answer of a pull alike (inferred). */
export function receivedEnvelope(items: JsonObject[], pendingMessageCount: number): JsonObject {
	return { results: items, messageCount: items.length, pendingMessageCount };
}

function nestedItem(message: ReceivedMessage, applicationKey: string): JsonObject {
	return {
		...commonMembers(message, applicationKey),
		integrationType: 'FACEBOOK',
		message: message.content,
	};
}

/** `applicationKey` and the place of everything that is not text are guesses. */
function flatItem(message: ReceivedMessage, applicationKey: string): JsonObject {
	const { type, ...members } = message.content;
	const content =
		type === 'TEXT' ? { ...members, cleanText: members.text, keyword: null } : { type, ...members };
	return { ...commonMembers(message, applicationKey), applicationKey, ...content };
}

function commonMembers(message: ReceivedMessage, applicationKey: string): JsonObject {
	return {
		from: message.userKey,
		// The application key, as Push has its application code; in 2020 it was the page id (inferred).
		to: applicationKey,
		receivedAt: infobipTime(message.receivedAt),
		messageId: message.messageId,
		pairedMessageId: message.pairedMessageId,
		price: { pricePerMessage: 0, currency: 'EUR' },
	};
}
