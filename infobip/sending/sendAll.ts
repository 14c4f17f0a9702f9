import { randomUUID } from 'crypto';

import type { Transport } from '../call/client';
import type { OutboundMessage } from '../message/message';
import type { FromPage } from './batches';
import { sendFromApplications, type FromApplication } from './fromApplication';
import { sendFromPages } from './fromPage';
import type { Outcome, SendingOptions } from './outcome';
import { retrying } from './retrying';

/**
 * Sends messages that have passed `checkMessage`, each through the API of its sender, and says of
 * each what became of it, in their order. Throws nothing that is about a single message.
 *
 * Messages to one person leave in their order. None is sent twice: what may have been accepted is
 * looked up before it is sent again, or reported as uncertain.
 */
export async function sendAll(
	transport: Transport,
	messages: readonly OutboundMessage[],
	options: SendingOptions,
): Promise<Array<Outcome | undefined>> {
	const patient = retrying(transport, options.patience);
	const applications: Array<FromApplication & { place: number }> = [];
	const pages: Array<FromPage & { place: number }> = [];
	messages.forEach((message, place) => {
		const { sender } = message;
		if (sender.kind === 'application') {
			applications.push({ place, applicationKey: sender.key, message });
		} else {
			const messageId = message.options.messageId ?? randomUUID();
			pages.push({ place, pageId: sender.id, messageId, message });
		}
	});
	const outcomes: Array<Outcome | undefined> = messages.map(() => undefined);
	const keep = (sent: ReadonlyArray<Outcome | undefined>, from: ReadonlyArray<{ place: number }>) =>
		from.forEach(({ place }, index) => (outcomes[place] = sent[index]));
	keep(await sendFromApplications(patient, applications, options), applications);
	keep(await sendFromPages(patient, pages, options), pages);
	return outcomes;
}
