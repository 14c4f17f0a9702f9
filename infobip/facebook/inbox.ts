import { call, type Transport } from '../client';
import { UnexpectedAnswer } from '../errors';
import type { ReceivedMessage } from '../event';
import { numberOf, objectOf } from '../json';
import { parseReceivedMessages } from '../receivedMessage';

/** How many messages one call asks for: what Infobip's siblings allow at most. */
const PAGE_SIZE = 1000;

export interface PullOptions {
	/** How many messages at most; may be Infinity. */
	readonly limit: number;
	readonly includeRaw: boolean;
}

export interface Pulled {
	readonly messages: ReceivedMessage[];
	/**
	 * What stopped the pulling before its end. The messages are there all the same: Infobip hands
	 * each of them out once, so dropping them would lose them.
	 */
	readonly stoppedBy: unknown;
}

/**
 * Pulls received messages with `GET /facebook/1/inbox/reports` (inferred from Push and SMS), the
 * oldest first, until none is left or the limit is reached. **Infobip hands each message out once.**
 *
 * Throws Refused, NotReached or UnexpectedAnswer only where not one message was received.
 */
export async function pullReceivedMessages(
	transport: Transport,
	{ limit, includeRaw }: PullOptions,
): Promise<Pulled> {
	const messages: ReceivedMessage[] = [];
	let more = true;
	while (more && messages.length < limit) {
		const size = Math.min(PAGE_SIZE, limit - messages.length);
		const page = await pullPage(transport, size, includeRaw).catch((stoppedBy: unknown) => {
			if (messages.length === 0) throw stoppedBy;
			return { stoppedBy };
		});
		if ('stoppedBy' in page) return { messages, stoppedBy: page.stoppedBy };
		messages.push(...page.messages);
		more = page.messages.length > 0 && page.pending !== 0;
	}
	return { messages, stoppedBy: undefined };
}

async function pullPage(
	transport: Transport,
	limit: number,
	includeRaw: boolean,
): Promise<{ messages: ReceivedMessage[]; pending: number | undefined }> {
	const task = 'pull the received messages';
	const answer = await call(transport, {
		task,
		method: 'GET',
		path: '/facebook/1/inbox/reports',
		query: { limit },
	});
	const messages = parseReceivedMessages(answer, includeRaw);
	if (!messages) throw new UnexpectedAnswer(task, JSON.stringify(answer));
	return { messages, pending: numberOf(objectOf(answer).pendingMessageCount) };
}
