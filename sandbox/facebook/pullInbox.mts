import type { JsonObject } from '../exactJson.mts';

/** Received messages that wait to be fetched. Each is returned once only (inferred). */
export class PullInbox {
	#waiting: JsonObject[] = [];

	add(item: JsonObject): void {
		this.#waiting.push(item);
	}

	/** The oldest come first; what is taken is gone. */
	take(limit: number): JsonObject[] {
		return this.#waiting.splice(0, limit);
	}

	get size(): number {
		return this.#waiting.length;
	}

	clear(): void {
		this.#waiting = [];
	}
}
