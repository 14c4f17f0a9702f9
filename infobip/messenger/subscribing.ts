/**
 * The life of one subscription that hands a Page's events to us: found, created, deleted. Its ids are
 * ours, so even when an answer is lost we know what to look for.
 */
import type { Transport } from '../call/client';
import type { EventName } from '../event/event';
import { unlessGone, type Removal } from '../call/unlessGone';
import { unlessUnreadable, type Listed } from '../call/unreadable';
import { ApiError, isNotDone } from '../errors';
import { objectOf, textOf, type JsonObject, type JsonValue } from '../json';
import { digest, instanceMark, isLeftBehind, ownerMark, type Claim, type Owner } from '../owner';
import {
	createSubscription,
	deleteProfile,
	deleteSecurity,
	deleteSubscription,
	getProfile,
	getSubscription,
	readProfiles,
	readSecurityIds,
	readSubscriptions,
} from './subscriptions';

export interface DesiredSubscription {
	readonly pageId: string;
	readonly events: readonly EventName[];
	readonly url: string;
	/** What a person reads in the portal: that n8n made it, and for which workflow. */
	readonly name: string;
}

/** What we have at Infobip, or may have: the answer can have been lost. */
export interface SubscriptionRegistration {
	readonly pageId: string;
	readonly url: string;
	readonly subscriptionId: string;
	readonly profileId: string;
	readonly authId: string;
	/** What Infobip authenticates its calls with. */
	readonly username: string;
	/** 64 hex digits. */
	readonly password: string;
	/** Whether Infobip was asked to create it, so that it may exist. */
	isRequested?: boolean;
}

const EVENT_ON_WIRE: Readonly<Record<EventName, string>> = {
	messageReceived: 'INBOUND_MESSAGE',
	deliveryReport: 'DELIVERY',
	seenReport: 'SEEN',
	consentUpdate: 'CONSENT_UPDATE',
};

/** Begins with what every id of ours begins with, so that they are recognised without any note. */
const PREFIX = 'n8n-';

/** The id of the subscription that a trigger creates for its address: whose it is, and which one. */
export function subscriptionIdOf(owner: Owner, url: string): string {
	return `${PREFIX}${ownerMark(owner)}${digest([url], 12)}`;
}

/**
 * Begins a registration. Nothing is at Infobip yet. The ids follow from the trigger and its address:
 * whatever was forgotten, what it created is found again.
 *
 * @param secret 64 hex digits
 */
export function newSubscription(
	{ pageId, url }: DesiredSubscription,
	owner: Owner,
	secret: string,
): SubscriptionRegistration {
	const id = subscriptionIdOf(owner, url);
	return {
		pageId,
		url,
		subscriptionId: id,
		profileId: `${id}-profile`,
		authId: `${id}-security`,
		username: id,
		password: secret,
	};
}

/** Reads only. True if the subscription of the registration is in place and does what is desired. */
export async function isSubscribed(
	transport: Transport,
	registration: SubscriptionRegistration,
	desired: DesiredSubscription,
): Promise<boolean> {
	if (registration.pageId !== desired.pageId || registration.url !== desired.url) return false;
	const subscription = await unlessGone(getSubscription(transport, registration.subscriptionId));
	if (subscription === undefined) return false;
	if (!sameTexts(subscription.resources, [desired.pageId])) return false;
	if (!sameTexts(eventNames(subscription.events), wireEvents(desired))) return false;
	const inline = objectOf(subscription.profile);
	if (!isOrUnsaid(inline.profileId, registration.profileId)) return false;
	const profile = inline.webhook
		? inline
		: await unlessGone(getProfile(transport, registration.profileId));
	return (
		textOf(objectOf(profile?.webhook).notifyUrl) === desired.url &&
		isOrUnsaid(objectOf(profile?.security).authId, registration.authId)
	);
}

/**
 * Creates what is desired, and deletes whatever else leads to exactly this address, because only this
 * trigger can be called there, and what it left when n8n had another address. If this throws, hand the
 * registration to `unsubscribe`.
 *
 * @param note is called with what could not be read or deleted
 */
export async function subscribe(
	transport: Transport,
	registration: SubscriptionRegistration,
	desired: DesiredSubscription,
	claim: Claim,
	note: (text: string) => void,
): Promise<void> {
	await deleteAllOf(transport, registration, note, claim);
	const subscription = {
		...registration,
		name: [...desired.name].slice(0, 255).join(''),
		events: wireEvents(desired),
		notifyUrl: registration.url,
	};
	const create = async (): Promise<JsonObject> => {
		registration.isRequested = true;
		return await createSubscription(transport, subscription).catch((error: unknown) => {
			if (isNotDone(error)) registration.isRequested = false;
			throw error;
		});
	};
	const answer = await create().catch(async (error: unknown) => {
		// One of the ids may be taken by a part that an interrupted deletion has left.
		const isTaken = error instanceof ApiError && TAKEN.includes(error.status);
		if (!isTaken) throw error;
		const deleted = await deleteParts(transport, registration, note);
		if (deleted.length === 0) throw error;
		return await create();
	});
	const created = textOf(answer.subscriptionId);
	if (created === registration.subscriptionId) return;
	const task = `create subscription ${registration.subscriptionId}`;
	if (created !== undefined) {
		await unlessGone(deleteSubscription(transport, created));
		throw refusedAs(task, `it created ${created} instead, which was deleted again`);
	}
	// The answer does not say what was created (documented: it does).
	if ((await unlessGone(getSubscription(transport, registration.subscriptionId))) === undefined) {
		throw refusedAs(task, 'it answered with success, and the subscription does not exist');
	}
}

/** No status for an id that is taken is documented. */
const TAKEN: readonly number[] = [400, 409, 422];

function refusedAs(task: string, text: string): ApiError {
	return new ApiError(task, 200, { code: undefined, text, violations: [] });
}

/**
 * Deletes the subscription, its profile and its security setting, which are ours by their ids, and
 * whatever leads to exactly this address if Infobip does not know the id. Safe to repeat.
 *
 * @param note is called with what could not be read or deleted
 */
export async function unsubscribe(
	transport: Transport,
	registration: SubscriptionRegistration,
	note: (text: string) => void,
): Promise<Removal> {
	if (registration.isRequested !== true) return 'removed';
	const deleted = await deleteParts(transport, registration, note);
	if (deleted.includes(registration.subscriptionId)) return 'removed';
	const others = await deleteAllOf(transport, registration, note);
	return deleted.length + others > 0 ? 'removed' : 'notFound';
}

/**
 * Deletes what a trigger left although nothing of it is written down, as after a crash. Nobody else
 * has these ids.
 */
export async function unsubscribeLost(
	transport: Transport,
	registration: SubscriptionRegistration,
	claim: Claim,
	note: (text: string) => void,
): Promise<void> {
	const { subscriptionId, profileId } = registration;
	const left =
		(await unlessGone(getSubscription(transport, subscriptionId))) ??
		(await unlessGone(getProfile(transport, profileId)));
	if (left !== undefined) await deleteParts(transport, registration, note);
	await deleteWhere(transport, note, async (one) => await isForgotten(one, claim));
}

type Parts = Pick<SubscriptionRegistration, 'subscriptionId' | 'profileId' | 'authId'>;

/** @returns the ids that Infobip knew */
async function deleteParts(
	transport: Transport,
	{ subscriptionId, profileId, authId }: Partial<Parts>,
	note: (text: string) => void,
): Promise<string[]> {
	const parts = [
		{ what: 'Subscription', id: subscriptionId, remove: deleteSubscription, find: getSubscription },
		{ what: 'Subscription profile', id: profileId, remove: deleteProfile, find: getProfile },
		{ what: 'Subscription security', id: authId, remove: deleteSecurity, find: findSecurity },
	];
	const deleted: string[] = [];
	for (const { what, id, remove, find } of parts) {
		if (id === undefined) continue;
		const wasThere = await remove(transport, id).then(
			() => true,
			async (error: unknown) => {
				if (!(error instanceof ApiError)) throw error;
				if (TAKEN.includes(error.status) && id !== subscriptionId) {
					note(`${what} ${id} was left at Infobip, which does not delete it: ${error.message}`);
					return false;
				}
				// Gone already, unless it can still be read.
				if (error.status !== 404 || (await unlessGone(find(transport, id)))) throw error;
				return false;
			},
		);
		if (wasThere) deleted.push(id);
	}
	return deleted;
}

async function findSecurity(transport: Transport, authId: string): Promise<JsonObject | undefined> {
	const { entries } = await unlessUnreadable(readSecurityIds(transport));
	return entries.includes(authId) ? { authId } : undefined;
}

/** A subscription, or a profile without one, as it is found in the lists. */
export interface FoundSubscription extends Partial<Parts> {
	readonly name: string | undefined;
	readonly pages: readonly string[];
	readonly notifyUrl: string | undefined;
	/** Whether another subscription has the same profile. */
	readonly sharesProfile: boolean;
}

/** Lists the account's subscriptions with where they lead, as far as they can be read. */
export async function findSubscriptions(transport: Transport): Promise<Listed<FoundSubscription>> {
	const subscriptions = await readSubscriptions(transport);
	const listed = await unlessUnreadable(readProfiles(transport));
	const profiles = new Map(listed.entries.map((one) => [textOf(one.profileId), one]));
	const used = subscriptions.entries.map(({ profile }) => textOf(objectOf(profile).profileId));
	const found: FoundSubscription[] = [];
	for (const subscription of subscriptions.entries) {
		const inline = objectOf(subscription.profile);
		const profileId = textOf(inline.profileId);
		const profile = inline.webhook ? inline : await profileOf(transport, profileId, profiles);
		const { resources } = subscription;
		found.push({
			subscriptionId: textOf(subscription.subscriptionId),
			name: textOf(subscription.name),
			pages: (Array.isArray(resources) ? resources : []).map((one) => textOf(one) ?? ''),
			...whereTo(profileId, profile),
			sharesProfile: used.filter((id) => id === profileId).length > 1,
		});
	}
	for (const [profileId, profile] of profiles) {
		if (profileId === undefined || used.includes(profileId)) continue;
		const unused = { subscriptionId: undefined, name: undefined, pages: [], sharesProfile: false };
		found.push({ ...unused, ...whereTo(profileId, profile) });
	}
	return { entries: found, unreadable: subscriptions.unreadable + listed.unreadable };
}

async function profileOf(
	transport: Transport,
	profileId: string | undefined,
	listed: ReadonlyMap<string | undefined, JsonObject>,
): Promise<JsonObject> {
	if (profileId === undefined) return {};
	return listed.get(profileId) ?? (await unlessGone(getProfile(transport, profileId))) ?? {};
}

function whereTo(profileId: string | undefined, profile: JsonObject) {
	return {
		profileId,
		authId: textOf(objectOf(profile.security).authId),
		notifyUrl: textOf(objectOf(profile.webhook).notifyUrl),
	};
}

/** Whether a trigger of this n8n created it, wherever it leads. */
export const isIdOfInstance = (id: string | undefined, n8n: Pick<Owner, 'instanceId'>): boolean =>
	id?.startsWith(`${PREFIX}${instanceMark(n8n)}`) === true;

/** Whether an id has the form of ours. */
export const isOurId = (id: string | undefined): boolean => id?.startsWith(PREFIX) === true;

/** Deletes a found subscription, and profile and security setting if they have an id of ours. */
export async function deleteFoundSubscription(
	transport: Transport,
	{ subscriptionId, profileId, authId, sharesProfile }: FoundSubscription,
	note: (text: string) => void,
): Promise<void> {
	const withProfile = isOurId(profileId) && !sharesProfile;
	await deleteParts(
		transport,
		{
			subscriptionId,
			profileId: withProfile ? profileId : undefined,
			authId: withProfile && isOurId(authId) ? authId : undefined,
		},
		note,
	);
}

/**
 * @param claim also deletes what was left at a former address
 * @returns how many there were
 */
async function deleteAllOf(
	transport: Transport,
	{ url, subscriptionId }: SubscriptionRegistration,
	note: (text: string) => void,
	claim?: Claim,
): Promise<number> {
	return await deleteWhere(
		transport,
		note,
		async (one) =>
			one.subscriptionId === subscriptionId ||
			(one.notifyUrl === url && (one.subscriptionId !== undefined || isOurId(one.profileId))) ||
			(claim !== undefined && (await isForgotten(one, claim))),
	);
}

async function isForgotten(
	{ subscriptionId, profileId, notifyUrl }: FoundSubscription,
	claim: Claim,
): Promise<boolean> {
	const id = subscriptionId ?? profileId;
	if (id === undefined || !isOurId(id) || notifyUrl === undefined) return false;
	return await isLeftBehind(claim, id.slice(PREFIX.length), notifyUrl);
}

/** @returns how many there were */
async function deleteWhere(
	transport: Transport,
	note: (text: string) => void,
	isOurs: (one: FoundSubscription) => Promise<boolean>,
): Promise<number> {
	const { entries, unreadable } = await unlessUnreadable(
		// A 404 is about the API, and says so when the subscription is created.
		unlessGone(findSubscriptions(transport)).then(
			(found) => found ?? { entries: [], unreadable: 0 },
		),
	);
	if (unreadable > 0) {
		note(
			'Not all subscriptions of this account can be read, so an older one of this workflow may still exist. Setup → Clean Up lists what can be read',
		);
	}
	let deleted = 0;
	for (const one of entries) {
		if (!(await isOurs(one))) continue;
		await deleteFoundSubscription(transport, one, note);
		deleted += 1;
	}
	return deleted;
}

function wireEvents({ events }: DesiredSubscription): string[] {
	return events.map((event) => EVENT_ON_WIRE[event]);
}

/** An event is a name, or an object with the name and a format. */
export function eventNames(events: JsonValue | undefined): string[] {
	return (Array.isArray(events) ? events : []).map(
		(event) => textOf(event) ?? textOf(objectOf(event).event) ?? '',
	);
}

/** Infobip need not repeat an id; an id other than ours means that someone replaced it. */
function isOrUnsaid(id: JsonValue | undefined, ours: string): boolean {
	return (textOf(id) ?? ours) === ours;
}

function sameTexts(value: JsonValue | undefined, wanted: readonly string[]): boolean {
	const texts = Array.isArray(value) ? value.map((one) => textOf(one) ?? '') : [];
	return [...texts].sort().join('\n') === [...wanted].sort().join('\n');
}
