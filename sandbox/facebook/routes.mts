import type { FastifyInstance } from 'fastify';
import type { World } from '../world.mts';
import { addActionRoutes } from './actions.mts';
import { addApplicationRoutes } from './applications.mts';
import { addConfigurationRoutes } from './configurations.mts';
import { checkMethod } from './answerForms.mts';
import { addInboxRoute } from './inbox.mts';
import { addMetaWebhook } from './metaWebhook.mts';
import { addSendRoute } from './single.mts';
import { addUsersRoute } from './users.mts';

/**
 * The Facebook API, `/facebook/1`. Delivery reports, logs and the change of a single Action have no
 * source at all (guess) and are left to answer 404.
 */
export function addFacebookRoutes(app: FastifyInstance, world: World): void {
	app.addHook('preHandler', async (request) => {
		if (request.url.startsWith('/facebook/')) checkMethod(world.settings, request);
	});
	addApplicationRoutes(app, world);
	addConfigurationRoutes(app, world);
	addActionRoutes(app, world);
	addSendRoute(app, world);
	addInboxRoute(app, world);
	addUsersRoute(app, world);
	addMetaWebhook(app, world);
}
