import type { FastifyInstance } from 'fastify';
import { Query } from '../platform/query.mts';
import type { World } from '../world.mts';
import { deliveryReport } from './deliveryReport.mts';

/** Default and maximum are documented, the minimum is a guess. */
export const LIMIT = { fallback: 50, min: 1, max: 1000 };

/** `GET /messenger/1/reports` (documented). The answer 400 to a wrong limit is inferred. */
export function addReportsRoute(app: FastifyInstance, world: World): void {
	app.get('/messenger/1/reports', async (request) => {
		const query = new Query(request);
		const limit = query.integer('limit', LIMIT);
		query.end();
		const wanted = {
			bulkId: query.text('bulkId'),
			messageId: query.text('messageId'),
			entityId: query.text('entityId'),
			applicationId: query.text('applicationId'),
			campaignReferenceId: query.text('campaignReferenceId'),
		};
		const taken = world.reports.take(limit, ({ bulkId, messageId, request: { options } }) => {
			const { platform, campaignReferenceId } = options ?? {};
			const facts = { bulkId, messageId, ...platform, campaignReferenceId };
			return matches(wanted, facts);
		});
		return { results: taken.map(deliveryReport) };
	});
}

type Facts = Record<string, string | undefined>;

function matches(wanted: Facts, facts: Facts): boolean {
	return Object.entries(wanted).every(
		([name, value]) => value === undefined || value === facts[name],
	);
}
