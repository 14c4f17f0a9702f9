/** Subscriptions of a Page's events (documented: Infobip's OpenAPI 3.210.0, Subscriptions API). */
import { call, type Transport } from '../call/client';
import { UnexpectedAnswer } from '../errors';
import type { Listed } from '../call/unreadable';
import { isObject, numberOf, objectOf, textOf, type JsonObject } from '../json';

export const SUBSCRIPTIONS_API = '/subscriptions/1';
const SUBSCRIPTIONS = `${SUBSCRIPTIONS_API}/subscription/FACEBOOK`;
const PROFILES = `${SUBSCRIPTIONS_API}/profiles`;
const SECURITIES = `${SUBSCRIPTIONS_API}/security`;
const PAGE_SIZE = 100;
/** Stops a server that pages without end. */
const MAX_PAGES = 100;

export interface NewSubscription {
	readonly subscriptionId: string;
	/** 1 to 255 characters; what a person reads in the portal. */
	readonly name: string;
	readonly events: readonly string[];
	/** The page id. */
	readonly pageId: string;
	readonly profileId: string;
	/** At most 512 characters. */
	readonly notifyUrl: string;
	readonly authId: string;
	/** What Infobip authenticates its calls with (Basic). */
	readonly username: string;
	readonly password: string;
}

/** Creates subscription, profile and security in one request. Returns what Infobip answers. */
export async function createSubscription(
	transport: Transport,
	subscription: NewSubscription,
): Promise<JsonObject> {
	const { subscriptionId, name, events, pageId, profileId, notifyUrl } = subscription;
	const { authId, username, password } = subscription;
	const body = JSON.stringify({
		subscriptionId,
		name,
		events,
		resources: [pageId],
		profile: {
			profileId,
			webhook: { notifyUrl, contentType: 'application/json' },
			security: { authId, type: 'BASIC', credentials: { username, password } },
		},
	});
	const task = `subscribe to the events of Page ${pageId}`;
	return objectOf(await call(transport, { task, method: 'POST', path: SUBSCRIPTIONS, body }));
}

/** Lists the account's subscriptions for FACEBOOK, as far as they can be read. */
export async function readSubscriptions(transport: Transport): Promise<Listed<JsonObject>> {
	return await readPages(transport, SUBSCRIPTIONS, 'list the subscriptions');
}

/** The readable entries of `readSubscriptions`. */
export async function listSubscriptions(transport: Transport): Promise<JsonObject[]> {
	return (await readSubscriptions(transport)).entries;
}

export async function readProfiles(transport: Transport): Promise<Listed<JsonObject>> {
	return await readPages(transport, PROFILES, 'list the subscription profiles');
}

/** Each with its id alone: Infobip may answer with the credentials, which nobody needs. */
export async function readSecurityIds(transport: Transport): Promise<Listed<string>> {
	const { entries, unreadable } = await readPages(
		transport,
		SECURITIES,
		'list the security settings of subscriptions',
	);
	const ids = entries.map(({ authId }) => textOf(authId)).filter((id) => id !== undefined);
	return { entries: ids, unreadable: unreadable + entries.length - ids.length };
}

async function readPages(
	transport: Transport,
	path: string,
	task: string,
): Promise<Listed<JsonObject>> {
	const entries: JsonObject[] = [];
	let unreadable = 0;
	for (let page = 0, pages = 1; page < pages; page++) {
		const query = { page, size: PAGE_SIZE };
		const answer = await call(transport, { task, method: 'GET', path, query });
		const { results, paging } = objectOf(answer);
		if (!Array.isArray(results)) throw new UnexpectedAnswer(task, answer);
		const readable = results.filter(isObject);
		for (const entry of readable) entries.push(entry);
		unreadable += results.length - readable.length;
		pages = numberOf(objectOf(paging).totalPages) ?? 1;
		if (page + 1 < pages && page + 1 >= MAX_PAGES) return { entries, unreadable: unreadable + 1 };
	}
	return { entries, unreadable };
}

export async function getSubscription(transport: Transport, id: string): Promise<JsonObject> {
	const task = `get subscription ${id}`;
	return objectOf(await call(transport, { task, method: 'GET', path: subscriptionPath(id) }));
}

export async function deleteSubscription(transport: Transport, id: string): Promise<void> {
	const task = `delete subscription ${id}`;
	await call(transport, { task, method: 'DELETE', path: subscriptionPath(id) });
}

export async function getProfile(transport: Transport, id: string): Promise<JsonObject> {
	const task = `get subscription profile ${id}`;
	return objectOf(await call(transport, { task, method: 'GET', path: profilePath(id) }));
}

export async function deleteProfile(transport: Transport, id: string): Promise<void> {
	const task = `delete subscription profile ${id}`;
	await call(transport, { task, method: 'DELETE', path: profilePath(id) });
}

export async function deleteSecurity(transport: Transport, id: string): Promise<void> {
	const task = `delete subscription security ${id}`;
	const path = `${SECURITIES}/${encodeURIComponent(id)}`;
	await call(transport, { task, method: 'DELETE', path });
}

const subscriptionPath = (id: string): string => `${SUBSCRIPTIONS}/${encodeURIComponent(id)}`;

const profilePath = (id: string): string => `${PROFILES}/${encodeURIComponent(id)}`;
