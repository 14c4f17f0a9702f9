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

/** A request that takes more messages. */
interface OpenRequest {
	readonly batchKey: string;
	readonly request: SendRequest & { readonly messages: QueuedMessage[] };
}

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
	{ apiOf, batchSize, messageIdOf }: Pick<SendingOptions, 'apiOf' | 'batchSize' | 'messageIdOf'>,
): Generator<SendRequest> {
	/** In stages, one behind the other: for parts before the first pause, after it, after the second … */
	let open: OpenRequest[] = [];
	/** Recipients of parts that wait for a pause. */
	const delayed = new Set<string>();
	const close = (): SendRequest[] => {
		const requests = Object.values(open).map(({ request }) => request);
		open = [];
		delayed.clear();
		return requests;
	};
	const isForDelayed = (part: OutboundMessage): boolean => isFor(apiOf(part), delayed, part);
	for (let item = 0; item < items.length; item++) {
		const parts = items[item] ?? [];
		if (delayed.size > 0 && parts.some(isForDelayed)) yield* close();
		let stage = 0;
		let pauseBefore = 0;
		for (const [part, message] of parts.entries()) {
			const api = apiOf(message);
			const derivedId = messageIdOf(item, part);
			const queued = { item, part, message, ids: api.idsOf(message, derivedId), derivedId };
			const ownPause = message.pauseBefore ?? 0;
			if (ownPause > 0) {
				stage++;
				pauseBefore = ownPause;
			}
			const batchKey = api.batchKey(message);
			const target = open[stage];
			const fits =
				target !== undefined &&
				target.batchKey === batchKey &&
				target.request.api === api &&
				target.request.pauseBefore === pauseBefore &&
				target.request.messages.length < batchSize &&
				!(api.isUnordered && isForSomeoneIn(target.request, message));
			if (fits) {
				target.request.messages.push(queued);
			} else {
				if (batchKey === undefined || target !== undefined) {
					yield* close();
					stage = ownPause > 0 ? 1 : 0;
					pauseBefore = ownPause;
				}
				const request = { api, messages: [queued], pauseBefore };
				if (batchKey === undefined) yield request;
				else open[stage] = { batchKey, request };
			}
			if (stage > 0) api.recipientsOf(message).forEach((to) => delayed.add(to));
		}
	}
	yield* close();
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
