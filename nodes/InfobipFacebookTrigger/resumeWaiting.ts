/** Replies to questions of Send and Wait: they continue the execution that asked, and start nothing. */
import { randomUUID } from 'crypto';

import type { IWebhookFunctions } from 'n8n-workflow';

import { findQuestion } from '../../infobip/messenger/findQuestion';
import { parseReference, type Reference } from '../../infobip/conversation/reference';
import { mayBeTyped, toReply } from '../../infobip/conversation/reply';
import { ApiError } from '../../infobip/errors';
import type { Event, ReceivedMessage } from '../../infobip/event/event';
import { parseMoment } from '../../infobip/inbound/parseMoment';
import { connect } from '../connection/connection';
import { handOver } from '../conversation/handOver';
import type { HandOver } from '../conversation/waitingAnswer';
import { recentReplies } from './recentReplies';
import type { Replies } from './triggerOptions';

/** A question is stored as waiting within moments; a minute later "is running" means "was answered". */
const STORED_WITHIN_SECONDS = 60;

/** Until then Infobip is asked to repeat a reply that could not be passed to its execution. */
const GIVEN_UP_AFTER_MS = 15 * 60_000;

/** What becomes of a message: it continued an execution, has to come again, or starts the workflow. */
type Handled = 'done' | 'later' | 'start' | 'startExpired';

/**
 * Hands over what answers a question, and returns the events that start the workflow. Undefined if a
 * reply could not be passed to its execution yet: Infobip is then to send all of them again.
 */
export async function resumeWaiting(
	context: IWebhookFunctions,
	events: readonly Event[],
	mode: Replies,
): Promise<Event[] | undefined> {
	if (mode === 'ignore') return [...events];
	const remaining: Event[] = [];
	let isComplete = true;
	// One after the other: what a customer writes next may answer the next question.
	for (const event of events) {
		if (event.event !== 'messageReceived') {
			remaining.push(event);
			continue;
		}
		const tapped = parseReference(event.payload);
		const handled = await handle(context, event, tapped, mode);
		if (handled === 'later') isComplete = false;
		if (handled === 'start') remaining.push(event);
		if (handled === 'startExpired') remaining.push(expired(event, tapped));
	}
	return isComplete ? remaining : undefined;
}

async function handle(
	context: IWebhookFunctions,
	message: ReceivedMessage,
	tapped: Reference | undefined,
	mode: Replies,
): Promise<Handled> {
	const reply = `${message.from ?? ''} ${message.messageId ?? randomUUID()}`;
	if (recentReplies.wasHandedOver(reply)) return 'done';
	const found = tapped ?? (await referenceOfTyped(context, message, mode));
	if (found === 'later') return laterUnlessOld(message);
	if (found === undefined || isFromTheFuture(found)) return 'start';

	const question = `${found.executionId} ${found.nodeId} ${found.run}`;
	return await recentReplies.inTurn(question, async () => {
		if (recentReplies.wasHandedOver(reply)) return 'done';
		if (tapped !== undefined && recentReplies.wasJustAnswered(question)) return 'done';
		const answer = await handOver(context, found, toReply(message, tapped?.value));
		if (answer === 'resumed') recentReplies.noteAnswered(question);
		const wasAnswered = recentReplies.wasAnswered(question);
		const handled = judge(answer, found, message, { isTap: tapped !== undefined, wasAnswered });
		if (handled === 'done') recentReplies.noteHandedOver(reply);
		return handled;
	});
}

function judge(
	answer: HandOver,
	reference: Reference,
	message: ReceivedMessage,
	{ isTap, wasAnswered }: { isTap: boolean; wasAnswered: boolean },
): Handled {
	switch (answer) {
		case 'resumed':
		case 'askedAgain':
			return 'done';
		case 'foreign':
			return 'start';
		case 'notWaiting':
		case 'ended':
			return 'startExpired';
		// Another reply was faster. Of a tap that is all there is to know; typed words say more than a button.
		case 'answered':
			return isTap ? 'done' : 'startExpired';
		case 'running':
			if (ageOf(reference) < STORED_WITHIN_SECONDS) return 'later';
			// Dropped only if this process knows that it was answered: nothing else is proof of it.
			return isTap && wasAnswered ? 'done' : 'startExpired';
		case 'failed':
		case 'unavailable':
		case 'unreachable':
			return laterUnlessOld(message);
	}
}

/** What a typed message answers, by its pairing or, if that is wanted, by Infobip's logs. */
async function referenceOfTyped(
	context: IWebhookFunctions,
	message: ReceivedMessage,
	mode: Replies,
): Promise<Reference | 'later' | undefined> {
	if (!mayBeTyped(message)) return undefined;
	// What the customer chose to answer says more than what Infobip makes of it.
	const paired = parseReference(message.replyTo) ?? parseReference(message.pairedMessageId);
	if (paired !== undefined || mode !== 'resumeTyped') return paired;
	const { from, to, receivedAt } = message;
	if (from === null || to === null) return undefined;
	try {
		const { transport } = await connect(context);
		const before = parseMoment(receivedAt ?? undefined);
		return await findQuestion(transport, { pageId: to, userKey: from, before });
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.warn(`Infobip's logs could not be read to find the question: ${reason}`);
		// What Infobip refuses today it refuses tomorrow: the message is not held back for it.
		const isRefused = error instanceof ApiError && error.status < 500 && error.status !== 429;
		return isRefused ? undefined : 'later';
	}
}

/** Nothing is held back for good: an old reply starts the workflow as any message does. */
function laterUnlessOld(message: ReceivedMessage): Handled {
	const received = parseMoment(message.receivedAt ?? undefined)?.getTime() ?? 0;
	return Date.now() - received < GIVEN_UP_AFTER_MS ? 'later' : 'start';
}

function isFromTheFuture(reference: Reference): boolean {
	return ageOf(reference) < -STORED_WITHIN_SECONDS;
}

/** Seconds. */
function ageOf({ askedAt }: Reference): number {
	return Date.now() / 1000 - askedAt;
}

function expired(message: ReceivedMessage, tapped: Reference | undefined): ReceivedMessage {
	return { ...message, payload: tapped ? tapped.value : message.payload, expired: true };
}
