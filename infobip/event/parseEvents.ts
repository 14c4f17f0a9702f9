import type { Event } from './event';
import { isObject, type JsonObject, type JsonValue } from '../json';
import { parseReceivedMessage } from './receivedMessage';
import { parseConsentUpdate, parseDeliveryReport, parseSeenReport } from './reports';

export interface ParseOptions {
	/** Whether each event carries what Infobip sent in `raw`. */
	readonly includeRaw: boolean;
	/** The Page that is listened for, where it is known. */
	readonly pageId?: string;
}

/**
 * The events of a body that Infobip calls with, or answers a pull with, in their order; undefined
 * where it is none: no `results`, or a result that is no object.
 */
export function parseEvents(
	body: JsonValue | undefined,
	{ includeRaw, pageId }: ParseOptions,
): Event[] | undefined {
	const results = isObject(body) ? body.results : undefined;
	if (!Array.isArray(results) || !results.every(isObject)) return undefined;
	return results.map((result) => {
		const event = parseEvent(result, pageId);
		return includeRaw ? { ...event, raw: result } : event;
	});
}

/** Infobip names the kind of an event nowhere in its body, so the members that only one has decide. */
function parseEvent(result: JsonObject, pageId: string | undefined): Event {
	if (isObject(result.channelData)) return parseConsentUpdate(result);
	if (result.seenAt !== undefined) return parseSeenReport(result);
	if (isObject(result.status)) return parseDeliveryReport(result);
	return parseReceivedMessage(result, pageId);
}
