import type { FastifyInstance } from 'fastify';
import { badRequest } from '../platform/apiError.mts';
import type { World } from '../world.mts';

interface Users {
	Params: { key: string };
	Querystring: { limit?: string; offset?: string };
}

/** Default and maximum alike (inferred from OMNI Chat). */
const MAX_LIMIT = 1000;

/**
 * The people who have written to an Application. That the page exists is documented; path, paging
 * and the bare array are inferred from OMNI Chat, whose optional names are left out here.
 */
export function addUsersRoute(app: FastifyInstance, world: World): void {
	app.get<Users>('/facebook/1/applications/:key/users', async (request) => {
		const { key } = world.applications.get(request.params.key);
		const offset = readCount('offset', request.query.offset, 0);
		const limit = readCount('limit', request.query.limit, MAX_LIMIT);
		return world.conversations
			.writersTo({ api: 'facebook', applicationKey: key })
			.slice(offset, offset + Math.min(limit, MAX_LIMIT))
			.map((userKey) => ({ key: userKey, integrationType: 'FACEBOOK' }));
	});
}

function readCount(name: string, text: string | undefined, fallback: number): number {
	if (text === undefined) return fallback;
	if (!/^\d+$/.test(text)) throw badRequest({ [name]: ['must be a non-negative integer'] });
	return Number(text);
}
