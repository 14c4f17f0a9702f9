import { call, type Transport } from '../client';
import type { OutboundMessage } from '../message';
import { parseSentMessage, type SentMessage } from '../sentMessage';
import { singleMessage } from './singleMessage';

/**
 * Sends a message that has passed `checkMessage` with `POST /facebook/1/single`.
 * Throws Refused, NotReached and UnexpectedAnswer.
 */
export async function sendSingle(
	transport: Transport,
	applicationKey: string,
	message: OutboundMessage,
): Promise<SentMessage> {
	const answer = await call(transport, {
		task: `send the message to ${message.recipient?.value ?? 'its recipient'}`,
		method: 'POST',
		path: '/facebook/1/single',
		body: JSON.stringify(singleMessage(applicationKey, message)),
	});
	return parseSentMessage(answer);
}
