import type { IWebhookFunctions } from 'n8n-workflow';

import { personOf, type Event } from '../../infobip/event/event';

/**
 * True for the events that the user wants to be started by. An empty filter wants all; the types are
 * those of messages, so reports pass them.
 */
export function readFilter(context: IWebhookFunctions): (event: Event) => boolean {
	const types = context.getNodeParameter('filters.messageTypes', []);
	const wantedTypes = new Set(Array.isArray(types) ? types.map(String) : []);
	const senders = new Set(listOf(context.getNodeParameter('filters.senders', '')));
	return (event) => {
		const person = personOf(event);
		const fitsType =
			event.event !== 'messageReceived' || wantedTypes.size === 0 || wantedTypes.has(event.type);
		return fitsType && (senders.size === 0 || (person !== null && senders.has(person)));
	};
}

/** The entries of a comma-separated text, or of an array that an expression gives. */
export function listOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return entries.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
}
