import type { FastifyInstance } from 'fastify';
import type { World } from '../world.mts';
import { addProfileRoutes } from './profiles.mts';
import { addSecurityRoutes } from './security.mts';
import { addSubscriptionRoutes } from './subscriptions.mts';

/** Subscriptions, `/subscriptions/1`. Client certificates for mutual TLS are left out. */
export function addSubscriptionsRoutes(app: FastifyInstance, world: World): void {
	addSubscriptionRoutes(app, world);
	addProfileRoutes(app, world);
	addSecurityRoutes(app, world);
}
