import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { badRequest, errorForStatus } from '../platform/apiError.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import { Query } from '../platform/query.mts';
import { read } from '../platform/schema.mts';
import type { World } from '../world.mts';
import type { InboundConfiguration } from './inboundConfigurations.mts';
import { configurationSchema } from './configurationSchema.mts';

interface OfConfiguration {
	Params: { configurationKey: string };
}

/**
 * `/resource-management/1/inbound-message-configurations` (documented), for Messenger pages alone:
 * any other channel is refused. That `resource` is the page id is inferred. The body of a 404 is the
 * platform's (inferred: the documentation names the status and no body).
 */
export function addResourceRoutes(app: FastifyInstance, world: World): void {
	const path = '/resource-management/1/inbound-message-configurations';
	const { inboundConfigurations: configurations, pages } = world;

	// Neither the number of a page is known nor any of its countries.
	app.get(path, async (request) => {
		const query = new Query(request);
		query.required('channel');
		query.end();
		const key = query.text('configurationKey');
		const pageId = query.text('resource');
		const resourceKey = query.text('resourceKey');
		const keyword = query.text('keyword');
		const number = query.text('number') ?? query.text('numberKey');
		if ((key ?? pageId ?? resourceKey ?? number) === undefined) {
			throw badRequest({ resource: ['resource, resourceKey or configurationKey is required'] });
		}
		const found = configurations
			.all()
			.filter(
				(one) =>
					query.text('channel') === 'MESSENGER' &&
					number === undefined &&
					(key === undefined || key === one.configurationKey) &&
					(pageId === undefined || pageId === one.pageId) &&
					(resourceKey === undefined || resourceKey === pages.find(one.pageId)?.resourceKey) &&
					(keyword === undefined || keyword === one.keyword),
			);
		if (found.length === 0) throw errorForStatus(404);
		return found.map(configurationAnswer);
	});

	app.post(path, async (request) => {
		const body = read(configurationSchema, jsonBody(request));
		const { resource, resourceKey } = body;
		if (resource === undefined && resourceKey === undefined) {
			throw badRequest({ resource: ['resource or resourceKey is required'] });
		}
		const page = pages
			.all()
			.find(
				(one) =>
					(resource === undefined || resource === one.id) &&
					(resourceKey === undefined || resourceKey === one.resourceKey),
			);
		if (!page) throw errorForStatus(404);
		return configurationAnswer(configurations.save(page.id, body));
	});

	app.delete<OfConfiguration>(`${path}/:configurationKey`, async (request, reply) => {
		const { configurationKey } = request.params;
		configurations.remove(configurationKey);
		// As with Actions: that Infobip ends its retries too is a guess.
		world.forwarder.cancel(configurationKey);
		return reply.code(204).send();
	});
}

/** The documented default of a Messenger forward. */
export const DEFAULT_FORMAT = 'MO_OTT_MSISDN';

function configurationAnswer(configuration: InboundConfiguration): JsonObject {
	const { configurationKey, keyword, username, forwarding, ...more } = configuration;
	const { conversations, platform } = more;
	// Undefined members do not travel.
	return {
		configurationKey,
		channel: 'MESSENGER',
		keyword,
		username,
		platform,
		forwarding: forwarding && { format: DEFAULT_FORMAT, ...forwarding },
		conversations,
	};
}
