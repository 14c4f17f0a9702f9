/** Subscriptions of a Page's events (documented: Infobip's OpenAPI 3.210.0, Subscriptions API). */
import { call, type Transport } from '../call/client';
import { UnexpectedAnswer } from '../errors';
import { isObject, numberOf, objectOf, type JsonObject } from '../json';

const SUBSCRIPTIONS = '/subscriptions/1/subscription/FACEBOOK';
const PAGE_SIZE = 100;

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

export async function createSubscription(
	transport: Transport,
	subscription: NewSubscription,
): Promise<void> {
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
	await call(transport, { task, method: 'POST', path: SUBSCRIPTIONS, body });
}

/** Every subscription of the account to Messenger events. Reads only. */
export async function listSubscriptions(transport: Transport): Promise<JsonObject[]> {
	const task = 'list the subscriptions';
	const subscriptions: JsonObject[] = [];
	let pages = 1;
	for (let page = 0; page < pages; page++) {
		const query = { page, size: PAGE_SIZE };
		const answer = await call(transport, { task, method: 'GET', path: SUBSCRIPTIONS, query });
		const { results, paging } = objectOf(answer);
		if (!Array.isArray(results)) throw new UnexpectedAnswer(task, answer);
		subscriptions.push(...results.filter(isObject));
		pages = numberOf(objectOf(paging).totalPages) ?? 1;
	}
	return subscriptions;
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
	const path = `/subscriptions/1/security/${encodeURIComponent(id)}`;
	await call(transport, { task, method: 'DELETE', path });
}

const subscriptionPath = (id: string): string => `${SUBSCRIPTIONS}/${encodeURIComponent(id)}`;

const profilePath = (id: string): string => `/subscriptions/1/profiles/${encodeURIComponent(id)}`;
