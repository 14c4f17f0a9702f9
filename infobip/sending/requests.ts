import type { OutboundMessage } from '../message/message';
import type { SendingOptions } from './outcome';
import type { QueuedMessage, SendApi } from './sendApi';

/** What travels in one request. */
export interface SendRequest {
	readonly api: SendApi;
	readonly messages: readonly QueuedMessage[];
	/** How long to wait before it, once every earlier request to one of its recipients is done. */
	readonly pauseBefore: number;
}

/** The messages of one item, in the order in which they are to arrive. */
export type Parts = readonly OutboundMessage[];

type RequestOptions = Pick<SendingOptions, 'apiOf' | 'batchSize' | 'messageIdOf'>;

/**
 * Puts neighbours with the same batch key into one request. Only neighbours, so messages to one
 * recipient leave in their order, whatever is between them. A part with a pause before it goes into a
 * request behind the one that is open, together with parts of other items that pause as long.
 *
 * Made one by one, so that a long list is not held twice.
 *
 * @param items undefined if there is nothing to send
 */
export function* toRequests(
	items: ReadonlyArray<Parts | undefined>,
	options: RequestOptions,
): Generator<SendRequest> {
	const requests = new Requests(options);
	for (let item = 0; item < items.length; item++) {
		requests.add(item, items[item] ?? []);
		if (requests.hasClosed) yield* requests.takeClosed();
	}
	requests.close();
	yield* requests.takeClosed();
}

interface OpenRequest extends SendRequest {
	readonly batchKey: string | undefined;
	readonly messages: QueuedMessage[];
}

class Requests {
	private readonly options: RequestOptions;

	/**
	 * Those that take more messages, in stages, one behind the other: for parts before the first pause,
	 * after it, after the second …
	 */
	private open: OpenRequest[] = [];

	/** Recipients of parts that wait for a pause. */
	private readonly delayed = new Set<string>();

	/** Those that take no more, in the order in which they leave. */
	private closed: SendRequest[] = [];

	constructor(options: RequestOptions) {
		this.options = options;
	}

	get hasClosed(): boolean {
		return this.closed.length > 0;
	}

	takeClosed(): readonly SendRequest[] {
		const { closed } = this;
		this.closed = [];
		return closed;
	}

	close(): void {
		// A stage that parts have jumped over is missing.
		this.closed.push(...Object.values(this.open));
		this.open = [];
		this.delayed.clear();
	}

	add(item: number, parts: Parts): void {
		if (this.delayed.size > 0 && parts.some((part) => this.isForDelayed(part))) this.close();
		const { apiOf, messageIdOf } = this.options;
		let stage = 0;
		let lastPause = 0;
		for (const [part, message] of parts.entries()) {
			const api = apiOf(message);
			const derivedId = messageIdOf(item, part);
			const queued = { item, part, message, ids: api.idsOf(message, derivedId), derivedId };
			const { pauseBefore = 0 } = message;
			if (pauseBefore > 0) {
				stage++;
				lastPause = pauseBefore;
			}
			const batchKey = api.batchKey(message);
			const open = this.open[stage];
			if (
				open !== undefined &&
				this.takes(open, { api, batchKey, pauseBefore: lastPause }, message)
			) {
				open.messages.push(queued);
			} else {
				if (batchKey === undefined || open !== undefined) {
					this.close();
					stage = pauseBefore > 0 ? 1 : 0;
					lastPause = pauseBefore;
				}
				const request = { api, batchKey, messages: [queued], pauseBefore: lastPause };
				if (batchKey === undefined) this.closed.push(request);
				else this.open[stage] = request;
			}
			if (stage > 0) api.recipientsOf(message).forEach((to) => this.delayed.add(to));
		}
	}

	private takes(
		open: OpenRequest,
		{ api, batchKey, pauseBefore }: Pick<OpenRequest, 'api' | 'batchKey' | 'pauseBefore'>,
		message: OutboundMessage,
	): boolean {
		return (
			open.batchKey === batchKey &&
			open.api === api &&
			open.pauseBefore === pauseBefore &&
			open.messages.length < this.options.batchSize &&
			!(api.isUnordered && isForSomeoneIn(open, message))
		);
	}

	private isForDelayed(part: OutboundMessage): boolean {
		return isFor(this.options.apiOf(part), this.delayed, part);
	}
}

function isFor(api: SendApi, recipients: ReadonlySet<string>, message: OutboundMessage): boolean {
	return api.recipientsOf(message).some((to) => recipients.has(to));
}

function isForSomeoneIn(request: SendRequest, message: OutboundMessage): boolean {
	return isFor(request.api, new Set(recipientsOf(request)), message);
}

/** Everyone who gets a message by a request. */
export function recipientsOf({ api, messages }: SendRequest): string[] {
	return messages.flatMap(({ message }) => api.recipientsOf(message));
}
