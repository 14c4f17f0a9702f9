import { NotSent } from '../errors';
import type { Transport } from '../call/client';
import { sendSingle } from '../facebook/send';
import { checkMessage } from './limits';
import { sendFromPage } from '../messenger/send';
import type { OutboundMessage } from './message';
import { rejection, type SentMessage } from './sentMessage';

/**
 * Checks a message and sends it through the API of its sender.
 *
 * Throws InvalidInput (nothing was sent), Refused, NotReached and UnexpectedAnswer; and NotSent
 * where Infobip answers 200 with a status that says it will not deliver, unless such an answer is
 * to be passed on.
 */
export async function send(
	transport: Transport,
	message: OutboundMessage,
	{ passOnRejected }: { readonly passOnRejected: boolean },
): Promise<SentMessage> {
	checkMessage(message);
	const sent = await sendChecked(transport, message);
	const reason = passOnRejected ? undefined : rejection(sent);
	if (reason === undefined) return sent;
	throw new NotSent(`send the message to ${message.recipient?.value ?? 'its recipient'}`, reason);
}

async function sendChecked(transport: Transport, message: OutboundMessage): Promise<SentMessage> {
	switch (message.sender.kind) {
		case 'application':
			return await sendSingle(transport, message.sender.key, message);
		case 'page':
			return await sendFromPage(transport, message.sender.id, message);
	}
}
