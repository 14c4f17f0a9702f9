import { writeExactJson } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';
import type { Platform } from '../messenger/sendSchema.mts';
import type { EventName, SubscribedChannel, WebhookKind } from '../platform/webhookKind.mts';
import type { World } from '../world.mts';
import type { Profile, Security, Subscription } from './registry.mts';

/** Something that happened on a page, and how it is reported in a format. */
export interface Happening {
	/** Of a step on another channel: who it came from. */
	pageId: string;
	/** Default: FACEBOOK. */
	channel?: SubscribedChannel;
	platform?: Platform;
	item: (format: string | undefined) => JsonObject;
}

/** The envelope of an event's items, and what the forward log calls it. */
export interface Envelope {
	body: (items: JsonObject[], format: string | undefined) => JsonObject;
	webhook: (format: string | undefined) => WebhookKind | undefined;
}

/** Messages in one request when a profile does not say; that it is one is a guess. */
const DEFAULT_BUCKET_SIZE = 1;

/**
 * Tells every subscription that asked for the event, so many at a time as its profile allows
 * (documented). Bodies of one subscription go out one after the other (guess).
 *
 * @returns what nobody asked for, and a promise that settles when the first tries have ended
 */
export function publish<H extends Happening>(
	world: World,
	event: EventName,
	happenings: H[],
	envelope: Envelope = { body: (results) => ({ results }), webhook: () => event },
): { left: H[]; firstTries: Promise<void> } {
	const told = new Set<H>();
	const firstTries = world.subscriptions.subscriptions().map(async (subscription) => {
		const asked = askedFor(subscription, event);
		const mine = asked ? happenings.filter((one) => concerns(world, subscription, one)) : [];
		const profile = world.subscriptions.profile(subscription.profileId);
		const url = profile.webhook?.notifyUrl;
		if (!asked || url === undefined) return;
		for (const one of mine) told.add(one);
		const how = { ...transport(world, profile), webhook: envelope.webhook(asked.format) };
		for (const bucket of buckets(mine, profile.maxBucketSize ?? DEFAULT_BUCKET_SIZE)) {
			const items = bucket.map(({ item }) => item(asked.format));
			const body = writeExactJson(envelope.body(items, asked.format));
			await world.forwarder.send(subscription.subscriptionId, url, body, how).firstTry;
		}
	});
	return {
		left: happenings.filter((one) => !told.has(one)),
		firstTries: Promise.all(firstTries).then(() => undefined),
	};
}

/** Whether anyone subscribed to this event on a page. */
export function hasSubscriber(world: World, event: EventName, pageId: string): boolean {
	return world.subscriptions.subscriptions().some((subscription) => {
		const { webhook } = world.subscriptions.profile(subscription.profileId);
		return (
			webhook?.notifyUrl !== undefined &&
			askedFor(subscription, event) !== undefined &&
			concerns(world, subscription, { pageId })
		);
	});
}

function askedFor(
	{ events }: Subscription,
	wanted: EventName,
): { format: string | undefined } | undefined {
	const found = events.find((one) => (typeof one === 'string' ? one : one.event) === wanted);
	if (found === undefined) return undefined;
	return { format: typeof found === 'string' ? undefined : found.format };
}

/** An empty or missing list means everything (documented for resources, inferred for the others). */
function concerns(
	{ account }: World,
	{ channel: subscribed, resources = [], criteria = [], users = [] }: Subscription,
	{ pageId, platform = {}, channel = 'FACEBOOK' }: Omit<Happening, 'item'>,
): boolean {
	return (
		channel === subscribed &&
		(resources.length === 0 || resources.includes(pageId)) &&
		(users.length === 0 || users.includes(account.username)) &&
		(criteria.length === 0 ||
			criteria.some(
				({ applicationId, entityId }) =>
					(applicationId === undefined || applicationId === platform.applicationId) &&
					(entityId === undefined || entityId === platform.entityId),
			))
	);
}

/** Fixed headers go along; an `Authorization` among them gives way to the security (documented). */
function transport(
	{ subscriptions }: World,
	{ headers = {}, readTimeout, authId }: Profile,
): { headers: Record<string, string>; timeoutMs?: number } {
	const authorization =
		authId === undefined ? undefined : authorizationOf(subscriptions.security(authId));
	const fixed = Object.entries(headers).filter(
		([name]) => authorization === undefined || name.toLowerCase() !== 'authorization',
	);
	return {
		headers: {
			...Object.fromEntries(fixed),
			...(authorization !== undefined && { Authorization: authorization }),
		},
		...(readTimeout !== undefined && { timeoutMs: readTimeout }),
	};
}

/** Where an HMAC is and what it covers is not established, and OAuth needs a token server. */
function authorizationOf({ type, credentials }: Security): string | undefined {
	if (type !== 'BASIC' || !credentials || !('password' in credentials)) return undefined;
	const { username, password } = credentials;
	return `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}`;
}

function* buckets<T>(items: T[], size: number): Generator<T[]> {
	for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
