import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { errorForStatus } from '../platform/apiError.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import { Query } from '../platform/query.mts';
import { read } from '../platform/schema.mts';
import { SUBSCRIBED_CHANNELS } from '../platform/webhookKind.mts';
import type { SubscribedChannel } from '../platform/webhookKind.mts';
import type { World } from '../world.mts';
import { pageOf } from './paging.mts';
import { profileIds } from './profiles.mts';
import type { Subscription } from './registry.mts';
import { subscriptionChangeSchema, subscriptionSchema } from './schemas.mts';

interface OfChannel {
	Params: { channel: string };
}
interface OfSubscription {
	Params: { channel: string; subscriptionId: string };
}

/** `/subscriptions/1/subscription/{channel}` (documented): Facebook, and the channels of steps. */
export function addSubscriptionRoutes(app: FastifyInstance, world: World): void {
	const path = '/subscriptions/1/subscription';
	const { subscriptions, forwarder } = world;

	const ids = ({ subscriptionId, profileId }: Subscription): JsonObject => ({
		subscriptionId,
		profile: profileIds(subscriptions.profile(profileId)),
	});
	const whole = (subscription: Subscription): JsonObject => ({
		...Object.fromEntries(
			Object.entries(subscription).filter(([name]) => name !== 'channel' && name !== 'profileId'),
		),
		profile: profileIds(subscriptions.profile(subscription.profileId)),
	});

	app.get<OfChannel>(`${path}/:channel`, async (request) => {
		const channel = channelOf(request.params);
		const mine = subscriptions.subscriptions().filter((one) => one.channel === channel);
		return pageOf(request, mine.filter(readFilter(request)), whole);
	});

	app.post<OfChannel>(`${path}/:channel`, async (request, reply) => {
		const channel = channelOf(request.params);
		const body = read(subscriptionSchema, jsonBody(request));
		const created = subscriptions.createSubscription(channel, body);
		return reply
			.code(201)
			.header('Location', `${path}/${channel}/${created.subscriptionId}`)
			.send(ids(created));
	});

	app.get<OfSubscription>(`${path}/:channel/:subscriptionId`, async ({ params }) =>
		whole(subscriptions.subscription(channelOf(params), params.subscriptionId)),
	);

	app.put<OfSubscription>(`${path}/:channel/:subscriptionId`, async (request) => {
		const change = read(subscriptionChangeSchema, jsonBody(request));
		const { subscriptionId } = request.params;
		return ids(subscriptions.changeSubscription(channelOf(request.params), subscriptionId, change));
	});

	app.delete<OfSubscription>(`${path}/:channel/:subscriptionId`, async ({ params }) => {
		const removed = subscriptions.removeSubscription(channelOf(params), params.subscriptionId);
		// As with Actions: that Infobip ends its retries too is a guess.
		forwarder.cancel(removed.subscriptionId);
		return ids(removed);
	});
}

/** @throws ApiError 404 for a channel that the sandbox does not have */
function channelOf({ channel }: OfChannel['Params']): SubscribedChannel {
	const known = SUBSCRIBED_CHANNELS.find((one) => one === channel);
	if (known === undefined) throw errorForStatus(404);
	return known;
}

/** A filter finds what names its value; a subscription to everything names nothing (guess). */
function readFilter(request: FastifyRequest): (subscription: Subscription) => boolean {
	const query = new Query(request);
	const criteria = (['applicationId', 'entityId', 'callsConfigurationId'] as const).map(
		(name) => [name, query.text(name)] as const,
	);
	const resource = query.text('resource');
	const user = query.text('user');
	return (subscription) =>
		criteria.every(
			([name, value]) =>
				value === undefined || subscription.criteria?.some((pair) => pair[name] === value),
		) &&
		(resource === undefined || !!subscription.resources?.includes(resource)) &&
		(user === undefined || !!subscription.users?.includes(user));
}
