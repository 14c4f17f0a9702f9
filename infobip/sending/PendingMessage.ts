import { OutcomeUnknown } from '../errors';
import { textOf } from '../json';
import { recipientName } from '../message/message';
import type { UnknownCause } from '../call/requestOutcome';
import { MessageRejected } from './MessageRejected';
import type { QueuedMessage, SendApi } from './sendApi';
import { asAccepted, type SentMessage } from './sentMessage';

/** What became of one message: the results of all its destinations, or why there are none. */
export type Delivery =
	| { readonly sent: readonly [SentMessage, ...SentMessage[]] }
	| { readonly error: unknown };

/** What is known of one destination so far. */
interface Destination {
	readonly messageId: string;
	result: SentMessage | undefined;
	/** A rejection that does not say what became of the message. */
	doubtful?: SentMessage;
	/** Whether an attempt of this run may have sent it. */
	isMaybeSent?: boolean;
	/** Whether the logs have the id for a message to someone else. */
	isForOther?: boolean;
}

/** A message on its way, and what is known about each of its destinations so far. */
export class PendingMessage {
	readonly queued: QueuedMessage;

	/** Why its outcome is not known. */
	private cause: UnknownCause | undefined;

	/** The results of all destinations, if the first answer has them and none is a rejection: the rule. */
	private firstAnswer: readonly SentMessage[] | undefined;

	/** See `destinations`; made only if there is more to know. */
	private known: Map<string, Destination> | undefined;

	/** Whether an earlier try of this run may have sent it. */
	private readonly isFromEarlierTry: boolean;

	/** @param earlier what an earlier try of the same run made of it */
	constructor(queued: QueuedMessage, earlier: Delivery | undefined) {
		this.queued = queued;
		this.isFromEarlierTry = earlier !== undefined && 'error' in earlier;
	}

	get task(): string {
		return `send the message to ${recipientName(this.queued.message)}`;
	}

	/** Whether Infobip has answered about the id: asked again, it would answer the same. */
	isAnswered(messageId: string): boolean {
		const destination = this.destinations.get(messageId.toLowerCase());
		return destination !== undefined && isAnswered(destination);
	}

	/** Whether it is not known yet what became of it. */
	get isOpen(): boolean {
		return this.destinations.size === 0 || !this.isComplete;
	}

	/** Whether sending it again may help. */
	get isUnanswered(): boolean {
		return (
			this.destinations.size === 0 ||
			[...this.destinations.values()].some((destination) => !isAnswered(destination))
		);
	}

	missingIds(): string[] {
		return this.missing().map(({ messageId }) => messageId);
	}

	/** Notes an attempt that may have sent what has no answer. */
	noteUnknown(cause: UnknownCause): void {
		this.cause = cause;
		for (const destination of this.destinations.values()) {
			if (!isAnswered(destination)) destination.isMaybeSent = true;
		}
	}

	/**
	 * Notes the results of an answer, and returns all of them if each destination has one. A refused
	 * duplicate is not one yet: the message that Infobip has may be this very one. Nor is any rejection of
	 * what an earlier try may have sent, nor one without a reason of what this run may have sent: it may be
	 * a duplicate, too.
	 */
	noteAnswer(found: readonly SentMessage[]): readonly SentMessage[] | undefined {
		const { ids } = this.queued;
		if (ids.length === 0) return found.length === 0 ? undefined : found;
		if (this.known === undefined && areResultsOf(ids, found)) {
			this.firstAnswer = found;
			return found;
		}
		for (const sent of found) {
			const destination = this.destinations.get(sent.messageId?.toLowerCase() ?? '');
			if (destination === undefined) continue;
			if (this.isDoubtful(destination, sent)) destination.doubtful = sent;
			else destination.result = sent;
		}
		return this.isComplete ? this.results() : undefined;
	}

	private isDoubtful({ isMaybeSent }: Destination, sent: SentMessage): boolean {
		if (sent.isDuplicate || !sent.isRejected) return sent.isDuplicate;
		return this.isFromEarlierTry || (isMaybeSent === true && !hasReason(sent));
	}

	/** Notes what Infobip's logs have. There an id of the user's own may belong to another message, too. */
	noteLogs(found: readonly SentMessage[]): void {
		for (const destination of this.missing()) {
			const { messageId } = destination;
			const id = messageId.toLowerCase();
			const same = found.filter((sent) => sent.messageId?.toLowerCase() === id);
			const own = same.find((sent) => this.isAbout(messageId, sent));
			if (own !== undefined) destination.result = own;
			else if (same.length > 0) destination.isForOther = true;
		}
	}

	/**
	 * What became of it after all. Infobip refuses an id only if it has had it. If an attempt of this run
	 * may have sent it, that was this message, unless the logs have the id for someone else. If an earlier
	 * run did, such as the first try of *Retry On Fail*, that one may have been rejected. An id of the
	 * user's own that the logs do not have was used before they begin, or for another message.
	 *
	 * @param isAbsent whether Infobip's logs certainly do not have it
	 */
	conclude(returnRejected: boolean, isAbsent: boolean): Delivery {
		for (const destination of this.missing()) {
			const { messageId, doubtful: rejected, isMaybeSent, isForOther } = destination;
			if (rejected === undefined) return { error: this.outcomeUnknown() };
			const wasSent = rejected.isDuplicate && isMaybeSent === true && !isForOther;
			const isAnotherOne = !this.isDerived(messageId) && (isAbsent || isForOther === true);
			const isCertain = rejected.isDuplicate ? wasSent || isAnotherOne : isAbsent;
			if (!isCertain) {
				const refused = new MessageRejected(this.task, rejected);
				return { error: new OutcomeUnknown(this.task, refused, 'send') };
			}
			destination.result = wasSent ? acceptedBefore(rejected) : rejected;
		}
		return this.judge(this.results(), returnRejected);
	}

	/** Infobip answers 200 also to a message that it rejects; the status shows it. */
	judge(results: readonly SentMessage[], returnRejected: boolean): Delivery {
		const rejected = results.find(({ isRejected }) => isRejected);
		if (rejected !== undefined && !returnRejected) {
			const accepted = results.filter(({ isRejected }) => !isRejected);
			return { error: new MessageRejected(this.task, rejected, accepted) };
		}
		return isNonEmpty(results) ? { sent: results } : { error: this.outcomeUnknown() };
	}

	/**
	 * What a refusal says about it. If it cannot be looked up, or the logs may lack it, an earlier attempt
	 * may have been accepted.
	 */
	failedBecause(error: unknown, { findInLogs, logsMayLack }: SendApi): Delivery {
		const mayBeSent =
			this.cause !== undefined && (findInLogs === undefined || logsMayLack === true);
		return { error: mayBeSent ? this.outcomeUnknown() : error };
	}

	/** By their ids in lower case. */
	private get destinations(): ReadonlyMap<string, Destination> {
		this.known ??= new Map(
			this.queued.ids.map((messageId, place) => [
				messageId.toLowerCase(),
				{ messageId, result: this.firstAnswer?.[place] },
			]),
		);
		return this.known;
	}

	private get isComplete(): boolean {
		for (const { result } of this.destinations.values()) if (result === undefined) return false;
		return true;
	}

	private missing(): Destination[] {
		return [...this.destinations.values()].filter(({ result }) => result === undefined);
	}

	/** In the order of the ids. */
	private results(): SentMessage[] {
		return [...this.destinations.values()].flatMap(({ result }) => result ?? []);
	}

	private outcomeUnknown(): unknown {
		if (this.cause === undefined) throw new Error(`No answer was noted for: ${this.task}`);
		return new OutcomeUnknown(this.task, this.cause, 'send');
	}

	private isDerived(messageId: string): boolean {
		return messageId.startsWith(this.queued.derivedId);
	}

	private isAbout(messageId: string, { to }: SentMessage): boolean {
		const { recipient } = this.queued.message;
		if (this.isDerived(messageId) || recipient === undefined || typeof to !== 'string') return true;
		return this.queued.ids.length > 1 || to === recipient.value;
	}
}

/** Whether these are the results of the messages with these ids, in their order, and none is a rejection. */
function areResultsOf(ids: readonly string[], found: readonly SentMessage[]): boolean {
	return (
		found.length === ids.length &&
		found.every(
			({ messageId, isRejected, isDuplicate }, place) =>
				!isRejected && !isDuplicate && messageId?.toLowerCase() === ids[place]?.toLowerCase(),
		)
	);
}

function isNonEmpty(
	results: readonly SentMessage[],
): results is readonly [SentMessage, ...SentMessage[]] {
	return results.length > 0;
}

function isAnswered({ result, doubtful }: Destination): boolean {
	return result !== undefined || doubtful !== undefined;
}

function acceptedBefore(duplicate: SentMessage): SentMessage {
	const action = 'Infobip had accepted this message before and refused it this time.';
	return asAccepted(duplicate, { ...duplicate.details, action });
}

/** Whether the status says more than its group, as REJECTED_NETWORK does. */
function hasReason({ status, details }: SentMessage): boolean {
	const name = textOf(details.statusName);
	return name !== undefined && name.toUpperCase() !== status;
}
