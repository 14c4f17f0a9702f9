import { OutcomeUnknown } from '../errors';
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

	/** How often it may have reached Infobip. */
	attempts = 0;

	/** Why its outcome is not known. */
	cause: UnknownCause | undefined;

	/** By their ids in lower case. */
	private readonly results = new Map<string, SentMessage>();

	/** Refusals because Infobip has had the id before, by it. */
	private readonly duplicates = new Map<string, SentMessage>();

	/** Ids, in lower case, that belong to a message to someone else. */
	private readonly others = new Set<string>();

	constructor(queued: QueuedMessage) {
		this.queued = queued;
	}

	get task(): string {
		return `send the message to ${recipientName(this.queued.message)}`;
	}

	has(messageId: string): boolean {
		return this.results.has(messageId.toLowerCase());
	}

	/** Whether it is not known yet what became of it. */
	get isOpen(): boolean {
		return this.queued.ids.length === 0 || this.missingIds().length > 0;
	}

	missingIds(): string[] {
		return this.queued.ids.filter((id) => !this.has(id));
	}

	/**
	 * Notes the results of an answer, and returns all of them if each destination has one. A refused
	 * duplicate is not one yet: the message that Infobip has may be this very one.
	 */
	noteAnswer(found: readonly SentMessage[]): readonly SentMessage[] | undefined {
		const { ids } = this.queued;
		if (ids.length === 0) return found.length === 0 ? undefined : found;
		for (const sent of found) {
			const id = sent.messageId?.toLowerCase() ?? '';
			(sent.isDuplicate ? this.duplicates : this.results).set(id, sent);
		}
		const results = ids.map((id) => this.results.get(id.toLowerCase()));
		return results.every((sent) => sent !== undefined) ? results : undefined;
	}

	/** Notes what Infobip's logs have. An id of the user's own may belong to another message there. */
	noteLogs(found: ReadonlyMap<string, SentMessage>): void {
		for (const id of this.missingIds()) {
			const sent = found.get(id.toLowerCase());
			if (sent === undefined) continue;
			if (this.isAbout(id, sent)) this.results.set(id.toLowerCase(), sent);
			else this.others.add(id.toLowerCase());
		}
	}

	/**
	 * What became of it after all. Infobip refuses an id only if it has had it. If it was sent by an
	 * attempt of this run, that was this message. If it was sent by an earlier run, such as the first try
	 * of *Retry On Fail*, that one may have been rejected. An id of the
	 * user's own that the logs do not have was used before they begin, or for another message.
	 *
	 * @param isAbsent whether Infobip's logs certainly do not have it
	 */
	conclude(returnRejected: boolean, isAbsent: boolean): Delivery {
		for (const id of this.missingIds()) {
			const duplicate = this.duplicates.get(id.toLowerCase());
			if (duplicate === undefined) return { error: this.outcomeUnknown() };
			const wasSent = this.attempts > 1;
			const isAnotherOne = !this.isDerived(id) && (isAbsent || this.belongsToAnother(id));
			if (!wasSent && !isAnotherOne) {
				const refused = new MessageRejected(this.task, duplicate);
				return { error: new OutcomeUnknown(this.task, refused, 'send') };
			}
			this.results.set(id.toLowerCase(), wasSent ? acceptedBefore(duplicate) : duplicate);
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
		const mayBeSent = this.attempts > 0 && (findInLogs === undefined || logsMayLack === true);
		return { error: mayBeSent ? this.outcomeUnknown() : error };
	}

	private outcomeUnknown(): unknown {
		if (this.cause === undefined) throw new Error(`No answer was noted for: ${this.task}`);
		return new OutcomeUnknown(this.task, this.cause, 'send');
	}

	private belongsToAnother(messageId: string): boolean {
		return this.others.has(messageId.toLowerCase());
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
