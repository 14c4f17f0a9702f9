import { isJsonObject } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';

/**
 * What a customer can send, by Infobip's type names, and the members such a content must have.
 * TEXT is inferred for 2017 from the OMNI example; the other kinds are documented for the current
 * Messenger API and a guess for the Facebook API.
 */
const REQUIRED_MEMBERS = {
	TEXT: { text: 'string' },
	IMAGE: { url: 'string' },
	VIDEO: { url: 'string' },
	AUDIO: { url: 'string' },
	FILE: { url: 'string' },
	URL: { url: 'string' },
	LOCATION_URL: { url: 'string' },
	LOCATION: { latitude: 'number', longitude: 'number' },
	POSTBACK: { payload: 'string' },
	FALLBACK: {},
	UNKNOWN: {},
} satisfies Record<string, Record<string, 'string' | 'number'>>;

export type ReceivedType = keyof typeof REQUIRED_MEMBERS;

/** A content as in a received message: `type`, its members, and any others given. */
export interface ReceivedContent extends JsonObject {
	type: ReceivedType;
}

/** Says what is missing in a sentence, or returns the content. */
export function readReceivedContent(value: unknown): ReceivedContent | { problem: string } {
	if (!isJsonObject(value)) return { problem: '"message" must be an object' };
	const { type } = value;
	if (!isReceivedType(type)) {
		const types = Object.keys(REQUIRED_MEMBERS).join(', ');
		return { problem: `"message.type" must be one of ${types}` };
	}
	for (const [member, expected] of Object.entries(REQUIRED_MEMBERS[type])) {
		if (typeof value[member] !== expected) {
			return { problem: `"message.${member}" must be a ${expected} in a message of type ${type}` };
		}
	}
	const { quickReply } = value;
	if (
		quickReply !== undefined &&
		!(isJsonObject(quickReply) && typeof quickReply.payload === 'string')
	) {
		return { problem: '"message.quickReply" must be an object with the text "payload"' };
	}
	return { ...value, type };
}

function isReceivedType(type: unknown): type is ReceivedType {
	return typeof type === 'string' && Object.hasOwn(REQUIRED_MEMBERS, type);
}
