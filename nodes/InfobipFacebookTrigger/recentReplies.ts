import { Turns } from './turns';

/** Infobip repeats what got no answer after one, two and five minutes. */
const REPEATED_WITHIN_MS = 15 * 60_000;
/** How long a second tap on the same button is a slip of the finger. */
const DOUBLE_TAP_MS = 60_000;
/** How long the rest of a workflow may run after an answer, an agent's for example. */
const STILL_RUNS_MS = 60 * 60_000;
const MOST = 10_000;

/**
 * What this process has passed to n8n lately, for all triggers in it. n8n itself cannot say it: once an
 * execution has ended, it answers a repeated reply as it answers one that came too late.
 */
class RecentReplies {
	private readonly handedOver = new RecentKeys(REPEATED_WITHIN_MS);

	private readonly answered = new RecentKeys(STILL_RUNS_MS);

	private readonly turns = new Turns();

	/** One reply to a question after the other, whichever trigger received it. */
	async inTurn<T>(question: string, handle: () => Promise<T>): Promise<T> {
		return await this.turns.take(question, handle);
	}

	noteHandedOver(reply: string): void {
		this.handedOver.add(reply);
	}

	wasHandedOver(reply: string): boolean {
		return this.handedOver.has(reply);
	}

	noteAnswered(question: string): void {
		this.answered.add(question);
	}

	/** Whether it was answered within a moment, so that a second tap is a slip of the finger. */
	wasJustAnswered(question: string): boolean {
		return this.answered.has(question, DOUBLE_TAP_MS);
	}

	wasAnswered(question: string): boolean {
		return this.answered.has(question);
	}
}

class RecentKeys {
	private readonly times = new Map<string, number>();

	private readonly maxAge: number;

	constructor(maxAge: number) {
		this.maxAge = maxAge;
	}

	/** A map keeps the order of insertion, so the oldest are first. */
	add(key: string): void {
		for (const [oldest, at] of this.times) {
			if (this.times.size < MOST && Date.now() - at < this.maxAge) break;
			this.times.delete(oldest);
		}
		this.times.delete(key);
		this.times.set(key, Date.now());
	}

	has(key: string, maxAge = this.maxAge): boolean {
		const at = this.times.get(key);
		return at !== undefined && Date.now() - at < maxAge;
	}
}

export const recentReplies = new RecentReplies();
