import { parseSentMessage, resultsIn } from '../messenger/sendResult';
import { objectOf, textOf } from '../json';
import { senderKey, type OutboundMessage } from '../message/message';
import type { SendApi } from '../sending/sendApi';
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
		const results = resultsIn(json).map((entry) => parseSentMessage(entry, bulkId));
		return ({ message }) =>
			message.content.type === 'custom'
				? results
				: results.filter((sent) => isFor(message, sent.to)).slice(0, 1);
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

/** An answer about someone else is not evidence. Only user keys come back as they were sent. */
function isFor({ recipient }: OutboundMessage, to: unknown): boolean {
	if (recipient?.kind !== 'userKey' || typeof to !== 'string') return true;
	return to.toLowerCase() === recipient.value.toLowerCase();
}
