import { call, type Transport } from '../call/client';
import type { OutboundMessage } from '../message/message';
import { parseSentMessage, type SentMessage } from '../message/sentMessage';
import { pageRequest } from './pageMessage';

/**
 * Sends a message that has passed `checkMessage` with `POST /messenger/1/messages` (documented).
 * Throws Refused, NotReached and UnexpectedAnswer.
 */
export async function sendFromPage(
	transport: Transport,
	pageId: string,
	message: OutboundMessage,
): Promise<SentMessage> {
	const answer = await call(transport, {
		task: `send the message to ${message.recipient?.value ?? 'its recipient'}`,
		method: 'POST',
		path: '/messenger/1/messages',
		body: JSON.stringify(pageRequest(pageId, message)),
	});
	return parseSentMessage(answer);
}
