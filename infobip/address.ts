/**
 * Where a URL points, judged by its form alone. Nothing is looked up: shipped code has no resolver,
 * and n8n's own SSRF guard checks what a name resolves to.
 */

import { isValid, parse } from 'ipaddr.js';

const LOOPBACK_NAME = /^(.+\.)?localhost$/;

const INTERNAL_NAME = /(^|\.)(local|internal|intranet|lan|home\.arpa)$/;

/** The URL of a text, or undefined if the text is not an absolute http or https URL. */
export function parseHttpUrl(text: string): URL | undefined {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	return url && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined;
}

/** True for `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(url: URL): boolean {
	const host = hostOf(url);
	return LOOPBACK_NAME.test(host) || rangeOf(host) === 'loopback';
}

/**
 * True if the host is loopback, a private or otherwise unrouted address (the special-purpose
 * registries of IANA), or a name that only an inner network knows (one label, `.local`, `.internal`
 * …). `URL` has already turned 0x7f000001, 2130706433 and 127.1 into 127.0.0.1, so spelling it
 * differently does not help.
 */
export function isInternal(url: URL): boolean {
	const host = hostOf(url);
	const range = rangeOf(host);
	if (range !== undefined) return range !== 'unicast';
	return LOOPBACK_NAME.test(host) || INTERNAL_NAME.test(host) || !host.includes('.');
}

/** Ranges that a network of one's own uses; others that are not routed lead nowhere. */
const LOCAL_RANGES: ReadonlySet<string> = new Set([
	'loopback',
	'private',
	'uniqueLocal',
	'linkLocal',
	'carrierGradeNat',
]);

/** True if the host is on this machine or its private network: narrower than `isInternal`. */
export function isOnOwnNetwork(url: URL): boolean {
	const range = rangeOf(hostOf(url));
	return range === undefined ? isInternal(url) : LOCAL_RANGES.has(range);
}

/** The registry's kind of an IP address; undefined for a name. */
function rangeOf(host: string): string | undefined {
	const text = host.replace(/^\[|\]$/g, '');
	if (!isValid(text)) return undefined;
	const address = parse(text);
	if (!('parts' in address)) return address.range();
	if (address.isIPv4MappedAddress()) return address.toIPv4Address().range();
	// The old form ::10.0.0.1 of an IPv4 address, which the library takes for an ordinary one.
	const isCompatible =
		address.range() === 'unicast' && address.parts.slice(0, 6).every((one) => one === 0);
	return isCompatible ? 'reserved' : address.range();
}

function hostOf(url: URL): string {
	return url.hostname.toLowerCase().replace(/\.$/, '');
}

/**
 * The base URL of an Infobip account without trailing slash, whatever way it was pasted:
 * `xxxxx.api.infobip.com`, `https://xxxxx.api.infobip.com/`, with any number of slashes or spaces
 * around it. Infobip answers over https, so that is what a missing scheme means; a loopback host
 * (the sandbox) means http.
 *
 * Returns undefined if no URL can be made of it.
 */
export function normalizeBaseUrl(text: string): string | undefined {
	const bare = text.trim().replace(/\/+$/, '');
	// A scheme without its two slashes; after a host's colon comes a port.
	if (/^[a-z][a-z\d+.-]*:(?!\/\/|\d)/i.test(bare)) return undefined;
	const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(bare) ? bare : withGuessedScheme(bare);
	const url = parseHttpUrl(withScheme);
	if (!url || url.search !== '' || url.hash !== '') return undefined;
	return `${url.origin}${url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '')}`;
}

function withGuessedScheme(host: string): string {
	const guess = parseHttpUrl(`http://${host}`);
	return guess && isLoopback(guess) ? `http://${host}` : `https://${host}`;
}
