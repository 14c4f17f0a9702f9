import { isObject, type JsonObject, type JsonValue } from '../json';
import type { Event, EventName, UnknownEvent } from '../event/event';
import { entriesOf, isEmpty } from './entries';
import { Members } from './members';
import { partiesOf } from './parties';
import { CONTENT_NAMES, parseReceivedMessage } from './receivedMessage';
import { parseConsentUpdate, parseDeliveryReport, parseSeenReport } from './reports';

export interface ParseOptions {
	/** Whether every event has what Infobip sent in `raw`; else only those not fully recognized. */
	readonly includeRaw: boolean;
	/** The Page ID or application key that is listened for: it decides which party is the customer. */
	readonly ownId?: string;
	/** What an entry is that does not show it, if that is known from where it was read. */
	readonly expected?: EventName;
}

export interface ParsedEvents {
	/** In Infobip's order. */
	readonly events: Event[];
	/** Entries that hold nothing, such as null: there is nothing to output, but it has to be known. */
	readonly emptyEntries: number;
}

/**
 * The events of a body that Infobip calls with. **Whatever holds something becomes an event**: what
 * nothing here recognizes is an `unknown` one with `raw`. Only a body without content has none.
 *
 * @param body JSON, or what other forms of a body were turned into; a text that was neither
 */
export function parseEvents(body: JsonValue | undefined, options: ParseOptions): ParsedEvents {
	const entries = entriesOf(body ?? null);
	const filled = entries.filter((entry) => !isEmpty(entry));
	return {
		events: filled.map((entry) => parseEvent(entry, options)),
		emptyEntries: entries.length - filled.length,
	};
}

/** One entry of a body, or one record that was pulled. */
export function parseEvent(entry: JsonValue, options: ParseOptions): Event {
	const { includeRaw, ownId } = options;
	if (!isObject(entry)) return unknownEvent(new Members({}), entry, ownId);
	const members = new Members(entry);
	const event = parseKind(members, entry, options);
	const isRecognized = !members.hasLeftovers && !('type' in event && event.type === 'unknown');
	return includeRaw || !isRecognized ? { ...event, raw: entry } : event;
}

function parseKind(members: Members, entry: JsonObject, { ownId, expected }: ParseOptions): Event {
	switch (kindOf(members) ?? expected) {
		case 'messageReceived':
			return parseReceivedMessage(members, ownId);
		case 'deliveryReport':
			return parseDeliveryReport(members, ownId);
		case 'seenReport':
			return parseSeenReport(members, ownId);
		case 'consentUpdate':
			return parseConsentUpdate(members, ownId);
		case 'unknown':
		case undefined:
			return unknownEvent(members, entry, ownId);
	}
}

/** What the Messages API and the subscriptions call the kinds (documented). */
const EVENT_ON_WIRE: Readonly<Record<string, EventName>> = {
	MO: 'messageReceived',
	INBOUND_MESSAGE: 'messageReceived',
	DELIVERY: 'deliveryReport',
	SEEN: 'seenReport',
	CONSENT_UPDATE: 'consentUpdate',
	SUBSCRIBE: 'consentUpdate',
	UNSUBSCRIBE: 'consentUpdate',
};

/**
 * `event` decides if it is there. The Messenger API names the kind nowhere, so there the members that
 * only one kind has decide (inferred from its schemas). Undefined if nothing does.
 */
function kindOf(members: Members): EventName | 'unknown' | undefined {
	const event = members.peek('event');
	if (typeof event === 'string') {
		const name = event.toUpperCase();
		return Object.hasOwn(EVENT_ON_WIRE, name) ? EVENT_ON_WIRE[name] : 'unknown';
	}
	if (members.has('notificationType')) return 'unknown';
	if (members.has('channelData')) return 'consentUpdate';
	if (members.has('seenAt')) return 'seenReport';
	const hasContent = members.has(...CONTENT_NAMES, ...FLAT_CONTENT, 'receivedAt');
	const isReport = isObject(members.peek('status')) || members.has('doneAt');
	if (isReport && !members.has('receivedAt')) return 'deliveryReport';
	if (members.has('status') && !hasContent) return 'deliveryReport';
	return hasContent || members.has('from', 'sender') ? 'messageReceived' : undefined;
}

const FLAT_CONTENT = ['text', 'payload', 'url', 'mediaUrl', 'latitude', 'quickReply', 'mid'];

function unknownEvent(members: Members, raw: JsonValue, ownId: string | undefined): UnknownEvent {
	const { from, to } = partiesOf([members], ownId);
	return {
		event: 'unknown',
		text: null,
		from: from ?? null,
		type: 'unknown',
		to: to ?? null,
		messageId: members.text('messageId', 'id') ?? null,
		receivedAt: members.moment('receivedAt') ?? null,
		raw,
	};
}
