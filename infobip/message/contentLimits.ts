/** Limits of content and quick replies. Each number has its source next to it. */
import {
	checkCount,
	checkLength,
	checkOptionalUrl,
	checkRange,
	checkText,
	checkUrl,
} from './fieldRules';
import type { FieldPath, Violation } from '../errors';
import type { Button, Card, Content, OptInCard, QuickReply } from './message';

/** Infobip, Messenger API: TEXT; Meta: Send API. */
export const TEXT_LIMIT = 2000;
/** Meta: button template, `text` and `buttons`. */
export const BUTTON_TEXT = 640;
export const BUTTONS = 3;
/** Meta: buttons reference; Infobip states it for CALL only. */
export const BUTTON_TITLE = 20;
/** Meta: postback button; Infobip, Messenger API: quick reply. */
const PAYLOAD = 1000;
/** Infobip, Messenger API: `url` of an image, and of video, audio and document. */
const URL = { image: 1000, video: 800, audio: 800, file: 800 } as const;
/** Infobip, Messenger API: generic template. */
export const CARDS = 10;
export const CARD_TEXT = 80;
/** Infobip, Messenger API: opt-in templates. */
export const OPT_IN_CARDS = 5;
export const OPT_IN_TITLE = 65;
/** Infobip, Messenger API: quick reply title; Meta: 13 quick replies. */
const QUICK_REPLY_TITLE = 20;
const QUICK_REPLIES = 13;

export function checkContent(content: Content): Violation[] {
	switch (content.type) {
		case 'text':
			return checkText(['text'], content.text, TEXT_LIMIT);
		case 'image':
		case 'video':
		case 'audio':
		case 'file':
			return checkUrl(['url'], content.url, URL[content.type]);
		case 'location':
			return [
				...checkRange(['latitude'], content.latitude, -90, 90),
				...checkRange(['longitude'], content.longitude, -180, 180),
			];
		case 'buttons':
			return [
				...checkText(['text'], content.text, BUTTON_TEXT),
				...checkCount(['buttons'], content.buttons.length, { min: 1, max: BUTTONS }),
				...checkButtons([], content.buttons),
			];
		case 'carousel':
			return [
				...checkCount(['cards'], content.cards.length, { min: 1, max: CARDS }),
				...content.cards.flatMap(checkCard),
			];
		case 'optIn':
			return checkOptIn([], content);
		case 'optInCarousel':
			return [
				...checkCount(['optInCards'], content.cards.length, { min: 1, max: OPT_IN_CARDS }),
				...content.cards.flatMap((card, index) => [
					...checkText(['optInCards', index, 'title'], card.title ?? '', OPT_IN_TITLE),
					...checkOptIn(['optInCards', index], card),
				]),
			];
		case 'senderAction':
		case 'custom':
			return [];
	}
}

export function checkQuickReplies(quickReplies: readonly QuickReply[]): Violation[] {
	if (quickReplies.length === 0) return [];
	return [
		...checkCount(['quickReplies'], quickReplies.length, { min: 0, max: QUICK_REPLIES }),
		...quickReplies.flatMap((reply, index) => {
			if (reply.type !== 'text') return [];
			const field = (name: string): FieldPath => ['quickReplies', index, name];
			return [
				...checkText(field('title'), reply.title, QUICK_REPLY_TITLE),
				...checkText(field('payload'), reply.payload, PAYLOAD),
				...checkOptionalUrl(field('imageUrl'), reply.imageUrl, URL.image),
			];
		}),
	];
}

function checkCard(card: Card, index: number): Violation[] {
	const field = (name: string): FieldPath => ['cards', index, name];
	return [
		...checkText(field('title'), card.title, CARD_TEXT),
		...checkLength(field('subtitle'), card.subtitle, CARD_TEXT),
		...checkOptionalUrl(field('imageUrl'), card.imageUrl, URL.image),
		...checkOptionalUrl(field('defaultUrl'), card.defaultUrl, URL.image),
		...checkCount(field('buttons'), card.buttons.length, { min: 0, max: BUTTONS }),
		...checkButtons(['cards', index], card.buttons),
	];
}

function checkButtons(place: FieldPath, buttons: readonly Button[]): Violation[] {
	return buttons.flatMap((button, index) => {
		const field = (name: string): FieldPath => [...place, 'buttons', index, name];
		const title = checkText(field('title'), button.title, BUTTON_TITLE);
		switch (button.type) {
			case 'url':
				return [...title, ...checkUrl(field('url'), button.url, URL.image)];
			case 'postback':
				return [...title, ...checkText(field('payload'), button.payload, PAYLOAD)];
			case 'call':
				return [...title, ...checkPhoneNumber(field('phoneNumber'), button.phoneNumber)];
		}
	});
}

/** Meta: call button, "+" and digits. Infobip says only that it is a phone number. */
function checkPhoneNumber(field: FieldPath, text: string): Violation[] {
	if (/^\+?\d{5,15}$/.test(text.replace(/[\s()-]/g, ''))) return [];
	const what = text.trim() === '' ? 'is empty' : 'is not a phone number';
	return [{ field, problem: `${what}: use the international form, such as +38591234567` }];
}

function checkOptIn(place: FieldPath, card: OptInCard): Violation[] {
	return [
		...checkText([...place, 'payload'], card.payload, PAYLOAD),
		...(place.length === 0 ? checkLength(['title'], card.title, OPT_IN_TITLE) : []),
		...checkOptionalUrl([...place, 'imageUrl'], card.imageUrl, URL.image),
	];
}
