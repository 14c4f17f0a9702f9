import { isJsonObject } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';
import { badRequest } from '../platform/apiError.mts';
import type { ValidationErrors } from '../platform/apiError.mts';
import { isFilledText, isHttpUrl } from '../platform/fieldChecks.mts';
import { checkTemplate } from './buttonTemplate.mts';

export interface SendRequest {
	applicationKey: string;
	/** User key or phone number. */
	to: string;
	content: JsonObject & { type: string };
	/** Everything beside key, recipient and content, such as `notificationType`. */
	options: JsonObject;
}

const CONTENT_MEMBERS = ['type', 'text', 'url', 'payload'];
/** Meta's limit for a text, which Infobip passes on at best. */
const MAX_TEXT_LENGTH = 2000;

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
	const { type = 'TEXT' } = source;
	const path = isJsonObject(message) ? 'message.' : '';
	checkContent(type, source, (field, problem) => {
		errors[path + field] = [problem];
	});

	if (Object.keys(errors).length > 0 || !isFilledText(key) || recipient === undefined) {
		throw badRequest(errors);
	}
	return {
		applicationKey: key,
		to: recipient,
		content: { ...source, type: String(type) },
		options: isJsonObject(message) ? rest : pick(rest, (name) => !CONTENT_MEMBERS.includes(name)),
	};
}

function readRecipient(to: unknown): string | undefined {
	const recipient = isJsonObject(to) ? (to.userKey ?? to.phoneNumber) : to;
	return isFilledText(recipient) ? recipient : undefined;
}

/** TEXT to FILE are inferred from the OMNI client of 2018; TEMPLATE is a guess after today's API. */
function checkContent(
	type: unknown,
	content: JsonObject,
	refuse: (field: string, problem: string) => void,
): void {
	switch (type) {
		case 'TEXT':
			if (!isFilledText(content.text)) refuse('text', 'must not be blank');
			else if (content.text.length > MAX_TEXT_LENGTH) {
				refuse('text', `size must be between 1 and ${MAX_TEXT_LENGTH}`);
			}
			return;
		case 'IMAGE':
		case 'VIDEO':
		case 'AUDIO':
		case 'FILE':
			if (!isHttpUrl(content.url)) refuse('url', 'must be a valid URL');
			return;
		case 'TEMPLATE':
			checkTemplate(content.payload, refuse);
			return;
		default:
			refuse('type', 'must be one of TEXT, IMAGE, VIDEO, AUDIO, FILE, TEMPLATE');
	}
}

function pick(object: JsonObject, wanted: (name: string) => boolean): JsonObject {
	return Object.fromEntries(Object.entries(object).filter(([name]) => wanted(name)));
}
