/**
 * Masks secrets in what leaves us: items, errors and logs. By value, in every form in which a server
 * may repeat a text, by the names that secrets have, and in URLs.
 */
import { parseJson, type JsonValue } from './json';

const MASK = '***';
/** A shorter text would be found in too many others. */
const SHORTEST_SECRET = 4;
const SECRET_NAME =
	/^(access_?token|page_?access_?token|app_?secret|client_?secret|secret|password|api_?key|authorization|token|signature)$/i;
const TRIGGER_SECRET = /([?&]secret=)[^&#\s"'<>]+/gi;
const USER_INFO = /\b(https?:\/\/)[^\s/@"'<>]{1,500}@/gi;
const SECRET_IN_QUERY =
	/([?&](?:access_?token|page_?access_?token|app_?secret|client_?secret|secret|password|api_?key|token|signature)=)[^&#\s"'<>]+/gi;

/** Makes a function that masks these secrets in a text, and whatever looks like one in a URL. */
export function secretMasker(secrets: ReadonlyArray<string | undefined>): (text: string) => string {
	const maskValues = valueMasker(secrets);
	return (text) =>
		maskValues(text).replace(USER_INFO, `$1${MASK}@`).replace(SECRET_IN_QUERY, `$1${MASK}`);
}

/** As `secretMasker`, but leaves the URLs of others as they are: in an item they have to work. */
export function valueMasker(secrets: ReadonlyArray<string | undefined>): (text: string) => string {
	const forms = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
	return (text) => forms.reduce((rest, form) => rest.replaceAll(form, MASK), text);
}

/** As `valueMasker`, and the secrets of triggers, which are in the URLs of Forward actions. */
export function itemMasker(secrets: readonly string[]): (text: string) => string {
	const maskValues = valueMasker(secrets);
	return (text) => maskValues(text).replace(TRIGGER_SECRET, `$1${MASK}`);
}

/** As it is, and as written in JSON, in a URL, and in a header of Basic authentication. */
function formsOf(secret: string | undefined): string[] {
	if (secret === undefined || secret.length < SHORTEST_SECRET) return [];
	const forms = [
		secret,
		JSON.stringify(secret).slice(1, -1),
		JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
		asHtml(secret),
		encodeURIComponent(secret),
		encodeURIComponent(secret).replaceAll('%20', '+'),
		Buffer.from(secret, 'utf8').toString('base64'),
	];
	return forms.filter((form) => form.length >= SHORTEST_SECRET);
}

function asHtml(text: string): string {
	const entities: Readonly<Record<string, string>> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&#39;',
	};
	return text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

/** Masks a body. JSON may write any character of a secret as \u0061, so its texts are read first. */
export function maskBody(body: string, mask: (text: string) => string): string {
	const json = body.includes('\\u') ? parseJson(body) : undefined;
	return json === undefined ? mask(body) : JSON.stringify(maskTexts(json, mask));
}

function maskTexts(value: JsonValue, mask: (text: string) => string): JsonValue {
	if (typeof value === 'string') return mask(value);
	if (Array.isArray(value)) return value.map((one) => maskTexts(one, mask));
	if (typeof value !== 'object' || value === null) return value;
	const members = Object.entries(value);
	return Object.fromEntries(members.map(([name, one]) => [mask(name), maskTexts(one, mask)]));
}

/** The secrets that a request has in its body: by their names, and in the queries of its URLs. */
export function secretsInBody(body: string): string[] {
	const json = parseJson(body);
	return json === undefined ? [] : secretsIn(json);
}

function secretsIn(value: JsonValue): string[] {
	if (typeof value === 'string') {
		return [...value.matchAll(SECRET_IN_QUERY)].map(([match, name = '']) =>
			match.slice(name.length),
		);
	}
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) =>
		SECRET_NAME.test(name) && typeof member === 'string' ? [member] : secretsIn(member),
	);
}

/** A copy of a value in which the texts are masked, and whatever has the name of a secret. */
export function maskSecrets(value: JsonValue, mask: (text: string) => string): JsonValue {
	if (typeof value === 'string') return mask(value);
	if (Array.isArray(value)) return value.map((one) => maskSecrets(one, mask));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [
			name,
			SECRET_NAME.test(name) && typeof member === 'string' && member !== ''
				? MASK
				: maskSecrets(member, mask),
		]),
	);
}
