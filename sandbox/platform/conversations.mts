import type { JsonObject } from '../exactJson.mts';
import type { Channel } from '../messagesApi/channels.mts';
import type { Changes } from './changes.mts';
import type { ReceivedMessage } from './receivedMessage.mts';
import { shownMessage } from './shownMessage.mts';
import type { ShownMessage } from './shownMessage.mts';

/** Through what a message travelled. */
export type Via =
	| { api: 'facebook'; applicationKey: string }
	| { api: 'messenger'; pageId: string }
	/** A step of a chain of the Messages API, on another channel than Messenger. */
	| { api: 'messagesApi'; channel: Channel; sender: string };

/** How far a page's message came. The Facebook API reports nothing, so there it stays unknown. */
export type EntryStatus =
	| 'pending'
	| 'delivered'
	| 'seen'
	| 'undeliverable'
	| 'expired'
	| 'rejected';

/** With these a message never reached the customer. */
const LOST: EntryStatus[] = ['undeliverable', 'expired', 'rejected'];

export interface ConversationEntry {
	said: 'customer' | 'business';
	messageId: string;
	at: string;
	via: Via;
	/** The content as on the wire: `type` and the members of that type. */
	message: JsonObject;
	/** The same in one form for both APIs and both directions. */
	shown: ShownMessage;
	/** What a business sent beside the content, such as `notificationType` or `quickReplies`. */
	options?: JsonObject;
	status?: EntryStatus;
}

/** What was said between each customer and the business, in the order it happened. */
export class Conversations {
	readonly #entries = new Map<string, ConversationEntry[]>();
	readonly #changes: Changes;

	constructor(changes: Changes) {
		this.#changes = changes;
	}

	add(userKey: string, entry: Omit<ConversationEntry, 'shown'>): ConversationEntry {
		const complete = { ...entry, shown: shownMessage(entry.message, entry.options) };
		const entries = this.#entries.get(userKey);
		if (entries) entries.push(complete);
		else this.#entries.set(userKey, [complete]);
		this.#changes.tell();
		return complete;
	}

	/** Facebook shows a message once, however often Infobip hands it over. */
	addReceived(via: Via, { userKey, messageId, receivedAt, content }: ReceivedMessage): void {
		if (this.of(userKey).some((entry) => entry.messageId === messageId)) return;
		this.add(userKey, {
			said: 'customer',
			messageId,
			at: receivedAt.toISOString(),
			via,
			message: content,
		});
	}

	of(userKey: string): ConversationEntry[] {
		return [...(this.#entries.get(userKey) ?? [])];
	}

	/** What one person and one application or page said to each other. */
	between(userKey: string, via: Via): ConversationEntry[] {
		return this.of(userKey).filter((entry) => placeOf(entry.via) === placeOf(via));
	}

	userKeys(): string[] {
		return [...this.#entries.keys()];
	}

	/** Everyone who ever wrote to this application: a user key comes from first contact (documented). */
	writersTo(via: Via): string[] {
		return this.userKeys().filter(
			(userKey) => this.lastFrom('customer', userKey, via) !== undefined,
		);
	}

	/** The last message that one side has from the other: a typing sign is none. */
	lastFrom(
		said: ConversationEntry['said'],
		userKey: string,
		via: Via,
	): ConversationEntry | undefined {
		return this.between(userKey, via).findLast(
			(entry) =>
				entry.said === said &&
				entry.shown.kind !== 'action' &&
				!LOST.some((status) => status === entry.status),
		);
	}

	setStatus(userKey: string, messageId: string, status: EntryStatus): void {
		// The steps of a chain share one id, and have a status of their own each.
		const entry = this.#entries
			.get(userKey)
			?.find((one) => one.messageId === messageId && one.via.api !== 'messagesApi');
		if (entry) entry.status = status;
		this.#changes.tell();
	}

	clear(): void {
		this.#entries.clear();
	}
}

function placeOf(via: Via): string {
	switch (via.api) {
		case 'facebook':
			return `application ${via.applicationKey}`;
		case 'messenger':
			return `page ${via.pageId}`;
		case 'messagesApi':
			return `channel ${via.channel}`;
	}
}
