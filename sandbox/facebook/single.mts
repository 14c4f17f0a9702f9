import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { badRequest } from '../platform/apiError.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import { newMessageId } from '../platform/keys.mts';
import { PENDING_ENROUTE, REJECTED_DESTINATION_BLOCKLISTED } from '../platform/status.mts';
import type { MessageStatus } from '../platform/status.mts';
import type { Settings, World } from '../world.mts';
import { readSendRequest } from './sendRequest.mts';

/** `POST /facebook/1/single`: path, verb and headers are documented, body and answer inferred. */
export function addSendRoute(app: FastifyInstance, world: World): void {
	app.post('/facebook/1/single', async (request) => {
		const { applicationKey, to, content, options } = readSendRequest(jsonBody(request));
		world.applications.get(applicationKey);
		const via = { api: 'facebook', applicationKey } as const;
		checkRecipient(world, to, via);
		const messageId = newMessageId();
		if (world.settings.trouble === 'blocked') {
			return sendAnswer(world.settings, to, messageId, REJECTED_DESTINATION_BLOCKLISTED);
		}
		world.ledger.add({ api: 'facebook', sender: applicationKey, to, messageId, content });
		world.conversations.add(to, {
			said: 'business',
			messageId,
			at: new Date().toISOString(),
			via,
			message: content,
			...(Object.keys(options).length > 0 && { options }),
		});
		return sendAnswer(world.settings, to, messageId, PENDING_ENROUTE);
	});
}

/** How the Facebook API refuses someone it does not know is not documented; a 400 is a guess. */
function checkRecipient(
	{ conversations, settings }: World,
	to: string,
	via: { api: 'facebook'; applicationKey: string },
): void {
	const isKnown = conversations.lastFrom('customer', to, via) !== undefined;
	if (settings.trouble === 'windowOver') {
		throw badRequest({ to: ['wrote more than 24 hours ago'] });
	}
	if (!isKnown && settings.unknownRecipients === 'reject') {
		throw badRequest({ to: ['is not the user key of anyone who wrote to this application'] });
	}
}

/** Siblings that send one chat message answer flat, those that send many with `messages`. */
function sendAnswer(
	settings: Settings,
	to: string,
	messageId: string,
	status: MessageStatus,
): JsonObject {
	return settings.sendAnswer === 'messages'
		? { bulkId: randomUUID(), messages: [{ to, status, messageId }] }
		: { to, messageCount: 1, messageId, status };
}
