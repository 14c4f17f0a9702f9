import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import { newMessageId } from '../platform/keys.mts';
import { PENDING_ENROUTE } from '../platform/status.mts';
import type { Settings, World } from '../world.mts';
import { readSendRequest } from './sendRequest.mts';

/** `POST /facebook/1/single`: path, verb and headers are documented, body and answer inferred. */
export function addSendRoute(app: FastifyInstance, world: World): void {
	app.post('/facebook/1/single', async (request) => {
		const { applicationKey, to, content, options } = readSendRequest(jsonBody(request));
		world.applications.get(applicationKey);
		const messageId = newMessageId();
		world.conversations.add(to, {
			said: 'business',
			messageId,
			at: new Date().toISOString(),
			via: { api: 'facebook', applicationKey },
			message: content,
			...(Object.keys(options).length > 0 && { options }),
		});
		return sendAnswer(world.settings, to, messageId);
	});
}

/** Siblings that send one chat message answer flat, those that send many with `messages`. */
function sendAnswer(settings: Settings, to: string, messageId: string): JsonObject {
	const status = PENDING_ENROUTE;
	return settings.sendAnswer === 'messages'
		? { bulkId: randomUUID(), messages: [{ to, status, messageId }] }
		: { to, messageCount: 1, messageId, status };
}
