import type { JsonObject } from '../exactJson.mts';
import { infobipTime } from '../platform/infobipTime.mts';
import type { ReceivedContent } from '../platform/receivedContent.mts';

/** Both are inferred: `nested` from OMNI's Facebook example, `flat` from Push and SMS of 2017. */
export type ItemLayout = 'nested' | 'flat';

/** A customer's message on its way to the business. */
export interface ReceivedMessage {
	messageId: string;
	userKey: string;
	applicationKey: string;
	receivedAt: Date;
	/** The message of the business that this one answers. */
	pairedMessageId: string | null;
	content: ReceivedContent;
	/** Laid over the finished item, to play what Infobip has not shown yet. */
	overrides?: JsonObject;
}

export function receivedItem(
	message: ReceivedMessage,
	layout: ItemLayout,
	callbackData: string | null,
): JsonObject {
	const item = layout === 'nested' ? nestedItem(message) : flatItem(message);
	return { ...item, callbackData, ...message.overrides };
}

/** The body of a forward and the answer of a pull alike (inferred). */
export function receivedEnvelope(items: JsonObject[], pendingMessageCount: number): JsonObject {
	return { results: items, messageCount: items.length, pendingMessageCount };
}

function nestedItem(message: ReceivedMessage): JsonObject {
	return {
		...commonMembers(message),
		integrationType: 'FACEBOOK',
		message: message.content,
	};
}

/** `applicationKey` and the place of everything that is not text are guesses. */
function flatItem(message: ReceivedMessage): JsonObject {
	const { type, ...members } = message.content;
	const content =
		type === 'TEXT' ? { ...members, cleanText: members.text, keyword: null } : { type, ...members };
	return { ...commonMembers(message), applicationKey: message.applicationKey, ...content };
}

function commonMembers(message: ReceivedMessage): JsonObject {
	return {
		from: message.userKey,
		// The application key, as Push has its application code; in 2020 it was the page id (inferred).
		to: message.applicationKey,
		receivedAt: infobipTime(message.receivedAt),
		messageId: message.messageId,
		pairedMessageId: message.pairedMessageId,
		price: { pricePerMessage: 0, currency: 'EUR' },
	};
}
