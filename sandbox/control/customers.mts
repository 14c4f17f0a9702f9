import type { JsonObject } from '../exactJson.mts';
import type { Application } from '../facebook/applicationRegistry.mts';
import { receive } from '../facebook/receive.mts';
import type { ItemLayout, ReceivedMessage } from '../facebook/receivedItem.mts';
import { ApiError } from '../platform/apiError.mts';
import { newReceivedMessageId } from '../platform/keys.mts';
import { readReceivedContent } from '../platform/receivedContent.mts';
import type { ReceivedType } from '../platform/receivedContent.mts';
import type { World } from '../world.mts';
import { ControlError } from './controlError.mts';

/** A content to send: `type` and the members of that type. */
export type PlayedContent = JsonObject & { type: ReceivedType };

export interface MessagePlay {
	message: PlayedContent;
	messageId?: string;
	pairedMessageId?: string | null;
	/** Members laid over the finished item, to play what Infobip has not shown yet. */
	overrides?: JsonObject;
}

export interface CustomerPlay extends MessagePlay {
	applicationKey: string;
	layout?: ItemLayout;
	/** Hand the same message over so many times. */
	times?: number;
}

export interface BatchPlay {
	applicationKey: string;
	/** In the order they were written, a second apart. */
	messages: (MessagePlay & { userKey: string })[];
	/** The order to hand them over in, as indices of `messages`. */
	order?: number[];
	/** One forward for each, one after the other, instead of one body with all. */
	separately?: boolean;
	layout?: ItemLayout;
}

/** @throws ControlError naming what is wrong with the play */
export function playCustomer(
	world: World,
	userKey: string,
	play: CustomerPlay,
): { messageId: string } {
	const application = findApplication(world, play.applicationKey);
	const message = received(world, application.key, userKey, play, new Date());
	for (let time = 0; time < (play.times ?? 1); time += 1) {
		void receive(world, application, [message], play.layout);
	}
	return { messageId: message.messageId };
}

/** @throws ControlError naming what is wrong with the play */
export function playBatch(world: World, play: BatchPlay): { messageIds: string[] } {
	const application = findApplication(world, play.applicationKey);
	const first = Date.now() - (play.messages.length - 1) * 1000;
	const written = play.messages.map((message, index) =>
		received(world, application.key, message.userKey, message, new Date(first + index * 1000)),
	);
	const inOrder = reorder(written, play.order);
	const bodies = play.separately ? inOrder.map((message) => [message]) : [inOrder];
	void handOver(bodies, async (body) => receive(world, application, body, play.layout));
	return { messageIds: written.map(({ messageId }) => messageId) };
}

async function handOver(
	bodies: ReceivedMessage[][],
	deliver: (body: ReceivedMessage[]) => Promise<void>,
): Promise<void> {
	for (const body of bodies) await deliver(body);
}

function findApplication(world: World, key: string): Application {
	try {
		return world.applications.get(key);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		throw new ControlError(404, `There is no application with the key "${key}"`);
	}
}

function received(
	world: World,
	applicationKey: string,
	userKey: string,
	play: MessagePlay,
	receivedAt: Date,
): ReceivedMessage {
	const content = readReceivedContent(play.message);
	if ('problem' in content) throw new ControlError(400, String(content.problem));
	// A customer answers what the business said last: how Infobip pairs is a guess.
	const answered = world.conversations.lastFromBusiness(userKey, applicationKey);
	return {
		messageId: play.messageId ?? newReceivedMessageId(),
		userKey,
		applicationKey,
		receivedAt,
		pairedMessageId:
			play.pairedMessageId === undefined ? (answered?.messageId ?? null) : play.pairedMessageId,
		content,
		...(play.overrides && { overrides: play.overrides }),
	};
}

function reorder(messages: ReceivedMessage[], order: number[] | undefined): ReceivedMessage[] {
	if (!order) return messages;
	const sorted = order.toSorted((left, right) => left - right);
	if (sorted.length !== messages.length || sorted.some((index, place) => index !== place)) {
		throw new ControlError(400, '"order" must name each message once, by its index');
	}
	return order.map((index) => messages[index]!);
}
