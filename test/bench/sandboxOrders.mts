import type { BatchPlay } from '../../sandbox/server.mts';

/** What the bench asks of the sandbox in its child process. */
export type SandboxOrder =
	| { readonly order: 'prepare'; readonly conditions: Conditions }
	| { readonly order: 'tally' }
	| { readonly order: 'forwardUrls' }
	| { readonly order: 'customersWrite'; readonly plays: readonly BatchPlay[] }
	| { readonly order: 'lastShown'; readonly userKeys: readonly string[] };

/** How Infobip is to behave. */
export interface Conditions {
	/** Before each request is acted upon. */
	readonly latencyMs?: number;
	/** What is beyond it gets a 429 with `Retry-After: 1`. */
	readonly requestsPerSecond?: number;
	/**
	 * Forgets what it was sent every now and then and only counts the requests, so that a hundred
	 * thousand messages do not make the stand-in itself slow.
	 */
	readonly forgetful?: boolean;
}

/** What reached the sandbox since it was prepared. */
export interface Tally {
	readonly requests: number;
	/** Messages that the sandbox took; 0 of a forgetful one. */
	readonly accepted: number;
	/** People who got more than one. */
	readonly twice: number;
	/** The most requests that arrived within one latency of each other. */
	readonly underWay: number;
}

export interface SandboxLogin {
	readonly url: string;
	readonly username: string;
	readonly password: string;
	readonly applicationKey: string;
	readonly pageId: string;
}
