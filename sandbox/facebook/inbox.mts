import type { FastifyInstance } from 'fastify';
import { badRequest } from '../platform/apiError.mts';
import type { World } from '../world.mts';
import { receivedEnvelope } from './receivedItem.mts';

/** Path and `limit` are inferred from Push and SMS; default and maximum are guesses after SMS. */
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1000;

/** `GET /facebook/1/inbox/reports`: one inbox for all Applications of the account (inferred). */
export function addInboxRoute(app: FastifyInstance, world: World): void {
	app.get<{ Querystring: { limit?: string } }>('/facebook/1/inbox/reports', async (request) => {
		const items = world.inbox.take(readLimit(request.query.limit));
		return receivedEnvelope(items, world.inbox.size);
	});
}

function readLimit(text: string | undefined): number {
	if (text === undefined) return DEFAULT_LIMIT;
	if (!/^[1-9]\d*$/.test(text)) throw badRequest({ limit: ['must be a positive integer'] });
	return Math.min(Number(text), MAX_LIMIT);
}
