import { createHash, createHmac, scrypt, timingSafeEqual } from 'crypto';

import type { Login } from './authorization';

/**
 * True if the given text is the secret. Digests are compared, in constant time, so that neither
 * the content nor the length of the secret can be measured. Without a stored secret nothing is
 * true: no secret means refusal.
 */
export function isSecret(given: unknown, secret: string | undefined): boolean {
	if (secret === undefined || secret === '' || typeof given !== 'string') return false;
	return timingSafeEqual(digest(given), digest(secret));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** About 30 ms and 16 MB, once per process and login. */
const COST = { N: 16_384, r: 8, p: 1 };

/** By a digest of what they are made from. */
const keys = new Map<string, Promise<Buffer>>();
const MAX_KEYS = 100;

/**
 * Returns 64 hex digits that only those who know the login can compute, and that are the same each
 * time. n8n keeps what a trigger notes only once its hook has ended, and any long execution may write
 * an older state over it. A secret that can be computed again survives both.
 *
 * The result is part of a URL that proxies may log, and a password may be weak, so it is stretched
 * (scrypt) like one that is stored.
 *
 * @param salt the id of this n8n, so that equal passwords give different secrets
 */
export async function deriveSecret(
	login: Login,
	salt: string,
	purpose: readonly string[],
): Promise<string> {
	const key = await keyOf(login.kind === 'apiKey' ? login.apiKey : login.password, salt);
	return createHmac('sha256', key).update(JSON.stringify(purpose)).digest('hex');
}

async function keyOf(password: string, salt: string): Promise<Buffer> {
	const name = createHash('sha256')
		.update(JSON.stringify([password, salt]))
		.digest('hex');
	const known = keys.get(name);
	if (known !== undefined) return await known;
	if (keys.size >= MAX_KEYS) keys.clear();
	const key = new Promise<Buffer>((resolve, reject) => {
		scrypt(password, salt, 32, COST, (error, derived) => {
			if (error) reject(error);
			else resolve(derived);
		});
	});
	keys.set(name, key);
	return await key;
}
