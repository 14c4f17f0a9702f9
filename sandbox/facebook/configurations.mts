import type { FastifyInstance } from 'fastify';
import { newKey } from '../platform/keys.mts';
import type { World } from '../world.mts';
import { configurationOf, removeConfiguration } from './applicationRegistry.mts';
import { listAnswer } from './listAnswer.mts';

interface OfApplication {
	Params: { key: string };
}

interface OfConfiguration {
	Params: { key: string; configurationKey: string };
}

/**
 * A Configuration is a container of Actions (documented) that knows no more than its key. All four
 * methods, create without a body and 204 on delete are inferred from Push.
 */
export function addConfigurationRoutes(app: FastifyInstance, world: World): void {
	const path = '/facebook/1/applications/:key/configurations';

	app.get<OfApplication>(path, async (request) => {
		const { configurations } = world.applications.get(request.params.key);
		const keys = configurations.map(({ key }) => ({ key }));
		return listAnswer(world.settings, 'configurations', keys);
	});

	app.post<OfApplication>(path, async (request) => {
		const key = newKey();
		world.applications.get(request.params.key).configurations.push({ key, actions: [] });
		return { key };
	});

	app.get<OfConfiguration>(`${path}/:configurationKey`, async (request) => {
		const application = world.applications.get(request.params.key);
		return { key: configurationOf(application, request.params.configurationKey).key };
	});

	app.delete<OfConfiguration>(`${path}/:configurationKey`, async (request, reply) => {
		const application = world.applications.get(request.params.key);
		const { actions } = removeConfiguration(application, request.params.configurationKey);
		for (const action of actions) world.forwarder.cancel(action.key);
		return reply.code(204).send();
	});
}
