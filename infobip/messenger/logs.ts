/** The logs of the Messenger API (documented: Infobip's OpenAPI 3.210.0). */
import { call, type Transport } from '../call/client';
import { UnexpectedAnswer } from '../errors';
import type { DeliveryReport } from '../event/event';
import { Members } from '../inbound/members';
import { parseDeliveryReport } from '../inbound/reports';
import { isObject, objectOf, textOf, withoutUndefined, type JsonObject } from '../json';

export interface LogFilter {
	readonly sender?: string;
	readonly destination?: string;
	/** Several, separated by commas. */
	readonly messageId?: string;
	/** Several, separated by commas. */
	readonly bulkId?: string;
	readonly generalStatus?: string;
	/** In Infobip's form of a date. */
	readonly sentSince?: string;
	readonly sentUntil?: string;
}

export const LOGS = '/messenger/1/logs';

const LOG_PAGE_SIZE = 1000;

/** Infobip keeps 48 hours; after so many pages its cursor leads nowhere. */
const MAX_LOG_PAGES = 1000;

/**
 * The logs of the last 48 hours, page by page, up to the last one or to a cursor that came before.
 * Reading them consumes nothing. Throws ApiError, ConnectionError and UnexpectedAnswer.
 *
 * @param limit how many at most; may be Infinity
 */
export async function readLogs(
	transport: Transport,
	filter: LogFilter,
	limit: number,
): Promise<JsonObject[]> {
	const task = 'read the logs';
	const logs: JsonObject[] = [];
	const cursors = new Set<string | undefined>();
	let cursor: string | undefined;
	while (!cursors.has(cursor) && cursors.size < MAX_LOG_PAGES && logs.length < limit) {
		cursors.add(cursor);
		const size = Math.min(LOG_PAGE_SIZE, limit - logs.length);
		const query = {
			...withoutUndefined<Record<string, string>>({ ...filter, cursor }),
			useCursor: 'true',
			limit: size,
		};
		const answer = await call(transport, { task, method: 'GET', path: LOGS, query });
		const { results, cursor: position } = objectOf(answer);
		if (!Array.isArray(results)) throw new UnexpectedAnswer(task, answer);
		for (const log of results.filter(isObject)) logs.push(log);
		// Without a next cursor this is undefined, which was the first.
		cursor = textOf(objectOf(position).nextCursor);
	}
	return logs.slice(0, limit);
}

/** A message in the logs: its delivery report, and what was sent. */
interface LogEntry extends Omit<DeliveryReport, 'event'> {
	text?: string;
	/** Infobip's name of the content, such as TEXT or IMAGE. */
	type?: string;
	url?: string;
	/** What is in the logs is not an event. */
	event?: never;
}

/**
 * One entry of the logs in the terms of the trigger and of *Delivery Report*. Members that Infobip
 * leaves out are left out.
 */
export function simplifyLog(entry: JsonObject): LogEntry {
	const report = parseDeliveryReport(new Members(entry), undefined);
	const { messageId, from, to, status, sentAt, doneAt, ...details } = report;
	const content = objectOf(entry.content);
	const payload = objectOf(content.payload);
	return withoutUndefined<LogEntry>({
		messageId,
		from,
		to,
		status,
		text: textOf(content.text) ?? textOf(payload.text),
		type: textOf(content.type),
		url: textOf(content.url) ?? textOf(payload.url),
		sentAt,
		doneAt,
		...details,
		event: undefined,
	});
}
