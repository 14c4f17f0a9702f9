/** Reports and consents of the Messenger API, in our words (documented: Infobip's OpenAPI 3.210.0). */
import type { ConsentUpdate, DeliveryReport, SeenReport } from './event';
import { numberOf, objectOf, textOf, type JsonObject } from '../json';
import { isoOf } from './moment';

export function parseDeliveryReport(result: JsonObject): DeliveryReport {
	const status = objectOf(result.status);
	const error = objectOf(result.error);
	const price = objectOf(result.price);
	return {
		event: 'deliveryReport',
		messageId: textOf(result.messageId) ?? null,
		bulkId: textOf(result.bulkId) ?? null,
		from: textOf(result.sender) ?? textOf(result.from) ?? null,
		to: textOf(result.to) ?? textOf(result.destination) ?? null,
		sentAt: isoOf(textOf(result.sentAt)),
		doneAt: isoOf(textOf(result.doneAt)),
		status: textOf(status.groupName) ?? null,
		statusName: textOf(status.name) ?? null,
		statusDescription: textOf(status.description) ?? null,
		errorName: textOf(error.name) ?? null,
		errorDescription: textOf(error.description) ?? null,
		callbackData: textOf(result.callbackData) ?? null,
		campaignReferenceId: textOf(result.campaignReferenceId) ?? null,
		price: numberOf(price.pricePerMessage) ?? null,
		currency: textOf(price.currency) ?? null,
	};
}

/** OMNI spells `sentAt` as `sendAt`. */
export function parseSeenReport(result: JsonObject): SeenReport {
	return {
		event: 'seenReport',
		messageId: textOf(result.messageId) ?? null,
		from: textOf(result.from) ?? null,
		to: textOf(result.to) ?? null,
		sentAt: isoOf(textOf(result.sentAt) ?? textOf(result.sendAt)),
		seenAt: isoOf(textOf(result.seenAt)),
		campaignReferenceId: textOf(result.campaignReferenceId) ?? null,
	};
}

export function parseConsentUpdate(result: JsonObject): ConsentUpdate {
	const data = objectOf(result.channelData);
	return {
		event: 'consentUpdate',
		consent: textOf(result.event) ?? null,
		from: textOf(result.from) ?? null,
		to: textOf(result.sender) ?? null,
		createdAt: isoOf(textOf(result.createdAt)),
		payload: textOf(data.subscriptionPayload) ?? null,
		title: textOf(data.subscriptionTitle) ?? null,
		token: textOf(data.notificationMessagesToken) ?? null,
		tokenExpiry: isoOf(textOf(data.tokenExpiry)),
		tokenStatus: textOf(data.userTokenStatus) ?? null,
		timezone: textOf(data.notificationMessagesTimezone) ?? null,
	};
}
