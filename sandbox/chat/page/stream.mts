import type { ViewChange } from '../view.mts';

const AGAIN_AFTER_MS = 1000;

/** Hears of each change, and connects again for as long as it is open. */
export class Stream {
	readonly #heard: (change: ViewChange) => void;
	readonly #connected: (isConnected: boolean) => void;
	#source: EventSource | undefined;
	#timer: number | undefined;

	constructor(heard: (change: ViewChange) => void, connected: (isConnected: boolean) => void) {
		this.#heard = heard;
		this.#connected = connected;
	}

	/** In place of what was looked at before. */
	open(looked: URLSearchParams): void {
		this.#source?.close();
		clearTimeout(this.#timer);
		const source = new EventSource(`/_sandbox/chat/events?${looked.toString()}`);
		this.#source = source;
		source.onopen = () => {
			this.#connected(true);
		};
		source.onmessage = ({ data }: MessageEvent<string>) => {
			this.#heard(JSON.parse(data) as ViewChange);
		};
		source.onerror = () => {
			this.#connected(false);
			// A browser gives up by itself where it was answered with an error.
			if (source.readyState !== EventSource.CLOSED) return;
			this.#timer = window.setTimeout(() => {
				this.open(looked);
			}, AGAIN_AFTER_MS);
		};
	}
}
