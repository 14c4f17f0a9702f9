import type { IWebhookFunctions } from 'n8n-workflow';

import { customerOf, type Event, type EventName } from '../../infobip/event/event';
import type { Filter } from './receiptCounters';

/**
 * Says which filter drops an event; undefined if the workflow is to start. An empty filter wants all.
 * The types are those of messages, so reports pass them. What nobody recognized passes *Trigger On*,
 * for it may be what is waited for.
 */
export function readFilter(
	context: IWebhookFunctions,
	wantedEvents: readonly EventName[],
): (event: Event) => Filter | undefined {
	const types = context.getNodeParameter('filters.messageTypes', []);
	const wantedTypes = new Set(Array.isArray(types) ? types.map(String) : []);
	const senders = new Set(listOf(context.getNodeParameter('filters.senders', '')));
	return (event) => {
		if (event.event !== 'unknown' && !wantedEvents.includes(event.event)) return 'Trigger On';
		if ('type' in event && wantedTypes.size > 0 && !wantedTypes.has(event.type)) {
			return 'Message Types';
		}
		const customer = customerOf(event);
		const isWanted = senders.size === 0 || (customer !== null && senders.has(customer));
		return isWanted ? undefined : 'Senders';
	};
}

/** The entries of a comma-separated text, or of an array that an expression gives. */
export function listOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return entries.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
}
