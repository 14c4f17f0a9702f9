import { Type } from '@sinclair/typebox';
import { isJsonObject } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';
import { badRequest } from '../platform/apiError.mts';
import type { ValidationErrors } from '../platform/apiError.mts';
import { isFilledText } from '../platform/fieldChecks.mts';
import { byType, filledText, httpUrl, problemsOf } from '../platform/schema.mts';

export interface SendRequest {
	applicationKey: string;
	/** User key or phone number. */
	to: string;
	content: JsonObject & { type: string };
	/** Everything beside key, recipient and content, such as `notificationType`. */
	options: JsonObject;
}

const CONTENT_MEMBERS = ['type', 'text', 'url', 'payload'];

const media = Type.Object({ url: httpUrl() });

/**
 * Buttons are promised for the Facebook API (documented), their structure is unknown: this one is
 * today's Messenger API (guess), with Meta's limits, which Infobip passes on at best.
 */
const title = filledText(20);
const button = byType({
	URL: Type.Object({ title, url: httpUrl() }),
	POSTBACK: Type.Object({ title, payload: filledText() }),
});
const template = Type.Object({
	text: filledText(640),
	buttons: Type.Array(button, { minItems: 1, maxItems: 3 }),
});

/** TEXT to FILE are inferred from the OMNI client of 2018; TEMPLATE is a guess after today's API. */
const contentSchema = byType({
	TEXT: Type.Object({ text: filledText(2000) }),
	IMAGE: media,
	VIDEO: media,
	AUDIO: media,
	FILE: media,
	TEMPLATE: Type.Object({ payload: byType({ BUTTON: template }) }),
});

/**
 * Reads the body of `POST /facebook/1/single`. No field name of it is documented. Inferred from
 * siblings: `from` carries the application key, `to` the user key, content is flat. As guesses
 * these are understood too: `applicationKey`, `to` as an object, content under `message`, and a
 * content without type is a TEXT.
 *
 * @throws ApiError 400 naming every field that is missing or wrong
 */
export function readSendRequest(body: unknown): SendRequest {
	if (!isJsonObject(body)) throw badRequest({ body: ['must be an object'] });
	const { from, applicationKey, to, message, ...rest } = body;
	const errors: ValidationErrors = {};

	const key = from ?? applicationKey;
	if (!isFilledText(key)) errors.from = ['must not be blank'];
	const recipient = readRecipient(to);
	if (recipient === undefined) errors.to = ['must not be blank'];

	const flat = pick(rest, (name) => CONTENT_MEMBERS.includes(name));
	const source = isJsonObject(message) ? message : flat;
	const content = { type: 'TEXT', ...source };
	const path = isJsonObject(message) ? 'message.' : '';
	for (const { property, violation } of problemsOf(contentSchema, content)) {
		errors[path + property] = [violation];
	}

	if (Object.keys(errors).length > 0 || !isFilledText(key) || recipient === undefined) {
		throw badRequest(errors);
	}
	return {
		applicationKey: key,
		to: recipient,
		content,
		options: isJsonObject(message) ? rest : pick(rest, (name) => !CONTENT_MEMBERS.includes(name)),
	};
}

function readRecipient(to: unknown): string | undefined {
	const recipient = isJsonObject(to) ? (to.userKey ?? to.phoneNumber) : to;
	return isFilledText(recipient) ? recipient : undefined;
}

function pick(object: JsonObject, wanted: (name: string) => boolean): JsonObject {
	return Object.fromEntries(Object.entries(object).filter(([name]) => wanted(name)));
}
