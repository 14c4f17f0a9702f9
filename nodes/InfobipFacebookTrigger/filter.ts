import type { IWebhookFunctions } from 'n8n-workflow';

import type { ReceivedMessage } from '../../infobip/event';

/** True for the messages that the user wants to be started by. An empty filter wants all. */
export function readFilter(context: IWebhookFunctions): (message: ReceivedMessage) => boolean {
	const types = context.getNodeParameter('filters.messageTypes', []);
	const wantedTypes = new Set(Array.isArray(types) ? types.map(String) : []);
	const senders = new Set(listOf(context.getNodeParameter('filters.senders', '')));
	return ({ type, from }) =>
		(wantedTypes.size === 0 || wantedTypes.has(type)) &&
		(senders.size === 0 || (from !== null && senders.has(from)));
}

/** The entries of a comma-separated text, or of an array that an expression gives. */
export function listOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return entries.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
}
