import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import type { Event } from '../../infobip/event/event';
import { answeredBefore, rememberOnceAnswered } from './answered';

const MEMBER = 'seen';

/** How many events are remembered: some hours of a busy Page, some tens of kilobytes. */
const REMEMBERED = 1000;

/**
 * The events that were not there before, by kind and message id; an event without an id is always
 * new. Never by time: what arrives late is not what arrives twice.
 *
 * There are two memories, since neither is enough. The node's static data is in n8n's database, but
 * the last to write wins, and n8n 2.40 drops what a call that starts an execution has set there: its
 * `establishContextForPersistence` makes a second Workflow of the same static data, by which it forgets
 * that something changed. The other one is this process's own (see `answered`). So a repeat can come
 * through, but nothing that is new is held back.
 */
export function withoutDuplicates(
	context: IWebhookFunctions,
	events: readonly Event[],
): readonly Event[] {
	const staticData = context.getWorkflowStaticData('node');
	const seen = new Set([...readSeen(staticData), ...answeredBefore(context)]);
	const before = seen.size;
	const fresh = events.filter((event) => {
		const key = keyOf(event);
		if (key === undefined) return true;
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
	if (seen.size > before) {
		staticData[MEMBER] = [...seen].slice(-REMEMBERED);
		rememberOnceAnswered(context, [...seen].slice(before), REMEMBERED);
	}
	return fresh;
}

function keyOf(event: Event): string | undefined {
	return event.event === 'consentUpdate' || event.messageId === null
		? undefined
		: `${event.event} ${event.messageId}`;
}

function readSeen(staticData: IDataObject): string[] {
	const seen: unknown = staticData[MEMBER];
	return Array.isArray(seen) ? seen.filter((key) => typeof key === 'string') : [];
}
