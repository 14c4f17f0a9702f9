/**
 * Lets time pass faster for what runs in this process: timers, the monotonic clock and time limits. The
 * node's waits of half a minute take a second or two, and everything else is as real as before.
 */
export class FastClock {
	private readonly factor: number;
	private readonly real = {
		setTimeout: globalThis.setTimeout,
		now: performance.now.bind(performance),
		timeout: AbortSignal.timeout.bind(AbortSignal),
	};

	/** @param factor how many seconds pass in one */
	constructor(factor: number) {
		this.factor = factor;
		const { setTimeout, timeout } = this.real;
		const faster = (callback: () => void, milliseconds = 0, ...rest: []): NodeJS.Timeout =>
			setTimeout(callback, milliseconds / factor, ...rest);
		globalThis.setTimeout = Object.assign(faster, setTimeout) as typeof globalThis.setTimeout;
		performance.now = this.now;
		AbortSignal.timeout = (milliseconds) => timeout(Math.ceil(milliseconds / factor));
	}

	/** Milliseconds since some moment. */
	readonly now = (): number => this.real.now() * this.factor;

	/** Time passes as it does elsewhere again. */
	stop(): void {
		globalThis.setTimeout = this.real.setTimeout;
		performance.now = this.real.now;
		AbortSignal.timeout = this.real.timeout;
	}
}
