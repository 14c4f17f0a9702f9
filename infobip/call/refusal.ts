import type { Refusal } from '../errors';
import { isObject, objectOf, parseJson, textOf, type JsonObject } from '../json';

const LONGEST_FOREIGN_TEXT = 200;

/**
 * Reads an error body. Infobip has two envelopes: `requestError.serviceException` (documented for
 * the platform of the Facebook API's time, and today's Subscriptions and Resources), and
 * `errorCode`/`description`/`violations` (today's Messenger API). A proxy or a gateway in between
 * may answer with neither: then its text is passed on, shortened.
 */
export function parseRefusal(status: number, body: string): Refusal {
	const json = objectOf(parseJson(body));
	if (isObject(json.requestError)) return fromRequestError(status, json.requestError);
	if (json.errorCode !== undefined || json.description !== undefined)
		return fromApiError(status, json);
	return { code: undefined, text: foreignText(status, body), violations: [] };
}

function fromRequestError(status: number, requestError: JsonObject): Refusal {
	const exception = objectOf(requestError.serviceException ?? requestError.policyException);
	const validation = objectOf(exception.validationErrors);
	return {
		code: textOf(exception.messageId),
		text: textOf(exception.text) ?? `HTTP status ${status}`,
		violations: Object.entries(validation).flatMap(([property, texts]) =>
			(Array.isArray(texts) ? texts : [texts]).map((text) => ({
				property,
				violation: textOf(text) ?? 'is not valid',
			})),
		),
	};
}

function fromApiError(status: number, error: JsonObject): Refusal {
	const violations = Array.isArray(error.violations) ? error.violations : [];
	return {
		code: textOf(error.errorCode),
		text: textOf(error.description) ?? `HTTP status ${status}`,
		violations: violations.map((entry) => ({
			property: textOf(objectOf(entry).property) ?? '',
			violation: textOf(objectOf(entry).violation) ?? 'is not valid',
		})),
	};
}

function foreignText(status: number, body: string): string {
	const text = body
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return text === ''
		? `HTTP status ${status}, without a text`
		: text.slice(0, LONGEST_FOREIGN_TEXT);
}
