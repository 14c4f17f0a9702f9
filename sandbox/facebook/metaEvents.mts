import { isJsonObject } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';
import type { ReceivedContent, ReceivedType } from '../platform/receivedContent.mts';

/** One content that a person sent, read from Meta's page events. */
export interface MetaMessage {
	userKey: string;
	/** Meta's `mid`. */
	messageId: string | undefined;
	content: ReceivedContent;
}

const ATTACHMENT_TYPES: Record<string, ReceivedType> = {
	image: 'IMAGE',
	video: 'VIDEO',
	audio: 'AUDIO',
	file: 'FILE',
	fallback: 'FALLBACK',
};

/**
 * Reads `{object:"page", entry:[{messaging:[…]}]}` (Meta's contract). Texts, quick replies,
 * attachments and postbacks are understood; anything else becomes UNKNOWN with the event as `raw`.
 */
export function readMetaEvents(body: unknown): MetaMessage[] {
	return listOf(body, 'entry')
		.flatMap((entry) => listOf(entry, 'messaging'))
		.flatMap(readEvent);
}

function readEvent(event: JsonObject): MetaMessage[] {
	const { sender, message, postback } = event;
	const userKey = isJsonObject(sender) ? sender.id : undefined;
	if (typeof userKey !== 'string') return [];
	if (isJsonObject(postback)) {
		const { mid, title, payload } = postback;
		return [{ userKey, messageId: text(mid), content: { type: 'POSTBACK', title, payload } }];
	}
	if (!isJsonObject(message)) {
		return [{ userKey, messageId: undefined, content: { type: 'UNKNOWN', raw: event } }];
	}
	const messageId = text(message.mid);
	const contents = [...textContents(message), ...listOf(message, 'attachments').map(attachment)];
	return contents.map((content, index) => ({
		userKey,
		// One Meta message with text and pictures becomes several: each needs an id of its own.
		messageId: index === 0 || messageId === undefined ? messageId : `${messageId}-${index}`,
		content,
	}));
}

function textContents(message: JsonObject): ReceivedContent[] {
	if (typeof message.text !== 'string') return [];
	const quickReply = message.quick_reply;
	return [
		{
			type: 'TEXT',
			text: message.text,
			...(isJsonObject(quickReply) && { quickReply: { payload: quickReply.payload } }),
		},
	];
}

function attachment(value: JsonObject): ReceivedContent {
	const payload = isJsonObject(value.payload) ? value.payload : {};
	const { coordinates } = payload;
	if (value.type === 'location' && isJsonObject(coordinates)) {
		return { type: 'LOCATION', latitude: coordinates.lat, longitude: coordinates.long };
	}
	const type = typeof value.type === 'string' ? ATTACHMENT_TYPES[value.type] : undefined;
	return type ? { type, url: payload.url } : { type: 'UNKNOWN', raw: value };
}

function listOf(value: unknown, name: string): JsonObject[] {
	const list = isJsonObject(value) ? value[name] : undefined;
	return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
