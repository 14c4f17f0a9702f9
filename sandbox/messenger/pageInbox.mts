import { isRecent } from './outbox.mts';
import type { PageMessage } from './receivedItem.mts';

/** Messages to pages that nobody was told of. Each is returned once only (documented). */
export class PageInbox {
	#waiting: PageMessage[] = [];

	add(message: PageMessage): void {
		this.#waiting.push(message);
	}

	/** The oldest come first; what is taken is gone. Reaches back 48 hours (documented). */
	take(limit: number, isWanted: (message: PageMessage) => boolean): PageMessage[] {
		const taken = this.#waiting
			.filter((one) => isRecent(one.message.receivedAt) && isWanted(one))
			.slice(0, limit);
		this.#waiting = this.#waiting.filter((one) => !taken.includes(one));
		return taken;
	}

	get size(): number {
		return this.#waiting.length;
	}

	clear(): void {
		this.#waiting = [];
	}
}
