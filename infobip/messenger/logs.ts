/** What can be read from the Messenger API (documented: Infobip's OpenAPI 3.210.0). */
import { call, type Transport } from '../call/client';
import { UnexpectedAnswer } from '../errors';
import { defined, isObject, objectOf, textOf, type JsonObject } from '../json';
import type { PullSource } from '../inbound/pull';

/** What keeps workflows from taking each other's records (documented). */
export interface PlatformFilter {
	readonly applicationId?: string;
	readonly entityId?: string;
	readonly campaignReferenceId?: string;
}

/** Received messages can be pulled through the Messages API only. */
export function messengerInbox(filter: PlatformFilter = {}): PullSource {
	return {
		task: 'pull the received messages',
		path: '/messages-api/1/inbound',
		query: texts({ channel: 'MESSENGER', ...filter }),
	};
}

export interface ReportFilter extends PlatformFilter {
	readonly messageId?: string;
	readonly bulkId?: string;
}

export function messengerReports(filter: ReportFilter): PullSource {
	return {
		task: 'pull the delivery reports',
		path: '/messenger/1/reports',
		query: texts({ ...filter }),
	};
}

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
	const path = '/messenger/1/logs';
	const logs: JsonObject[] = [];
	const cursors = new Set<string | undefined>();
	let cursor: string | undefined;
	while (!cursors.has(cursor) && cursors.size < MAX_LOG_PAGES && logs.length < limit) {
		cursors.add(cursor);
		const size = Math.min(LOG_PAGE_SIZE, limit - logs.length);
		const query = { ...texts({ ...filter, cursor }), useCursor: 'true', limit: size };
		const answer = await call(transport, { task, method: 'GET', path, query });
		const { results, cursor: position } = objectOf(answer);
		if (!Array.isArray(results)) throw new UnexpectedAnswer(task, answer);
		logs.push(...results.filter(isObject));
		// Without a next cursor this is undefined, which was the first.
		cursor = textOf(objectOf(position).nextCursor);
	}
	return logs.slice(0, limit);
}

function texts(members: Readonly<Record<string, string | undefined>>): Record<string, string> {
	return defined(members) as Record<string, string>;
}
