import type { IDataObject } from 'n8n-workflow';

import type { Event } from '../../infobip/event/event';

const MEMBER = 'seen';

/** How many events are remembered: some hours of a busy Page, some tens of kilobytes. */
const REMEMBERED = 1000;

/**
 * The events that were not there before, by kind and message id; an event without an id is always
 * new. Never by time: what arrives late is not what arrives twice.
 *
 * The memory is the node's static data, which n8n saves after the call, last write wins: of two calls
 * at the same moment one can forget the other, and two processes do not see each other's. So a repeat
 * can come through, but nothing that is new is held back.
 */
export function withoutDuplicates(events: readonly Event[], staticData: IDataObject): Event[] {
	const seen = new Set(readSeen(staticData));
	const fresh = events.filter((event) => {
		if (event.event === 'consentUpdate' || event.messageId === null) return true;
		const key = `${event.event} ${event.messageId}`;
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
	if (fresh.length > 0) staticData[MEMBER] = [...seen].slice(-REMEMBERED);
	return fresh;
}

function readSeen(staticData: IDataObject): string[] {
	const seen: unknown = staticData[MEMBER];
	return Array.isArray(seen) ? seen.filter((key) => typeof key === 'string') : [];
}
