import type { MessageType, ReceivedMessage } from './event';
import { isoOf, parseMoment } from './moment';
import { fromMoEvent } from './moEvent';
import { isObject, numberOf, objectOf, textOf, type JsonObject, type JsonValue } from '../json';

/** How long Meta lets a business answer freely (Meta: messaging window). */
const REPLY_WINDOW_HOURS = 24;

/**
 * The received messages of a forward's body or a pull's answer, in their order, or undefined where
 * the body is neither: no `results`, or a result that is no object.
 *
 * Read tolerantly, for the Facebook API's own layout is not readable any more: the person in `from`
 * or `sender`, the content under `message` (OMNI, and Infobip's only readable Facebook example) or
 * at the level of the item (Push and SMS of the same years).
 *
 * @param includeRaw whether each message carries what Infobip sent in `raw`
 */
export function parseReceivedMessages(
	body: JsonValue | undefined,
	includeRaw: boolean,
): ReceivedMessage[] | undefined {
	const results = isObject(body) ? body.results : undefined;
	if (!Array.isArray(results) || !results.every(isObject)) return undefined;
	return results.map((item) => {
		const message = parseReceivedMessage(item);
		return includeRaw ? { ...message, raw: item } : message;
	});
}

/**
 * One message, whichever layout it has.
 *
 * @param pageId the Page that it was written to, where that is known
 */
export function parseReceivedMessage(result: JsonObject, pageId?: string): ReceivedMessage {
	const item = Array.isArray(result.content) ? fromMoEvent(result, result.content, pageId) : result;
	const content = isObject(item.message) ? item.message : item;
	const moment = parseMoment(textOf(item.receivedAt));
	return {
		event: 'messageReceived',
		messageId: textOf(item.messageId) ?? textOf(content.mid) ?? null,
		from: textOf(item.from) ?? textOf(item.sender) ?? null,
		to: textOf(item.to) ?? textOf(item.applicationKey) ?? null,
		receivedAt: isoOf(textOf(item.receivedAt)),
		replyWindowEndsAt: moment ? addHours(moment, REPLY_WINDOW_HOURS) : null,
		...parseContent(content, item),
		pairedMessageId: textOf(item.pairedMessageId) ?? null,
		callbackData: textOf(item.callbackData) ?? null,
		keyword: textOf(item.keyword) ?? null,
	};
}

const TYPE_ON_WIRE: Readonly<Record<string, MessageType>> = {
	TEXT: 'text',
	IMAGE: 'image',
	VIDEO: 'video',
	AUDIO: 'audio',
	FILE: 'file',
	DOCUMENT: 'file',
	LOCATION: 'location',
	POSTBACK: 'postback',
	URL: 'link',
	LOCATION_URL: 'link',
	FALLBACK: 'link',
};

type ContentMembers = Pick<
	ReceivedMessage,
	'type' | 'text' | 'payload' | 'url' | 'latitude' | 'longitude'
>;

function parseContent(content: JsonObject, item: JsonObject): ContentMembers {
	const quickReply = textOf(objectOf(content.quickReply).payload);
	return {
		type: quickReply === undefined ? typeOf(content) : 'quickReply',
		text: textOf(content.text) ?? textOf(content.title) ?? textOf(item.text) ?? null,
		payload: quickReply ?? textOf(content.payload) ?? null,
		url: textOf(content.url) ?? null,
		latitude: numberOf(content.latitude) ?? null,
		longitude: numberOf(content.longitude) ?? null,
	};
}

/** The flat layout of Push and SMS has no type: a text is all that it can hold. */
function typeOf(content: JsonObject): MessageType {
	const type = textOf(content.type)?.toUpperCase();
	if (type === undefined) return textOf(content.text) === undefined ? 'unknown' : 'text';
	return Object.hasOwn(TYPE_ON_WIRE, type) ? (TYPE_ON_WIRE[type] ?? 'unknown') : 'unknown';
}

function addHours(moment: Date, hours: number): string {
	return new Date(moment.getTime() + hours * 3_600_000).toISOString();
}
