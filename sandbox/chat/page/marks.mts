import type { EntryStatus } from '../../platform/conversations.mts';
import type { EntryView, Handover } from '../view.mts';

/** What is shown under a message. */
export interface Mark {
	kind: 'pending' | 'sent' | 'delivered' | 'seen' | 'lost';
	text: string;
}

const STATUS_MARKS: Readonly<Record<EntryStatus, Mark>> = {
	pending: { kind: 'pending', text: 'On its way' },
	delivered: { kind: 'delivered', text: 'Delivered' },
	seen: { kind: 'seen', text: 'Seen' },
	undeliverable: { kind: 'lost', text: 'Not delivered' },
	expired: { kind: 'lost', text: 'Not delivered: it expired' },
	rejected: { kind: 'lost', text: 'Not delivered: it was rejected' },
};

/** As in Messenger: the last message of each side has a mark, and each that is not there. */
export function marksOf(entries: EntryView[]): Map<number, Mark> {
	const messages = entries.filter(({ shown }) => shown.kind !== 'action');
	const seenUpTo = entries.findLast(({ shown }) => shown.action === 'MARK_SEEN')?.number ?? 0;
	const lastOf = (said: EntryView['said']) => messages.findLast((entry) => entry.said === said);
	const last = [lastOf('customer'), lastOf('business')];
	const marks = new Map<number, Mark>();
	for (const entry of messages) {
		const mark = entry.said === 'customer' ? customersMark(entry, seenUpTo) : businessMark(entry);
		if (!mark) continue;
		if (mark.kind === 'lost' || mark.kind === 'pending' || last.includes(entry)) {
			marks.set(entry.number, mark);
		}
	}
	return marks;
}

function businessMark({ status }: EntryView): Mark | undefined {
	return status && STATUS_MARKS[status];
}

function customersMark({ number, handover }: EntryView, seenUpTo: number): Mark {
	if (number < seenUpTo) return { kind: 'seen', text: 'Seen' };
	if (handover && isTrouble(handover)) return { kind: 'lost', text: 'Not delivered' };
	return handover?.state === 'delivered'
		? { kind: 'delivered', text: 'Delivered' }
		: { kind: 'sent', text: 'Sent' };
}

/** It was tried, and not taken over. */
export function isTrouble({ state, status, error }: Handover): boolean {
	return state !== 'delivered' && (status !== null || error !== null);
}
