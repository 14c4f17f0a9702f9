import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import type { Settings, World } from '../world.mts';
import { readActionRequest } from './actionRequest.mts';
import { configurationOf, removeAction } from './applicationRegistry.mts';
import type { Action } from './applicationRegistry.mts';
import { listAnswer } from './listAnswer.mts';

interface OfConfiguration {
	Params: { key: string; configurationKey: string };
}

interface OfAction {
	Params: { key: string; configurationKey: string; actionKey: string };
}

/**
 * List, create and delete are inferred from Push. Push cannot read or change a single Action, so
 * neither can the sandbox: those two answer 404.
 */
export function addActionRoutes(app: FastifyInstance, world: World): void {
	const path = '/facebook/1/applications/:key/configurations/:configurationKey/actions';

	const configuration = ({ key, configurationKey }: OfConfiguration['Params']) =>
		configurationOf(world.applications.get(key), configurationKey);

	app.get<OfConfiguration>(path, async (request) => {
		const { actions } = configuration(request.params);
		const items = actions.map((action) => actionAnswer(world.settings, action));
		return listAnswer(world.settings, 'actions', items);
	});

	app.post<OfConfiguration>(path, async (request) => {
		const { actions } = configuration(request.params);
		const action = readActionRequest(jsonBody(request));
		actions.push(action);
		return actionAnswer(world.settings, action);
	});

	app.delete<OfAction>(`${path}/:actionKey`, async (request, reply) => {
		const removed = removeAction(configuration(request.params), request.params.actionKey);
		world.forwarder.cancel(removed.key);
		return reply.code(204).send();
	});
}

function actionAnswer(settings: Settings, { key, ...members }: Action): JsonObject {
	return { [settings.actionKeyName]: key, ...members };
}
