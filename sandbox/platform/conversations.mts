import type { JsonObject } from '../exactJson.mts';

/** Through what a message travelled. The Messenger API adds `{ api: 'messenger', pageId }`. */
export interface Via {
	api: 'facebook';
	applicationKey: string;
}

export interface ConversationEntry {
	said: 'customer' | 'business';
	messageId: string;
	at: string;
	via: Via;
	/** The content as it stood on the wire: `type` and the members of that type. */
	message: JsonObject;
	/** What a business sent beside the content, such as `notificationType`. */
	options?: JsonObject;
}

/** What was said between each customer and the business, in the order it happened. */
export class Conversations {
	readonly #entries = new Map<string, ConversationEntry[]>();

	add(userKey: string, entry: ConversationEntry): void {
		const entries = this.#entries.get(userKey);
		if (entries) entries.push(entry);
		else this.#entries.set(userKey, [entry]);
	}

	of(userKey: string): ConversationEntry[] {
		return [...(this.#entries.get(userKey) ?? [])];
	}

	userKeys(): string[] {
		return [...this.#entries.keys()];
	}

	/** Everyone who ever wrote to this application: a user key comes from first contact (documented). */
	writersTo(applicationKey: string): string[] {
		return this.userKeys().filter((userKey) =>
			this.of(userKey).some(
				({ said, via }) => said === 'customer' && via.applicationKey === applicationKey,
			),
		);
	}

	lastFromBusiness(userKey: string, applicationKey: string): ConversationEntry | undefined {
		return this.of(userKey).findLast(
			({ said, via }) => said === 'business' && via.applicationKey === applicationKey,
		);
	}

	clear(): void {
		this.#entries.clear();
	}
}
