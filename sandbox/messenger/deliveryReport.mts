import { writeExactJson } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';
import { groupBy } from '../platform/groupBy.mts';
import { infobipTime } from '../platform/infobipTime.mts';
import { NO_ERROR } from '../platform/messageError.mts';
import { publish } from '../subscriptions/publish.mts';
import type { World } from '../world.mts';
import type { SentMessage } from './outbox.mts';
import type { WaitingReport } from './waitingReports.mts';

/**
 * Sends each report to the URL that came with the message, else to whoever subscribed, else it
 * waits to be fetched; `notify: false` asks for none (documented). Reports of one bulk to one URL
 * share a body (guess).
 */
export function handOverReports(world: World, messages: SentMessage[]): void {
	const wanted = messages.filter(({ request }) => request.webhooks?.delivery?.notify !== false);
	const byUrl = groupBy(wanted, ({ request }) => request.webhooks?.delivery?.url);
	for (const [url, group] of byUrl) {
		if (url === undefined) {
			const { left } = publish(world, 'DELIVERY', group.map(happening));
			for (const { message } of left) world.reports.add(waitingReport(message));
		} else {
			const body = writeExactJson({ results: group.map(deliveryReport) });
			world.forwarder.send('webhooks.delivery.url', url, body, { webhook: 'DELIVERY' });
		}
	}
}

function happening(message: SentMessage) {
	const { sender, options } = message.request;
	return {
		message,
		pageId: sender,
		...(options?.platform && { platform: options.platform }),
		item: () => deliveryReport(message),
	};
}

function waitingReport(message: SentMessage): WaitingReport {
	const { bulkId, messageId, sentAt, request } = message;
	const { platform, campaignReferenceId } = request.options ?? {};
	return {
		sentAt,
		facts: { channel: 'MESSENGER', bulkId, messageId, ...platform, campaignReferenceId },
		messenger: () => deliveryReport(message),
		messagesApi: () => messagesApiReport(message),
	};
}

/** How the Messages API reports a message that it has not sent (documented). */
function messagesApiReport(message: SentMessage): JsonObject {
	return {
		event: 'DELIVERY',
		channel: 'MESSENGER',
		...progress(message),
		error: message.error ?? NO_ERROR,
		doneAt: infobipTime(message.doneAt ?? message.sentAt),
		bulkId: message.bulkId,
		messageId: message.messageId,
		sender: message.request.sender,
		destination: message.destination,
		...callbackDataOf(message),
	};
}

function callbackDataOf({ request: { webhooks } }: SentMessage): JsonObject {
	return webhooks?.callbackData === undefined ? {} : { callbackData: webhooks.callbackData };
}

/** Documented; times are written as in its example, and everything is free of charge here. */
export function deliveryReport(message: SentMessage): JsonObject {
	const { request } = message;
	return {
		bulkId: message.bulkId,
		...outcome(message),
		messageId: message.messageId,
		to: message.destination,
		sender: request.sender,
		...callbackDataOf(message),
	};
}

/** What a delivery report and a log record tell alike. */
export function outcome(message: SentMessage): JsonObject {
	return { price: { pricePerMessage: 0, currency: 'EUR' }, ...progress(message) };
}

function progress({ sentAt, doneAt, status, error, request }: SentMessage): JsonObject {
	const { platform, campaignReferenceId } = request.options ?? {};
	return {
		status,
		...(error && { error }),
		sentAt: infobipTime(sentAt),
		...(doneAt && { doneAt: infobipTime(doneAt) }),
		messageCount: 1,
		...(platform && { platform }),
		...(campaignReferenceId !== undefined && { campaignReferenceId }),
	};
}
