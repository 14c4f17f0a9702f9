import { randomUUID } from 'crypto';

import { isObject, textOf, type JsonObject, type JsonValue } from '../json';
import type { OutboundMessage, Sender } from '../message/message';
import { scheduleOf, wholeRequest } from '../messenger/pageMessage';

/** One message, with its place among all that are sent. */
export interface Entry {
	readonly index: number;
	readonly message: OutboundMessage;
	/** By which a Page's message can be looked up; an Application's has none. */
	readonly messageId: string;
}

/** What travels in one request: messages of a Page, or a single one of an Application. */
export interface SendRequest {
	readonly sender: Sender;
	readonly entries: readonly Entry[];
	readonly options: JsonObject | undefined;
	/** A custom body that is a request of its own. */
	readonly whole: JsonObject | undefined;
	/** Whether Infobip gets the ids of the entries; a custom body may have ids of its own. */
	readonly canBeLookedUp: boolean;
}

/**
 * Puts neighbours from the same Page and with the same schedule into one request. Only neighbours: so
 * messages to one person leave in their order, whatever lies between them. A custom body stays alone,
 * for who gets it and under which ids is its own matter.
 *
 * Made one by one, so that a long list is not held twice.
 *
 * @param messages undefined where there is nothing to send
 */
export function* toRequests(
	messages: ReadonlyArray<OutboundMessage | undefined>,
	batchSize: number,
): Generator<SendRequest> {
	let open: { key: string; request: SendRequest; entries: Entry[] } | undefined;
	for (const [index, message] of messages.entries()) {
		if (message === undefined) continue;
		const options = scheduleOf(message.options);
		const key = batchKey(message, options);
		const messageId = message.options.messageId ?? randomUUID();
		const entry = { index, message, messageId };
		if (open !== undefined && open.key === key && open.entries.length < batchSize) {
			open.entries.push(entry);
			continue;
		}
		if (open) yield open.request;
		const entries = [entry];
		const request = {
			sender: message.sender,
			entries,
			options,
			whole: wholeRequest(message),
			canBeLookedUp: hasOurIds(message),
		};
		open = undefined;
		if (key === undefined) yield request;
		else open = { key, request, entries };
	}
	if (open) yield open.request;
}

/** Who says the same travels together; undefined for who travels alone. */
function batchKey(
	{ sender, content }: OutboundMessage,
	options: JsonObject | undefined,
): string | undefined {
	if (sender.kind === 'application' || content.type === 'custom') return undefined;
	return options === undefined ? sender.id : JSON.stringify([sender.id, options]);
}

function hasOurIds({ sender, content }: OutboundMessage): boolean {
	if (sender.kind === 'application') return false;
	return (
		content.type !== 'custom' || !('messages' in content.body || 'destinations' in content.body)
	);
}

/** Everyone who gets a message by a request, also by the words of a custom body. */
export function recipientsOf({ entries }: SendRequest): string[] {
	return entries.flatMap(({ message: { recipient, content } }) => {
		const people = recipient === undefined ? [] : [recipient.value];
		return content.type === 'custom' ? [...people, ...namedIn(content.body)] : people;
	});
}

function namedIn(body: JsonValue): string[] {
	if (!isObject(body)) return [];
	const inner = [body.destinations, body.messages].flatMap((list) =>
		Array.isArray(list) ? list.flatMap(namedIn) : [],
	);
	return [textOf(body.to) ?? [], inner].flat();
}
