/**
 * The secret of a Forward action. Infobip documents no authentication of forwarded messages, so the
 * URL that we register carries one of our own.
 */
import { isSecret } from '../secret';

const PARAMETER = 'secret';
const MASK = '***';

export function withSecret(url: string, secret: string): string {
	const forward = new URL(url);
	forward.searchParams.set(PARAMETER, secret);
	return forward.href;
}

/** The URL as it may be shown. A text that is no URL comes back as it is. */
export function maskSecret(url: string): string {
	if (!URL.canParse(url)) return url;
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

/** True where the call's query carries the secret, once. */
export function carriesSecret(
	query: Readonly<Record<string, unknown>>,
	secret: string | undefined,
): boolean {
	return isSecret(query[PARAMETER], secret);
}
