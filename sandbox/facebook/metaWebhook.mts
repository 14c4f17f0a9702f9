import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ApiError, errorForStatus } from '../platform/apiError.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import { newReceivedMessageId } from '../platform/keys.mts';
import type { World } from '../world.mts';
import { readMetaEvents } from './metaEvents.mts';
import { receive } from './receive.mts';

interface Webhook {
	Params: { key: string };
	Querystring: {
		'hub.mode'?: string;
		'hub.verify_token'?: string;
		'hub.challenge'?: string;
	};
}

/**
 * The address Infobip registers in the customer's Facebook app (documented). Verbs, challenge and
 * signature are Meta's contract. The verify token that Infobip chose is unknown; here it is the
 * application key. A missing signature is let through, so that an event can be tried with curl.
 */
export function addMetaWebhook(app: FastifyInstance, world: World): void {
	const path = '/facebook/1/applications/:key/webhook';
	const config = { calledByMeta: true };

	app.get<Webhook>(path, { config }, async (request, reply) => {
		const { key } = world.applications.get(request.params.key);
		const query = request.query;
		if (query['hub.mode'] !== 'subscribe' || query['hub.verify_token'] !== key) {
			throw errorForStatus(403);
		}
		return reply.type('text/plain').send(query['hub.challenge'] ?? '');
	});

	app.post<Webhook>(path, { config }, async (request, reply) => {
		const application = world.applications.get(request.params.key);
		checkSignature(request.headers['x-hub-signature-256'], request.body, application.app.secret);
		const via = { api: 'facebook', applicationKey: application.key } as const;
		for (const { userKey, messageId, content } of readMetaEvents(jsonBody(request))) {
			void receive(world, application, [
				{
					messageId: messageId ?? newReceivedMessageId(),
					userKey,
					receivedAt: new Date(),
					pairedMessageId:
						world.conversations.lastFrom('business', userKey, via)?.messageId ?? null,
					content,
				},
			]);
		}
		return reply.type('text/plain').send('EVENT_RECEIVED');
	});
}

function checkSignature(signature: unknown, body: unknown, secret: string): void {
	if (signature === undefined) return;
	const digest = createHmac('sha256', secret).update(String(body)).digest('hex');
	if (signature !== `sha256=${digest}`) {
		throw new ApiError(403, 'FORBIDDEN', 'Signature does not match the app secret');
	}
}
