import type { FastifyInstance } from 'fastify';
import { jsonBody } from '../platform/infobipSide.mts';
import { read } from '../platform/schema.mts';
import type { World } from '../world.mts';
import { pageOf } from './paging.mts';
import { securityChangeSchema, securitySchema } from './schemas.mts';

interface OfSecurity {
	Params: { authId: string };
}

/**
 * `/subscriptions/1/security` (documented). The credentials come back in clear, since the documented
 * answer has them with nothing left out; whether Infobip masks them is not established.
 */
export function addSecurityRoutes(app: FastifyInstance, { subscriptions }: World): void {
	const path = '/subscriptions/1/security';

	app.get(path, async (request) =>
		pageOf(request, subscriptions.securities(), (security) => ({ ...security })),
	);

	app.post(path, async (request, reply) => {
		const { authId } = subscriptions.createSecurity(read(securitySchema, jsonBody(request)));
		return reply.code(201).header('Location', `${path}/${authId}`).send({ authId });
	});

	app.get<OfSecurity>(`${path}/:authId`, async ({ params }) =>
		subscriptions.security(params.authId),
	);

	app.put<OfSecurity>(`${path}/:authId`, async (request) => {
		const change = read(securityChangeSchema, jsonBody(request));
		return { authId: subscriptions.changeSecurity(request.params.authId, change).authId };
	});

	app.delete<OfSecurity>(`${path}/:authId`, async ({ params }) => ({
		authId: subscriptions.removeSecurity(params.authId).authId,
	}));
}
