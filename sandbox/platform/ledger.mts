/** One message that Infobip has accepted: what a claim of having sent it is held against. */
export interface AcceptedMessage {
	api: 'facebook' | 'messenger';
	/** Page id or application key. */
	sender: string;
	to: string;
	messageId: string;
	/** As it was requested. */
	content: unknown;
}

/** Everything that was accepted, in its order, whatever became of the answer. */
export class Ledger {
	#accepted: AcceptedMessage[] = [];

	add(message: AcceptedMessage): void {
		this.#accepted.push(message);
	}

	all(): AcceptedMessage[] {
		return [...this.#accepted];
	}

	clear(): void {
		this.#accepted = [];
	}
}
