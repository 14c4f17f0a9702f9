import type { JsonObject } from '../exactJson.mts';
import type { ItemLayout } from '../facebook/receivedItem.mts';
import type { PageLayout } from '../messenger/receivedItem.mts';
import { newReceivedMessageId } from '../platform/keys.mts';
import { readReceivedContent } from '../platform/receivedContent.mts';
import type { ReceivedType } from '../platform/receivedContent.mts';
import type { ReceivedMessage } from '../platform/receivedMessage.mts';
import type { World } from '../world.mts';
import { ControlError } from './controlError.mts';
import { findRecipient } from './recipient.mts';
import type { Recipient } from './recipient.mts';

/** A content to send: `type` and the members of that type. */
export type PlayedContent = JsonObject & { type: ReceivedType };

export interface MessagePlay {
	message: PlayedContent;
	messageId?: string;
	pairedMessageId?: string | null;
	/** Written so long ago, by the clock on the wall. */
	minutesAgo?: number;
	/** Members laid over the finished item, to play what Infobip has not shown yet. */
	overrides?: JsonObject;
}

/** Whom it is written to, and how it is handed over. */
export interface Addressed {
	/** Either this or the page. */
	applicationKey?: string;
	pageId?: string;
	/** One of the layouts of the API that is written to. */
	layout?: ItemLayout | PageLayout;
}

export interface CustomerPlay extends MessagePlay, Addressed {
	/** Hand the same message over so many times. */
	times?: number;
}

export interface BatchPlay extends Addressed {
	/** In the order they were written, a second apart. */
	messages: (MessagePlay & { userKey: string })[];
	/** The order to hand them over in, as indices of `messages`. */
	order?: number[];
	/** One forward for each, one after the other, instead of one body with all. */
	separately?: boolean;
}

/** @throws ControlError naming what is wrong with the play */
export function playCustomer(
	world: World,
	userKey: string,
	play: CustomerPlay,
): { messageId: string } {
	const recipient = findRecipient(world, play);
	const message = received(world, recipient, userKey, play, Date.now());
	for (let time = 0; time < (play.times ?? 1); time += 1) {
		void recipient.receive([message]);
	}
	return { messageId: message.messageId };
}

/** @throws ControlError naming what is wrong with the play */
export function playBatch(world: World, play: BatchPlay): { messageIds: string[] } {
	const recipient = findRecipient(world, play);
	const first = Date.now() - (play.messages.length - 1) * 1000;
	const written = play.messages.map((message, index) =>
		received(world, recipient, message.userKey, message, first + index * 1000),
	);
	const inOrder = reorder(written, play.order);
	const bodies = play.separately ? inOrder.map((message) => [message]) : [inOrder];
	void handOver(bodies, recipient);
	return { messageIds: written.map(({ messageId }) => messageId) };
}

async function handOver(bodies: ReceivedMessage[][], { receive }: Recipient): Promise<void> {
	for (const body of bodies) await receive(body);
}

function received(
	world: World,
	{ via }: Recipient,
	userKey: string,
	play: MessagePlay,
	now: number,
): ReceivedMessage {
	const content = readReceivedContent(play.message);
	if ('problem' in content) throw new ControlError(400, String(content.problem));
	// A customer answers what the business said last: how Infobip pairs is a guess.
	const answered = world.conversations.lastFrom('business', userKey, via);
	return {
		messageId: play.messageId ?? newReceivedMessageId(),
		userKey,
		receivedAt: new Date(now - (play.minutesAgo ?? 0) * 60_000),
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
