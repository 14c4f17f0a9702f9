import type { SentMessage } from '../message/sentMessage';

/** What became of one message; undefined stands for one that was not tried any more. */
export type Outcome =
	| { readonly sent: SentMessage }
	/** What `infobip/` throws for a single message. */
	| { readonly error: unknown };

/** By the places of the messages. */
export type Outcomes = Array<Outcome | undefined>;

export function failed(outcome: Outcome | undefined): outcome is { readonly error: unknown } {
	return outcome !== undefined && 'error' in outcome;
}

export interface SendingOptions {
	/** How many messages of a Page travel in one request. */
	readonly batchSize: number;
	/** How many requests are under way at once. */
	readonly parallel: number;
	/** Whether what may have been sent is sent again where it cannot be looked up. */
	readonly repeatUncertain: boolean;
	/** Whether a message that Infobip turns down with a status counts as sent. */
	readonly passOnRejected: boolean;
	/** Whether the first failure ends the sending. What is under way is waited for. */
	readonly stopOnFailure: boolean;
	readonly retryPolicy: RetryPolicy;
}

/** How long to try again, and what time is; passed in, so that it can be tested. */
export interface RetryPolicy {
	/** How long one request is tried, in milliseconds. */
	readonly total: number;
	/** Milliseconds since some moment. */
	now(): number;
	/** From 0 up to 1. */
	random(): number;
	/** Ends early, by throwing, where the execution is cancelled. */
	pause(milliseconds: number): Promise<void>;
}
