interface Wait {
	minutesLeft: number;
	since: number;
	timer: NodeJS.Timeout;
	done: () => void;
}

/** Node's timers hold no longer time; nothing here lives for 24 days. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * Counts Infobip's minutes; one takes `secondsPerMinute` here. A change of speed applies
 * at once to what is waiting already, so that someone bored by a pause can cut it short.
 */
export class SpeedUpClock {
	#secondsPerMinute: number;
	readonly #waits = new Set<Wait>();

	constructor(secondsPerMinute: number) {
		this.#secondsPerMinute = secondsPerMinute;
	}

	get secondsPerMinute(): number {
		return this.#secondsPerMinute;
	}

	set secondsPerMinute(seconds: number) {
		const now = performance.now();
		for (const wait of this.#waits) {
			const passed = (now - wait.since) / this.#millisecondsPerMinute();
			wait.minutesLeft = Math.max(0, wait.minutesLeft - passed);
			wait.since = now;
			clearTimeout(wait.timer);
		}
		this.#secondsPerMinute = seconds;
		for (const wait of this.#waits) wait.timer = this.#arm(wait);
	}

	/** Resolves after the pause, or at once when the signal aborts. */
	async pause(minutes: number, signal: AbortSignal): Promise<void> {
		if (signal.aborted) return;
		await new Promise<void>((resolve) => {
			const wait: Wait = {
				minutesLeft: minutes,
				since: performance.now(),
				timer: setTimeout(() => undefined, 0),
				done: () => {
					clearTimeout(wait.timer);
					this.#waits.delete(wait);
					signal.removeEventListener('abort', wait.done);
					resolve();
				},
			};
			clearTimeout(wait.timer);
			wait.timer = this.#arm(wait);
			this.#waits.add(wait);
			signal.addEventListener('abort', wait.done);
		});
	}

	#arm(wait: Wait): NodeJS.Timeout {
		const milliseconds = wait.minutesLeft * this.#millisecondsPerMinute();
		return setTimeout(wait.done, Math.min(milliseconds, LONGEST_TIMEOUT_MS));
	}

	#millisecondsPerMinute(): number {
		return this.#secondsPerMinute * 1000;
	}
}
