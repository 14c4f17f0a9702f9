import { isRecent } from './outbox.mts';
import type { SentMessage } from './outbox.mts';

/** Messages whose delivery report nobody was told. Each is handed out once only (documented). */
export class WaitingReports {
	#waiting: SentMessage[] = [];

	add(message: SentMessage): void {
		this.#waiting.push(message);
	}

	/** The oldest come first; what is taken is gone. */
	take(limit: number, isWanted: (message: SentMessage) => boolean): SentMessage[] {
		const taken = this.#waiting
			.filter((message) => isRecent(message.sentAt) && isWanted(message))
			.slice(0, limit);
		this.#waiting = this.#waiting.filter((message) => !taken.includes(message));
		return taken;
	}

	get size(): number {
		return this.#waiting.length;
	}

	clear(): void {
		this.#waiting = [];
	}
}
