/**
 * An event, in our words: the same for Forward and Pull, for every layout that Infobip has used.
 * Every event of a kind has the same members; what does not apply is null.
 */
import type { JsonValue } from '../json';

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

export const EVENT_NAMES = [
	'messageReceived',
	'deliveryReport',
	'seenReport',
	'consentUpdate',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

export type Event = ReceivedMessage | DeliveryReport | SeenReport | ConsentUpdate;

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
	/** Answers a question of Send and Wait whose execution no longer waits. */
	expired?: true;
	/** What Infobip sent, untouched. Only on request. */
	raw?: JsonValue;
}

/** What became of a message of ours. */
export interface DeliveryReport {
	event: 'deliveryReport';
	messageId: string | null;
	bulkId: string | null;
	/** The page id. */
	from: string | null;
	/** The person's user key. */
	to: string | null;
	sentAt: string | null;
	doneAt: string | null;
	/** PENDING, DELIVERED, UNDELIVERABLE, EXPIRED or REJECTED. */
	status: string | null;
	statusName: string | null;
	statusDescription: string | null;
	/** NO_ERROR where there is none. */
	errorName: string | null;
	errorDescription: string | null;
	/** What the message was given as callback data. */
	callbackData: string | null;
	campaignReferenceId: string | null;
	price: number | null;
	currency: string | null;
	raw?: JsonValue;
}

/** The person has seen a message of ours. */
export interface SeenReport {
	event: 'seenReport';
	messageId: string | null;
	/** The person's user key. */
	from: string | null;
	/** The page id. */
	to: string | null;
	sentAt: string | null;
	seenAt: string | null;
	campaignReferenceId: string | null;
	raw?: JsonValue;
}

/** The person has agreed to get messages on a topic, or has taken that back. */
export interface ConsentUpdate {
	event: 'consentUpdate';
	/** SUBSCRIBE or UNSUBSCRIBE. */
	consent: string | null;
	/** The person's user key. */
	from: string | null;
	/** The page id. */
	to: string | null;
	createdAt: string | null;
	/** What the opt-in request was given as payload. */
	payload: string | null;
	title: string | null;
	/** Meta's token for messages on the topic. */
	token: string | null;
	tokenExpiry: string | null;
	tokenStatus: string | null;
	timezone: string | null;
	raw?: JsonValue;
}

/** The person that an event is about. */
export function personOf(event: Event): string | null {
	return event.event === 'deliveryReport' ? event.to : event.from;
}
