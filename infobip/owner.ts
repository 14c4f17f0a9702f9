import { createHash } from 'crypto';

import type { Login } from './authorization';

/** The trigger that something at Infobip belongs to. Its secrets are not in here. */
export interface Owner {
	/** The id of the n8n. Two n8n with one encryption key have the same. */
	readonly instanceId: string;
	readonly workflowId: string;
	readonly nodeId: string;
}

/** Returns hex digits that distinguish triggers and reveal nothing about them. */
export function ownerTag(
	{ instanceId, workflowId, nodeId }: Owner,
	digits: number,
	...more: readonly string[]
): string {
	const text = JSON.stringify([instanceId, workflowId, nodeId, ...more]);
	return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/**
 * Returns what distinguishes accounts, without the login: a changed password is still the same account.
 */
export function accountTag(baseUrl: string, login: Login): string {
	const name = login.kind === 'apiKey' ? login.apiKey : login.username;
	return createHash('sha256')
		.update(JSON.stringify([baseUrl, login.kind, name]))
		.digest('hex');
}
