import { call, type Transport } from './client';
import { UnexpectedAnswer } from '../errors';
import { isObject, numberOf, objectOf, type JsonObject } from '../json';

/** How many records one call asks for at most (documented: Messenger and Messages API). */
const PAGE_SIZE = 1000;

/** What hands its records out once, and how to ask for them. */
export interface PullSource {
	/** As an infinitive: "pull the received messages". */
	readonly task: string;
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
}

export interface Pulled {
	readonly results: JsonObject[];
	/**
	 * What stopped the pulling before its end. The records are there all the same: Infobip hands
	 * each of them out once, so dropping them would lose them.
	 */
	readonly stoppedBy: unknown;
}

/**
 * Pulls records, the oldest first, until none is left or the limit is reached. **Infobip hands each
 * record out once.**
 *
 * Throws ApiError, ConnectionError or UnexpectedAnswer only where not one record was received.
 *
 * @param limit how many records at most; may be Infinity
 */
export async function pull(
	transport: Transport,
	source: PullSource,
	limit: number,
): Promise<Pulled> {
	const results: JsonObject[] = [];
	let more = true;
	while (more && results.length < limit) {
		const size = Math.min(PAGE_SIZE, limit - results.length);
		const page = await pullPage(transport, source, size).catch((stoppedBy: unknown) => {
			if (results.length === 0) throw stoppedBy;
			return { stoppedBy };
		});
		if ('stoppedBy' in page) return { results, stoppedBy: page.stoppedBy };
		results.push(...page.results);
		more = page.results.length > 0 && page.pending !== 0;
	}
	return { results, stoppedBy: undefined };
}

async function pullPage(
	transport: Transport,
	{ task, path, query }: PullSource,
	limit: number,
): Promise<{ results: JsonObject[]; pending: number | undefined }> {
	const answer = await call(transport, { task, method: 'GET', path, query: { ...query, limit } });
	const { results, pendingMessageCount } = objectOf(answer);
	if (!Array.isArray(results)) throw new UnexpectedAnswer(task, answer);
	// A record in no known form is passed on as well: it is not handed out again.
	const records = results.map((result) => (isObject(result) ? result : { unreadable: result }));
	return { results: records, pending: numberOf(pendingMessageCount) };
}
