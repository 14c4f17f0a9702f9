import { exchange, type InfobipRequest, type Transport } from '../call/client';
import { ApiError, type ConnectionError } from '../errors';
import { outcomeOf, type Exchange } from '../call/requestOutcome';
import type { RetryPolicy } from './outcome';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;

/**
 * How long one request is tried again. It begins with the first failure, so that a request that took
 * its full time to fail is tried again, too.
 */
export class TimeLimit {
	private readonly policy: RetryPolicy;

	private deadline: number | undefined;

	constructor(policy: RetryPolicy) {
		this.policy = policy;
	}

	/** Milliseconds. */
	remaining(): number {
		this.deadline ??= this.policy.now() + this.policy.total;
		return this.deadline - this.policy.now();
	}
}

/**
 * Sends a request, and sends it again as long as Infobip does not do it for now: 429, 503 with
 * `Retry-After`, or a refused connection. Waits as long as `Retry-After` says, but never less than its
 * own back-off, with jitter so that many who were turned away together do not come back together.
 * Gives up when the next wait would end after the time limit, and returns what came last.
 */
export async function exchangeWithRetries(
	transport: Transport,
	request: InfobipRequest,
	policy: RetryPolicy,
	limit: TimeLimit,
): Promise<Exchange> {
	for (let attempt = 0; ; attempt++) {
		const result = await exchange(transport, request);
		const outcome = outcomeOf(request, result, () => true);
		if (outcome.kind !== 'notDone' || !outcome.isTemporary) return result;
		const wait = Math.max(backOff(attempt, policy), askedWait(outcome.error));
		if (wait > limit.remaining()) return result;
		await policy.pause(wait);
	}
}

function backOff(attempt: number, { random }: RetryPolicy): number {
	return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + random() / 2);
}

function askedWait(error: ApiError | ConnectionError): number {
	return error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
}
