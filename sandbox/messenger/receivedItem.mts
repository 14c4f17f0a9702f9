import type { JsonObject } from '../exactJson.mts';
import { infobipTime } from '../platform/infobipTime.mts';
import type { ReceivedMessage } from '../platform/receivedMessage.mts';
import type { Platform } from './sendSchema.mts';

/**
 * `sender` is documented for the Messenger API, `from` is the older variant in the OMNI pages, and
 * `messagesApi` is the format MO_MESSAGES_API_JSON.
 */
export const PAGE_LAYOUTS = ['sender', 'from', 'messagesApi'] as const;
export type PageLayout = (typeof PAGE_LAYOUTS)[number];

/** A message to a page, with what Infobip knows about it. */
export interface PageMessage {
	pageId: string;
	message: ReceivedMessage;
	/** Of the business's message that is answered (documented by example). */
	callbackData?: string;
	/** Of the inbound configuration (inferred). */
	platform?: Platform;
}

export function pageItem(received: PageMessage, layout: PageLayout): JsonObject {
	const item = layout === 'messagesApi' ? messagesApiItem(received) : ottItem(received, layout);
	return { ...item, ...received.message.overrides };
}

/** The body of a forward. The Messages API's has nothing beside the results (documented). */
export function pageEnvelope(results: JsonObject[], layout: PageLayout): JsonObject {
	return layout === 'messagesApi'
		? { results }
		: { results, messageCount: results.length, pendingMessageCount: 0 };
}

/** Members are documented; without a value they are null in the older variant, and absent today. */
function ottItem(
	{ pageId, message, callbackData, platform }: PageMessage,
	layout: 'sender' | 'from',
): JsonObject {
	const { userKey, messageId, pairedMessageId, content } = message;
	return {
		[layout]: userKey,
		to: pageId,
		integrationType: 'FACEBOOK',
		receivedAt: infobipTime(message.receivedAt),
		messageId,
		...whereKnown(layout, 'pairedMessageId', pairedMessageId),
		...whereKnown(layout, 'callbackData', callbackData),
		...platform,
		// Only a text carries Meta's id once more (documented).
		message: content.type === 'TEXT' ? { mid: messageId, ...content } : content,
		price: { pricePerMessage: 0, currency: 'EUR' },
	};
}

function whereKnown(layout: 'sender' | 'from', name: string, value: string | null | undefined) {
	if (value !== undefined && value !== null) return { [name]: value };
	return layout === 'from' ? { [name]: null } : {};
}

/**
 * The item of MO_MESSAGES_API_JSON. `sender` is the person, as its schema says; the one example for
 * Messenger has them the other way round, which is taken for a slip.
 */
function messagesApiItem({ pageId, message, callbackData, platform }: PageMessage): JsonObject {
	const { userKey, messageId, receivedAt, pairedMessageId } = message;
	return {
		event: 'MO',
		channel: 'MESSENGER',
		sender: userKey,
		destination: pageId,
		content: messagesApiContent(message.content),
		receivedAt: infobipTime(receivedAt),
		messageId,
		...(pairedMessageId !== null && { pairedMessageId }),
		...(callbackData !== undefined && { callbackData }),
		messageCount: 1,
		...(platform && { platform }),
	};
}

/**
 * Type names and members are documented for all channels together. Which of them Messenger uses is
 * inferred: that a quick reply and a postback are a BUTTON_REPLY, that a link someone shares is a
 * URL, and that what has no name there comes without content.
 */
function messagesApiContent({ type, ...content }: ReceivedMessage['content']): JsonObject[] {
	const { url, text, title, payload, quickReply } = content;
	switch (type) {
		case 'TEXT':
			return quickReply !== undefined
				? [{ type: 'BUTTON_REPLY', text, ...(quickReply as JsonObject) }]
				: [{ type, text, cleanText: text }];
		case 'POSTBACK':
			return [{ type: 'BUTTON_REPLY', text: title ?? payload, payload }];
		case 'IMAGE':
		case 'VIDEO':
		case 'AUDIO':
		case 'FILE':
		case 'URL':
			return [{ type, url }];
		case 'LOCATION':
			return [{ type, latitude: content.latitude, longitude: content.longitude }];
		case 'LOCATION_URL':
			return [{ type: 'LOCATION', url }];
		case 'FALLBACK':
			return url === undefined ? [] : [{ type: 'URL', url }];
		case 'UNKNOWN':
			return [];
	}
}
