import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { Query } from '../platform/query.mts';
import type { World } from '../world.mts';
import type { WaitingReport } from './waitingReports.mts';

/** Default and maximum are documented, the minimum is a guess. */
export const LIMIT = { fallback: 50, min: 1, max: 1000 };

/** `GET /messenger/1/reports` (documented). The answer 400 to a wrong limit is inferred. */
export function addReportsRoute(app: FastifyInstance, world: World): void {
	app.get('/messenger/1/reports', async (request) => {
		const query = new Query(request);
		const limit = query.integer('limit', LIMIT);
		query.end();
		const taken = takeReports(world, query, limit, isOnMessenger);
		return { results: taken.map((report) => report.messenger()) };
	});
}

function isOnMessenger(
	report: WaitingReport,
): report is WaitingReport & { messenger: () => JsonObject } {
	return report.messenger !== undefined;
}

/** Takes what the query's filters want, which both APIs have alike (documented). */
export function takeReports<R extends WaitingReport>(
	world: World,
	query: Query,
	limit: number,
	isOfKind: (report: WaitingReport) => report is R,
): R[] {
	const names = ['bulkId', 'messageId', 'entityId', 'applicationId', 'campaignReferenceId'];
	const wanted = names.map((name) => [name, query.text(name)] as const);
	const fits = ({ facts }: WaitingReport) =>
		wanted.every(([name, value]) => value === undefined || value === facts[name]);
	return world.reports.take(limit, (report): report is R => isOfKind(report) && fits(report));
}
