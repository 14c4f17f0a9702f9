import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { badRequest } from '../platform/apiError.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import { Query } from '../platform/query.mts';
import { readShape } from '../platform/shape.mts';
import type { World } from '../world.mts';
import { pageOf } from './paging.mts';
import { profileIds } from './profiles.mts';
import type { Subscription } from './registry.mts';
import { subscriptionChangeShape, subscriptionShape } from './shapes.mts';

interface OfSubscription {
	Params: { subscriptionId: string };
}

/** `/subscriptions/1/subscription/FACEBOOK` (documented). The sandbox has no other channel. */
export function addSubscriptionRoutes(app: FastifyInstance, world: World): void {
	const path = '/subscriptions/1/subscription/FACEBOOK';
	const { subscriptions, forwarder } = world;

	const ids = ({ subscriptionId, profileId }: Subscription): JsonObject => ({
		subscriptionId,
		profile: profileIds(subscriptions.profile(profileId)),
	});
	const whole = ({ profileId, ...members }: Subscription): JsonObject => ({
		...members,
		profile: profileIds(subscriptions.profile(profileId)),
	});

	app.get(path, async (request) =>
		pageOf(request, subscriptions.subscriptions().filter(readFilter(request)), whole),
	);

	app.post(path, async (request, reply) => {
		const body = readShape(subscriptionShape, jsonBody(request), badRequest);
		const created = subscriptions.createSubscription(body);
		return reply
			.code(201)
			.header('Location', `${path}/${created.subscriptionId}`)
			.send(ids(created));
	});

	app.get<OfSubscription>(`${path}/:subscriptionId`, async ({ params }) =>
		whole(subscriptions.subscription(params.subscriptionId)),
	);

	app.put<OfSubscription>(`${path}/:subscriptionId`, async (request) => {
		const change = readShape(subscriptionChangeShape, jsonBody(request), badRequest);
		return ids(subscriptions.changeSubscription(request.params.subscriptionId, change));
	});

	app.delete<OfSubscription>(`${path}/:subscriptionId`, async ({ params }) => {
		const removed = subscriptions.removeSubscription(params.subscriptionId);
		// As with Actions: that Infobip ends its retries too is a guess.
		forwarder.cancel(removed.subscriptionId);
		return ids(removed);
	});
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
