import type { FastifyInstance } from 'fastify';
import { Query } from '../platform/query.mts';
import type { World } from '../world.mts';
import { pageItem } from './receivedItem.mts';
import { LIMIT } from './reports.mts';

/** The channels whose messages can be fetched (documented). The sandbox has messages on one. */
const CHANNELS = ['APPLE_MB', 'MESSENGER', 'MMS', 'SMS', 'VIBER_BM', 'WHATSAPP'] as const;

/** `GET /messages-api/1/inbound?channel=MESSENGER` (documented). */
export function addInboundRoute(app: FastifyInstance, world: World): void {
	app.get('/messages-api/1/inbound', async (request) => {
		const query = new Query(request);
		query.required('channel');
		const channel = query.oneOf('channel', CHANNELS);
		const limit = query.integer('limit', LIMIT);
		query.end();
		const applicationId = query.text('applicationId');
		const entityId = query.text('entityId');
		// A received message belongs to no campaign here.
		const ofCampaign = query.text('campaignReferenceId') !== undefined;
		const taken = world.pageInbox.take(
			limit,
			({ platform }) =>
				channel === 'MESSENGER' &&
				!ofCampaign &&
				(applicationId === undefined || applicationId === platform?.applicationId) &&
				(entityId === undefined || entityId === platform?.entityId),
		);
		return {
			results: taken.map((message) => pageItem(message, 'messagesApi')),
			messageCount: taken.length,
			pendingMessageCount: channel === 'MESSENGER' ? world.pageInbox.size : 0,
		};
	});
}
