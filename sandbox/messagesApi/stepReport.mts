import { writeExactJson } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';
import { infobipTime } from '../platform/infobipTime.mts';
import { publish } from '../subscriptions/publish.mts';
import type { SubscribedChannel } from '../platform/webhookKind.mts';
import type { World } from '../world.mts';
import type { Channel } from './channels.mts';
import type { StepMessage } from './run.mts';

/** What subscriptions call a channel (documented). VIBER means both of Viber's (guess). */
const SUBSCRIBED: Partial<Record<Channel, SubscribedChannel>> = {
	MESSENGER: 'FACEBOOK',
	SMS: 'SMS',
	MMS: 'MMS',
	WHATSAPP: 'WHATSAPP',
	VIBER_BM: 'VIBER',
	VIBER_BOT: 'VIBER',
	RCS: 'RCS',
	LINE_ON: 'LINE',
	APPLE_MB: 'APPLE_MESSAGES_FOR_BUSINESS',
};

/**
 * Sends the report of a step to the URL that came with the message, else to the subscriptions of the
 * step's channel, else it waits to be fetched. That a step's report goes to a subscription of its own
 * channel is inferred; its layout there is not established.
 */
export function handOverStepReport(world: World, finished: StepMessage): void {
	// It reports the state of that moment: a late step is reported twice.
	const message = { ...finished };
	const { chain, step } = message;
	if (chain.deliveryUrl !== undefined) {
		const body = writeExactJson({ results: [stepReport(message)] });
		const webhook = 'MESSAGES_API_DELIVERY';
		world.forwarder.send('webhooks.delivery.url', chain.deliveryUrl, body, { webhook });
		return;
	}
	const asMessenger =
		step.channel === 'MESSENGER' && world.settings.stepReportLayout === 'messenger';
	const channel = SUBSCRIBED[step.channel];
	const happening = {
		pageId: step.sender,
		...(channel !== undefined && { channel }),
		...(chain.platform && { platform: chain.platform }),
		item: () => (asMessenger ? messengerReport(message) : stepReport(message)),
	};
	const { left } = publish(world, 'DELIVERY', channel === undefined ? [] : [happening], {
		body: (results) => ({ results }),
		webhook: () => (asMessenger ? 'DELIVERY' : 'MESSAGES_API_DELIVERY'),
	});
	if (channel !== undefined && left.length === 0) return;
	world.reports.add({
		sentAt: message.sentAt,
		facts: {
			channel: step.channel,
			bulkId: chain.bulkId,
			messageId: chain.messageId,
			...chain.platform,
			campaignReferenceId: chain.campaignReferenceId,
		},
		...(step.channel === 'MESSENGER' && { messenger: () => messengerReport(message) }),
		messagesApi: () => stepReport(message),
	});
}

/** The item of a report in this API's layout (documented). */
export function stepReport({ chain, step, ...outcome }: StepMessage): JsonObject {
	const { sentAt, doneAt = sentAt, status, error } = outcome;
	return {
		event: 'DELIVERY',
		channel: step.channel,
		sender: step.sender,
		destination: step.to,
		sentAt: infobipTime(sentAt),
		doneAt: infobipTime(doneAt),
		bulkId: chain.bulkId,
		messageId: chain.messageId,
		...(chain.callbackData !== undefined && { callbackData: chain.callbackData }),
		messageCount: 1,
		status,
		error,
		...(chain.platform && { platform: chain.platform }),
		...(chain.campaignReferenceId !== undefined && {
			campaignReferenceId: chain.campaignReferenceId,
		}),
	};
}

/** The same of a step on Messenger, as the Messenger API writes it. */
function messengerReport({ chain, step, ...outcome }: StepMessage): JsonObject {
	const { sentAt, doneAt = sentAt, status, error } = outcome;
	return {
		bulkId: chain.bulkId,
		price: { pricePerMessage: 0, currency: 'EUR' },
		status,
		error,
		messageId: chain.messageId,
		to: step.to,
		sender: step.sender,
		sentAt: infobipTime(sentAt),
		doneAt: infobipTime(doneAt),
		messageCount: 1,
		...(chain.callbackData !== undefined && { callbackData: chain.callbackData }),
		...(chain.platform && { platform: chain.platform }),
		...(chain.campaignReferenceId !== undefined && {
			campaignReferenceId: chain.campaignReferenceId,
		}),
	};
}
