import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import type { Settings, World } from '../world.mts';
import { readActionRequest } from './actionRequest.mts';
import { configurationOf, removeAction } from './applicationRegistry.mts';
import type { Action } from './applicationRegistry.mts';
import { createdAnswer, deletedAnswer, listAnswer } from './answerForms.mts';

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

	app.get<OfConfiguration>(path, async (request, reply) => {
		const { actions } = configuration(request.params);
		const items = actions.map((action) => actionAnswer(world.settings, action));
		return listAnswer(formsOf(world.settings), 'action', items, request, reply);
	});

	app.post<OfConfiguration>(path, async (request, reply) => {
		const { actions } = configuration(request.params);
		const action = readActionRequest(jsonBody(request), world.settings.forwardType);
		actions.push(action);
		const answer = actionAnswer(world.settings, action);
		return createdAnswer(formsOf(world.settings), 'action', answer, request, reply);
	});

	app.delete<OfAction>(`${path}/:actionKey`, async (request, reply) => {
		const removed = removeAction(configuration(request.params), request.params.actionKey);
		world.forwarder.cancel(removed.key);
		return deletedAnswer(world.settings, reply);
	});
}

function actionAnswer(
	{ forwardType, isActive }: Settings,
	{ type, ...members }: Action,
): JsonObject {
	return {
		type: type === 'HTTP_FORWARD' ? forwardType : type,
		...members,
		...(isActive === null ? {} : { isActive }),
	};
}

/** An action may have a name of its own for its key. */
function formsOf(settings: Settings): Settings {
	return settings.actionKeyName === 'actionKey' ? { ...settings, keyName: 'ownKey' } : settings;
}
