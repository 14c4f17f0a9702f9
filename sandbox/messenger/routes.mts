import type { FastifyInstance } from 'fastify';
import type { World } from '../world.mts';
import { addInboundRoute } from './inbound.mts';
import { addLogsRoute } from './logs.mts';
import { addMessagesRoute } from './messages.mts';
import { addReportsRoute } from './reports.mts';

/**
 * The Messenger API, `/messenger/1`, and the one call of the Messages API that Messenger pages
 * need. Marketing (campaigns, audiences, clicks) is closed for new users and left out.
 */
export function addMessengerRoutes(app: FastifyInstance, world: World): void {
	addMessagesRoute(app, world);
	addReportsRoute(app, world);
	addLogsRoute(app, world);
	addInboundRoute(app, world);
}
