import { isJsonObject } from '../exactJson.mts';
import { isFilledText, isHttpUrl } from '../platform/fieldChecks.mts';

/** Meta's limits of a button template, which Infobip passes on at best. */
const MAX_BUTTONS = 3;
const MAX_TEXT_LENGTH = 640;
const MAX_TITLE_LENGTH = 20;

/**
 * `{type:"BUTTON", text, buttons:[{type:"URL",title,url}|{type:"POSTBACK",title,payload}]}`. Buttons
 * are promised for the Facebook API (documented), their structure is unknown: this one is today's
 * Messenger API (guess).
 */
export function checkTemplate(
	payload: unknown,
	refuse: (field: string, problem: string) => void,
): void {
	if (!isJsonObject(payload) || payload.type !== 'BUTTON') {
		refuse('payload.type', 'must be BUTTON');
		return;
	}
	if (!isFilledText(payload.text, MAX_TEXT_LENGTH)) {
		refuse('payload.text', `size must be between 1 and ${MAX_TEXT_LENGTH}`);
	}
	const { buttons } = payload;
	if (!Array.isArray(buttons) || buttons.length < 1 || buttons.length > MAX_BUTTONS) {
		refuse('payload.buttons', `size must be between 1 and ${MAX_BUTTONS}`);
		return;
	}
	buttons.forEach((button: unknown, index) => {
		checkButton(button, (field, problem) => {
			refuse(`payload.buttons[${index}]${field}`, problem);
		});
	});
}

function checkButton(button: unknown, refuse: (field: string, problem: string) => void): void {
	if (!isJsonObject(button)) {
		refuse('', 'must be an object');
		return;
	}
	if (!isFilledText(button.title, MAX_TITLE_LENGTH)) {
		refuse('.title', `size must be between 1 and ${MAX_TITLE_LENGTH}`);
	}
	if (button.type === 'URL') {
		if (!isHttpUrl(button.url)) refuse('.url', 'must be a valid URL');
	} else if (button.type === 'POSTBACK') {
		if (!isFilledText(button.payload)) refuse('.payload', 'must not be blank');
	} else {
		refuse('.type', 'must be one of URL, POSTBACK');
	}
}
