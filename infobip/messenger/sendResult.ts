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
 * Reads one entry of an answer, or of the logs.
 *
 * @param bulkId of the answer around it
 */
export function parseSentMessage(entry: JsonObject, bulkId?: JsonValue): SentMessage {
	const group = groupOf(entry.status);
	const status = innerStatus(entry.status);
	const error = objectOf(entry.error);
	const name = textOf(status.name) ?? textOf(entry.status);
	return {
		messageId: textOf(entry.messageId) ?? null,
		to: entry.to ?? entry.destination ?? null,
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
	const { texts, groupIds, ids } = signsOf(value);
	const isNamed = (group: (typeof STATUS_GROUPS)[number]): boolean =>
		texts.some((text) => text.startsWith(group) && !/^[A-Z]/.test(text.slice(group.length))) ||
		groupIds.includes(STATUS_GROUPS.indexOf(group));
	const bad = BAD_GROUPS.find(
		(group) => isNamed(group) || BAD_STATUS_IDS[group].some((id) => ids.includes(id)),
	);
	return bad ?? STATUS_GROUPS.find(isNamed);
}

interface Signs {
	/** In upper case. */
	readonly texts: string[];
	readonly groupIds: ReadonlyArray<number | undefined>;
	readonly ids: ReadonlyArray<number | undefined>;
}

function signsOf(value: JsonValue | undefined): Signs {
	if (typeof value === 'string') {
		return { texts: [value.trim().toUpperCase()], groupIds: [], ids: [] };
	}
	if (!isObject(value)) return { texts: [], groupIds: [], ids: [] };
	const inner = [value.groupName, value.group, value.name, value.status].map(signsOf);
	return {
		texts: inner.flatMap(({ texts }) => texts),
		groupIds: [
			numberOf(value.groupId),
			numberOf(objectOf(value.group).id),
			...inner.flatMap(({ groupIds }) => groupIds),
		],
		ids: [numberOf(value.id), ...inner.flatMap(({ ids }) => ids)],
	};
}

/** A status may be wrapped once more: `{ "status": { "status": { … } } }` (tolerated). */
function innerStatus(value: JsonValue | undefined): JsonObject {
	const status = objectOf(value);
	return isObject(status.status) ? innerStatus(status.status) : status;
}

function isDuplicate(name: string | undefined, id: number | undefined): boolean {
	return id === DUPLICATE_STATUS_ID || /DUPLICATE_MESSAGE_?ID/i.test(name ?? '');
}
