/**
 * Ignore Duplicates: what this n8n process remembers of the events it has taken over. In memory only,
 * for n8n stores what a call sets in static data late or not at all, and the last to write wins.
 */
import { createHash } from 'crypto';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Event } from '../../infobip/event/event';

/** How many events are remembered, of all triggers together: some 3 MB. The oldest go first. */
const REMEMBERED = 20_000;

interface Receipt {
	readonly trigger: string;
	/** Whether the call that brought it was answered 200; until then nobody knows. */
	readonly wasTaken: Promise<boolean>;
}

/** By a hash of trigger and event, oldest first. */
const receipts = new Map<string, Receipt>();

/**
 * The events that did not come before: the same kind, id and content. An event counts from the arrival
 * of its call. A copy that arrives before that call is answered waits for the answer: it is dropped
 * after a 200, and else is new, so that nothing is lost. An event without an id is always new.
 */
export async function withoutDuplicates(
	context: IWebhookFunctions,
	events: readonly Event[],
): Promise<readonly Event[]> {
	const trigger = triggerOf(context);
	const wasTaken = answeredWith200(context);
	const seenHere = new Set<string>();
	// Claimed at once for the whole call: a call only ever waits for calls that came before it.
	const claims = events.map((event): { event: Event; key?: string; earlier?: Receipt } => {
		const key = keyOf(event, trigger);
		if (key === undefined) return { event };
		const earlier = seenHere.has(key) ? DROPPED : receipts.get(key);
		seenHere.add(key);
		if (earlier === undefined) remember(key, { trigger, wasTaken });
		return { event, key, earlier };
	});
	const isFresh = await Promise.all(
		claims.map(async ({ key, earlier }) => {
			if (earlier === undefined || key === undefined) return true;
			if (await earlier.wasTaken) return false;
			remember(key, { trigger, wasTaken });
			return true;
		}),
	);
	return events.filter((_, index) => isFresh[index]);
}

/** Forgets what the trigger has received: it is unpublished, or its test listener has ended. */
export function forgetReceipts(context: IHookFunctions): void {
	const trigger = triggerOf(context);
	for (const [key, receipt] of receipts) {
		if (receipt.trigger === trigger) receipts.delete(key);
	}
}

/** A second copy in one and the same call. */
const DROPPED: Receipt = { trigger: '', wasTaken: Promise.resolve(true) };

function remember(key: string, receipt: Receipt): void {
	receipts.delete(key);
	receipts.set(key, receipt);
	const [oldest] = receipts.keys();
	if (receipts.size > REMEMBERED && oldest !== undefined) receipts.delete(oldest);
	void receipt.wasTaken.then((wasTaken) => {
		if (!wasTaken && receipts.get(key) === receipt) receipts.delete(key);
	});
}

async function answeredWith200(context: IWebhookFunctions): Promise<boolean> {
	const response = context.getResponseObject();
	return await new Promise((resolve) => {
		response.once('close', () => resolve(response.writableFinished && response.statusCode === 200));
	});
}

function keyOf(event: Event, trigger: string): string | undefined {
	if (event.event === 'consentUpdate' || event.messageId === null) return undefined;
	const content = JSON.stringify([trigger, event.event, event.messageId, contentOf(event)]);
	return createHash('sha256').update(content).digest('base64').slice(0, 22);
}

/** What makes two events with one id two events. Not the time: a repeat may have a later one. */
function contentOf(event: Exclude<Event, { event: 'consentUpdate' }>): unknown {
	switch (event.event) {
		case 'messageReceived': {
			const { from, to, text, type, payload, url, latitude, longitude, parts } = event;
			return [from, to, text, type, payload, url, latitude, longitude, parts];
		}
		case 'deliveryReport':
			return [event.to, event.status, event.statusName, event.errorName, event.channel];
		case 'seenReport':
			return [event.from, event.to];
		case 'unknown':
			return event.raw;
	}
}

function triggerOf(context: IWebhookFunctions | IHookFunctions): string {
	return `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
}
