import { defined, isObject, type JsonObject, type JsonValue } from '../json';
import type { Duration, FailoverStep, RegionalOptions } from '../message/failover';
import { isFailoverChannel } from '../message/failover';
import { senderKey, type Button, type Card, type OutboundMessage } from '../message/message';
import { deliveryOnWire, webhooksOnWire } from '../messenger/pageMessage';
import { phoneDigits } from './failoverRules';
import { CHANNEL_FACTS } from './mapping';

/**
 * One message of `POST /messages-api/1/messages`, first on Messenger, with what follows if it fails
 * (documented: Infobip's OpenAPI 3.210.0). It has passed `checkMessage`.
 *
 * @param messageId of all steps alike (documented); undefined if none is needed
 */
export function chainMessage(message: OutboundMessage, messageId: string | undefined): JsonObject {
	const { sender, recipient, options } = message;
	const { failover = [] } = options;
	const to = recipient?.value ?? '';
	const byChannel = [
		{ channel: 'MESSENGER', to },
		...failover.map((step) => ({ channel: step.channel, to: addressOf(step) })),
	];
	return defined({
		channel: 'MESSENGER',
		sender: senderKey(sender),
		destinations: [defined(failover.length === 0 ? { to, messageId } : { messageId, byChannel })],
		content: contentOnWire(message),
		options: defined({
			...deliveryOnWire(options),
			adaptationMode: options.adaptToChannel,
			regional: options.regional && regionalOnWire(options.regional),
		}),
		webhooks: webhooksOnWire(options),
		failover: failover.length === 0 ? undefined : failover.map(stepOnWire),
	});
}

/** As Infobip wants it. */
export function addressOf({ channel, recipient }: FailoverStep): string {
	const byPhoneNumber = isFailoverChannel(channel) && CHANNEL_FACTS[channel].byPhoneNumber;
	return (byPhoneNumber ? phoneDigits(recipient) : undefined) ?? recipient.trim();
}

function contentOnWire({ content }: OutboundMessage): JsonObject | undefined {
	switch (content.type) {
		case 'text':
			return { body: { type: 'TEXT', text: content.text } };
		case 'image':
		case 'video':
		case 'file':
			return { body: mediaBody(content.type, content.url) };
		case 'location': {
			const { latitude, longitude, name, address } = content;
			return { body: defined({ type: 'LOCATION', latitude, longitude, name, address }) };
		}
		case 'buttons':
			return {
				body: { type: 'TEXT', text: content.text },
				buttons: content.buttons.map(buttonOnWire),
			};
		case 'carousel':
			return { body: { type: 'CAROUSEL', cards: content.cards.map(cardOnWire) } };
		default:
			return undefined;
	}
}

function mediaBody(type: 'image' | 'video' | 'file', url: string, text?: string): JsonObject {
	return defined({ type: type === 'file' ? 'DOCUMENT' : type.toUpperCase(), url, text });
}

function buttonOnWire(button: Button): JsonObject {
	const text = button.title;
	switch (button.type) {
		case 'postback':
			return { type: 'REPLY', text, postbackData: button.payload };
		case 'url':
			return { type: 'OPEN_URL', text, url: button.url };
		case 'call':
			return { type: 'DIAL_PHONE', text, phoneNumber: button.phoneNumber };
	}
}

function cardOnWire({ title, subtitle, imageUrl, buttons }: Card): JsonObject {
	return defined({
		body: defined({ title, text: subtitle, url: imageUrl }),
		buttons: buttons.length === 0 ? undefined : buttons.map(buttonOnWire),
	});
}

function stepOnWire({ channel, sender, content, validityPeriod }: FailoverStep): JsonObject {
	const common = {
		channel,
		sender: sender.trim(),
		validityPeriod: validityPeriod && durationOnWire(validityPeriod),
	};
	switch (content.type) {
		// Without a content the message's own is used (inferred from Infobip's examples).
		case 'same':
			return defined(common);
		case 'text':
			return defined({ ...common, content: { body: { type: 'TEXT', text: content.text } } });
		case 'image':
		case 'video':
		case 'file': {
			const body = mediaBody(content.type, content.url, content.text);
			return defined({ ...common, content: { body } });
		}
		case 'template':
			return defined({
				...common,
				template: defined({ templateName: content.name.trim(), language: content.language }),
				content: content.values && templateValues(content.values),
			});
	}
}

/** Parts of a template: an object that has one of them is the whole content. */
const TEMPLATE_PARTS = ['header', 'body', 'buttons', 'expirationTime'];

/** Placeholders alone are those of the body. */
function templateValues(values: JsonObject): JsonObject {
	const isWhole = TEMPLATE_PARTS.some(
		(part) => isObject(values[part]) || Array.isArray(values[part]),
	);
	if (isWhole) return values;
	const texts = Object.entries(values).map(([name, value]) => [name, textOfValue(value)]);
	return { body: { type: 'TEXT', ...Object.fromEntries(texts) } as JsonObject };
}

/** Placeholders are texts (documented). */
function textOfValue(value: JsonValue): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function durationOnWire({ amount, unit }: Duration): JsonObject {
	return { amount, timeUnit: unit };
}

function regionalOnWire({ indiaDlt, turkeyIys, southKorea }: RegionalOptions): JsonObject {
	return defined({
		indiaDlt: indiaDlt && defined({ ...indiaDlt }),
		turkeyIys: turkeyIys && defined({ ...turkeyIys }),
		southKorea: southKorea && defined({ ...southKorea }),
	});
}
