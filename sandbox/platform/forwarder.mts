import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';
import type { Changes } from './changes.mts';
import { MAX_TRIES, retryPauseMinutes } from './retryPause.mts';
import type { SpeedUpClock } from './speedUpClock.mts';
import type { WebhookKind } from './webhookKind.mts';

export interface ForwardAttempt {
	number: number;
	at: string;
	/** Null when no answer came. */
	status: number | null;
	error: string | null;
	/** Infobip's minutes until the next try; null when there is none. */
	nextInMinutes: number | null;
}

/** How a body travels, beside where to. */
export interface Transport {
	headers?: Record<string, string>;
	timeoutMs?: number;
	/** Which webhook of Infobip's this is, for the log. */
	webhook?: WebhookKind | undefined;
}

export interface Forward {
	number: number;
	time: string;
	/** What asked for this forward: the key of an Action, the id of a subscription, … */
	origin: string;
	url: string;
	body: string;
	/**
	 * Which of the Messenger API's webhooks this is. Missing for the Facebook API, and where a play
	 * overrode what Infobip would say.
	 */
	webhook?: WebhookKind;
	state: 'sending' | 'waiting' | 'delivered' | 'given up' | 'cancelled';
	attempts: ForwardAttempt[];
}

type Post = () => Promise<Pick<ForwardAttempt, 'status' | 'error'>>;

/** How long Infobip waits for an answer is unknown; real seconds, our own choice. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * POSTs bodies to customers' URLs as Infobip does, each on its own schedule: a URL that does not
 * answer holds up nobody else's forward (guess).
 */
export class Forwarder {
	readonly #clock: SpeedUpClock;
	readonly #changes: Changes;
	#forwards: Forward[] = [];
	#count = 0;
	readonly #running = new Map<Forward, AbortController>();
	// One connection a try: a kept one may be closed by the other side just when the next try starts.
	readonly #httpAgent = new HttpAgent({ keepAlive: false });
	readonly #httpsAgent = new HttpsAgent({ keepAlive: false });

	constructor(clock: SpeedUpClock, changes: Changes) {
		this.#clock = clock;
		this.#changes = changes;
	}

	/** Starts the first try at once. The promise settles when that first try has ended. */
	send(
		origin: string,
		url: string,
		body: string,
		{ webhook, ...transport }: Transport = {},
	): { forward: Forward; firstTry: Promise<void> } {
		this.#count += 1;
		const forward: Forward = {
			number: this.#count,
			time: new Date().toISOString(),
			origin,
			url,
			body,
			...(webhook && { webhook }),
			state: 'sending',
			attempts: [],
		};
		this.#forwards.push(forward);
		this.#changes.tell();
		const stop = new AbortController();
		this.#running.set(forward, stop);
		const post = async () => this.#post(forward, transport, stop.signal);
		const firstTry = this.#try(forward, post, stop.signal);
		void firstTry.then(() => this.#retry(forward, post, stop.signal));
		return { forward, firstTry };
	}

	all(): Forward[] {
		return structuredClone(this.#forwards);
	}

	/** The newest so many as they stand, oldest of them first. */
	latest(count: number): readonly Readonly<Forward>[] {
		return this.#forwards.slice(-count);
	}

	/** Ends what is under way for an Action that is gone. That Infobip does so too is a guess. */
	cancel(origin: string): void {
		for (const [forward, stop] of this.#running) if (forward.origin === origin) stop.abort();
	}

	clear(): void {
		for (const stop of this.#running.values()) stop.abort();
		this.#forwards = [];
	}

	async #retry(forward: Forward, post: Post, signal: AbortSignal): Promise<void> {
		for (let next = nextPause(forward); next !== null; next = nextPause(forward)) {
			await this.#clock.pause(next, signal);
			if (signal.aborted) {
				forward.state = 'cancelled';
				this.#changes.tell();
			} else await this.#try(forward, post, signal);
		}
		this.#running.delete(forward);
	}

	async #try(forward: Forward, post: Post, signal: AbortSignal): Promise<void> {
		forward.state = 'sending';
		const number = forward.attempts.length + 1;
		const at = new Date().toISOString();
		const answer = await post();
		const delivered = answer.status === 200;
		const ends = delivered || signal.aborted || number >= MAX_TRIES;
		const nextInMinutes = ends ? null : retryPauseMinutes(number - 1);
		forward.attempts.push({ number, at, ...answer, nextInMinutes });
		if (delivered) forward.state = 'delivered';
		else if (signal.aborted) forward.state = 'cancelled';
		else forward.state = ends ? 'given up' : 'waiting';
		this.#changes.tell();
	}

	/** 200 alone counts as taken over (inferred), so no redirect is followed. */
	async #post(
		{ url, body }: Forward,
		{ headers, timeoutMs = ANSWER_WITHIN_MS }: Transport,
		signal: AbortSignal,
	): ReturnType<Post> {
		try {
			const { status } = await axios.post<string>(url, body, {
				headers: {
					'User-Agent': 'Infobip sandbox',
					...headers,
					'Content-Type': 'application/json',
				},
				timeout: timeoutMs,
				maxRedirects: 0,
				proxy: false,
				httpAgent: this.#httpAgent,
				httpsAgent: this.#httpsAgent,
				responseType: 'text',
				validateStatus: () => true,
				signal,
			});
			return { status, error: null };
		} catch (error) {
			// Kept in the log of attempts: that is where a person looks for it.
			return { status: null, error: error instanceof Error ? error.message : String(error) };
		}
	}
}

function nextPause(forward: Forward): number | null {
	return forward.state === 'waiting' ? (forward.attempts.at(-1)?.nextInMinutes ?? null) : null;
}
