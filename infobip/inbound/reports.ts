/**
 * Reports about messages of ours, and consents (documented: Infobip's OpenAPI 3.210.0, Messenger API
 * and Messages API). Names that no document has are inferred from Infobip's other channels.
 */
import type { ConsentUpdate, DeliveryReport, SeenReport } from '../event/event';
import { withoutUndefined } from '../json';
import { isIdWithoutSteps, lastChannelIn } from '../message/failover';
import type { Members } from './members';
import { reportParties } from './parties';
import { readPlatform } from './receivedMessage';

export function parseDeliveryReport(entry: Members, ownId: string | undefined): DeliveryReport {
	const names = { from: ['sender', 'from'], to: ['to', 'destination', 'recipient'] };
	const { from, to } = reportParties(entry, names, ownId);
	const plainStatus = entry.text('status');
	const status = entry.object('status');
	const error = entry.object('error');
	const price = entry.object('price');
	const group = status.number('groupId');
	const groupName = status.text('groupName') ?? plainStatus ?? STATUS_GROUPS[group ?? -1];
	const messageId = entry.text('messageId', 'id');
	const channel = entry.text('channel') ?? channelInMessengerApi(messageId);
	const report = withoutUndefined<DeliveryReport>({
		status: groupName ?? null,
		messageId: messageId ?? null,
		from: from ?? null,
		to: to ?? null,
		statusName: status.text('name'),
		statusDescription: status.text('description'),
		statusAction: status.text('action'),
		isFinal: isFinal(groupName, channel, messageId),
		errorName: error.text('name') ?? entry.text('error'),
		errorDescription: error.text('description'),
		permanent: error.flag('permanent'),
		bulkId: entry.text('bulkId'),
		sentAt: entry.moment('sentAt', 'sendAt'),
		doneAt: entry.moment('doneAt', 'deliveredAt'),
		callbackData: entry.jsonText('callbackData'),
		campaignReferenceId: entry.text('campaignReferenceId'),
		platform: readPlatform(entry),
		channel,
		price: price.number('pricePerMessage') ?? entry.number('price'),
		currency: price.text('currency'),
		event: 'deliveryReport',
	});
	status.ignore('id');
	error.ignore('id', 'groupId', 'groupName');
	entry.ignore('event', 'messageCount', 'smsCount', 'mccMnc', 'networkId', 'deviceDetails');
	return report;
}

/** The Messenger API reports its own channel only, and does not name it. */
function channelInMessengerApi(messageId: string | undefined): string | undefined {
	return lastChannelIn(messageId) === undefined ? undefined : 'MESSENGER';
}

/**
 * Whether no other report follows. A step of failover that failed is followed by the next one, and only
 * the id that the node gives such a message says which step is the last. With another id it is not
 * known whether the message has steps at all.
 */
function isFinal(
	group: string | undefined,
	channel: string | undefined,
	messageId: string | undefined,
): boolean | undefined {
	const name = group?.toUpperCase() ?? '';
	const ends = FINAL[name];
	if (ends !== true || name === 'DELIVERED') return ends;
	const lastChannel = lastChannelIn(messageId);
	if (lastChannel !== undefined) return channel === lastChannel;
	return isIdWithoutSteps(messageId) ? true : undefined;
}

/** The groups of a status by number (documented: response codes). */
export const STATUS_GROUPS: readonly string[] = [
	'ACCEPTED',
	'PENDING',
	'UNDELIVERABLE',
	'DELIVERED',
	'EXPIRED',
	'REJECTED',
];

const FINAL: Readonly<Record<string, boolean | undefined>> = {
	ACCEPTED: false,
	PENDING: false,
	UNDELIVERABLE: true,
	DELIVERED: true,
	EXPIRED: true,
	REJECTED: true,
};

/**
 * In the Messenger API `from` is the customer who has seen it and `to` the Page (documented by
 * example); in the Messages API `sender` is the Page. OMNI spells `sentAt` as `sendAt`.
 */
export function parseSeenReport(entry: Members, ownId: string | undefined): SeenReport {
	const names = entry.has('sender', 'destination')
		? { from: ['sender'], to: ['destination', 'to', 'from'] }
		: { from: ['to'], to: ['from'] };
	const { from, to } = reportParties(entry, names, ownId);
	const report = withoutUndefined<SeenReport>({
		messageId: entry.text('messageId', 'id') ?? null,
		from: from ?? null,
		to: to ?? null,
		seenAt: entry.moment('seenAt', 'readAt') ?? null,
		sentAt: entry.moment('sentAt', 'sendAt'),
		bulkId: entry.text('bulkId'),
		callbackData: entry.jsonText('callbackData'),
		campaignReferenceId: entry.text('campaignReferenceId'),
		platform: readPlatform(entry),
		channel: entry.text('channel'),
		event: 'seenReport',
	});
	entry.ignore('event');
	return report;
}

/** Here `sender` is the Page (documented). */
export function parseConsentUpdate(entry: Members, ownId: string | undefined): ConsentUpdate {
	const data = entry.object('channelData');
	const names = { from: ['sender', 'to'], to: ['from'] };
	const { from: page, to: customer } = reportParties(entry, names, ownId);
	const update = withoutUndefined<ConsentUpdate>({
		consent: entry.text('event') ?? null,
		from: customer ?? null,
		to: page ?? null,
		payload: data.text('subscriptionPayload'),
		title: data.text('subscriptionTitle'),
		createdAt: entry.moment('createdAt'),
		token: data.text('notificationMessagesToken'),
		tokenExpiry: data.moment('tokenExpiry'),
		tokenStatus: data.text('userTokenStatus'),
		timezone: data.text('notificationMessagesTimezone'),
		event: 'consentUpdate',
	});
	entry.ignore('channel');
	return update;
}
