import { createHash } from 'crypto';

import { UnexpectedAnswer } from '../errors';
import { entriesOf, isEmpty } from './entries';
import { numberOf, objectOf, parseJson, type JsonValue } from '../json';
import { accepted, type Transport } from '../call/client';

/** How many records one call asks for at most (documented: Messenger and Messages API). */
const PAGE_SIZE = 1000;

/** After so many calls something is wrong with the answers. */
const MAX_CALLS = 1000;

/** How often in a row Infobip may return nothing and say that records are waiting. */
const MAX_EMPTY_PAGES = 3;

/** What returns its records once, and how to ask for them. */
export interface PullSource {
	/** As an infinitive: "pull the received messages". */
	readonly task: string;
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
}

export interface Pulled {
	/** In the order of the answers. A record in no known form is among them, as it came. */
	readonly results: JsonValue[];
	/**
	 * What stopped the pulling before its end. The records are there anyway: Infobip returns
	 * each of them only once, so dropping them would lose them.
	 */
	readonly stoppedBy: unknown;
}

/**
 * Pulls records until none is left or the limit is reached. **Infobip returns each record once.**
 *
 * Throws ApiError, ConnectionError or UnexpectedAnswer only if not one record was received.
 *
 * @param limit how many records at most; may be Infinity
 */
export async function pull(
	transport: Transport,
	source: PullSource,
	limit: number,
): Promise<Pulled> {
	const results: JsonValue[] = [];
	const pages = new Set<string>();
	for (let calls = 0, emptyPages = 0; results.length < limit; calls++) {
		if (calls === MAX_CALLS) return stopped(results, `did not end after ${calls} calls`);
		const size = Math.min(PAGE_SIZE, limit - results.length);
		const page = await pullPage(transport, source, size).catch((stoppedBy: unknown) => {
			if (results.length === 0) throw stoppedBy;
			return { stoppedBy };
		});
		if ('stoppedBy' in page) return { results, stoppedBy: page.stoppedBy };
		const isEmptyPage = page.records.length === 0;
		emptyPages = isEmptyPage ? emptyPages + 1 : 0;
		if (!isEmptyPage && pages.size === pages.add(hashOf(page.records)).size) {
			return stopped(results, 'returned the same records again, which are in the output once');
		}
		// Not as arguments: an answer may have more of them than fit on the stack.
		for (const record of page.records) results.push(record);
		if (page.problem !== undefined) return { results, stoppedBy: page.problem };
		const isLast = page.pending === undefined ? isEmptyPage : page.pending <= 0;
		if (isLast || emptyPages === MAX_EMPTY_PAGES) break;
	}
	return { results, stoppedBy: undefined };
}

interface Page {
	readonly records: JsonValue[];
	/** How many more are waiting, if Infobip says. */
	readonly pending: number | undefined;
	/** The answer was not read fully: it is a record as it came. */
	readonly problem: UnexpectedAnswer | undefined;
}

async function pullPage(
	transport: Transport,
	{ task, path, query }: PullSource,
	limit: number,
): Promise<Page> {
	const request = { task, method: 'GET', path, query: { ...query, limit } } as const;
	const { body } = await accepted(transport, request);
	const answer = body.trim() === '' ? null : parseJson(body);
	if (answer === undefined) {
		const problem = new UnexpectedAnswer(task, undefined);
		// An answer that broke off may hold records; a page of a proxy or a wrong host does not.
		if (/^\s*</.test(body)) throw problem;
		return { records: [body], pending: undefined, problem };
	}
	const { pendingMessageCount } = objectOf(answer);
	const records = entriesOf(answer).filter((record) => !isEmpty(record));
	return { records, pending: numberOf(pendingMessageCount), problem: undefined };
}

function stopped(results: JsonValue[], reason: string): Pulled {
	return { results, stoppedBy: new Error(`Infobip ${reason}`) };
}

function hashOf(records: readonly JsonValue[]): string {
	return createHash('sha256').update(JSON.stringify(records)).digest('base64');
}
