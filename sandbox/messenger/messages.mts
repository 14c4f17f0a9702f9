import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { parseInfobipTime } from '../platform/infobipTime.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import { newMessageId } from '../platform/keys.mts';
import { EC_UNKNOWN_APPLICATION } from '../platform/messageError.mts';
import { read } from '../platform/schema.mts';
import {
	PENDING_ACCEPTED,
	REJECTED_DUPLICATE_MESSAGE_ID,
	REJECTED_SENDER,
	UNDELIVERABLE_NOT_SENT,
} from '../platform/status.mts';
import type { MessageStatus } from '../platform/status.mts';
import type { World } from '../world.mts';
import { deliver } from './delivery.mts';
import type { SentMessage } from './outbox.mts';
import { sendSchema } from './sendSchema.mts';
import type { RequestedMessage } from './sendSchema.mts';
import { refusalByMeta } from './window.mts';

interface Bulk {
	bulkId: string;
	sentAt: Date;
}

/** `POST /messenger/1/messages` (documented). 200 says that Infobip took it, not that it arrived. */
export function addMessagesRoute(app: FastifyInstance, world: World): void {
	app.post('/messenger/1/messages', async (request) => {
		const { messages, options } = read(sendSchema, jsonBody(request));
		const { bulkId = newMessageId(), sendAt } = options?.schedule ?? {};
		const now = new Date();
		const planned = sendAt === undefined ? now : (parseInfobipTime(sendAt) ?? now);
		const bulk = { bulkId, sentAt: planned > now ? planned : now };

		const underWay: SentMessage[] = [];
		const answers = messages.flatMap((message) =>
			message.destinations.map(({ to, messageId = newMessageId() }) => {
				const { status, sent } = take(world, bulk, message, to, messageId);
				if (sent) underWay.push(sent);
				return { messageId, status, destination: to };
			}),
		);
		void deliver(world, underWay, (bulk.sentAt.getTime() - now.getTime()) / 60_000);
		return { bulkId, messages: answers };
	});
}

/**
 * The first status of a message, and the message itself where a report is to follow. Status ids are
 * documented; which of them answers which trouble is inferred from their names.
 */
function take(
	world: World,
	{ bulkId, sentAt }: Bulk,
	request: RequestedMessage,
	destination: string,
	messageId: string,
): { status: MessageStatus; sent?: SentMessage } {
	// A refused double leaves no second record of the id (guess).
	const isNew = world.outbox.claim(messageId);
	if (!isNew && world.settings.duplicateIds === 'refuse') {
		return { status: REJECTED_DUPLICATE_MESSAGE_ID };
	}
	const acceptedAt = world.now();
	const message = { bulkId, messageId, destination, request, sentAt, acceptedAt };
	if (!world.pages.find(request.sender)) {
		// It is in the log, and no report follows an immediate refusal (guess).
		const status = REJECTED_SENDER;
		world.outbox.add({ ...message, status, error: EC_UNKNOWN_APPLICATION, doneAt: sentAt });
		return { status };
	}
	const error = refusalByMeta(world, request.sender, destination);
	// The status is inferred; the report repeats what the answer says.
	const status = error ? UNDELIVERABLE_NOT_SENT : PENDING_ACCEPTED;
	const sent = world.outbox.add({ ...message, status, ...(error && { error }) });
	if (!error) {
		const { sender, content } = request;
		world.ledger.add({ api: 'messenger', sender, to: destination, messageId, content });
	}
	world.conversations.add(destination, {
		said: 'business',
		messageId,
		at: sentAt.toISOString(),
		via: { api: 'messenger', pageId: request.sender },
		message: request.content,
		status: error ? 'undeliverable' : 'pending',
		...optionsBeside(request),
	});
	return { status, sent };
}

function optionsBeside({ quickReplies, options, webhooks }: RequestedMessage): {
	options?: JsonObject;
} {
	const beside = {
		...(quickReplies && { quickReplies }),
		...(options && { options }),
		...(webhooks && { webhooks }),
	};
	return Object.keys(beside).length > 0 ? { options: beside } : {};
}
