import { timingSafeEqual } from 'node:crypto';

/** The one Infobip account the sandbox knows. */
export interface Account {
	username: string;
	password: string;
	apiKey: string;
}

/**
 * `Basic` is documented on the Facebook pages, `App` for the platform of that time. IBSSO is left
 * out: the nodes do not offer it.
 */
export function isAuthorized(account: Account, authorization: string | undefined): boolean {
	const [, scheme, secret] = /^(\S+)\s+(.+)$/.exec(authorization ?? '') ?? [];
	if (scheme === undefined || secret === undefined) return false;
	switch (scheme.toLowerCase()) {
		case 'app':
			return isSame(secret, account.apiKey);
		case 'basic':
			return isSame(
				Buffer.from(secret, 'base64').toString('utf8'),
				`${account.username}:${account.password}`,
			);
		default:
			return false;
	}
}

function isSame(given: string, expected: string): boolean {
	const [left, right] = [Buffer.from(given), Buffer.from(expected)];
	return left.length === right.length && timingSafeEqual(left, right);
}
