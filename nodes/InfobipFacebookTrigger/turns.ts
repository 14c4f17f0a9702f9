/** Does what has the same key one after the other, in this process. */
export class Turns {
	private readonly last = new Map<string, Promise<unknown>>();

	/** Runs `work` once everything before it has ended, well or not. Throws what `work` throws. */
	async take<T>(key: string, work: () => Promise<T>): Promise<T> {
		const turn = (this.last.get(key) ?? Promise.resolve()).then(work);
		// Its own caller handles a failure; the next in line only waits for the end.
		const settled = turn.catch(() => undefined);
		this.last.set(key, settled);
		try {
			return await turn;
		} finally {
			if (this.last.get(key) === settled) this.last.delete(key);
		}
	}
}
