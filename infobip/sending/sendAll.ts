import type { Transport } from '../call/client';
import type { OutboundMessage } from '../message/message';
import { sendFromApplication } from './fromApplication';
import { sendFromPage } from './fromPage';
import { inOrder } from './inOrder';
import { failed, type Outcomes, type SendingOptions } from './outcome';
import { recipientsOf, toRequests } from './requests';
import { retrying } from './retrying';

/**
 * Sends messages that have passed `checkMessage`, each through the API of its sender, and says of
 * each what became of it, in their order. Throws nothing that is about a single message.
 *
 * Messages to one person leave in their order. None is sent twice: what may have been accepted is
 * looked up before it is sent again, or reported as uncertain.
 *
 * @param messages undefined in the place of one that is not to be sent
 */
export async function sendAll(
	transport: Transport,
	messages: ReadonlyArray<OutboundMessage | undefined>,
	options: SendingOptions,
): Promise<Outcomes> {
	const patient = retrying(transport, options.retryPolicy);
	const outcomes: Outcomes = messages.map(() => undefined);
	const requests = toRequests(messages, options.batchSize);
	await inOrder(requests, recipientsOf, options.parallel, async (request) => {
		const send = request.sender.kind === 'page' ? sendFromPage : sendFromApplication;
		await send(patient, request, options, outcomes);
		const hasFailed = request.entries.some(({ index }) => failed(outcomes[index]));
		return !(options.stopOnFailure && hasFailed);
	});
	return outcomes;
}
