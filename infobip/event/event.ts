/**
 * An event, in our words: the same for Forward, subscription and Pull, for every layout that Infobip
 * has used. Optional members are there only if they have a value.
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

/** What a trigger can be started by. */
export const EVENT_NAMES = [
	'messageReceived',
	'deliveryReport',
	'seenReport',
	'consentUpdate',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

export type Event = ReceivedMessage | DeliveryReport | SeenReport | ConsentUpdate | UnknownEvent;

interface Raw {
	/** What Infobip sent, untouched: on request, and if something in it was not recognized. */
	raw?: JsonValue;
}

/** What a message, or one part of it, consists of. */
export interface MessageContent {
	/** What the customer wrote, or the title of the button or quick reply that they tapped. */
	text: string | null;
	type: MessageType;
	/** The payload of the button or quick reply. */
	payload?: string;
	/** Where the attachment or link is. */
	url?: string;
	/** Degrees. */
	latitude?: number;
	/** Degrees. */
	longitude?: number;
	/** Facebook's id of a sticker; its type is `image`. */
	stickerId?: string;
	keyword?: string;
}

/** Where the message belongs in Infobip's CPaaS X. */
export interface Platform {
	applicationId?: string;
	entityId?: string;
}

/** A customer's message. */
export interface ReceivedMessage extends MessageContent, Raw {
	event: 'messageReceived';
	messageId: string | null;
	/** The customer's user key. */
	from: string | null;
	/** The application key or Page ID that the customer wrote to. */
	to: string | null;
	/** ISO 8601 in UTC; as Infobip wrote it if it is not a date. */
	receivedAt: string | null;
	/** Meta lets a business answer freely for 24 hours. ISO 8601 in UTC. */
	replyWindowEndsAt?: string;
	/** Facebook's id, if it is not `messageId`. */
	mid?: string;
	/** Facebook's id of the message that the customer chose to answer. */
	replyTo?: string;
	/** The id of our message that this one answers, if Infobip knows it. */
	pairedMessageId?: string;
	/** The callback data of the action, or of our message. */
	callbackData?: string;
	correlationData?: string;
	campaignReferenceId?: string;
	platform?: Platform;
	/** If it is another one than Messenger. */
	channel?: string;
	/** Each part of a message that has several. The members above are those of the main part. */
	parts?: MessageContent[];
	/** Answers a question of Send and Wait whose execution no longer waits. */
	expired?: true;
}

/** What became of a message of ours. */
export interface DeliveryReport extends Raw {
	event: 'deliveryReport';
	/** PENDING, DELIVERED, UNDELIVERABLE, EXPIRED or REJECTED. */
	status: string | null;
	messageId: string | null;
	/** The Page ID or application key that sent the message. */
	from: string | null;
	/** The customer's user key. */
	to: string | null;
	statusName?: string;
	statusDescription?: string;
	/** What Infobip advises to do about the status. */
	statusAction?: string;
	/** Whether no other report follows (inferred). Missing if that is not known. */
	isFinal?: boolean;
	/** NO_ERROR if there is none. */
	errorName?: string;
	errorDescription?: string;
	/** Whether another try would fail as well. */
	permanent?: boolean;
	bulkId?: string;
	/** ISO 8601 in UTC. */
	sentAt?: string;
	/** ISO 8601 in UTC. */
	doneAt?: string;
	callbackData?: string;
	campaignReferenceId?: string;
	platform?: Platform;
	/** Which channel the report is about; only the Messages API says. */
	channel?: string;
	price?: number;
	currency?: string;
}

/** The customer has seen a message of ours. */
export interface SeenReport extends Raw {
	event: 'seenReport';
	messageId: string | null;
	/** The Page ID that sent the message. */
	from: string | null;
	/** The customer's user key. */
	to: string | null;
	/** ISO 8601 in UTC. */
	seenAt: string | null;
	/** ISO 8601 in UTC. */
	sentAt?: string;
	bulkId?: string;
	callbackData?: string;
	campaignReferenceId?: string;
	platform?: Platform;
	channel?: string;
}

/** The customer has agreed to get messages on a topic, or has taken that back. */
export interface ConsentUpdate extends Raw {
	event: 'consentUpdate';
	/** SUBSCRIBE or UNSUBSCRIBE. */
	consent: string | null;
	/** The customer's user key. */
	from: string | null;
	/** The Page ID. */
	to: string | null;
	/** The payload of the opt-in request. */
	payload?: string;
	title?: string;
	/** ISO 8601 in UTC. */
	createdAt?: string;
	/** Meta's token for messages on the topic. */
	token?: string;
	/** ISO 8601 in UTC. */
	tokenExpiry?: string;
	tokenStatus?: string;
	timezone?: string;
}

/** Something that Infobip sent and that is none of the above. */
export interface UnknownEvent {
	event: 'unknown';
	text: null;
	from: string | null;
	type: 'unknown';
	to: string | null;
	messageId: string | null;
	receivedAt: string | null;
	raw: JsonValue;
}

/** The customer that an event is about. */
export function customerOf(event: Event): string | null {
	return event.event === 'deliveryReport' || event.event === 'seenReport' ? event.to : event.from;
}
