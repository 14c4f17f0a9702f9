import { isRecent } from './outbox.mts';
import type { JsonObject } from '../exactJson.mts';

/** A delivery report that nobody was told of, and how each API writes it. */
export interface WaitingReport {
	sentAt: Date;
	/** By which it can be asked for. */
	facts: Record<string, string | undefined>;
	/** Missing where the message was not on Messenger. */
	messenger?: () => JsonObject;
	messagesApi: () => JsonObject;
}

/**
 * Reports that wait to be fetched. Each is returned once only (documented); that both APIs share one
 * stock is a guess.
 */
export class WaitingReports {
	#waiting: WaitingReport[] = [];

	add(report: WaitingReport): void {
		this.#waiting.push(report);
	}

	/** The oldest come first; what is taken is gone. */
	take<R extends WaitingReport>(
		limit: number,
		isWanted: (report: WaitingReport) => report is R,
	): R[] {
		const taken = this.#waiting
			.filter(isWanted)
			.filter(({ sentAt }) => isRecent(sentAt))
			.slice(0, limit);
		const gone = new Set<WaitingReport>(taken);
		this.#waiting = this.#waiting.filter((report) => !gone.has(report));
		return taken;
	}

	get size(): number {
		return this.#waiting.length;
	}

	clear(): void {
		this.#waiting = [];
	}
}
