import { call, type Transport } from '../client';
import { NotSent } from '../errors';
import { checkMessage } from '../limits';
import type { OutboundMessage } from '../message';
import { parseSentMessage, rejection, type SentMessage } from '../sentMessage';
import { singleMessage } from './singleMessage';

/**
 * Checks a message and sends it with `POST /facebook/1/single`.
 *
 * Throws InvalidInput (nothing was sent), Refused, NotReached, and NotSent where Infobip answers
 * 200 with a status that says it will not deliver.
 */
export async function sendSingle(
	transport: Transport,
	message: OutboundMessage,
): Promise<SentMessage> {
	checkMessage(message);
	const body = JSON.stringify(singleMessage(message));
	const task = `send the message to ${message.recipient?.value ?? 'its recipient'}`;
	const sent = parseSentMessage(
		await call(transport, {
			task,
			method: 'POST',
			path: '/facebook/1/single',
			body,
		}),
	);
	const reason = rejection(sent);
	if (reason !== undefined) throw new NotSent(task, reason);
	return sent;
}
