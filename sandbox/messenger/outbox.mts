import type { MessageError } from '../platform/messageError.mts';
import type { MessageStatus } from '../platform/status.mts';
import type { RequestedMessage } from './sendSchema.mts';

/** Reports and logs reach back so far (documented). */
const KEPT_MS = 48 * 60 * 60 * 1000;

/** A message of a page to one person, from the moment Infobip took it. */
export interface SentMessage {
	/** Rises with each message, so that paging can go on where it stopped. */
	number: number;
	bulkId: string;
	messageId: string;
	destination: string;
	request: RequestedMessage;
	sentAt: Date;
	/** By the sandbox's clock. */
	acceptedAt?: number;
	doneAt?: Date;
	seenAt?: Date;
	status: MessageStatus;
	error?: MessageError;
	/** Whether the Messages API has sent it, as a step of a chain. */
	byMessagesApi?: true;
}

/** What pages have sent. */
export class Outbox {
	#messages: SentMessage[] = [];
	readonly #ids = new Set<string>();
	#count = 0;

	add(message: Omit<SentMessage, 'number'>): SentMessage {
		this.#count += 1;
		const complete = { ...message, number: this.#count };
		this.#messages.push(complete);
		return complete;
	}

	/** Takes the id for a new message; false if one has it already, whichever API has sent it. */
	claim(messageId: string): boolean {
		const isFree = !this.#ids.has(messageId);
		this.#ids.add(messageId);
		return isFree;
	}

	/** Oldest first. */
	recent(now = new Date()): SentMessage[] {
		return this.#messages.filter(({ sentAt }) => isRecent(sentAt, now));
	}

	/** What a page sent to a person, oldest first. */
	between(pageId: string, userKey: string): SentMessage[] {
		return this.#messages.filter(
			({ request, destination }) => request.sender === pageId && destination === userKey,
		);
	}

	clear(): void {
		this.#messages = [];
		this.#ids.clear();
	}
}

export function isRecent(time: Date, now = new Date()): boolean {
	return now.getTime() - time.getTime() <= KEPT_MS;
}
