/**
 * Masks secrets in what leaves us: items, errors and logs. By value, in every form in which a server
 * may repeat a text, by the names that secrets have, and in URLs.
 */
import type { JsonValue } from './json';

const MASK = '***';
/** A shorter text would be found in too many others. */
const SHORTEST_SECRET = 4;
const SECRET_NAME =
	/^(access_?token|page_?access_?token|app_?secret|client_?secret|secret|password|api_?key|authorization|token|signature)$/i;
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

/** As it is, and as written in JSON, in a URL, and in a header of Basic authentication. */
function formsOf(secret: string | undefined): string[] {
	if (secret === undefined || secret.length < SHORTEST_SECRET) return [];
	const forms = [
		secret,
		JSON.stringify(secret).slice(1, -1),
		encodeURIComponent(secret),
		encodeURIComponent(secret).replaceAll('%20', '+'),
		Buffer.from(secret, 'utf8').toString('base64'),
	];
	return forms.filter((form) => form.length >= SHORTEST_SECRET);
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
