import { textOf } from '../json';
import type { SentMessage } from './sentMessage';

/** Infobip answered 200 to a message, with a status that says it will not be delivered. */
export class MessageRejected extends Error {
	readonly task: string;
	readonly rejected: SentMessage;
	/** Other destinations of the same custom body, which Infobip accepted. */
	readonly accepted: readonly SentMessage[];

	constructor(task: string, rejected: SentMessage, accepted: readonly SentMessage[] = []) {
		const { status, details } = rejected;
		super(
			[textOf(details.statusName) ?? status, textOf(details.statusDescription)]
				.filter((part) => typeof part === 'string')
				.join(': '),
		);
		this.name = 'MessageRejected';
		this.task = task;
		this.rejected = rejected;
		this.accepted = accepted;
	}

	/** Name and description of the status. */
	get reason(): string {
		return this.message;
	}
}
