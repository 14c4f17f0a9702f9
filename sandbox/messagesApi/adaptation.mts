import { isJsonObject } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';
import type { Channel } from './channels.mts';
import type { ChainStep } from './chain.mts';

/**
 * Bodies that Infobip shows as messages of their own on a channel (documented by example). On the
 * channels that are not listed the sandbox takes all of them.
 */
const ALWAYS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'];
const CARRIED: Partial<Record<Channel, { bodies: string[]; buttons: boolean }>> = {
	MESSENGER: { bodies: [...ALWAYS, 'RICH_LINK', 'CAROUSEL', 'LIST', 'STICKER'], buttons: true },
	SMS: { bodies: ALWAYS, buttons: false },
	WHATSAPP: { bodies: [...ALWAYS, 'RICH_LINK', 'CAROUSEL', 'LIST', 'STICKER'], buttons: true },
	VIBER_BM: { bodies: [...ALWAYS, 'RICH_LINK', 'CAROUSEL', 'STICKER'], buttons: true },
	RCS: { bodies: [...ALWAYS, 'RICH_LINK', 'CAROUSEL', 'LIST'], buttons: true },
};

/** What of a content a channel does not carry, by the names of its members. */
export function notCarried(channel: Channel, content: JsonObject): string[] {
	const carried = CARRIED[channel];
	if (!carried) return [];
	const { type } = content.body as JsonObject;
	return [
		...(carried.bodies.includes(String(type)) ? [] : ['body']),
		...(content.buttons !== undefined && !carried.buttons ? ['buttons'] : []),
	];
}

/**
 * A step's content as its channel shows it, in the words of the Messenger API, which the chat page and
 * the logs know. How Infobip adapts a content is established in part only, so most of this is a guess;
 * that an SMS gets the text of a message with buttons, without them, is documented.
 */
export function adapted({ channel, content, template }: ChainStep): JsonObject {
	if (template) return { type: 'TEXT', text: templateText(template, content) };
	const { body, buttons } = content as { body: JsonObject; buttons?: JsonObject[] };
	return channel === 'SMS' ? { type: 'TEXT', text: smsText(body) } : richMessage(body, buttons);
}

/** The sandbox has no templates, so it shows which one was asked for and with which values. */
function templateText({ templateName, language }: JsonObject, content: JsonObject = {}): string {
	const body = isJsonObject(content.body) ? content.body : {};
	const values = Object.entries(body).filter(([name]) => name !== 'type');
	const shown = values.map(([name, value]) => `${name}: ${String(value)}`).join(', ');
	const inLanguage = typeof language === 'string' ? ` (${language})` : '';
	return `Template ${String(templateName)}${inLanguage}${shown === '' ? '' : `: ${shown}`}`;
}

function smsText(body: JsonObject): string {
	const { text, url, redirectUrl, reference, latitude, longitude, name, address, cards } = body;
	const place = latitude === undefined ? undefined : [latitude, longitude].join(',');
	const titles = Array.isArray(cards) ? cards.map((card) => textOfCard(card as JsonObject)) : [];
	const parts = [text, name, address, place, ...titles, redirectUrl ?? url ?? reference];
	return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

function textOfCard({ body }: JsonObject): unknown {
	const { title, text } = body as JsonObject;
	return title ?? text;
}

function richMessage(body: JsonObject, buttons: JsonObject[] | undefined): JsonObject {
	const { type, text, url } = body;
	switch (type) {
		case 'TEXT':
			return buttons && buttons.length > 0
				? template({ type: 'BUTTON', text, buttons: buttons.map(button) })
				: { type, text };
		case 'IMAGE':
		case 'VIDEO':
		case 'DOCUMENT':
			return { type, url };
		case 'LOCATION':
			return { ...body };
		case 'STICKER':
			return { type: 'IMAGE', url: body.reference };
		case 'RICH_LINK':
			return template({
				type: 'GENERIC',
				elements: [{ title: text, imageUrl: url, defaultAction: { url: body.redirectUrl } }],
			});
		case 'CAROUSEL':
			return template({ type: 'GENERIC', elements: (body.cards as JsonObject[]).map(card) });
		default:
			return { type: 'TEXT', text: typeof text === 'string' ? text : `(${String(type)})` };
	}
}

function template(payload: JsonObject): JsonObject {
	return { type: 'TEMPLATE', payload };
}

function card({ body, buttons }: JsonObject): JsonObject {
	const { title, text, url } = body as JsonObject;
	return {
		title: title ?? text ?? '',
		...(title !== undefined && text !== undefined && { subtitle: text }),
		...(url !== undefined && { imageUrl: url }),
		...(Array.isArray(buttons) && { buttons: (buttons as JsonObject[]).map(button) }),
	};
}

function button({ type, text, url, phoneNumber, postbackData }: JsonObject): JsonObject {
	const title = text ?? '';
	switch (type) {
		case 'OPEN_URL':
			return { type: 'URL', title, url };
		case 'DIAL_PHONE':
			return { type: 'CALL', title, payload: phoneNumber };
		default:
			return { type: 'POSTBACK', title, payload: postbackData ?? title };
	}
}
