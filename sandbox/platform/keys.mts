import { createHash, randomBytes, randomUUID } from 'node:crypto';

/**
 * 32 upper-case hex digits: documented by example for applications, inferred from Push for
 * configurations and actions.
 */
export function newKey(): string {
	return randomBytes(16).toString('hex').toUpperCase();
}

/** A key that is the same on every start, for the application that `npm run sandbox` prepares. */
export function keyFor(name: string): string {
	return createHash('sha256').update(name).digest('hex').slice(0, 32).toUpperCase();
}

/** Looks like a UUID (inferred from OMNI Chat and Telegram answers). */
export function newMessageId(): string {
	return randomUUID();
}

/** Messages that come from Facebook carry Meta's own id, which starts with `m_`. */
export function newReceivedMessageId(): string {
	return `m_${randomBytes(12).toString('base64url')}`;
}
