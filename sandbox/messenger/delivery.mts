import type { EntryStatus } from '../platform/conversations.mts';
import {
	EC_BLOCKED_USER,
	EC_UNKNOWN_USER,
	EC_VALIDITY_EXPIRED,
	NO_ERROR,
} from '../platform/messageError.mts';
import type { MessageError } from '../platform/messageError.mts';
import {
	DELIVERED_TO_HANDSET,
	EXPIRED_EXPIRED,
	REJECTED_DESTINATION_BLOCKLISTED,
	UNDELIVERABLE_NOT_DELIVERED,
} from '../platform/status.mts';
import type { MessageStatus } from '../platform/status.mts';
import type { World } from '../world.mts';
import { handOverReports } from './deliveryReport.mts';
import type { SentMessage } from './outbox.mts';

/** One second of Infobip's time (guess: nobody says how long it takes). */
export const MOMENT_IN_MINUTES = 1 / 60;

export interface Outcome {
	status: MessageStatus;
	error: MessageError;
	shown: EntryStatus;
}

/** What a test can ask for. Groups are documented, the id and error chosen of each are examples. */
export const OUTCOMES = {
	DELIVERED: { status: DELIVERED_TO_HANDSET, error: NO_ERROR, shown: 'delivered' },
	UNDELIVERABLE: {
		status: UNDELIVERABLE_NOT_DELIVERED,
		error: EC_UNKNOWN_USER,
		shown: 'undeliverable',
	},
	EXPIRED: { status: EXPIRED_EXPIRED, error: EC_VALIDITY_EXPIRED, shown: 'expired' },
	REJECTED: {
		status: REJECTED_DESTINATION_BLOCKLISTED,
		error: EC_BLOCKED_USER,
		shown: 'rejected',
	},
} satisfies Record<string, Outcome>;

export type DeliveryOutcome = keyof typeof OUTCOMES;
export const DELIVERY_OUTCOMES = Object.keys(OUTCOMES) as DeliveryOutcome[];

/**
 * What becomes of a bulk after `minutes` of Infobip's time and a moment more: the statuses, then
 * the reports. An error that is known already, as outside the reply window, stays.
 */
export async function deliver(
	world: World,
	messages: SentMessage[],
	minutes: number,
): Promise<void> {
	const { signal } = world.stop;
	await world.clock.pause(minutes + MOMENT_IN_MINUTES, signal);
	if (signal.aborted) return;
	for (const message of messages) {
		// A schedule on a fast clock comes before its time; nothing is done before it was sent.
		message.doneAt = new Date(Math.max(Date.now(), message.sentAt.getTime()));
		if (message.error) continue;
		const { deliveryOutcome, trouble } = world.settings;
		const { status, error, shown } = OUTCOMES[trouble === 'blocked' ? 'REJECTED' : deliveryOutcome];
		Object.assign(message, { status, error });
		world.conversations.setStatus(message.destination, message.messageId, shown);
	}
	handOverReports(world, messages);
}
