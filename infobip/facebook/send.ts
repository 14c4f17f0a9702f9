import { resultsIn, sentMessageParser } from '../messenger/sendResult';
import { objectOf, textOf } from '../json';
import { senderKey, type OutboundMessage } from '../message/message';
import type { SendApi } from '../sending/sendApi';
import type { SentMessage } from '../sending/sentMessage';
import { singleMessage } from './singleMessage';
import { unsupportedContent } from './unsupportedContent';

/**
 * `POST /facebook/1/single` (documented; its body and answer are inferred). It takes one message, has
 * no ids of ours, and nothing in which a message could be looked up.
 */
export const facebookSend: SendApi = {
	path: '/facebook/1/single',
	check: unsupportedContent,
	senderName: (message) => `application ${applicationOf(message)}`,
	batchKey: () => undefined,
	idsOf: () => [],
	recipientsOf: (message) => {
		const { to } = bodyOf(message);
		const { userKey, phoneNumber } = objectOf(to);
		return [textOf(to), textOf(userKey), textOf(phoneNumber)].filter((name) => name !== undefined);
	},
	body: ([first]) => (first === undefined ? {} : bodyOf(first.message)),
	reader: (json) => {
		const { bulkId } = objectOf(json);
		const results = resultsIn(json).map(sentMessageParser(bulkId));
		return ({ message }) => {
			const own = results.filter((sent) => isFor(message, sent.to));
			return message.content.type === 'custom' ? withoutRepeats(own) : own.slice(0, 1);
		};
	},
	placeOf: () => undefined,
};

function bodyOf(message: OutboundMessage) {
	return singleMessage(senderKey(message.sender), message);
}

/** A custom body may name another application: if it is refused, that one was asked for. */
function applicationOf(message: OutboundMessage): string {
	const { from, applicationKey } = bodyOf(message);
	return textOf(from) ?? textOf(applicationKey) ?? senderKey(message.sender);
}

/** One result for each message, however often the answer has it. */
function withoutRepeats(results: readonly SentMessage[]): SentMessage[] {
	const seen = new Set<string>();
	return results.filter(({ messageId }) => {
		if (messageId === null) return true;
		const isRepeat = seen.has(messageId.toLowerCase());
		seen.add(messageId.toLowerCase());
		return !isRepeat;
	});
}

/** An answer about someone else is not evidence. Only user keys come back as they were sent. */
function isFor(message: OutboundMessage, to: unknown): boolean {
	const recipient = bodyOf(message).to;
	const userKey = textOf(recipient) ?? textOf(objectOf(recipient).userKey);
	if (userKey === undefined || typeof to !== 'string') return true;
	return to.toLowerCase() === userKey.toLowerCase();
}
