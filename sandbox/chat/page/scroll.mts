/** Near enough to the end to follow it. */
const END_PX = 80;

/** Keeps the newest message in sight for as long as the person has not scrolled up. */
export class Scroll {
	readonly #log: HTMLElement;
	#follows = true;

	constructor(log: HTMLElement) {
		this.#log = log;
		log.addEventListener('scroll', () => {
			this.#follows = log.scrollHeight - log.scrollTop - log.clientHeight < END_PX;
		});
		// A picture makes its message higher once it has been loaded.
		log.addEventListener('load', this.#toEnd, true);
		log.addEventListener('loadedmetadata', this.#toEnd, true);
		new ResizeObserver(this.#toEnd).observe(log);
	}

	/** @param must the end is shown in any case */
	keep(change: () => void, must: boolean): void {
		this.#follows ||= must;
		change();
		this.#toEnd();
	}

	readonly #toEnd = (): void => {
		if (this.#follows) this.#log.scrollTop = this.#log.scrollHeight;
	};
}
