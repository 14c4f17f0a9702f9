/** What a message may hold, checked before anything is sent. Texts are counted in code points. */
import { parseHttpUrl } from './address';
import { InvalidInput, type FieldPath, type Violation } from './errors';
import type { Button, Content, MessageOptions, OutboundMessage } from './message';

/** Meta: Send API reference, `message.text`; Infobip's Messenger API has the same limit. */
const TEXT_LENGTH = 2000;
/** Meta: button template, `text`. */
const BUTTON_TEXT_LENGTH = 640;
/** Meta: button template, `buttons`. */
const BUTTON_COUNT = 3;
/** Meta: buttons reference, `title`. */
const BUTTON_TITLE_LENGTH = 20;
/** Meta: postback button, `payload`. */
const PAYLOAD_LENGTH = 1000;
/** Infobip's Messenger API (`webhooks.callbackData`); taken over for the Facebook API. */
const CALLBACK_DATA_LENGTH = 4000;
/** Infobip's Messenger API: `url` of an image, and of video, audio and file. */
const URL_LENGTH = { image: 1000, video: 800, audio: 800, file: 800 } as const;
/** Infobip's OMNI: longer than 30 seconds, at most 48 hours. */
const VALIDITY_SECONDS = { min: 30, max: 48 * 3600 } as const;
const SECONDS_IN = { SECONDS: 1, MINUTES: 60, HOURS: 3600 } as const;

/** Throws InvalidInput with everything that is wrong with the message. */
export function checkMessage(message: OutboundMessage): void {
	const violations = [
		...checkRecipient(message),
		...checkContent(message.content),
		...checkOptions(message.options),
	];
	if (violations.length > 0) throw new InvalidInput(violations);
}

function checkRecipient({ recipient, content }: OutboundMessage): Violation[] {
	if (recipient === undefined) {
		return content.type === 'custom' ? [] : [{ field: ['to'], problem: 'is empty' }];
	}
	if (recipient.kind === 'phoneNumber' && !/^\+?\d{5,15}$/.test(recipient.value)) {
		return [
			{
				field: ['to'],
				problem:
					'is no phone number: use the international form with digits only, such as 38591234567',
			},
		];
	}
	return [];
}

function checkContent(content: Content): Violation[] {
	switch (content.type) {
		case 'text':
			return checkText(['text'], content.text, TEXT_LENGTH);
		case 'image':
		case 'video':
		case 'audio':
		case 'file':
			return checkUrl(['url'], content.url, URL_LENGTH[content.type]);
		case 'buttons':
			return [
				...checkText(['text'], content.text, BUTTON_TEXT_LENGTH),
				...checkButtons(content.buttons),
			];
		case 'custom':
			return [];
	}
}

function checkButtons(buttons: readonly Button[]): Violation[] {
	if (buttons.length === 0)
		return [{ field: ['buttons'], problem: 'is empty: add at least one button' }];
	const tooMany: Violation[] =
		buttons.length > BUTTON_COUNT
			? [
					{
						field: ['buttons'],
						problem: `has ${buttons.length} entries, and Messenger shows at most ${BUTTON_COUNT}`,
					},
				]
			: [];
	return [...tooMany, ...buttons.flatMap(checkButton)];
}

function checkButton(button: Button, index: number): Violation[] {
	const title = checkText(['buttons', index, 'title'], button.title, BUTTON_TITLE_LENGTH);
	switch (button.type) {
		case 'url':
			return [...title, ...checkUrl(['buttons', index, 'url'], button.url, URL_LENGTH.image)];
		case 'postback':
			return [
				...title,
				...checkText(['buttons', index, 'payload'], button.payload, PAYLOAD_LENGTH),
			];
	}
}

function checkOptions({ callbackData, validityPeriod }: MessageOptions): Violation[] {
	const violations: Violation[] = [];
	if (callbackData !== undefined) {
		violations.push(...checkLength(['callbackData'], callbackData, CALLBACK_DATA_LENGTH));
	}
	if (validityPeriod !== undefined) {
		const seconds = validityPeriod.amount * SECONDS_IN[validityPeriod.unit];
		if (!(seconds > VALIDITY_SECONDS.min && seconds <= VALIDITY_SECONDS.max)) {
			violations.push({
				field: ['validityPeriod'],
				problem: 'must be longer than 30 seconds and at most 48 hours',
			});
		}
	}
	return violations;
}

function checkText(field: FieldPath, text: string, limit: number): Violation[] {
	return text.trim() === '' ? [{ field, problem: 'is empty' }] : checkLength(field, text, limit);
}

function checkLength(field: FieldPath, text: string, limit: number): Violation[] {
	// The code units are an upper bound, and counting them is free.
	if (text.length <= limit) return [];
	const length = [...text].length;
	if (length <= limit) return [];
	return [{ field, problem: `is ${length} characters long, and the limit is ${limit}` }];
}

function checkUrl(field: FieldPath, text: string, limit: number): Violation[] {
	if (text.trim() === '') return [{ field, problem: 'is empty' }];
	if (!parseHttpUrl(text)) {
		return [
			{ field, problem: `is not a URL that begins with https:// or http://: ${quote(text)}` },
		];
	}
	return checkLength(field, text, limit);
}

function quote(text: string): string {
	return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
