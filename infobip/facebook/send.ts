import { call, type Transport } from '../call/client';
import { textOf } from '../json';
import { recipientName, senderKey, type OutboundMessage } from '../message/message';
import { parseSentMessage, type SentMessage } from '../message/sentMessage';
import { singleMessage } from './singleMessage';

/**
 * Sends a message that has passed `checkMessage` with `POST /facebook/1/single`.
 * Throws ApiError, ConnectionError and UnexpectedAnswer.
 */
export async function sendSingle(
	transport: Transport,
	message: OutboundMessage,
): Promise<SentMessage> {
	const applicationKey = senderKey(message.sender);
	const body = singleMessage(applicationKey, message);
	// A custom body may name another application: where it is refused, that one was asked for.
	const from = textOf(body.from) ?? textOf(body.applicationKey) ?? applicationKey;
	const answer = await call(transport, {
		task: `send the message to ${recipientName(message)} from application ${from}`,
		method: 'POST',
		path: '/facebook/1/single',
		body: JSON.stringify(body),
	});
	return parseSentMessage(answer);
}
