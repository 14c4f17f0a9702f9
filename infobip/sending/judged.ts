import { MessageRejected } from '../errors';
import { recipientName, type OutboundMessage } from '../message/message';
import { rejection, type SentMessage } from '../message/sentMessage';
import type { Outcome, SendingOptions } from './outcome';

/** Infobip answers 200 also to what it will not deliver; its status says so. */
export function judged(
	sent: SentMessage,
	message: OutboundMessage,
	{ passOnRejected }: SendingOptions,
): Outcome {
	const reason = passOnRejected ? undefined : rejection(sent);
	if (reason === undefined) return { sent };
	return { error: new MessageRejected(`send the message to ${recipientName(message)}`, reason) };
}
