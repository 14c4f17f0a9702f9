import type { FastifyRequest } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { Query } from '../platform/query.mts';

/** Default and bounds are documented. */
const PAGE = { fallback: 0, min: 0, max: 2 ** 31 - 1 };
const SIZE = { fallback: 20, min: 1, max: 100 };

/** One page of a list and its position (documented). */
export function pageOf<T>(
	request: FastifyRequest,
	items: T[],
	answer: (item: T) => JsonObject,
): JsonObject {
	const query = new Query(request);
	const page = query.integer('page', PAGE);
	const size = query.integer('size', SIZE);
	query.end();
	return {
		results: items.slice(page * size, (page + 1) * size).map(answer),
		paging: {
			page,
			size,
			totalPages: Math.ceil(items.length / size),
			totalResults: items.length,
		},
	};
}
