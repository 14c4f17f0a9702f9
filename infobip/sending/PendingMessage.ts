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

/** A message on its way, and what is known about each of its destinations so far. */
export class PendingMessage {
	readonly queued: QueuedMessage;

	/** Why its outcome is not known. */
	private cause: UnknownCause | undefined;

	/** By their ids in lower case. */
	private readonly results = new Map<string, SentMessage>();

	/** Rejections that do not say what became of the message, by its id in lower case. */
	private readonly doubtful = new Map<string, SentMessage>();

	/** Ids, in lower case, that an attempt of this run may have sent. */
	private readonly maybeSent = new Set<string>();

	/** Ids, in lower case, that belong to a message to someone else. */
	private readonly others = new Set<string>();

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
		const id = messageId.toLowerCase();
		return this.results.has(id) || this.doubtful.has(id);
	}

	/** Whether it is not known yet what became of it. */
	get isOpen(): boolean {
		return this.queued.ids.length === 0 || this.missingIds().length > 0;
	}

	/** Whether sending it again may help. */
	get isUnanswered(): boolean {
		const { ids } = this.queued;
		return ids.length === 0 || ids.some((id) => !this.isAnswered(id));
	}

	missingIds(): string[] {
		return this.queued.ids.filter((id) => !this.results.has(id.toLowerCase()));
	}

	/** Notes an attempt that may have sent what has no answer. */
	noteUnknown(cause: UnknownCause): void {
		this.cause = cause;
		for (const id of this.queued.ids)
			if (!this.isAnswered(id)) this.maybeSent.add(id.toLowerCase());
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
		for (const sent of found) {
			const id = sent.messageId?.toLowerCase() ?? '';
			(this.isDoubtful(id, sent) ? this.doubtful : this.results).set(id, sent);
		}
		const results = ids.map((id) => this.results.get(id.toLowerCase()));
		return results.every((sent) => sent !== undefined) ? results : undefined;
	}

	private isDoubtful(id: string, sent: SentMessage): boolean {
		if (sent.isDuplicate || !sent.isRejected) return sent.isDuplicate;
		return this.isFromEarlierTry || (this.maybeSent.has(id) && !hasReason(sent));
	}

	/** Notes what Infobip's logs have. There an id of the user's own may belong to another message, too. */
	noteLogs(found: readonly SentMessage[]): void {
		for (const messageId of this.missingIds()) {
			const id = messageId.toLowerCase();
			const same = found.filter((sent) => sent.messageId?.toLowerCase() === id);
			const own = same.find((sent) => this.isAbout(messageId, sent));
			if (own !== undefined) this.results.set(id, own);
			else if (same.length > 0) this.others.add(id);
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
		for (const messageId of this.missingIds()) {
			const id = messageId.toLowerCase();
			const rejected = this.doubtful.get(id);
			if (rejected === undefined) return { error: this.outcomeUnknown() };
			const isForOther = this.others.has(id);
			const wasSent = rejected.isDuplicate && this.maybeSent.has(id) && !isForOther;
			const isAnotherOne = !this.isDerived(messageId) && (isAbsent || isForOther);
			const isCertain = rejected.isDuplicate ? wasSent || isAnotherOne : isAbsent;
			if (!isCertain) {
				const refused = new MessageRejected(this.task, rejected);
				return { error: new OutcomeUnknown(this.task, refused, 'send') };
			}
			this.results.set(id, wasSent ? acceptedBefore(rejected) : rejected);
		}
		const results = this.queued.ids.map((id) => this.results.get(id.toLowerCase()));
		return this.judge(
			results.filter((sent) => sent !== undefined),
			returnRejected,
		);
	}

	/** Infobip answers 200 also to a message that it rejects; the status shows it. */
	judge(results: readonly SentMessage[], returnRejected: boolean): Delivery {
		const [first, ...others] = results;
		const rejected = results.find(({ isRejected }) => isRejected);
		if (rejected !== undefined && !returnRejected) {
			const accepted = results.filter(({ isRejected }) => !isRejected);
			return { error: new MessageRejected(this.task, rejected, accepted) };
		}
		return first === undefined ? { error: this.outcomeUnknown() } : { sent: [first, ...others] };
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

function acceptedBefore(duplicate: SentMessage): SentMessage {
	const action = 'Infobip had accepted this message before and refused it this time.';
	return asAccepted(duplicate, { ...duplicate.details, action });
}

/** Whether the status says more than its group, as REJECTED_NETWORK does. */
function hasReason({ status, details }: SentMessage): boolean {
	const name = textOf(details.statusName);
	return name !== undefined && name.toUpperCase() !== status;
}
