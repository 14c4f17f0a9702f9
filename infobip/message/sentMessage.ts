import { isObject, numberOf, objectOf, textOf, type JsonObject, type JsonValue } from '../json';

/** What Infobip says to a message that it took, or did not take. */
export interface SentMessage extends JsonObject {
	messageId: string | null;
	/** The recipient, as Infobip repeats it. */
	to: JsonValue;
	messageCount: number | null;
	bulkId: string | null;
	status: JsonObject;
}

/**
 * Reads the answer to a send: flat, as the siblings that send one chat message answer, or with the
 * message in `messages[0]`, as those that send many do (both inferred).
 */
export function parseSentMessage(answer: JsonValue): SentMessage {
	const root = objectOf(answer);
	const message = Array.isArray(root.messages) ? objectOf(root.messages[0]) : root;
	return {
		messageId: textOf(message.messageId) ?? null,
		to: message.to ?? message.destination ?? null,
		messageCount: numberOf(message.messageCount) ?? null,
		bulkId: textOf(root.bulkId) ?? null,
		status: isObject(message.status) ? message.status : {},
	};
}

/** Infobip's status groups that mean "this will not be sent": UNDELIVERABLE and REJECTED. */
const NOT_SENT_GROUPS = new Set(['UNDELIVERABLE', 'REJECTED']);
const NOT_SENT_GROUP_IDS = new Set([2, 5]);

/**
 * Infobip's reason where the message was answered with 200 and yet not taken, else undefined.
 */
export function rejection({ status }: SentMessage): string | undefined {
	const group = textOf(status.groupName);
	const rejected =
		(group !== undefined && NOT_SENT_GROUPS.has(group)) ||
		NOT_SENT_GROUP_IDS.has(numberOf(status.groupId) ?? -1);
	if (!rejected) return undefined;
	return [textOf(status.name) ?? group, textOf(status.description)]
		.filter((part) => part !== undefined)
		.join(': ');
}
