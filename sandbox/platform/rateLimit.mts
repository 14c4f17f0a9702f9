export interface RateLimitRule {
	requestsPerSecond: number;
	/** Sent as `Retry-After`; no header without it. */
	retryAfterSeconds?: number;
}

const WINDOW_MS = 1000;

/**
 * A sliding window of one second. Infobip publishes no limit for `/facebook/1`; its Push sibling
 * allows 10 a second and answers 429 (inferred), so there is no limit until someone sets one.
 */
export class RateLimit {
	rule: RateLimitRule | undefined;
	#taken: number[] = [];

	/** The broken rule when this request is one too many. */
	take(now: number): RateLimitRule | undefined {
		if (!this.rule) return undefined;
		this.#taken = this.#taken.filter((time) => now - time < WINDOW_MS);
		if (this.#taken.length >= this.rule.requestsPerSecond) return this.rule;
		this.#taken.push(now);
		return undefined;
	}

	set(rule: RateLimitRule | undefined): void {
		this.rule = rule;
		this.#taken = [];
	}
}
