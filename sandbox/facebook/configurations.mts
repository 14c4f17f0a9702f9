import type { FastifyInstance } from 'fastify';
import { newKey } from '../platform/keys.mts';
import type { World } from '../world.mts';
import { configurationOf, removeConfiguration } from './applicationRegistry.mts';
import { createdAnswer, deletedAnswer, listAnswer, thingAnswer } from './answerForms.mts';

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

	app.get<OfApplication>(path, async (request, reply) => {
		const { configurations } = world.applications.get(request.params.key);
		const keys = configurations.map(({ key }) => ({ key }));
		return listAnswer(world.settings, 'configuration', keys, request, reply);
	});

	app.post<OfApplication>(path, async (request, reply) => {
		const key = newKey();
		world.applications.get(request.params.key).configurations.push({ key, actions: [] });
		return createdAnswer(world.settings, 'configuration', { key }, request, reply);
	});

	app.get<OfConfiguration>(`${path}/:configurationKey`, async (request) => {
		const application = world.applications.get(request.params.key);
		const { key } = configurationOf(application, request.params.configurationKey);
		return thingAnswer(world.settings, 'configuration', { key });
	});

	app.delete<OfConfiguration>(`${path}/:configurationKey`, async (request, reply) => {
		const application = world.applications.get(request.params.key);
		const { actions } = removeConfiguration(application, request.params.configurationKey);
		for (const action of actions) world.forwarder.cancel(action.key);
		return deletedAnswer(world.settings, reply);
	});
}
