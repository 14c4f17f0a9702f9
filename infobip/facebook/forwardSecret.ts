/**
 * The secret of a Forward action. Infobip documents no authentication of forwarded messages, so the
 * URL that we register contains one of our own. Its first digits say whose the action is: Infobip
 * lets nothing else be written on an action, and what n8n keeps of it can be lost.
 *
 * | digits | meaning |
 * | --- | --- |
 * | 0-19 | the trigger that created it (see `ownerMark`) |
 * | 20-23 | whether its configuration was created for it |
 * | 24-63 | the secret itself, 160 bits |
 */
import { instanceMark, MARK_DIGITS, ownerMark, type Owner } from '../owner';
import { isSecret } from '../secret';

const PARAMETER = 'secret';
const MASK = '***';
const OWN_CONFIGURATION = '0c0f';
const CHOSEN_CONFIGURATION = '0000';
const SECRET_AT = MARK_DIGITS + OWN_CONFIGURATION.length;

/** @param key 64 hex digits, or an earlier secret, whose secret part is kept */
export function forwardSecret(owner: Owner, ownConfiguration: boolean, key: string): string {
	const mark = ownConfiguration ? OWN_CONFIGURATION : CHOSEN_CONFIGURATION;
	return `${ownerMark(owner)}${mark}${key.slice(SECRET_AT)}`;
}

export function withSecret(url: string, secret: string): string {
	const forward = new URL(url);
	forward.searchParams.set(PARAMETER, secret);
	return forward.href;
}

/** The URL, or a text with one in it, as it may be shown. */
export function maskSecret(url: string): string {
	if (!URL.canParse(url)) return url.replace(/(secret(?:=|%3D))[0-9a-f]{64}/gi, `$1${MASK}`);
	const shown = new URL(url);
	if (!shown.searchParams.has(PARAMETER)) return url;
	shown.searchParams.set(PARAMETER, MASK);
	return shown.href;
}

/** What else the query of a call holds. */
export function withoutSecret(
	query: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	return Object.fromEntries(Object.entries(query).filter(([name]) => name !== PARAMETER));
}

/** Whether the URL leads to exactly this address, whatever its secret. */
export function pointsAt(forwardUrl: string, url: string): boolean {
	const target = addressOf(forwardUrl);
	return target !== undefined && target === addressOf(url);
}

/** Whether both URLs lead to the same address with the same secret, however they are spelled. */
export function isSameForward(forwardUrl: string, wanted: string): boolean {
	return pointsAt(forwardUrl, wanted) && secretOf(forwardUrl) === secretOf(wanted);
}

/**
 * The URL without its secret, spelled as JavaScript does: the host in lower case, no needless port or
 * escape. Undefined if it is not a URL.
 */
export function addressOf(url: string): string | undefined {
	if (!URL.canParse(url)) return undefined;
	const bare = new URL(url);
	bare.searchParams.delete(PARAMETER);
	bare.hash = '';
	// Letters, digits and `-._~` mean the same escaped or not (RFC 3986, 6.2.2.2).
	bare.pathname = bare.pathname.replace(/%[2-7][\da-f]/gi, (escape) => {
		const character = String.fromCharCode(parseInt(escape.slice(1), 16));
		return /[\w.~-]/.test(character) ? character : escape;
	});
	return bare.href;
}

/** Whether the secret of the URL has the form of ours. */
export function hasSecret(forwardUrl: string): boolean {
	return /^[0-9a-f]{64}$/.test(secretOf(forwardUrl));
}

export function isOwnedBy(forwardUrl: string, owner: Owner): boolean {
	return hasSecret(forwardUrl) && secretOf(forwardUrl).startsWith(ownerMark(owner));
}

/** Whether a trigger of this n8n created it, wherever it leads. */
export function isOfInstance(forwardUrl: string, n8n: Pick<Owner, 'instanceId'>): boolean {
	return hasSecret(forwardUrl) && secretOf(forwardUrl).startsWith(instanceMark(n8n));
}

/** Whether a trigger created the action and the configuration that it is in. */
export function isInOwnConfiguration(forwardUrl: string): boolean {
	return (
		hasSecret(forwardUrl) &&
		secretOf(forwardUrl).slice(MARK_DIGITS, SECRET_AT) === OWN_CONFIGURATION
	);
}

/** The secret that a call's query contains, if it contains one. */
export function secretIn(query: Readonly<Record<string, unknown>>): unknown {
	return query[PARAMETER];
}

/** True if the call's query contains the secret, once. */
export function carriesSecret(
	query: Readonly<Record<string, unknown>>,
	secret: string | undefined,
): boolean {
	return isSecret(secretIn(query), secret);
}

/** The secret of the URL, empty if it has none. */
export function secretOf(forwardUrl: string): string {
	if (!URL.canParse(forwardUrl)) return '';
	return new URL(forwardUrl).searchParams.get(PARAMETER) ?? '';
}
