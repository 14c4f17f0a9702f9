import type { Transport } from '../call/client';
import { mayHaveArrived, OutcomeUnknown } from '../errors';
import { sendSingle } from '../facebook/send';
import type { OutboundMessage } from '../message/message';
import { judged } from './judged';
import { failed, type Outcome, type Outcomes, type SendingOptions } from './outcome';
import type { SendRequest } from './requests';

/**
 * Sends the message of an Application. One whose request broke off is uncertain: the Facebook API has
 * nothing in which it could be looked up.
 *
 * @param transport tries again by itself what was certainly not taken
 */
export async function sendFromApplication(
	transport: Transport,
	{ entries }: SendRequest,
	options: SendingOptions,
	outcomes: Outcomes,
): Promise<void> {
	for (const { index, message } of entries) {
		const first = await attempt(transport, message, options);
		const isUncertain = failed(first) && first.error instanceof OutcomeUnknown;
		outcomes[index] =
			isUncertain && options.repeatUncertain ? await attempt(transport, message, options) : first;
	}
}

async function attempt(
	transport: Transport,
	message: OutboundMessage,
	options: SendingOptions,
): Promise<Outcome> {
	return await sendSingle(transport, message).then(
		(sent) => judged(sent, message, options),
		(error: unknown) => ({ error: mayHaveArrived(error) ? new OutcomeUnknown(error) : error }),
	);
}
