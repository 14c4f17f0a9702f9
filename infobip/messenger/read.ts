/** What the Messenger API hands out (documented: Infobip's OpenAPI 3.210.0). */
import { call, type Transport } from '../call/client';
import { UnexpectedAnswer } from '../errors';
import { defined, isObject, objectOf, textOf, type JsonObject } from '../json';
import type { PullSource } from '../call/pull';

/** Received messages can be pulled through the Messages API only. */
export const messengerInbox: PullSource = {
	task: 'pull the received messages',
	path: '/messages-api/1/inbound',
	query: { channel: 'MESSENGER' },
};

export interface ReportFilter {
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

/**
 * The logs of the last 48 hours, page by page. Reading them consumes nothing.
 * Throws ApiError, ConnectionError and UnexpectedAnswer.
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
	let cursor: string | undefined;
	do {
		const size = Math.min(LOG_PAGE_SIZE, limit - logs.length);
		const query = { ...texts({ ...filter, cursor }), useCursor: 'true', limit: size };
		const answer = await call(transport, { task, method: 'GET', path, query });
		const { results, cursor: position } = objectOf(answer);
		if (!Array.isArray(results)) throw new UnexpectedAnswer(task, answer);
		logs.push(...results.filter(isObject));
		cursor = results.length === 0 ? undefined : textOf(objectOf(position).nextCursor);
	} while (cursor !== undefined && logs.length < limit);
	return logs;
}

function texts(members: Readonly<Record<string, string | undefined>>): Record<string, string> {
	return defined(members) as Record<string, string>;
}
