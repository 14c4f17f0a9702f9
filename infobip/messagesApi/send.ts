import { idOfChain } from '../message/failover';
import type { OutboundMessage } from '../message/message';
import { scheduleOf } from '../messenger/pageMessage';
import { customMessages, messengerSend } from '../messenger/send';
import type { SendApi } from '../sending/sendApi';
import { asAccepted, type SentMessage } from '../sending/sentMessage';
import { addressOf, chainMessage } from './chainMessage';
import { checkFailover } from './failoverRules';
import { violatedStep } from './violatedStep';

/**
 * `POST /messages-api/1/messages` (documented: Infobip's OpenAPI 3.210.0). Answers, ids and look-up are
 * those of the Messenger API. That its logs have these messages, and that an id is refused the second
 * time, is inferred.
 */
export const messagesApiSend: SendApi = {
	...messengerSend,
	path: '/messages-api/1/messages',
	check: (message) => [...messengerSend.check(message), ...checkFailover(message)],
	// By default Infobip keeps the order of a request, and the first that fails stops the rest.
	isUnordered: true,
	logsMayLack: true,
	batchKey({ content, options }) {
		return content.type === 'custom' ? undefined : JSON.stringify(scheduleOf(options) ?? null);
	},
	idsOf(message, derivedId) {
		const { content, options } = message;
		// Its steps are nobody's but the user's.
		if (content.type === 'custom') return messengerSend.idsOf(message, `${derivedId}.JSON`);
		return [options.messageId ?? idOfChain(derivedId, options.failover ?? [])];
	},
	recipientsOf(message) {
		const steps = (message.options.failover ?? []).map(addressOf);
		return [...messengerSend.recipientsOf(message), ...steps];
	},
	body(messages, isWanted) {
		const [first] = messages;
		if (first?.message.content.type === 'custom') return messengerSend.body(messages, isWanted);
		return {
			messages: messages.map(({ message, ids }) => chainMessage(message, ids[0])),
			options: {
				...(first && scheduleOf(first.message.options)),
				messageOrdering: { respectOrder: false },
			},
		};
	},
	fieldOf: violatedStep,
	async findInLogs(transport, messageIds) {
		const found = await messengerSend.findInLogs?.(transport, messageIds);
		return (found ?? []).map(takenChain);
	},
};

/** The logs show how far the first step came. If it failed the next one follows: the message was taken. */
function takenChain(sent: SentMessage): SentMessage {
	return sent.isRejected ? asAccepted(sent, { bulkId: sent.details.bulkId }) : sent;
}

/** Whether the Messages API is to send it: it has failover, or is a custom body that names a channel. */
export function isForMessagesApi({ content, options }: OutboundMessage): boolean {
	if ((options.failover ?? []).length > 0) return true;
	return (
		content.type === 'custom' &&
		customMessages(content.body).some((message) => 'channel' in message)
	);
}
