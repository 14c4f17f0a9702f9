import type { MessageContent, MessageType, Platform, ReceivedMessage } from '../event/event';
import { isObject, withoutUndefined } from '../json';
import type { Members } from './members';
import { parseMoment } from './parseMoment';
import { partiesOf } from './parties';

/** How long Meta lets a business answer freely (Meta: messaging window). */
const REPLY_WINDOW_MS = 24 * 3_600_000;

/**
 * Reads one message in any layout: the Messenger API's (`message` with a `type`, documented), OMNI's
 * (the customer in `from`), the Messages API's (`content` as a list of parts, documented), and what
 * the Facebook API may have sent, which no document shows any more: content at the level of the
 * entry as Push and SMS have it, as a text, in `content` or in a list (inferred).
 *
 * @param ownId the Page ID or application key that the message was sent to, if known
 */
export function parseReceivedMessage(entry: Members, ownId: string | undefined): ReceivedMessage {
	const carriers = contentsOf(entry);
	const all = [entry, ...carriers];
	const messageId = firstOf(all, (one) => one.text('messageId', 'msgId'));
	const mid = firstOf(all, (one) => one.text('mid'));
	const ownName = messageId ?? mid ?? entry.text('id');
	const { from, to } = partiesOf(all, ownId);
	const received = firstOf(all, (one) => one.read(RECEIVED_AT, (value) => parseMoment(value)));
	const receivedAt = received?.toISOString() ?? firstOf(all, (one) => one.text(...RECEIVED_AT));
	const replyTo = firstOf(all, readReplyTo);
	const parts = carriers.map(readPart).filter(isFilled);
	const outer = readPart(entry);
	if (isFilled(outer) && !isRepeated(outer, parts)) parts.unshift(outer);
	const main = parts.find(({ type }) => type !== 'text') ?? parts[0] ?? outer;
	const texts = new Set(parts.flatMap(({ text }) => text ?? []));
	entry.ignore('integrationType', 'price', 'messageCount', 'event');
	return withoutUndefined<ReceivedMessage>({
		text: texts.size > 0 ? [...texts].join('\n') : null,
		from: from ?? null,
		type: main.type,
		payload: main.payload,
		url: main.url,
		latitude: main.latitude,
		longitude: main.longitude,
		stickerId: main.stickerId,
		keyword: firstOf([outer, ...parts], ({ keyword }) => keyword),
		to: to ?? null,
		messageId: ownName ?? null,
		receivedAt: receivedAt ?? null,
		replyWindowEndsAt: received && endOfWindow(received),
		mid: mid === ownName ? undefined : mid,
		replyTo,
		pairedMessageId: firstOf(all, (one) => one.text('pairedMessageId')),
		callbackData: firstOf(all, (one) => one.jsonText('callbackData')),
		correlationData: entry.object('metadata').text('correlationData'),
		campaignReferenceId: entry.text('campaignReferenceId'),
		platform: readPlatform(entry),
		channel: readChannel(entry),
		parts: parts.length > 1 ? parts : undefined,
		event: 'messageReceived',
	});
}

const RECEIVED_AT = ['receivedAt', 'receivedTime', 'timestamp', 'dateTime', 'date', 'time'];

/** Under which names an entry has its content. */
export const CONTENT_NAMES = ['message', 'content', 'body', 'attachments', 'attachment', 'parts'];

/** What holds the content of the entry: each part in its order, at most three levels down. */
function contentsOf(members: Members, depth = 0): Members[] {
	return CONTENT_NAMES.flatMap((name) => {
		const value = members.peek(name);
		const found = isObject(value) ? [members.object(name)] : members.list(name);
		return found.flatMap((one) => [one, ...(depth < 2 ? contentsOf(one, depth + 1) : [])]);
	});
}

const TYPE_ON_WIRE: Readonly<Record<string, MessageType>> = {
	TEXT: 'text',
	SUBJECT: 'text',
	IMAGE: 'image',
	PHOTO: 'image',
	PICTURE: 'image',
	VIDEO: 'video',
	AUDIO: 'audio',
	VOICE: 'audio',
	FILE: 'file',
	DOCUMENT: 'file',
	LOCATION: 'location',
	// The Messages API has it as a LOCATION, so that both ways of receiving give the same type.
	LOCATION_URL: 'location',
	POSTBACK: 'postback',
	// Of Messenger's buttons and quick replies alike (inferred): in the Messages API's layout, which is
	// all that can be pulled, nothing tells them apart (documented: `text`, `payload` and `id` alone).
	BUTTON_REPLY: 'postback',
	QUICK_REPLY: 'quickReply',
	LIST_REPLY: 'quickReply',
	URL: 'link',
	LINK: 'link',
	FALLBACK: 'link',
};

function readPart(part: Members): MessageContent {
	const type = part.text('type', 'messageType')?.toUpperCase();
	const quickReply = readQuickReply(part);
	const place = part.object('location', 'coordinates', 'position');
	const text = part.text('text', 'title', 'caption', 'cleanText');
	part.ignore('cleanText');
	const payload = quickReply ?? readPayload(part, type);
	const isMedia = part.has('mediaUrl', 'fileUrl');
	const content = {
		payload,
		url: part.text('url', 'mediaUrl', 'fileUrl', 'link') ?? part.object('payload').text('url'),
		latitude: part.number('latitude', 'lat') ?? place.number('latitude', 'lat'),
		longitude:
			part.number('longitude', 'lng', 'lon', 'long') ??
			place.number('longitude', 'lng', 'lon', 'long'),
		stickerId: part.text('stickerId'),
		keyword: part.text('keyword'),
	};
	const known =
		type === undefined
			? guessType({ ...content, text }, isMedia)
			: Object.hasOwn(TYPE_ON_WIRE, type)
				? TYPE_ON_WIRE[type]
				: undefined;
	return withoutUndefined<MessageContent>({
		text: text ?? null,
		type: quickReply === undefined ? (known ?? 'unknown') : 'quickReply',
		...content,
	});
}

/** The flat layout of Push and SMS has no type (inferred: what is there shows what it is). */
function guessType(
	content: Partial<Omit<MessageContent, 'type'>>,
	isMedia: boolean,
): MessageType | undefined {
	if (content.latitude !== undefined && content.longitude !== undefined) return 'location';
	if (content.payload !== undefined) return 'postback';
	if (content.stickerId !== undefined) return 'image';
	if (content.url !== undefined) return isMedia ? 'file' : 'link';
	return typeof content.text === 'string' ? 'text' : undefined;
}

function readQuickReply(part: Members): string | undefined {
	return part.text('quickReply') ?? part.object('quickReply').jsonText('payload', 'id');
}

function readPayload(part: Members, type: string | undefined): string | undefined {
	if (type === 'LIST_REPLY') return part.text('id');
	const nested = part.peek('payload');
	const hasUrl = isObject(nested) && 'url' in nested;
	const payload = hasUrl ? undefined : part.jsonText('payload', 'postbackData');
	if (type !== 'BUTTON_REPLY') return payload;
	const id = part.text('id');
	return payload ?? id;
}

function readReplyTo(members: Members): string | undefined {
	return members.text('replyTo') ?? members.object('replyTo').text('mid', 'messageId', 'id');
}

export function readPlatform(entry: Members): Platform | undefined {
	const nested = entry.object('platform');
	const platform = withoutUndefined<Platform>({
		applicationId: entry.text('applicationId') ?? nested.text('applicationId'),
		entityId: entry.text('entityId') ?? nested.text('entityId'),
	});
	return Object.keys(platform).length > 0 ? platform : undefined;
}

function readChannel(entry: Members): string | undefined {
	const channel = entry.text('channel');
	return channel === 'MESSENGER' || channel === 'FACEBOOK' ? undefined : channel;
}

function isFilled({ type, ...content }: MessageContent): boolean {
	return type !== 'unknown' || Object.values(content).some((value) => value !== null);
}

const CONTENT_MEMBERS = ['text', 'payload', 'url', 'latitude', 'longitude', 'stickerId'] as const;

/** Whether the entry only says once more what is in its content, such as the text. */
function isRepeated(outer: MessageContent, parts: readonly MessageContent[]): boolean {
	return parts.some((part) =>
		CONTENT_MEMBERS.every((name) => (outer[name] ?? null) === null || part[name] === outer[name]),
	);
}

function firstOf<T, R>(values: readonly T[], read: (value: T) => R | undefined): R | undefined {
	for (const value of values) {
		const found = read(value);
		if (found !== undefined) return found;
	}
	return undefined;
}

function endOfWindow(received: Date): string | undefined {
	const end = new Date(received.getTime() + REPLY_WINDOW_MS);
	return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}
