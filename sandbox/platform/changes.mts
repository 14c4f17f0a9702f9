/** Tells those who look on that something in the sandbox may have changed, but not what. */
export class Changes {
	readonly #watchers = new Set<() => void>();

	/** @returns a function that ends the watch */
	watch(watcher: () => void): () => void {
		this.#watchers.add(watcher);
		return () => {
			this.#watchers.delete(watcher);
		};
	}

	tell(): void {
		for (const watcher of this.#watchers) watcher();
	}
}
