/**
 * Finds what triggers of this n8n have left at Infobip: what they created leads to an address of this
 * n8n at which nothing is published and nobody listens for a test. It is recognised by its form, so
 * neither the workflow nor n8n's notes nor the login that created it is needed; at an address that this
 * n8n no longer has, by the mark of this n8n.
 */
import type { Transport } from '../call/client';
import { unlessUnreadable } from '../call/unreadable';
import { ApiError, UnexpectedAnswer } from '../errors';
import { applicationName, readApplications } from '../facebook/applications';
import { deleteConfiguration, readConfigurations } from '../facebook/configurations';
import { readActions } from '../facebook/actions';
import { deleteFound, forwardsIn, type FoundForward } from '../facebook/forwarding';
import { isOfInstance, maskSecret, secretOf } from '../facebook/forwardSecret';
import { parseHttpUrl } from '../address';
import {
	deleteFoundSubscription,
	findSubscriptions,
	isIdOfInstance,
	isOurId,
	type FoundSubscription,
} from '../messenger/subscribing';
import { deleteSecurity, readSecurityIds } from '../messenger/subscriptions';
import { isTriggerAddress } from '../triggerAddress';
import type { AskAddress } from './target';

export interface Leftover {
	readonly what:
		| 'Forward action'
		| 'Subscription'
		| 'Subscription profile'
		| 'Subscription security'
		| 'Configuration';
	/** Key or id. */
	readonly key: string;
	/** "configuration CB0F… of application A1B2…". */
	readonly where: string;
	/** The address without its secret; null if it leads nowhere. */
	readonly leadsTo: string | null;
	readonly state: /** Nothing is published there, and nobody listens for a test. */
	| 'dead'
		/** It could not be found out what is at its address: it is never deleted. */
		| 'unknown'
		/** It belongs to nothing. */
		| 'unused';
	readonly finding: string;
	deleted: boolean;
}

export interface CleanUpOptions {
	/** An address of this n8n's, such as that of a waiting execution; its last two parts are cut off. */
	readonly ownUrl: URL;
	/** The id of this n8n. */
	readonly instanceId: string;
	readonly askAddress: AskAddress;
	/** An application to look into even if the applications cannot be listed. */
	readonly applicationKey: string | undefined;
	readonly deletes: boolean;
	/** Whether configurations without actions count: nothing says who created them. */
	readonly emptyConfigurations: boolean;
	/** Is told what could not be read. */
	readonly warn: (error: unknown, note: string) => void;
}

/**
 * Looks through both APIs; one that the account does not have is left out. Changes nothing unless
 * `deletes`. Throws if neither can be read.
 */
export async function cleanUp(transport: Transport, options: CleanUpOptions): Promise<Leftover[]> {
	const failures: unknown[] = [];
	const found: Leftover[] = [];
	for (const [note, search] of [
		['The actions of applications were left out', searchActions],
		['The subscriptions of Pages were left out', searchSubscriptions],
	] as const) {
		await search(transport, options, found).catch((error: unknown) => {
			const isAbsent = error instanceof ApiError && [403, 404, 405, 501].includes(error.status);
			if (!isAbsent && !(error instanceof UnexpectedAnswer)) throw error;
			failures.push(error);
			if (!(error instanceof ApiError && error.status === 404)) options.warn(error, note);
		});
	}
	if (failures.length > 1) throw failures[0];
	return found;
}

/**
 * What is at the address, if it is one of a trigger of this n8n: nothing else is called. Undefined if a
 * trigger answers.
 *
 * @param isMarked whether a trigger of this n8n created what leads there
 */
async function stateOf(
	address: string,
	isMarked: boolean,
	{ askAddress, ownUrl }: CleanUpOptions,
): Promise<Pick<Leftover, 'state' | 'finding'> | undefined> {
	const url = parseHttpUrl(address);
	if (url === undefined || !isTriggerAddress(url)) return undefined;
	const prefix = ownUrl.pathname.replace(/\/[^/]*\/[^/]*$/, '/');
	const isHere = url.origin === ownUrl.origin && url.pathname.startsWith(prefix);
	if (!isHere && !isMarked) return undefined;
	const { state, clause } = await askAddress(url);
	if (state === 'alive') return undefined;
	if (state === 'dead') {
		const former = 'The address is not that of this n8n any more, and no workflow listens there';
		return { state, finding: isHere ? `The address ${clause}` : former };
	}
	const subject = isHere ? 'The address' : 'The address, which is not that of this n8n any more,';
	return { state: 'unknown', finding: `${subject} ${clause}` };
}

async function searchActions(
	transport: Transport,
	options: CleanUpOptions,
	found: Leftover[],
): Promise<void> {
	const { applicationKey: own, deletes, emptyConfigurations, warn } = options;
	const applications = await unlessUnreadable(readApplications(transport));
	const names = new Map(applications.entries.map((one) => [one.key, applicationName(one)]));
	if (own !== undefined && !names.has(own)) names.set(own, own);
	if (names.size === 0 && applications.cause !== undefined) throw applications.cause;
	if (applications.unreadable > 0) {
		warn(applications.cause, 'Applications that cannot be read were left out');
	}
	for (const [applicationKey, name] of names) {
		const configurations = await readConfigurations(transport, applicationKey);
		const keys = configurations.entries.map(({ key }) => key);
		const { entries } = await forwardsIn(transport, applicationKey, keys);
		for (const forward of entries.filter(({ forwardUrl }) => secretOf(forwardUrl) !== '')) {
			const leftover = await leftoverOf(forward, name, options);
			if (leftover === undefined) continue;
			found.push(leftover);
			if (!deletes || leftover.state !== 'dead') continue;
			await deleteFound(transport, forward);
			leftover.deleted = true;
		}
		if (!emptyConfigurations) continue;
		for (const configurationKey of keys) {
			const place = { applicationKey, configurationKey };
			const actions = await readActions(transport, place).catch(() => ({
				entries: [],
				unreadable: 1,
			}));
			if (actions.entries.length + actions.unreadable > 0) continue;
			if (deletes) await deleteConfiguration(transport, applicationKey, configurationKey);
			found.push({
				what: 'Configuration',
				key: configurationKey,
				where: `application ${name} (${applicationKey})`,
				leadsTo: null,
				state: 'unused',
				finding: 'It contains no action. Nothing says who created it',
				deleted: deletes,
			});
		}
	}
}

async function leftoverOf(
	{ place, action, forwardUrl }: FoundForward,
	name: string,
	options: CleanUpOptions,
): Promise<Leftover | undefined> {
	const isMarked = isOfInstance(forwardUrl, options);
	const state = await stateOf(forwardUrl, isMarked, options);
	return (
		state && {
			what: 'Forward action',
			key: action.key,
			where: `configuration ${place.configurationKey} of application ${name} (${place.applicationKey})`,
			leadsTo: maskSecret(forwardUrl),
			...state,
			deleted: false,
		}
	);
}

async function searchSubscriptions(
	transport: Transport,
	options: CleanUpOptions,
	found: Leftover[],
): Promise<void> {
	const { deletes, warn } = options;
	const { entries, unreadable } = await findSubscriptions(transport);
	const notes: string[] = [];
	for (const one of entries) {
		const leftover = await subscriptionLeft(one, options);
		if (leftover === undefined) continue;
		found.push(leftover);
		if (!deletes || leftover.state !== 'dead') continue;
		await deleteFoundSubscription(transport, one, (text) => notes.push(text));
		leftover.deleted = true;
	}
	if (unreadable > 0) {
		notes.push('Not all subscriptions can be read');
	} else {
		await searchSecurities(transport, entries, deletes, found);
	}
	for (const note of notes) warn(new Error(note), 'What can be read is in the output');
}

async function subscriptionLeft(
	{ subscriptionId, profileId, notifyUrl, name, pages }: FoundSubscription,
	options: CleanUpOptions,
): Promise<Leftover | undefined> {
	const key = subscriptionId ?? profileId;
	if (
		key === undefined ||
		notifyUrl === undefined ||
		!(isOurId(subscriptionId) || isOurId(profileId))
	) {
		return undefined;
	}
	const isMarked = [subscriptionId, profileId].some((id) => isIdOfInstance(id, options));
	const state = await stateOf(notifyUrl, isMarked, options);
	if (state === undefined) return undefined;
	const title = name === undefined ? '' : ` "${name}"`;
	return {
		what: subscriptionId === undefined ? 'Subscription profile' : 'Subscription',
		key,
		where: pages.length === 0 ? `this account${title}` : `Page ${pages.join(', ')}${title}`,
		leadsTo: notifyUrl,
		...state,
		deleted: false,
	};
}

/** Deleting a subscription can break off before its last part. */
async function searchSecurities(
	transport: Transport,
	subscriptions: readonly FoundSubscription[],
	deletes: boolean,
	found: Leftover[],
): Promise<void> {
	const used = new Set(subscriptions.map(({ authId }) => authId));
	const { entries } = await unlessUnreadable(readSecurityIds(transport));
	for (const key of entries.filter((id) => isOurId(id) && !used.has(id))) {
		if (deletes) await deleteSecurity(transport, key);
		found.push({
			what: 'Subscription security',
			key,
			where: 'this account',
			leadsTo: null,
			state: 'unused',
			finding: 'No subscription uses it',
			deleted: deletes,
		});
	}
}
