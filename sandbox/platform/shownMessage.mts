import { isJsonObject } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';

export interface ShownButton {
	kind: 'url' | 'postback' | 'call';
	title: string;
	/** The address, the payload or the phone number. */
	value: string;
}

export interface ShownCard {
	title: string;
	subtitle?: string;
	imageUrl?: string;
	/** Where a click on the card itself leads. */
	url?: string;
	buttons: ShownButton[];
}

export interface ShownQuickReply {
	kind: 'text' | 'phone' | 'email';
	title?: string;
	payload?: string;
	imageUrl?: string;
}

/**
 * A message as Messenger would show it: one form for what either API sends and for what a customer
 * writes, so that a page can draw a conversation without knowing their wire shapes.
 */
export interface ShownMessage {
	kind:
		| 'text'
		| 'image'
		| 'video'
		| 'audio'
		| 'file'
		| 'location'
		| 'postback'
		| 'cards'
		| 'optIn'
		| 'action'
		| 'other';
	text?: string;
	url?: string;
	payload?: string;
	latitude?: number;
	longitude?: number;
	/** Typing or seen. */
	action?: string;
	buttons?: ShownButton[];
	cards?: ShownCard[];
	quickReplies?: ShownQuickReply[];
}

export function shownMessage(message: JsonObject, options?: JsonObject): ShownMessage {
	const quickReplies = listOf(options?.quickReplies ?? message.quickReplies).map(shownQuickReply);
	return { ...shownContent(message), ...(quickReplies.length > 0 && { quickReplies }) };
}

function shownContent(message: JsonObject): ShownMessage {
	switch (message.type) {
		case 'TEXT':
		case 'OPT_IN_FOLLOWUP':
			return {
				kind: 'text',
				...texts(message, 'text'),
				// Marketing has its text one level deeper.
				...(isJsonObject(message.payload) && texts(message.payload, 'text')),
				...(isJsonObject(message.quickReply) && texts(message.quickReply, 'payload')),
			};
		case 'IMAGE':
			return { kind: 'image', ...texts(message, 'url') };
		case 'VIDEO':
			return { kind: 'video', ...texts(message, 'url') };
		case 'AUDIO':
			return { kind: 'audio', ...texts(message, 'url') };
		case 'FILE':
		case 'DOCUMENT':
			return { kind: 'file', ...texts(message, 'url') };
		case 'URL':
		case 'FALLBACK':
			return {
				kind: 'text',
				text: firstText(message.title, message.url),
				...texts(message, 'url'),
			};
		case 'LOCATION':
		case 'LOCATION_URL':
			return shownLocation(message);
		case 'POSTBACK':
			return {
				kind: 'postback',
				text: firstText(message.title, message.payload),
				...texts(message, 'payload'),
			};
		case 'SENDER_ACTION':
			return { kind: 'action', action: String(message.senderAction) };
		case 'TEMPLATE':
			return isJsonObject(message.payload) ? shownTemplate(message.payload) : { kind: 'other' };
		// A reply to a post or a comment, or marketing, wraps another content.
		case 'COMMENT':
		case 'POST':
		case 'MARKETING_MESSAGE':
			return isJsonObject(message.content) ? shownContent(message.content) : { kind: 'other' };
		default:
			return { kind: 'other' };
	}
}

function shownLocation({ latitude, longitude, ...more }: JsonObject): ShownMessage {
	return {
		kind: 'location',
		...(typeof latitude === 'number' && { latitude }),
		...(typeof longitude === 'number' && { longitude }),
		...(typeof more.name === 'string' && { text: more.name }),
		...texts(more, 'url'),
	};
}

function shownTemplate(payload: JsonObject): ShownMessage {
	switch (payload.type) {
		case 'BUTTON':
			return {
				kind: 'text',
				...texts(payload, 'text'),
				buttons: listOf(payload.buttons).map(shownButton),
			};
		case 'GENERIC':
		case 'MARKETING_MESSAGE':
			return { kind: 'cards', cards: listOf(payload.elements).map(shownCard) };
		case 'OPT_IN':
			return { kind: 'optIn', cards: [shownCard(payload)] };
		case 'OPT_IN_CAROUSEL':
			return { kind: 'optIn', cards: listOf(payload.elements).map(shownCard) };
		default:
			return { kind: 'other' };
	}
}

/** A card of an opt-in has one button: it answers with the card's payload. */
function shownCard(element: JsonObject): ShownCard {
	const { defaultAction, payload } = element;
	const optIn: ShownButton[] =
		typeof payload === 'string'
			? [
					{
						kind: 'postback',
						title: firstText(element.notificationMessagesCtaText, 'GET_UPDATES'),
						value: payload,
					},
				]
			: [];
	return {
		title: firstText(element.title),
		...texts(element, 'subtitle', 'imageUrl'),
		...(isJsonObject(defaultAction) && texts(defaultAction, 'url')),
		buttons: [...listOf(element.buttons).map(shownButton), ...optIn],
	};
}

function shownButton({ type, title, url, payload }: JsonObject): ShownButton {
	const kind = type === 'URL' ? 'url' : type === 'CALL' ? 'call' : 'postback';
	return { kind, title: firstText(title), value: firstText(url, payload) };
}

function shownQuickReply(reply: JsonObject): ShownQuickReply {
	if (reply.type === 'PHONE_NUMBER') return { kind: 'phone' };
	if (reply.type === 'EMAIL') return { kind: 'email' };
	return { kind: 'text', ...texts(reply, 'title', 'payload', 'imageUrl') };
}

function firstText(...values: unknown[]): string {
	return values.find((value) => typeof value === 'string') ?? '';
}

function texts<N extends string>(from: JsonObject, ...names: N[]): Partial<Record<N, string>> {
	const found: Partial<Record<N, string>> = {};
	for (const name of names) {
		const value = from[name];
		if (typeof value === 'string') found[name] = value;
	}
	return found;
}

function listOf(value: unknown): JsonObject[] {
	return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
