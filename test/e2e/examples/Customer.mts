import { randomInt } from 'node:crypto';

import { buttonPress, quickReply } from '../../../demo/choosing.mts';
import { waitFor } from '../../../hosts/waitFor.mts';
import type { CustomerPlay, Sandbox, ShownMessage } from '../../../sandbox/server.mts';

/** Long, for a small machine has much to do. */
const ANSWER_SECONDS = 120;

/** Whom the customer writes to. */
export type Recipient = Pick<CustomerPlay, 'applicationKey' | 'pageId'>;

/** A person in Messenger: writes, presses what they are offered, and reads one answer after the other. */
export class Customer {
	readonly userKey: string;
	readonly #sandbox: Sandbox;
	readonly #to: Recipient;
	#read = 0;

	constructor(
		sandbox: Sandbox,
		to: Recipient,
		userKey = String(randomInt(2 ** 47)).padStart(16, '8'),
	) {
		this.userKey = userKey;
		this.#sandbox = sandbox;
		this.#to = to;
	}

	/** @param play how it is handed over, such as `messageId` or `times` */
	says(message: CustomerPlay['message'], play: Partial<CustomerPlay> = {}): void {
		this.#sandbox.customerWrites(this.userKey, { ...this.#to, ...play, message });
	}

	writes(text: string): void {
		this.says({ type: 'TEXT', text });
	}

	/** What choosing the quick reply of this title would send, to be said later. */
	offered(title: string): CustomerPlay['message'] {
		return quickReply(this.#last(), title);
	}

	/** The quick reply of this title under the last message that they got. */
	chooses(title: string): void {
		this.says(this.offered(title));
	}

	/** The button of this title under the last message that they got, or on the first of its cards that has one. */
	presses(title: string): void {
		this.says(buttonPress(this.#last(), title));
	}

	/** Lets Messenger fill in what the last message asks for: its quick reply is the customer's own data. */
	shares(kind: 'phone' | 'email', value: string): void {
		const offers = this.#last().quickReplies ?? [];
		if (!offers.some((offer) => offer.kind === kind)) {
			throw new Error(`The workflow has not asked for the ${kind} with a quick reply`);
		}
		this.says({ type: 'TEXT', text: value, quickReply: { payload: value } });
	}

	/** The next answer that they have not read; that somebody is typing is none. Waits for it. */
	async reads(): Promise<ShownMessage> {
		const what = `answer ${this.#read + 1} to ${this.userKey}`;
		const answer = await waitFor(what, { seconds: ANSWER_SECONDS }, () =>
			this.#answers().at(this.#read),
		);
		this.#read += 1;
		return answer;
	}

	/** The same, of an answer that is a text. */
	async readsText(): Promise<string> {
		return (await this.reads()).text ?? '';
	}

	/** Answers that have come and were not read yet. Wait until the workflow has done its work. */
	unread(): ShownMessage[] {
		return this.#answers().slice(this.#read);
	}

	#last(): ShownMessage {
		const last = this.#answers().at(this.#read - 1);
		if (this.#read === 0 || last === undefined) throw new Error('They have read no answer yet');
		return last;
	}

	#answers(): ShownMessage[] {
		return this.#sandbox
			.conversation(this.userKey)
			.filter(({ said, shown }) => said === 'business' && shown.kind !== 'action')
			.map(({ shown }) => shown);
	}
}
