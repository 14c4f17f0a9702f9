import type { Transport } from '../call/client';
import type { FieldPath, Violation } from '../errors';
import type { JsonObject, JsonValue } from '../json';
import type { Content, OutboundMessage } from '../message/message';
import type { SentMessage } from './sentMessage';

/** One message, with its place among all that are sent. */
export interface QueuedMessage {
	readonly item: number;
	/** Its place among the parts of the item. */
	readonly part: number;
	readonly message: OutboundMessage;
	/**
	 * The ids under which Infobip is to know it, one for each destination; empty if the API has no ids
	 * of ours.
	 */
	readonly ids: readonly string[];
	/** What its ids begin with unless they are the user's own. */
	readonly derivedId: string;
}

/** One of Infobip's APIs that send. All that the sending has to know of its wire format. */
export interface SendApi {
	/** Of the send request, a POST. */
	readonly path: string;
	/** What this API cannot carry of a message. Limits that all APIs share are checked before. */
	check(message: OutboundMessage): Violation[];
	/** The sender in a sentence: "… from application A1B2"; undefined if the recipient is enough. */
	senderName?(message: OutboundMessage): string;
	/** Whether messages of one request may arrive in any order. */
	readonly isUnordered?: boolean;
	/** Messages with the same key may travel in one request; undefined if this one travels alone. */
	batchKey(message: OutboundMessage): string | undefined;
	/** The ids of a message, derived if the user gave none; empty if the API takes none. */
	idsOf(message: OutboundMessage, derivedId: string): readonly string[];
	/** Everyone who gets the message, also in the words of a custom body. */
	recipientsOf(message: OutboundMessage): readonly string[];
	/** The body of a request with these messages, without the destinations whose id is not wanted. */
	body(messages: readonly QueuedMessage[], isWanted: (messageId: string) => boolean): JsonObject;
	/** Reads an answer, once, and finds in it the results for a message, by its ids if it has any. */
	reader(json: JsonValue | undefined): (queued: QueuedMessage) => SentMessage[];
	/** The place of the message in the request that a violation names; undefined if it names none. */
	placeOf(property: string): number | undefined;
	/**
	 * The field of a message that a violation is about, in our words; undefined if it is none of them.
	 *
	 * @param type of the message's content, if the violation is about a single message
	 */
	fieldOf?(property: string, type: Content['type'] | undefined): FieldPath | undefined;
	/** Whether a message that Infobip has may be missing in what `findInLogs` reads. */
	readonly logsMayLack?: boolean;
	/** The messages that Infobip has, of those with these ids; missing if they cannot be looked up. */
	findInLogs?(transport: Transport, messageIds: readonly string[]): Promise<readonly SentMessage[]>;
}
