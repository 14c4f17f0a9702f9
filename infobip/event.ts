/**
 * An event, in our words: the same for Forward and Pull, for every layout that Infobip has used.
 * Every event of a kind has the same members; what does not apply is null.
 */
import type { JsonValue } from './json';

export const MESSAGE_TYPES = [
	'text',
	'image',
	'video',
	'audio',
	'file',
	'location',
	'postback',
	'quickReply',
	'link',
	'unknown',
] as const;

export type MessageType = (typeof MESSAGE_TYPES)[number];

/** A customer's message. */
export interface ReceivedMessage {
	event: 'messageReceived';
	messageId: string | null;
	/** The person's user key. */
	from: string | null;
	/** The application key or the page id that the person wrote to. */
	to: string | null;
	/** ISO 8601 in UTC; as Infobip wrote it where it is no date. */
	receivedAt: string | null;
	/** Meta lets a business answer freely for 24 hours. ISO 8601 in UTC. */
	replyWindowEndsAt: string | null;
	type: MessageType;
	/** What the person wrote, or the title of the button or quick reply that they chose. */
	text: string | null;
	/** What the button or quick reply stands for. */
	payload: string | null;
	/** Where the attachment or link is. */
	url: string | null;
	latitude: number | null;
	longitude: number | null;
	/** The id of our message that this one answers. */
	pairedMessageId: string | null;
	/** What the action, or our message, was given as callback data. */
	callbackData: string | null;
	keyword: string | null;
	/** What Infobip sent, untouched. Only on request. */
	raw?: JsonValue;
}
