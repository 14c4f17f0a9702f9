import type { Transport } from '../call/client';
import { isBrokenOff, Uncertain } from '../errors';
import { sendSingle } from '../facebook/send';
import type { OutboundMessage } from '../message/message';
import { inLanes } from './inLanes';
import { failed, type Outcome, type SendingOptions } from './outcome';
import { judged } from './judged';

/** A message of an Application, which has passed `checkMessage`. */
export interface FromApplication {
	readonly applicationKey: string;
	readonly message: OutboundMessage;
}

/**
 * Sends messages of Applications, one request each, several at once. A message whose request broke
 * off is uncertain: the Facebook API has nothing in which it could be looked up.
 *
 * @param transport tries again by itself what was certainly not taken
 */
export async function sendFromApplications(
	transport: Transport,
	messages: readonly FromApplication[],
	options: SendingOptions,
): Promise<Array<Outcome | undefined>> {
	const outcomes: Array<Outcome | undefined> = messages.map(() => undefined);
	await inLanes(
		messages.length,
		(index) => laneOf(messages[index], index),
		options.parallel,
		async (index) => {
			const message = messages[index];
			if (message === undefined) return false;
			const outcome = await sendOne(transport, message, options);
			outcomes[index] = outcome;
			return !(options.stopOnFailure && failed(outcome));
		},
	);
	return outcomes;
}

/** A custom body may name its recipient itself; it is alone then. */
function laneOf(from: FromApplication | undefined, index: number): string {
	return from?.message.recipient?.value ?? `#${index}`;
}

async function sendOne(
	transport: Transport,
	from: FromApplication,
	options: SendingOptions,
): Promise<Outcome> {
	const first = await attempt(transport, from, options);
	const isUncertain = failed(first) && first.error instanceof Uncertain;
	return isUncertain && options.repeatUncertain ? await attempt(transport, from, options) : first;
}

async function attempt(
	transport: Transport,
	{ applicationKey, message }: FromApplication,
	options: SendingOptions,
): Promise<Outcome> {
	return await sendSingle(transport, applicationKey, message).then(
		(sent) => judged(sent, message, options),
		(error: unknown) => ({ error: isBrokenOff(error) ? new Uncertain(error) : error }),
	);
}
