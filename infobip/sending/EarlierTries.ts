import { OutcomeUnknown } from '../errors';
import { MessageRejected } from './MessageRejected';
import type { Delivery } from './PendingMessage';

/** n8n repeats a run within seconds; so many runs that failed are remembered at once. */
const MOST_RUNS = 20;

/**
 * What became of the messages of runs that did not send all of theirs. n8n's *Retry On Fail* runs a
 * node again with all items, in the same process: what was sent by then is not sent again, whichever
 * API it is.
 */
export class EarlierTries {
	private readonly runs = new Map<string, Map<string, Delivery>>();

	/** What is known of the messages of a run, by their derived ids; undefined if it is the first try. */
	of(run: string): ReadonlyMap<string, Delivery> | undefined {
		return this.runs.get(run);
	}

	/** Notes what became of the messages of a run. Nothing is kept of one that has sent them all. */
	note(run: string, deliveries: Iterable<readonly [string, Delivery]>, hasSentAll: boolean): void {
		this.runs.delete(run);
		if (hasSentAll) return;
		const certain = [...deliveries].filter(([, delivery]) => isLasting(delivery));
		this.runs.set(run, new Map(certain));
		for (const oldest of this.runs.keys()) {
			if (this.runs.size <= MOST_RUNS) return;
			this.runs.delete(oldest);
		}
	}
}

/** What was sent or may have been, if only to one of several. Anything else may be sent by the next try. */
function isLasting(delivery: Delivery): boolean {
	if ('sent' in delivery) return delivery.sent.some(({ isRejected }) => !isRejected);
	const { error } = delivery;
	if (error instanceof MessageRejected) return error.accepted.length > 0;
	return error instanceof OutcomeUnknown;
}
