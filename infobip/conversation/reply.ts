/** A customer's reply to a question, and what it says. Pure: no clock, no n8n. */
import type { JsonObject, JsonValue } from '../json';
import { numberOf, objectOf, textOf } from '../json';
import { MESSAGE_TYPES, type MessageType, type ReceivedMessage } from '../event/event';

/** What the trigger hands to the waiting node. */
export interface Reply {
	readonly type: MessageType;
	readonly text: string | null;
	readonly payload: string | null;
	readonly url: string | null;
	readonly latitude: number | null;
	readonly longitude: number | null;
	readonly messageId: string | null;
	/** The customer's user key. */
	readonly from: string;
	/** The Page, or whatever Infobip names for an Application. */
	readonly to: string;
}

/** @param value what the tapped button means; undefined if the reply was typed */
export function toReply(message: ReceivedMessage, value: string | undefined): Reply {
	const { type, text, payload, url, latitude, longitude, messageId, from, to } = message;
	return {
		type,
		text,
		payload: value ?? payload ?? null,
		url: url ?? null,
		latitude: latitude ?? null,
		longitude: longitude ?? null,
		messageId,
		from: from ?? '',
		to: to ?? '',
	};
}

/**
 * Whether a message may answer a question by its words. A tap on something that is not ours, such as
 * the menu, does not; a phone number or e-mail address that the customer shares arrives as one.
 */
export function mayBeTyped({ type, payload }: ReceivedMessage): boolean {
	if (type !== 'postback' && type !== 'quickReply') return true;
	return SHARED.test(payload?.trim() ?? '');
}

const SHARED = /^(?:\+?[\d\s().-]{7,25}|[^\s@:/]+@[^\s@:/]+)$/;

/** Reads what `toReply` made, after its way through HTTP. */
export function parseReply(body: JsonValue): Reply {
	const reply: JsonObject = objectOf(body);
	return {
		type: MESSAGE_TYPES.find((type) => type === reply.type) ?? 'unknown',
		text: textOf(reply.text) ?? null,
		payload: textOf(reply.payload) ?? null,
		url: textOf(reply.url) ?? null,
		latitude: numberOf(reply.latitude) ?? null,
		longitude: numberOf(reply.longitude) ?? null,
		messageId: textOf(reply.messageId) ?? null,
		from: textOf(reply.from) ?? '',
		to: textOf(reply.to) ?? '',
	};
}
