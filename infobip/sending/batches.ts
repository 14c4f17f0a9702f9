import type { JsonObject } from '../json';
import type { OutboundMessage } from '../message/message';
import { pageEntry, scheduleOf, wholeRequest } from '../messenger/pageMessage';

/** A message of a Page, which has passed `checkMessage` and has an id. */
export interface FromPage {
	readonly pageId: string;
	readonly messageId: string;
	readonly message: OutboundMessage;
}

/** One message in a batch, with its place among all that are sent. */
export interface BatchEntry extends FromPage {
	readonly index: number;
	readonly body: JsonObject;
}

/** What travels in one request. */
export interface Batch {
	readonly entries: readonly BatchEntry[];
	readonly options: JsonObject | undefined;
	/** A custom body that is a request of its own. */
	readonly whole: JsonObject | undefined;
	/** Whether Infobip gets the ids of the entries; a custom body may have ids of its own. */
	readonly canBeLookedUp: boolean;
}

/**
 * Puts neighbours with the same sender and schedule into one request. Only neighbours: so messages
 * to one person leave in their order, whatever lies between them. A custom body stays alone, for
 * who gets it and under which ids is its own matter.
 *
 * Throws InvalidInput for a custom body that is none.
 */
export function toBatches(messages: readonly FromPage[], batchSize: number): Batch[] {
	const batches: Array<Batch & { entries: BatchEntry[] }> = [];
	let openKey: string | undefined;
	messages.forEach((from, index) => {
		const whole = wholeRequest(from.message);
		const options = scheduleOf(from.message.options);
		const entry = { ...from, index, body: whole ?? pageEntry(from.pageId, withId(from)) };
		const alone = from.message.content.type === 'custom';
		const key = alone ? undefined : JSON.stringify([from.pageId, options]);
		const open = key !== undefined && key === openKey ? batches.at(-1) : undefined;
		if (open && open.entries.length < batchSize) open.entries.push(entry);
		else batches.push({ entries: [entry], options, whole, canBeLookedUp: carriesId(from.message) });
		openKey = key;
	});
	return batches;
}

function carriesId({ content }: OutboundMessage): boolean {
	return (
		content.type !== 'custom' || !('messages' in content.body || 'destinations' in content.body)
	);
}

function withId({ message, messageId }: FromPage): OutboundMessage {
	return { ...message, options: { ...message.options, messageId } };
}
