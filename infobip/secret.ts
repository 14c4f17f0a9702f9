import { createHash, timingSafeEqual } from 'crypto';

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
