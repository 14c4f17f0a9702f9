import type { InfobipRequest, Transport } from '../call/client';
import { recipientName } from '../message/message';
import { outcomeOf } from '../call/requestOutcome';
import { attributeFailure } from './attributeFailure';
import { lookUp } from './lookUp';
import type { SendingOptions } from './outcome';
import { PendingMessage, type Delivery } from './PendingMessage';
import type { SendRequest } from './requests';
import { exchangeWithRetries, TimeLimit } from './retrying';
import type { QueuedMessage, SendApi } from './sendApi';

/** How often a message that Infobip does not have is sent again under the same id. */
const MOST_RESENDS = 2;

/**
 * Sends the messages of one request and finds out what became of each.
 *
 * Only what Infobip certainly did not do is sent again without asking. What it may have done is
 * looked up by its ids and sent again, under the same ids, only if Infobip does not have it. An API
 * without ids reports an unknown outcome.
 *
 * @param note is called once for each message, unless it was not tried any more
 */
export async function deliver(
	transport: Transport,
	{ api, messages }: SendRequest,
	options: SendingOptions,
	note: (queued: QueuedMessage, delivery: Delivery) => void,
): Promise<void> {
	const { retryPolicy, returnRejected, stopOnFailure, resendUnknown } = options;
	const limit = new TimeLimit(retryPolicy);
	let rest = messages.map(
		(queued) => new PendingMessage(queued, options.earlier?.get(queued.derivedId)),
	);
	for (let resends = 0; rest.length > 0; ) {
		const request = sendRequest(api, rest);
		const exchange = await exchangeWithRetries(transport, request, retryPolicy, limit);
		const read = api.reader('answer' in exchange ? exchange.json : undefined);
		const unclear: PendingMessage[] = [];
		let refusal: unknown;
		for (const pending of rest) {
			const { queued } = pending;
			const outcome = outcomeOf(request, exchange, () => pending.noteAnswer(read(queued)));
			switch (outcome.kind) {
				case 'done':
					note(queued, pending.judge(outcome.result, returnRejected));
					break;
				case 'notDone':
					refusal = outcome.error;
					break;
				case 'unknown':
					pending.noteUnknown(outcome.cause);
					unclear.push(pending);
			}
		}
		if (refusal !== undefined) {
			const inRequest = rest.map(({ queued }) => queued);
			const failures = new Map(attributeFailure(api, refusal, inRequest));
			for (const pending of rest.filter(({ queued }) => failures.has(queued))) {
				const { queued } = pending;
				const ofEarlierTry = options.earlier?.get(queued.derivedId);
				note(queued, ofEarlierTry ?? pending.failedBecause(failures.get(queued), api));
			}
			if (stopOnFailure) return;
			rest = rest.filter(({ queued }) => !failures.has(queued));
			continue;
		}
		if (unclear.length === 0) break;
		const { isAbsent, mayResend } = api.findInLogs
			? await lookUp(transport, api.findInLogs, unclear, retryPolicy, limit)
			: { isAbsent: false, mayResend: resendUnknown };
		const isLast = !mayResend || resends >= (api.findInLogs ? MOST_RESENDS : 1);
		rest = unclear.filter((pending) => {
			if (!isLast && pending.isOpen && pending.isUnanswered) return true;
			note(pending.queued, pending.conclude(returnRejected, isAbsent));
			return false;
		});
		resends++;
	}
}

function sendRequest(api: SendApi, pending: readonly PendingMessage[]): InfobipRequest {
	const queued = pending.map((message) => message.queued);
	const isWanted = (messageId: string): boolean =>
		!pending.some((message) => message.isAnswered(messageId));
	return {
		task: taskOf(api, queued),
		method: 'POST',
		path: api.path,
		body: api.body(queued, isWanted),
	};
}

function taskOf(api: SendApi, [first, ...others]: readonly QueuedMessage[]): string {
	if (first === undefined) throw new Error('A request without messages');
	const to = recipientName(first.message);
	const from = api.senderName ? ` from ${api.senderName(first.message)}` : '';
	return others.length === 0
		? `send the message to ${to}${from}`
		: `send ${others.length + 1} messages, the first to ${to}${from}`;
}
