import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import type { World } from '../world.mts';
import { readApplicationRequest } from './applicationRequest.mts';
import { appName } from './applicationRegistry.mts';
import type { Application } from './applicationRegistry.mts';
import { createdAnswer, deletedAnswer, listAnswer, thingAnswer } from './answerForms.mts';

interface OfApplication {
	Params: { key: string };
}

/**
 * `/facebook/1/applications`. Create is documented, list is documented as a method; get and update
 * are inferred, delete is a guess. 200 for create is inferred too.
 */
export function addApplicationRoutes(app: FastifyInstance, world: World): void {
	const { applications, forwarder } = world;

	app.post('/facebook/1/applications', async (request, reply) => {
		const created = applicationAnswer(
			applications.create(readApplicationRequest(jsonBody(request))),
		);
		return createdAnswer(world.settings, 'application', created, request, reply);
	});

	app.get('/facebook/1/applications', async (request, reply) => {
		const all = applications.all().map(applicationAnswer);
		return listAnswer(world.settings, 'application', all, request, reply);
	});

	app.get<OfApplication>('/facebook/1/applications/:key', async (request) =>
		thingAnswer(
			world.settings,
			'application',
			applicationAnswer(applications.get(request.params.key)),
		),
	);

	app.put<OfApplication>('/facebook/1/applications/:key', async (request) => {
		const application = applications.get(request.params.key);
		application.app = readApplicationRequest(jsonBody(request));
		return thingAnswer(world.settings, 'application', applicationAnswer(application));
	});

	app.delete<OfApplication>('/facebook/1/applications/:key', async (request, reply) => {
		const { configurations } = applications.remove(request.params.key);
		for (const { actions } of configurations) {
			for (const action of actions) forwarder.cancel(action.key);
		}
		return deletedAnswer(world.settings, reply);
	});
}

/** The documented answer of create; token and secret come back in clear. */
function applicationAnswer({ key, app }: Application): JsonObject {
	return {
		key,
		facebook: {
			page: { accessToken: app.accessToken },
			application: {
				id: app.id,
				secret: app.secret,
				name: appName(app.id),
				imageUrl: imageUrl(app.id),
			},
		},
	};
}

function imageUrl(id: bigint): string {
	return `https://example.com/facebook-apps/${String(id)}/icon.png`;
}
