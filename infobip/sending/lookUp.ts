import type { Transport } from '../call/client';
import { ApiError, ConnectionError, UnexpectedAnswer } from '../errors';
import type { RetryPolicy } from './outcome';
import type { PendingMessage } from './PendingMessage';
import type { TimeLimit } from './retrying';
import type { SendApi } from './sendApi';
import type { SentMessage } from './sentMessage';

/** Infobip's logs show a message up to 30 seconds after Infobip has accepted it (inferred). */
const LOG_DELAY_MS = 31_000;
const FIRST_LOOK_MS = 1000;
const LONGEST_WAIT_MS = 8000;
/** So much too early a timer may come. */
const EARLY_TIMER_MS = 5;

/** What is known of the messages that were not found. */
export interface LookUp {
	/** Infobip certainly does not have them: the logs were read after their delay. */
	readonly isAbsent: boolean;
	/** They may be sent again: there is time left, too. */
	readonly mayResend: boolean;
}

/**
 * Looks up messages whose outcome is unknown, several times because the logs lag behind, and notes the
 * results of those that Infobip has.
 */
export async function lookUp(
	transport: Transport,
	findInLogs: NonNullable<SendApi['findInLogs']>,
	pending: readonly PendingMessage[],
	policy: RetryPolicy,
	limit: TimeLimit,
): Promise<LookUp> {
	const start = policy.now();
	const duration = Math.min(LOG_DELAY_MS, Math.max(FIRST_LOOK_MS, limit.remaining()));
	const end = start + duration;
	for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
		await policy.pause(Math.max(0, Math.min(wait, end - policy.now())));
		const lookedAt = policy.now();
		const missing = pending.flatMap((message) => message.missingIds());
		const found = await findInLogs(transport, missing).catch(unlessUnreadable);
		if (found !== undefined) for (const message of pending) message.noteLogs(found);
		if (!pending.some(({ isOpen }) => isOpen)) return { isAbsent: false, mayResend: false };
		if (lookedAt >= end - EARLY_TIMER_MS) {
			const isAbsent =
				found !== undefined && isAboutOnly(missing, found) && duration >= LOG_DELAY_MS;
			return { isAbsent, mayResend: isAbsent && limit.remaining() > 0 };
		}
	}
}

/** An answer with anything else than what was asked for does not prove that the rest is not there. */
function isAboutOnly(messageIds: readonly string[], found: readonly SentMessage[]): boolean {
	const asked = new Set(messageIds.map((id) => id.toLowerCase()));
	return found.every(({ messageId }) => messageId !== null && asked.has(messageId.toLowerCase()));
}

/** If the logs cannot be read, nothing is known yet. */
function unlessUnreadable(error: unknown): undefined {
	const isUnreadable =
		error instanceof ApiError ||
		error instanceof ConnectionError ||
		error instanceof UnexpectedAnswer;
	if (!isUnreadable) throw error;
}
