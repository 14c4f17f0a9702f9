import { createHash } from 'crypto';

import type { Login } from './authorization';
import { isOtherAddress } from './triggerAddress';

/** The trigger that something at Infobip belongs to. Its secrets are not in here. */
export interface Owner {
	/** The id of the n8n. Two n8n with one encryption key have the same. */
	readonly instanceId: string;
	readonly workflowId: string;
	readonly nodeId: string;
}

/** What a trigger may call its own although nothing of it is written down. */
export interface Claim {
	readonly owner: Owner;
	/** Where n8n takes calls for the trigger now. */
	readonly url: string;
	/** Whether nobody else is in use at a former address of the trigger. */
	isAbandoned(url: string): Promise<boolean>;
}

/** How many digits a mark has. */
export const MARK_DIGITS = 20;
const INSTANCE_DIGITS = 8;

/**
 * Hex digits that say which trigger created something: the first ones say in which n8n. They reveal
 * nothing about it.
 */
export function ownerMark(owner: Owner): string {
	const { instanceId, workflowId, nodeId } = owner;
	const trigger = digest([instanceId, workflowId, nodeId], MARK_DIGITS - INSTANCE_DIGITS);
	return `${instanceMark(owner)}${trigger}`;
}

/** The first digits of what triggers of one n8n created. */
export function instanceMark({ instanceId }: Pick<Owner, 'instanceId'>): string {
	return digest([instanceId], INSTANCE_DIGITS);
}

/** Whether what leads to `url`, and has a mark, was left by this trigger when n8n had another address. */
export async function isLeftBehind(
	{ owner, url: own, isAbandoned }: Claim,
	mark: string,
	url: string,
): Promise<boolean> {
	return mark.startsWith(ownerMark(owner)) && isOtherAddress(url, own) && (await isAbandoned(url));
}

/** Returns hex digits that reveal nothing about what they are made of. */
export function digest(parts: readonly string[], digits: number): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, digits);
}

/**
 * Returns what distinguishes accounts, without the login: a changed password is still the same account.
 */
export function accountTag(baseUrl: string, login: Login): string {
	const name = login.kind === 'apiKey' ? login.apiKey : login.username;
	return digest([baseUrl, login.kind, name], 64);
}
