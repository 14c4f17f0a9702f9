import { writtenBody, type InfobipRequest, type Transport } from '../../infobip/call/client.ts';
import { ConnectionError } from '../../infobip/errors.ts';
import type { RetryPolicy } from '../../infobip/sending/outcome.ts';
import { startSandbox } from '../../sandbox/server.mts';
import type { FaultRule, Sandbox } from '../../sandbox/server.mts';
import { setDate } from '../setDate.mts';

/** How long one request takes, with a fraction as clocks have it, and one whose answer never ends. Milliseconds. */
const LATENCY = 50.3;
const TIME_LIMIT = 30_000;

/** The sandbox over HTTP, by a clock that only waiting moves: thousands of runs in seconds. */
export class VirtualInfobip {
	readonly sandbox: Sandbox;
	private readonly clock: { now: number };
	private count = 0;

	private constructor(sandbox: Sandbox, clock: { now: number }) {
		this.sandbox = sandbox;
		this.clock = clock;
	}

	static async start(): Promise<VirtualInfobip> {
		const clock = { now: 0 };
		const sandbox = await startSandbox({ now: () => clock.now, demoPageId: PAGE });
		return new VirtualInfobip(sandbox, clock);
	}

	/** What goes wrong with the requests of a kind, one after another; undefined for one that goes well. */
	play(method: 'GET' | 'POST', mishaps: ReadonlyArray<FaultRule | undefined>): void {
		this.sandbox.addFaults(
			...mishaps.map((mishap = {}) => ({ delayMs: 0, ...mishap, method, path: PATHS, times: 1 })),
		);
	}

	readonly transport: Transport = async (request) => {
		const id = String(++this.count);
		const hung = new AbortController();
		const isHung = (): boolean =>
			this.sandbox
				.requests()
				.some(({ headers, outcome }) => headers[ID] === id && outcome === 'hung');
		const stop = this.sandbox.watch(() => {
			if (isHung()) hung.abort();
		});
		try {
			const response = await fetch(this.sandbox.url + pathOf(request), {
				method: request.method,
				headers: {
					authorization: `App ${this.sandbox.apiKey}`,
					'content-type': 'application/json',
					[ID]: id,
				},
				redirect: 'manual',
				signal: hung.signal,
				body: writtenBody(request) || null,
			});
			const body = await response.text();
			this.clock.now += LATENCY;
			return { status: response.status, headers: headersOf(response), body };
		} catch {
			this.clock.now += hung.signal.aborted ? TIME_LIMIT : LATENCY;
			const reason = hung.signal.aborted ? 'timedOut' : 'reset';
			return await Promise.reject(new ConnectionError(request.task, this.sandbox.url, reason));
		} finally {
			stop();
		}
	};

	/** @param seconds as *Retry For* */
	retryPolicy(seconds: number): RetryPolicy {
		return {
			total: seconds * 1000,
			now: () => this.clock.now,
			random: () => 0.5,
			pause: async (milliseconds) => {
				this.clock.now += milliseconds;
			},
		};
	}

	/** Has a message with this id sent to somebody else, so many hours ago. */
	async useId(messageId: string, hoursAgo: number): Promise<void> {
		setDate(Date.now() - hoursAgo * 3_600_000);
		const destinations = [{ to: '2406999999999999', messageId }];
		const content = { type: 'TEXT', text: 'Earlier' };
		await this.transport({
			task: 'use an id',
			method: 'POST',
			path: '/messenger/1/messages',
			body: JSON.stringify({ messages: [{ sender: PAGE, destinations, content }] }),
		});
		jest.useRealTimers();
	}

	/** How often a text was accepted. */
	timesAccepted(text: string): number {
		const accepted = this.sandbox.accepted().map(({ content }) => content as { text?: string });
		return accepted.filter((content) => content.text === text).length;
	}
}

export const PAGE = '102030405060708';
const PATHS = '^/(messenger/1/(messages|logs)|facebook/1/single)';

function headersOf(response: Response): Record<string, string> {
	const headers: Record<string, string> = {};
	response.headers.forEach((value, name) => (headers[name] = value));
	return headers;
}

/** By which a request is found in the sandbox's log. */
const ID = 'x-truth-request';

function pathOf({ path, query = {} }: InfobipRequest): string {
	const texts = Object.entries(query).map(([name, value]): [string, string] => [
		name,
		String(value),
	]);
	return texts.length === 0 ? path : `${path}?${new URLSearchParams(texts).toString()}`;
}
