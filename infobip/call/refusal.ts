import type { Refusal } from '../errors';
import { isObject, objectOf, parseJson, textOf, type JsonObject, type JsonValue } from '../json';
import type { InfobipAnswer } from './client';

const LONGEST_FOREIGN_TEXT = 200;
/** Enough for any reason that Infobip gives; a longer text would be repeated for every item. */
const LONGEST_TEXT = 500;
/** A batch has up to 100 messages, with a few violations each. */
const MOST_VIOLATIONS = 1000;

/**
 * The refusal that an answer is, or undefined if it is a success. Older services of Infobip may send
 * `requestError` with status 200 (inferred): what it says counts, not the status.
 */
export function refusalIn({
	status,
	headers,
	body,
}: InfobipAnswer): { status: number; refusal: Refusal } | undefined {
	if (status < 300) {
		const requestError = body.includes('requestError') ? requestErrorIn(body) : undefined;
		if (requestError === undefined) return undefined;
		const refusal = fromRequestError(status, requestError);
		return { status: STATUS_OF_CODE[refusal.code ?? ''] ?? status, refusal };
	}
	const refusal = parseRefusal(status, body);
	const target = status < 400 ? redirectTarget(headers.location) : undefined;
	if (target === undefined || refusal.code !== undefined) return { status, refusal };
	return { status, refusal: { ...refusal, text: `the address redirects to ${target}` } };
}

/** What the codes of Infobip mean, if the HTTP status does not say it. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
	BAD_REQUEST: 400,
	'8': 400,
	UNAUTHORIZED: 401,
	FORBIDDEN: 403,
	'1': 404,
	'5': 404,
	'6': 404,
	APPLICATION_NOT_FOUND: 404,
	NOT_FOUND: 404,
	METHOD_NOT_ALLOWED: 405,
	TOO_MANY_REQUESTS: 429,
	THROTTLE_EXCEPTION: 429,
	GENERAL_ERROR: 500,
	SERVICE_UNAVAILABLE: 503,
};

/** Scheme and host only: the rest of the address may contain what nobody should read. */
function redirectTarget(location: string | undefined): string | undefined {
	if (location === undefined || location === '') return undefined;
	return URL.canParse(location) ? new URL(location).origin : 'another path';
}

/**
 * Reads an error body. Infobip has two envelopes: `requestError.serviceException` (documented for
 * the platform of the Facebook API's time, and today's Subscriptions and Resources), and
 * `errorCode`/`description`/`violations` (today's Messenger API). A proxy or a gateway in between
 * may answer with neither: then its text is passed on, shortened.
 */
export function parseRefusal(status: number, body: string): Refusal {
	const json = objectOf(parseJson(body));
	if (isRequestError(json.requestError)) return fromRequestError(status, json.requestError);
	if (json.errorCode !== undefined || json.description !== undefined)
		return fromApiError(status, json);
	return { code: undefined, text: foreignText(status, body), violations: [] };
}

/** Whether a body is one of Infobip's two error envelopes, filled in. */
export function isInfobipError(body: string): boolean {
	const { requestError, errorCode, description } = objectOf(parseJson(body));
	if (isObject(requestError)) return exceptionOf(requestError).text !== undefined;
	return textOf(errorCode) !== undefined && textOf(description) !== undefined;
}

function requestErrorIn(body: string): JsonObject | string | undefined {
	const { requestError } = objectOf(parseJson(body));
	return isRequestError(requestError) ? requestError : undefined;
}

function isRequestError(value: JsonValue | undefined): value is JsonObject | string {
	return isObject(value) || (typeof value === 'string' && value !== '');
}

function exceptionOf(requestError: JsonObject): JsonObject {
	return objectOf(requestError.serviceException ?? requestError.policyException ?? requestError);
}

function fromRequestError(status: number, requestError: JsonObject | string): Refusal {
	if (typeof requestError === 'string') {
		return { code: undefined, text: cut(requestError, LONGEST_TEXT), violations: [] };
	}
	const exception = exceptionOf(requestError);
	const validation = objectOf(exception.validationErrors);
	return {
		code: shortTextOf(exception.messageId),
		text: filledIn(shortTextOf(exception.text), exception.variables) ?? `HTTP status ${status}`,
		violations: Object.entries(validation)
			.flatMap(([property, texts]) =>
				(Array.isArray(texts) ? texts : [texts]).map((text) => ({
					property: cut(property, LONGEST_TEXT),
					violation: shortTextOf(text) ?? 'is not valid',
				})),
			)
			.slice(0, MOST_VIOLATIONS),
	};
}

/** Older texts have places for values: "Invalid value for %1" with `"variables":["to"]` (inferred). */
function filledIn(text: string | undefined, variables: JsonValue | undefined): string | undefined {
	const values = Array.isArray(variables) ? variables : [variables];
	return text?.replace(
		/%(\d)/g,
		(place, number: string) => shortTextOf(values[+number - 1]) ?? place,
	);
}

function fromApiError(status: number, error: JsonObject): Refusal {
	const violations = Array.isArray(error.violations) ? error.violations : [];
	return {
		code: shortTextOf(error.errorCode),
		text: shortTextOf(error.description) ?? `HTTP status ${status}`,
		violations: violations.slice(0, MOST_VIOLATIONS).map((entry) => ({
			property: shortTextOf(objectOf(entry).property) ?? '',
			violation: shortTextOf(objectOf(entry).violation) ?? 'is not valid',
		})),
	};
}

function foreignText(status: number, body: string): string {
	// Only the beginning is shown. "<" ends a tag as ">" does, so that the search stays linear.
	const text = body
		.slice(0, 20 * LONGEST_FOREIGN_TEXT)
		.replace(/<[^<>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return text === '' ? `HTTP status ${status}, without a text` : cut(text, LONGEST_FOREIGN_TEXT);
}

function shortTextOf(value: JsonValue | undefined): string | undefined {
	const text = textOf(value);
	return text === undefined ? undefined : cut(text, LONGEST_TEXT);
}

function cut(text: string, limit: number): string {
	return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
