import type { JsonObject } from '../exactJson.mts';
import { MOMENT_IN_MINUTES, OUTCOMES } from '../messenger/delivery.mts';
import type { Outcome } from '../messenger/delivery.mts';
import type { SentMessage } from '../messenger/outbox.mts';
import type { RequestedMessage } from '../messenger/sendSchema.mts';
import { refusalByMeta } from '../messenger/window.mts';
import type { ConversationEntry } from '../platform/conversations.mts';
import {
	EC_NO_SESSION,
	EC_UNKNOWN_APPLICATION,
	EC_VALIDITY_EXPIRED,
	NO_ERROR,
} from '../platform/messageError.mts';
import type { MessageError } from '../platform/messageError.mts';
import { PENDING_ACCEPTED, REJECTED_SENDER, UNDELIVERABLE_NOT_SENT } from '../platform/status.mts';
import type { MessageStatus } from '../platform/status.mts';
import type { World } from '../world.mts';
import { adapted } from './adaptation.mts';
import type { Chain, ChainStep } from './chain.mts';
import { handOverStepReport } from './stepReport.mts';

/** What becomes of the messages of a channel. LATE expires first and arrives after the chain has ended. */
export const STEP_OUTCOMES = ['DELIVERED', 'UNDELIVERABLE', 'EXPIRED', 'REJECTED', 'LATE'] as const;
export type StepOutcome = (typeof STEP_OUTCOMES)[number];

const NO_SESSION: Outcome = {
	status: UNDELIVERABLE_NOT_SENT,
	error: EC_NO_SESSION,
	shown: 'undeliverable',
};
const UNKNOWN_SENDER: Outcome = {
	status: REJECTED_SENDER,
	error: EC_UNKNOWN_APPLICATION,
	shown: 'rejected',
};
/** Of what an earlier failure has stopped (guess: no status is documented for it). */
const STOPPED: Outcome = {
	status: UNDELIVERABLE_NOT_SENT,
	error: EC_VALIDITY_EXPIRED,
	shown: 'undeliverable',
};

/** One step that has begun. */
export interface StepMessage {
	chain: Chain;
	step: ChainStep;
	sentAt: Date;
	doneAt?: Date;
	status: MessageStatus;
	error: MessageError;
}

/** A step with its traces in the conversation and, on Messenger, in the outbox. */
interface Begun {
	message: StepMessage;
	entry: ConversationEntry;
	sent: SentMessage | undefined;
}

/**
 * Tries the steps one after the other, until one delivers. What counts as failed is not established:
 * here it is a refusal, an undeliverable message, and a validity period that has run out.
 *
 * @returns whether one has delivered
 */
export async function runChain(world: World, chain: Chain, minutes: number): Promise<boolean> {
	const { signal } = world.stop;
	if (minutes > 0) await world.clock.pause(minutes, signal);
	const late: Begun[] = [];
	for (const [index, step] of chain.steps.entries()) {
		if (index > 0) await world.clock.pause(MOMENT_IN_MINUTES, signal);
		if (hasEnded(signal)) return false;
		const begun = begin(world, chain, step);
		const { fate, isLate } = await decide(world, step, signal);
		if (hasEnded(signal)) return false;
		if (isLate) late.push(begun);
		settle(world, begun, fate);
		const isDelivered = fate === OUTCOMES.DELIVERED;
		const isLast = isDelivered || index === chain.steps.length - 1;
		if (isLast || chain.reportsEveryStep) handOverStepReport(world, begun.message);
		if (isLast) {
			void arriveLate(world, late, signal);
			return isDelivered;
		}
	}
	return false;
}

/** Read anew after each pause. */
function hasEnded(signal: AbortSignal): boolean {
	return signal.aborted;
}

/** A chain that the request's order has stopped: nothing is tried, and that is reported. */
export function stopChain(world: World, chain: Chain): void {
	const begun = begin(world, chain, chain.steps[0]);
	settle(world, begun, STOPPED);
	handOverStepReport(world, begun.message);
}

function begin(world: World, chain: Chain, step: ChainStep): Begun {
	const sentAt = new Date();
	const content = adapted(step);
	const { messageId } = chain;
	const isMessenger = step.channel === 'MESSENGER';
	const entry = world.conversations.add(world.customers.keyOf(chain, step), {
		said: 'business',
		messageId,
		at: sentAt.toISOString(),
		via: isMessenger
			? { api: 'messenger', pageId: step.sender }
			: { api: 'messagesApi', channel: step.channel, sender: step.sender },
		message: content,
		status: 'pending',
	});
	const message = { chain, step, sentAt, status: PENDING_ACCEPTED, error: NO_ERROR };
	return { message, entry, sent: isMessenger ? keepInOutbox(world, message, content) : undefined };
}

/** So that it is seen, answered and, where the setting says so, found in the Messenger API's logs. */
function keepInOutbox(
	world: World,
	{ chain, step, sentAt, status }: StepMessage,
	content: JsonObject,
): SentMessage {
	const { bulkId, messageId, callbackData, seenUrl, platform, campaignReferenceId } = chain;
	return world.outbox.add({
		bulkId,
		messageId,
		destination: step.to,
		sentAt,
		status,
		byMessagesApi: true,
		request: {
			sender: step.sender,
			destinations: [{ to: step.to, messageId }],
			content: content as RequestedMessage['content'],
			options: {
				...(platform && { platform }),
				...(campaignReferenceId !== undefined && { campaignReferenceId }),
			},
			webhooks: {
				...(callbackData !== undefined && { callbackData }),
				...(seenUrl !== undefined && { seen: { url: seenUrl } }),
			},
		},
	});
}

async function decide(
	world: World,
	step: ChainStep,
	signal: AbortSignal,
): Promise<{ fate: Outcome; isLate: boolean }> {
	const { channelOutcomes, deliveryOutcome } = world.settings;
	const refusal = refusalOf(world, step);
	const onMessenger = world.settings.trouble === 'blocked' ? 'REJECTED' : deliveryOutcome;
	const chosen =
		channelOutcomes[step.channel] ?? (step.channel === 'MESSENGER' ? onMessenger : 'DELIVERED');
	const runsOut = !refusal && (chosen === 'EXPIRED' || chosen === 'LATE');
	await world.clock.pause(runsOut ? step.validityMinutes : MOMENT_IN_MINUTES, signal);
	if (refusal) return { fate: refusal, isLate: false };
	return { fate: OUTCOMES[chosen === 'LATE' ? 'EXPIRED' : chosen], isLate: chosen === 'LATE' };
}

/** Refused at once: by a sender that is not there, or outside the 24 hours (inferred). */
function refusalOf(
	world: World,
	{ channel, sender, to, template }: ChainStep,
): Outcome | undefined {
	if (channel === 'MESSENGER' && !world.pages.find(sender)) return UNKNOWN_SENDER;
	const error = channel === 'MESSENGER' ? refusalByMeta(world, sender, to) : undefined;
	if (error) return { ...NO_SESSION, error };
	// Nobody writes to the sandbox on WhatsApp, so there a free text is always outside of them.
	const isOutside =
		world.settings.outsideWindow === 'reject' && channel === 'WHATSAPP' && !template;
	return isOutside ? NO_SESSION : undefined;
}

function settle(
	world: World,
	{ message, entry, sent }: Begun,
	{ status, error, shown }: Outcome,
): void {
	const doneAt = new Date();
	Object.assign(message, { status, error, doneAt });
	if (sent) Object.assign(sent, { status, error, doneAt });
	entry.status = shown;
	world.changes.tell();
}

/** Expiry calls no message back: a step that had run out arrives after a later one has (inferred). */
async function arriveLate(world: World, late: Begun[], signal: AbortSignal): Promise<void> {
	if (late.length === 0) return;
	await world.clock.pause(2 * MOMENT_IN_MINUTES, signal);
	if (hasEnded(signal)) return;
	for (const begun of late) {
		settle(world, begun, OUTCOMES.DELIVERED);
		// One report was asked for, and it is out (documented: that of the step that delivered first).
		if (begun.message.chain.reportsEveryStep) handOverStepReport(world, begun.message);
	}
}
