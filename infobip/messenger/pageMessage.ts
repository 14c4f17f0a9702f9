import { defined, isObject, type JsonObject } from '../json';
import {
	senderKey,
	type Card,
	type Content,
	type MessageOptions,
	type OptInCard,
	type OutboundMessage,
	type QuickReply,
} from '../message/message';
import { oncePerOptions } from '../message/oncePerOptions';
import { buttonOnWire, buttonTemplate, plainContent } from './template';

/**
 * One message of `POST /messenger/1/messages` (documented: Infobip's OpenAPI 3.210.0). It has passed
 * `checkMessage`. A custom body is one message, whose sender and recipient may be left out.
 */
export function pageMessage(message: OutboundMessage, messageId: string): JsonObject {
	const { sender, recipient, content, options, quickReplies = [] } = message;
	const destinations = [{ to: recipient?.value ?? '', messageId }];
	const envelope = { sender: senderKey(sender), destinations };
	if (content.type === 'custom') return { ...envelope, ...withOptions(content.body, options) };
	return defined({
		...envelope,
		content: contentOnWire(content),
		quickReplies: quickReplies.length === 0 ? undefined : quickReplies.map(quickReplyOnWire),
		options: deliveryOnWire(options),
		webhooks: webhooksOnWire(options),
	});
}

/** A custom message with the options that it does not have itself. */
export function withOptions(body: JsonObject, options: MessageOptions): JsonObject {
	return withDefaults(
		body,
		defined({ options: deliveryOnWire(options), webhooks: webhooksOnWire(options) }),
	);
}

/** Values whose members belong together: a unit is of no use to another amount. */
const WHOLE: ReadonlySet<string> = new Set([
	'deliveryTimeWindow',
	'sendingSpeedLimit',
	'validityPeriod',
]);

/** Adds the members that an object does not have, and those that its objects do not have. */
export function withDefaults(own: JsonObject, defaults: JsonObject): JsonObject {
	const merged = { ...defaults, ...own };
	for (const [name, usual] of Object.entries(defaults)) {
		const value = own[name];
		if (!isObject(value) || !isObject(usual) || WHOLE.has(name)) continue;
		merged[name] = withDefaults(value, usual);
	}
	return merged;
}

type StandardContent = Exclude<Content, { type: 'custom' }>;

function contentOnWire(content: StandardContent): JsonObject {
	switch (content.type) {
		case 'text':
		case 'image':
		case 'video':
		case 'audio':
		case 'file':
			return plainContent(content, 'DOCUMENT');
		case 'location': {
			const { latitude, longitude, name, address } = content;
			return defined({ type: 'LOCATION', latitude, longitude, name, address });
		}
		case 'buttons':
			return buttonTemplate(content.text, content.buttons);
		case 'carousel':
			return template({ type: 'GENERIC', elements: content.cards.map(cardOnWire) });
		case 'senderAction':
			return { type: 'SENDER_ACTION', senderAction: content.action };
		case 'optIn':
			return template({ type: 'OPT_IN', ...optInOnWire(content), ...lookOnWire(content) });
		case 'optInCarousel': {
			const elements = content.cards.map(optInOnWire);
			return template({ type: 'OPT_IN_CAROUSEL', elements, ...lookOnWire(content) });
		}
	}
}

function template(payload: JsonObject): JsonObject {
	return { type: 'TEMPLATE', payload };
}

function cardOnWire({ title, subtitle, imageUrl, defaultUrl, buttons }: Card): JsonObject {
	return defined({
		title,
		subtitle,
		imageUrl,
		defaultAction: defaultUrl === undefined ? undefined : { url: defaultUrl },
		buttons: buttons.length === 0 ? undefined : buttons.map(buttonOnWire),
	});
}

function optInOnWire({ payload, title, imageUrl, callToAction }: OptInCard): JsonObject {
	return defined({ payload, title, imageUrl, notificationMessagesCtaText: callToAction });
}

function lookOnWire(look: { imageAspectRatio?: string; timezone?: string }): JsonObject {
	return defined({
		imageAspectRatio: look.imageAspectRatio,
		notificationMessagesTimezone: look.timezone,
	});
}

function quickReplyOnWire(reply: QuickReply): JsonObject {
	switch (reply.type) {
		case 'text':
			return defined({
				type: 'TEXT',
				title: reply.title,
				payload: reply.payload,
				imageUrl: reply.imageUrl,
			});
		case 'phoneNumber':
			return { type: 'PHONE_NUMBER' };
		case 'email':
			return { type: 'EMAIL' };
	}
}

/** Members that the Messenger API and the Messages API have alike (documented). */
export const deliveryOnWire = oncePerOptions((options): JsonObject | undefined => {
	const { validityPeriod, deliveryTimeWindow, entityId, applicationId } = options;
	return unlessEmpty({
		platform: unlessEmpty({ entityId, applicationId }),
		validityPeriod: validityPeriod && {
			amount: validityPeriod.amount,
			timeUnit: validityPeriod.unit,
		},
		deliveryTimeWindow: deliveryTimeWindow && {
			days: [...deliveryTimeWindow.days],
			...defined({
				from: deliveryTimeWindow.from && { ...deliveryTimeWindow.from },
				to: deliveryTimeWindow.to && { ...deliveryTimeWindow.to },
			}),
		},
		campaignReferenceId: options.campaignReferenceId,
	});
});

/** As above. */
export const webhooksOnWire = oncePerOptions((options): JsonObject | undefined => {
	const { deliveryUrl, seenUrl, intermediateReport, reportEveryStep, callbackData } = options;
	const delivery = unlessEmpty({
		url: deliveryUrl,
		intermediateReport,
		receiveTriggeredFailoverReports: reportEveryStep,
	});
	const seen = unlessEmpty({ url: seenUrl });
	const reported = delivery !== undefined || seen !== undefined;
	return unlessEmpty({
		delivery,
		seen,
		contentType: reported ? 'application/json' : undefined,
		callbackData,
	});
});

/** What a request says about all of its messages; undefined if it says nothing. */
export const scheduleOf = oncePerOptions((options): JsonObject | undefined => {
	const { bulkId, sendAt, sendingSpeed } = options;
	const schedule = unlessEmpty({
		bulkId,
		sendAt: sendAt === undefined ? undefined : infobipDate(sendAt),
		sendingSpeedLimit: sendingSpeed && {
			amount: sendingSpeed.amount,
			timeUnit: sendingSpeed.unit,
		},
	});
	return schedule && { schedule };
});

/** Infobip's form of a date: `2026-03-01T10:00:00.000+0000`. */
export function infobipDate(text: string): string {
	return new Date(text).toISOString().replace('Z', '+0000');
}

/** Undefined if every member is. */
function unlessEmpty(
	members: Record<string, JsonObject[string] | undefined>,
): JsonObject | undefined {
	const isEmpty = Object.values(members).every((member) => member === undefined);
	return isEmpty ? undefined : defined(members);
}
