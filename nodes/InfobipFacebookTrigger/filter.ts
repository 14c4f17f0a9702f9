import { customerOf, type Event, type EventName } from '../../infobip/event/event';
import type { Filter } from '../connection/receiptCounters';
import type { TriggerOptions } from './triggerOptions';

/**
 * Returns which filter drops an event; undefined if the workflow is to start. The types are those of
 * messages, so reports pass them. What nobody recognized passes *Trigger On*, because it may be what is
 * waited for.
 */
export function filterThatDrops(
	event: Event,
	wantedEvents: readonly EventName[],
	{ messageTypes, senders }: TriggerOptions,
): Filter | undefined {
	if (event.event !== 'unknown' && !wantedEvents.includes(event.event)) return 'Trigger On';
	if ('type' in event && messageTypes.size > 0 && !messageTypes.has(event.type)) {
		return 'Message Types';
	}
	const customer = customerOf(event);
	const isWanted = senders.size === 0 || (customer !== null && senders.has(customer));
	return isWanted ? undefined : 'Senders';
}
