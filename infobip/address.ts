/**
 * Where a URL points, judged by its form alone. Nothing is looked up: shipped code has no resolver,
 * and n8n's own SSRF guard checks what a name resolves to.
 */

const LOOPBACK_HOST =
	/^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/;

/** IPv4 ranges that the public internet does not route: RFC 1918, 3927, 6598, 2544, 1122, multicast. */
const PRIVATE_IPV4 =
	/^(0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^198\.1[89]\.|^(22[4-9]|2[3-5]\d)\./;

/** IPv6 unspecified, loopback and IPv4 in disguise; unique, link and site local; multicast. */
const PRIVATE_IPV6 = /^\[(::|64:ff9b:|2002:|f[cd][0-9a-f]{2}:|fe[89a-f][0-9a-f]:|ff[0-9a-f]{2}:)/;

const INTERNAL_NAME = /(^|\.)(local|internal|intranet|lan|home\.arpa)$/;

/** The URL of a text, or undefined where the text is no absolute http or https URL. */
export function parseHttpUrl(text: string): URL | undefined {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	return url && /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined;
}

/** True for `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(url: URL): boolean {
	return LOOPBACK_HOST.test(hostOf(url));
}

/**
 * True where the host is loopback, a private or otherwise unrouted address, or a name that only an
 * inner network knows (one label, `.local`, `.internal` …). `URL` has already turned 0x7f000001,
 * 2130706433 and 127.1 into 127.0.0.1, so spelling it differently does not help.
 */
export function isInternal(url: URL): boolean {
	const host = hostOf(url);
	return (
		LOOPBACK_HOST.test(host) ||
		(/^[\d.]+$/.test(host) && PRIVATE_IPV4.test(host)) ||
		PRIVATE_IPV6.test(host) ||
		INTERNAL_NAME.test(host) ||
		!/[.:]/.test(host)
	);
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
 * Returns undefined where no URL can be made of it.
 */
export function normalizeBaseUrl(text: string): string | undefined {
	const bare = text.trim().replace(/\/+$/, '');
	// A scheme without its two slashes; behind a host's colon stands a port.
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
