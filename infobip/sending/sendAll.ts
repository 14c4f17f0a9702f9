import type { Transport } from '../call/client';
import { OutcomeUnknown } from '../errors';
import { deliver } from './deliver';
import { inOrder } from './inOrder';
import { areAllSent, type Outcome, type Outcomes, type SendingOptions } from './outcome';
import type { Delivery } from './PendingMessage';
import { recipientsOf, toRequests, type Parts, type SendRequest } from './requests';
import type { QueuedMessage } from './sendApi';
import { combineParts, type SentMessage } from './sentMessage';
import { visitAll } from './visitAll';

/**
 * Sends messages that have passed `checkMessage`, each through the API of its sender, and returns what
 * became of each item, in their order. Throws nothing that is about a single message.
 *
 * Messages to one recipient leave in their order, the parts of an item one after another: after a part
 * that failed, the others are not sent.
 *
 * @param items the parts of each; undefined if it is not to be sent
 * @param note is called with the result of each message that was tried, unless all items were sent
 */
export async function sendAll(
	transport: Transport,
	items: ReadonlyArray<Parts | undefined>,
	options: SendingOptions,
	note: (derivedId: string, delivery: Delivery) => void = () => undefined,
): Promise<Outcomes> {
	const deliveries = new Deliveries(items.length);
	const { retryPolicy, parallel } = options;
	await inOrder(
		toRequests(items, options),
		recipientsOf,
		parallel,
		({ pauseBefore }) => (pauseBefore > 0 ? retryPolicy.pause(pauseBefore) : undefined),
		async (request) => {
			const untried = request.messages.filter((queued) => {
				const delivery = earlierDelivery(request, queued, options);
				if (delivery !== undefined) deliveries.note({ queued, delivery });
				return delivery === undefined;
			});
			const messages = untried.filter(({ item }) => !deliveries.haveFailed(item));
			await deliver(transport, { ...request, messages }, options, (queued, delivery) => {
				deliveries.note({ queued, delivery });
			});
			const hasFailed = ({ item }: QueuedMessage): boolean => deliveries.haveFailed(item);
			return !(options.stopOnFailure && request.messages.some(hasFailed));
		},
	);
	const outcomes: Outcomes = [];
	const conclude = (item: number): void => {
		const parts = items[item] ?? [];
		for (const before of notTriedAgain(parts, item, deliveries.of(item), options)) {
			deliveries.note(before);
		}
		outcomes.push(outcomeOfItem(parts, deliveries.of(item)));
	};
	await visitAll(items.length, conclude, options);
	if (!areAllSent(outcomes)) {
		deliveries.forEach(({ queued, delivery }) => note(queued.derivedId, delivery));
	}
	return outcomes;
}

/** What became of the messages of each item so far. */
class Deliveries {
	/** Of an item that has one message, which is the rule, a list for one. */
	private readonly byItem: Array<Delivered[] | undefined>;

	constructor(itemCount: number) {
		this.byItem = Array.from({ length: itemCount }, () => undefined);
	}

	note(delivered: Delivered): void {
		const { item } = delivered.queued;
		const ofItem = this.byItem[item];
		if (ofItem === undefined) this.byItem[item] = [delivered];
		else ofItem.push(delivered);
	}

	of(item: number): readonly Delivered[] {
		return this.byItem[item] ?? [];
	}

	/** Whether the other parts of an item are not to be sent. */
	haveFailed(item: number): boolean {
		return this.byItem[item]?.some(isFailure) === true;
	}

	forEach(visit: (delivered: Delivered) => void): void {
		for (const ofItem of this.byItem) ofItem?.forEach(visit);
	}
}

function isFailure({ queued, delivery }: Delivered): boolean {
	return 'error' in delivery && !queued.message.mayFail;
}

/** What an earlier try has sent is not sent again; what it may have sent, only if it can be looked up. */
function earlierDelivery(
	{ api }: SendRequest,
	{ derivedId }: QueuedMessage,
	{ earlier, resendUnknown }: SendingOptions,
): Delivery | undefined {
	const delivery = earlier?.get(derivedId);
	const mayTryAgain = delivery && 'error' in delivery && (api.findInLogs || resendUnknown);
	return mayTryAgain ? undefined : delivery;
}

/** What an earlier try did with the messages of an item that this one did not get to. */
function notTriedAgain(
	parts: Parts,
	item: number,
	delivered: readonly Delivered[],
	{ apiOf, earlier, messageIdOf }: Pick<SendingOptions, 'apiOf' | 'earlier' | 'messageIdOf'>,
): readonly Delivered[] {
	if (earlier === undefined) return NONE;
	return parts.flatMap((message, part) => {
		const derivedId = messageIdOf(item, part);
		const delivery = earlier.get(derivedId);
		if (delivery === undefined) return [];
		if (delivered.some(({ queued }) => queued.part === part)) return [];
		const ids = apiOf(message).idsOf(message, derivedId);
		return [{ queued: { item, part, message, ids, derivedId }, delivery }];
	});
}

const NONE: readonly Delivered[] = [];

/** What is known of items from an earlier try of the same run; undefined if nothing is. */
export function outcomesBefore(
	items: ReadonlyArray<Parts | undefined>,
	options: Pick<SendingOptions, 'apiOf' | 'earlier' | 'messageIdOf'>,
): Outcomes {
	return items.map((parts = [], item) =>
		outcomeOfItem(parts, notTriedAgain(parts, item, [], options)),
	);
}

interface Delivered {
	readonly queued: QueuedMessage;
	readonly delivery: Delivery;
}

/** One item has one outcome, however many parts it has. A part that is unknown makes the item unknown. */
function outcomeOfItem(allParts: Parts, allDelivered: readonly Delivered[]): Outcome | undefined {
	const [only] = allDelivered;
	if (allParts.length === 1 && only && 'sent' in only.delivery) return only.delivery;
	const parts = allParts.filter(({ mayFail }) => !mayFail);
	const delivered = allDelivered
		.filter(({ queued }) => !queued.message.mayFail)
		.sort((one, other) => one.queued.part - other.queued.part);
	const results: Array<readonly SentMessage[]> = [];
	const failures: Array<{ queued: QueuedMessage; part: number; error: unknown }> = [];
	const sent: number[] = [];
	for (const { queued, delivery } of delivered) {
		const part = parts.indexOf(queued.message);
		if ('error' in delivery) failures.push({ queued, part, error: delivery.error });
		else {
			results.push(delivery.sent);
			if (!delivery.sent.some(({ isRejected }) => isRejected)) sent.push(part);
		}
	}
	const unclear = failures.filter(({ error }) => error instanceof OutcomeUnknown);
	const itemParts = { sent, unknown: unclear.map(({ part }) => part), count: parts.length };
	const failure = unclear[0] ?? failures[0];
	if (failure !== undefined) {
		const { queued, part, error } = failure;
		return {
			error,
			messageId: queued.ids[0],
			to: queued.message.recipient?.value,
			...(parts.length > 1 ? { parts: { failed: part, ...itemParts } } : {}),
		};
	}
	if (results.length < parts.length) return sent.length > 0 ? { partlySent: itemParts } : undefined;
	const [first, ...others] = results;
	if (first === undefined || others.length === 0) return first && { sent: first };
	const [head, ...tail] = results.flat();
	return head && { sent: [combineParts([head, ...tail])] };
}
