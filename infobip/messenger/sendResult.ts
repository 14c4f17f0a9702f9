/** How Infobip's platform writes down what it did with a message; the same in all APIs that send. */
import { STATUS_GROUPS } from '../inbound/reports';
import {
	defined,
	isObject,
	numberOf,
	objectOf,
	textOf,
	type JsonObject,
	type JsonValue,
} from '../json';
import type { SentMessage } from '../sending/sentMessage';

/** The groups of a message that will not be delivered. */
const BAD_GROUPS = ['REJECTED', 'UNDELIVERABLE', 'EXPIRED'] as const;
/** Ids of single statuses of these groups (documented), in case an answer has nothing else. */
const BAD_STATUS_IDS: Readonly<Record<(typeof BAD_GROUPS)[number], readonly number[]>> = {
	UNDELIVERABLE: [4, 9, 31],
	EXPIRED: [15, 29],
	REJECTED: [6, 8, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21, 23, 24, 25, 51, 52],
};
const GROUP_OF_ID = new Map(
	BAD_GROUPS.flatMap((group) => BAD_STATUS_IDS[group].map((id) => [id, group] as const)),
);
const DUPLICATE_STATUS_ID = 23;

/**
 * The entries of an answer to a send: in `messages`, as the APIs answer that send many, or the
 * answer itself, as the siblings of the Facebook API that send one (inferred). An error envelope has none.
 */
export function resultsIn(json: JsonValue | undefined): JsonObject[] {
	const root = objectOf(json);
	if (isErrorEnvelope(root)) return [];
	const list = Array.isArray(root.messages) ? root.messages.filter(isObject) : [root];
	return list.filter(isResult);
}

function isErrorEnvelope(root: JsonObject): boolean {
	return root.requestError !== undefined || root.errorCode !== undefined;
}

/** Only an id, or a status that Infobip has, proves that Infobip dealt with a message. */
function isResult(entry: JsonObject): boolean {
	return (
		!isErrorEnvelope(entry) &&
		(textOf(entry.messageId) !== undefined || groupOf(entry.status) !== undefined)
	);
}

/**
 * Reads the entries of an answer, or of the logs, one after the other. Most say the same of their
 * message, which is then read, and kept, only once.
 *
 * @param bulkId of the answer around them
 */
export function sentMessageParser(bulkId?: JsonValue): (entry: JsonObject) => SentMessage {
	let last: JsonObject = {};
	let state = parseState(last, bulkId);
	return (entry) => {
		if (!STATE_MEMBERS.every((name) => isAlike(last[name], entry[name]))) {
			last = entry;
			state = parseState(entry, bulkId);
		}
		const { messageId, to, destination } = entry;
		return { messageId: textOf(messageId) ?? null, to: to ?? destination ?? null, ...state };
	};
}

/** What Infobip says about a message, whoever gets it. */
type State = Omit<SentMessage, 'messageId' | 'to'>;

/** What `parseState` reads. */
const STATE_MEMBERS = ['status', 'error', 'bulkId', 'messageCount'] as const;

function isAlike(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
	if (one === other) return true;
	if (!isObject(one) || !isObject(other)) return false;
	const names = Object.keys(one);
	return (
		names.length === Object.keys(other).length &&
		names.every((name) => isAlike(one[name], other[name]))
	);
}

function parseState(entry: JsonObject, bulkId: JsonValue | undefined): State {
	const group = groupOf(entry.status);
	const status = innerStatus(entry.status);
	const error = objectOf(entry.error);
	const name = textOf(status.name) ?? textOf(entry.status);
	return {
		status: group ?? null,
		isRejected: BAD_GROUPS.some((bad) => bad === group),
		isDuplicate: isDuplicate(name, numberOf(status.id)),
		details: defined({
			bulkId: textOf(entry.bulkId) ?? textOf(bulkId),
			messageCount: numberOf(entry.messageCount),
			statusId: numberOf(status.id),
			statusName: name,
			statusDescription: textOf(status.description),
			action: textOf(status.action),
			...(isFailure(error) ? errorDetails(error) : {}),
		}),
	};
}

function errorDetails(error: JsonObject): Record<string, JsonValue | undefined> {
	return {
		errorName: textOf(error.name),
		errorDescription: textOf(error.description),
		permanent: typeof error.permanent === 'boolean' ? error.permanent : undefined,
	};
}

/** Infobip adds an error "OK" to what went well (documented). */
function isFailure(error: JsonObject): boolean {
	return textOf(error.name) !== 'NO_ERROR';
}

/**
 * The group of a status in any form: an object, one within another, a text, in any letter case. One
 * sign of a bad group is enough.
 */
function groupOf(value: JsonValue | undefined): string | undefined {
	const groups: Array<string | undefined> = [];
	collectGroups(value, groups);
	return (
		BAD_GROUPS.find((group) => groups.includes(group)) ??
		groups.find((group) => group !== undefined)
	);
}

function collectGroups(value: JsonValue | undefined, groups: Array<string | undefined>): void {
	if (typeof value === 'string') groups.push(groupNamedIn(value.trim().toUpperCase()));
	if (!isObject(value)) return;
	groups.push(
		STATUS_GROUPS[numberOf(value.groupId) ?? -1],
		STATUS_GROUPS[numberOf(objectOf(value.group).id) ?? -1],
		GROUP_OF_ID.get(numberOf(value.id) ?? -1),
	);
	collectGroups(value.groupName, groups);
	collectGroups(value.group, groups);
	collectGroups(value.name, groups);
	collectGroups(value.status, groups);
}

/** The group itself, or the one that the name of a status begins with, as in REJECTED_NETWORK. */
function groupNamedIn(text: string): string | undefined {
	return STATUS_GROUPS.find(
		(group) => text.startsWith(group) && !/^[A-Z]/.test(text.slice(group.length)),
	);
}

/** A status may be wrapped once more: `{ "status": { "status": { … } } }` (tolerated). */
function innerStatus(value: JsonValue | undefined): JsonObject {
	const status = objectOf(value);
	return isObject(status.status) ? innerStatus(status.status) : status;
}

function isDuplicate(name: string | undefined, id: number | undefined): boolean {
	return id === DUPLICATE_STATUS_ID || /DUPLICATE_MESSAGE_?ID/i.test(name ?? '');
}
