import type { InfobipAnswer, Transport } from '../call/client';
import { retryAfterSeconds } from '../call/retryAfter';
import { ConnectionError } from '../errors';
import type { RetryPolicy } from './outcome';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;

/** Too many requests, and three ways of saying "not now". */
const NOT_NOW = new Set([429, 502, 503, 504]);

/**
 * A transport that tries again where Infobip did not take the request: 429, 502, 503, 504 and a
 * refused connection. It waits as long as `Retry-After` says, else ever longer, with jitter so that
 * many who were turned away together do not come back together; and gives up when the next wait
 * would end after its time. What came last is then returned, or thrown.
 *
 * A time-out or a broken connection is not for it: there the request may have been carried out.
 */
export function retrying(transport: Transport, retryPolicy: RetryPolicy): Transport {
	return async (request) => {
		const deadline = retryPolicy.now() + retryPolicy.total;
		for (let attempt = 0; ; attempt++) {
			const result = await transport(request).catch((error: unknown) => notTaken(error));
			const wait = waitFor(result, attempt, retryPolicy);
			if (wait === undefined || retryPolicy.now() + wait > deadline) return settled(result);
			await retryPolicy.pause(wait);
		}
	};
}

function notTaken(error: unknown): ConnectionError {
	if (error instanceof ConnectionError) return error;
	throw error;
}

function settled(result: InfobipAnswer | ConnectionError): InfobipAnswer {
	if (result instanceof ConnectionError) throw result;
	return result;
}

/** Milliseconds to wait before the next try; undefined where there is to be none. */
function waitFor(
	result: InfobipAnswer | ConnectionError,
	attempt: number,
	{ random }: RetryPolicy,
): number | undefined {
	const backOff = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt) * (0.5 + random() / 2);
	if (result instanceof ConnectionError) return result.reason === 'refused' ? backOff : undefined;
	if (!NOT_NOW.has(result.status)) return undefined;
	const asked = retryAfterSeconds(result.headers['retry-after'], Date.now());
	return asked === undefined ? backOff : asked * 1000;
}
