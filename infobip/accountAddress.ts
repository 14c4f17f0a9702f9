import { isOnOwnNetwork, normalizeBaseUrl, parseHttpUrl } from './address';

/** The address of an Infobip account, or what is wrong with it. */
export type AccountAddress = { readonly baseUrl: string } | { readonly problem: string };

/**
 * Reads the Base URL of a credential. Plain http is refused before a login travels over it, except to
 * this machine and its private network, where a sandbox or a gateway may be.
 */
export function readAccountAddress(text: string): AccountAddress {
	const baseUrl = normalizeBaseUrl(text);
	const url = parseHttpUrl(baseUrl ?? '');
	if (baseUrl === undefined || url === undefined) {
		return { problem: text.trim() === '' ? "'Base URL' is empty" : "'Base URL' is not a URL" };
	}
	if (url.protocol === 'http:' && !isOnOwnNetwork(url)) {
		return {
			problem: "'Base URL' begins with http://, which would send the login unencrypted",
		};
	}
	return { baseUrl };
}
