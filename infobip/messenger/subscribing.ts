/**
 * The life of one subscription that hands a Page's events to us: found, made, taken away. Its ids
 * are ours and random, so even when an answer is lost we know what to look for.
 */
import { randomBytes } from 'crypto';

import type { Transport } from '../call/client';
import type { EventName } from '../event/event';
import { objectOf, textOf, type JsonValue } from '../json';
import { unlessGone } from '../call/unlessGone';
import {
	createSubscription,
	deleteProfile,
	deleteSecurity,
	deleteSubscription,
	getProfile,
	getSubscription,
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
	/** 32 random bytes in hex. */
	readonly password: string;
}

const EVENT_ON_WIRE: Readonly<Record<EventName, string>> = {
	messageReceived: 'INBOUND_MESSAGE',
	deliveryReport: 'DELIVERY',
	seenReport: 'SEEN',
	consentUpdate: 'CONSENT_UPDATE',
};

/** Begins a registration. Nothing is at Infobip yet. */
export function newSubscription({ pageId, url }: DesiredSubscription): SubscriptionRegistration {
	const id = randomBytes(12).toString('hex');
	return {
		pageId,
		url,
		subscriptionId: `n8n-${id}`,
		profileId: `n8n-${id}-profile`,
		authId: `n8n-${id}-security`,
		username: `n8n-${id}`,
		password: randomBytes(32).toString('hex'),
	};
}

/** Reads only. True where the subscription of the registration is in place and does what is wished. */
export async function isSubscribed(
	transport: Transport,
	registration: SubscriptionRegistration,
	wish: DesiredSubscription,
): Promise<boolean> {
	if (registration.pageId !== wish.pageId || registration.url !== wish.url) return false;
	const subscription = await unlessGone(getSubscription(transport, registration.subscriptionId));
	if (subscription === undefined) return false;
	if (!sameTexts(subscription.resources, [wish.pageId])) return false;
	if (!sameTexts(eventNames(subscription.events), wireEvents(wish))) return false;
	const inline = objectOf(subscription.profile);
	if (!isOrUnsaid(inline.profileId, registration.profileId)) return false;
	const profile = inline.webhook
		? inline
		: await unlessGone(getProfile(transport, registration.profileId));
	return (
		textOf(objectOf(profile?.webhook).notifyUrl) === wish.url &&
		isOrUnsaid(objectOf(profile?.security).authId, registration.authId)
	);
}

/** Makes what is wished. Where this throws, hand the registration to `unsubscribe`. */
export async function subscribe(
	transport: Transport,
	registration: SubscriptionRegistration,
	wish: DesiredSubscription,
): Promise<void> {
	await createSubscription(transport, {
		...registration,
		name: [...wish.name].slice(0, 255).join(''),
		events: wireEvents(wish),
		notifyUrl: registration.url,
	});
}

/**
 * Takes away the subscription, its profile and its security, which are ours by their ids. What is
 * already gone is no reason to stop. Safe to repeat.
 */
export async function unsubscribe(
	transport: Transport,
	{ subscriptionId, profileId, authId }: SubscriptionRegistration,
): Promise<void> {
	await unlessGone(deleteSubscription(transport, subscriptionId));
	await unlessGone(deleteProfile(transport, profileId));
	await unlessGone(deleteSecurity(transport, authId));
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

/** Infobip need not repeat an id; another one than ours means that somebody exchanged it. */
function isOrUnsaid(id: JsonValue | undefined, ours: string): boolean {
	return (textOf(id) ?? ours) === ours;
}

function sameTexts(value: JsonValue | undefined, wanted: readonly string[]): boolean {
	const texts = Array.isArray(value) ? value.map((one) => textOf(one) ?? '') : [];
	return [...texts].sort().join('\n') === [...wanted].sort().join('\n');
}
