import type { JsonObject } from '../exactJson.mts';
import type { Platform } from '../messenger/sendSchema.mts';
import type { Channel } from './channels.mts';
import type { Destination, MessagesRequest, RequestedChain } from './request.mts';

/** One message of a chain, on its channel. */
export interface ChainStep {
	channel: Channel;
	sender: string;
	/** The recipient's address on the channel. */
	to: string;
	/** Of a free message, or the values of a template. */
	content: JsonObject | undefined;
	template: JsonObject | undefined;
	/** How long it is tried, in Infobip's minutes. */
	validityMinutes: number;
}

/** A message to one person, with the steps that follow when it fails. All share one id (documented). */
export interface Chain {
	bulkId: string;
	messageId: string;
	steps: [ChainStep, ...ChainStep[]];
	callbackData?: string;
	campaignReferenceId?: string;
	platform?: Platform;
	/** Where the reports go; else to whoever subscribed. */
	deliveryUrl?: string;
	seenUrl?: string;
	/** Whether each step that was tried is reported, or only the last one (documented). */
	reportsEveryStep: boolean;
}

const LONGEST_VALIDITY_MINUTES = 48 * 60;
const MINUTES_IN: Record<string, number> = { SECONDS: 1 / 60, MINUTES: 1, HOURS: 60 };

/** What is sent to one destination of a message. */
export function chainOf(
	message: RequestedChain,
	destination: Destination,
	bulkId: string,
	messageId: string,
): Chain {
	const { options, webhooks, failover = [] } = message;
	const addresses = 'byChannel' in destination ? destination.byChannel : [];
	const addressOn = (channel: Channel) =>
		addresses.find((one) => one.channel === channel)?.to ??
		('to' in destination ? destination.to : '');
	const content = message.content as JsonObject | undefined;
	const template = templateOf(message);
	const first: ChainStep = {
		channel: message.channel,
		sender: message.sender ?? '',
		to: addressOn(message.channel),
		content,
		template,
		validityMinutes: minutesOf(options?.validityPeriod),
	};
	const others = failover.map(
		(step): ChainStep => ({
			channel: step.channel,
			sender: step.sender ?? '',
			to: addressOn(step.channel),
			// Without a content of its own a step has the message's (inferred from Infobip's examples).
			content:
				templateOf(step) || step.content ? (step.content as JsonObject | undefined) : content,
			template: templateOf(step),
			validityMinutes: minutesOf(step.validityPeriod),
		}),
	);
	return {
		bulkId,
		messageId,
		steps: [first, ...others],
		...(webhooks?.callbackData !== undefined && { callbackData: webhooks.callbackData }),
		...(options?.campaignReferenceId !== undefined && {
			campaignReferenceId: options.campaignReferenceId,
		}),
		...(options?.platform && { platform: options.platform }),
		...(webhooks?.delivery?.url !== undefined && { deliveryUrl: webhooks.delivery.url }),
		...(webhooks?.seen?.url !== undefined && { seenUrl: webhooks.seen.url }),
		reportsEveryStep: webhooks?.delivery?.receiveTriggeredFailoverReports === true,
	};
}

function templateOf(part: object): JsonObject | undefined {
	return 'template' in part ? (part.template as JsonObject) : undefined;
}

/** More than 48 hours are cut to 48 hours, which also holds where nothing is said (documented). */
function minutesOf(period: { amount: number; timeUnit?: string } | undefined): number {
	if (!period) return LONGEST_VALIDITY_MINUTES;
	const minutes = period.amount * (MINUTES_IN[period.timeUnit ?? 'MINUTES'] ?? 1);
	return Math.min(minutes, LONGEST_VALIDITY_MINUTES);
}

export type Ordering = NonNullable<NonNullable<MessagesRequest['options']>['messageOrdering']>;
