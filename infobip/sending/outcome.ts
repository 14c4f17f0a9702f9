import type { OutboundMessage } from '../message/message';
import type { Delivery } from './PendingMessage';
import type { SendApi } from './sendApi';
import type { SentMessage } from './sentMessage';
import type { Turn } from './visitAll';

/** What became of one item; undefined if it was not tried any more. */
export type Outcome =
	/** Infobip has it. One entry for each destination: more than one only for a custom body. */
	| { readonly sent: readonly SentMessage[] }
	| FailedOutcome
	/** Some of its parts were sent before the failure of another item ended the run. */
	| { readonly partlySent: ItemParts };

/** What became of the parts of an item, each by its place, from 0. What is not in here was not sent. */
export interface ItemParts {
	readonly sent: readonly number[];
	/** It is not known whether these were sent. */
	readonly unknown: readonly number[];
	readonly count: number;
}

export interface FailedOutcome {
	/** What `infobip/` throws for a single message. */
	readonly error: unknown;
	/** The message it is about. */
	readonly messageId?: string;
	readonly to?: string;
	/** If the item had several parts: also which of them the error is about. */
	readonly parts?: ItemParts & { readonly failed: number };
}

/** By the places of the items. */
export type Outcomes = Array<Outcome | undefined>;

export function failed(outcome: Outcome | undefined): outcome is FailedOutcome {
	return outcome !== undefined && 'error' in outcome;
}

export function areAllSent(outcomes: Outcomes): boolean {
	return outcomes.every((outcome) => outcome !== undefined && 'sent' in outcome);
}

export interface SendingOptions {
	/** Which of Infobip's APIs carries a message. */
	apiOf(message: OutboundMessage): SendApi;
	/** How many messages travel in one request, if the API takes several. */
	readonly batchSize: number;
	/** How many requests are under way at once. */
	readonly parallel: number;
	/** Whether a message whose outcome is unknown is sent once more if it cannot be looked up. */
	readonly resendUnknown: boolean;
	/** Whether a message that Infobip rejects with a status is returned like one that was sent. */
	readonly returnRejected: boolean;
	/** Whether the first failure ends the sending. What is under way is waited for. */
	readonly stopOnFailure: boolean;
	/** The id of a part of an item: always the same for the same one. */
	messageIdOf(item: number, part: number): string;
	/** What is known of a message from an earlier try of the same run, by its derived id. */
	readonly earlier?: ReadonlyMap<string, Delivery>;
	readonly retryPolicy: RetryPolicy;
	/** Asked once for each of many items. */
	readonly turn?: Turn;
}

/** How long to try again, and what time is; passed in, so that it can be tested. */
export interface RetryPolicy {
	/** How long one request is tried again after its first failure, in milliseconds. */
	readonly total: number;
	/** Milliseconds since some moment, by a clock that is never set. */
	now(): number;
	/** From 0 up to 1. */
	random(): number;
	/** Throws as soon as the execution is cancelled. */
	pause(milliseconds: number): Promise<void>;
}
