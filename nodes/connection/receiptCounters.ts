/**
 * What became of the calls to each trigger, in the memory of this n8n process: the answer to "why did
 * nothing happen?". Setup → Check shows it if it runs in the same process.
 */
import type { IWebhookFunctions } from 'n8n-workflow';

/** How often something happened, and when last (ISO 8601 in UTC). */
export interface Count {
	readonly count: number;
	readonly last: string;
}

export type Refusal =
	| 'no valid secret'
	| 'body broke off'
	| 'body too large'
	| 'waiting execution not ready';

export type Filter = 'Trigger On' | 'Message Types' | 'Senders';

export interface ReceiptCounters {
	readonly workflowId: string;
	readonly workflowName: string;
	readonly nodeId: string;
	readonly nodeName: string;
	/** Whether someone listened for a test; the published workflow has counters of its own. */
	readonly isTest: boolean;
	/** ISO 8601 in UTC: when this process counted the first call. */
	readonly since: string;
	readonly calls: Count;
	/** Calls that were turned away, by reason. */
	readonly refused: Partial<Record<Refusal, Count>>;
	/** Calls that held nothing, such as a look at whether the address works. */
	readonly empty?: Count;
	/** Entries of a body that held nothing, such as null. */
	readonly emptyEntries?: Count;
	/** Replies that continued an execution that waited for them. */
	readonly resumed?: Count;
	/** Events that a filter dropped. */
	readonly filtered: Partial<Record<Filter, Count>>;
	/** Events that *Ignore Duplicates* dropped. */
	readonly duplicates?: Count;
	/** Events that started the workflow. */
	readonly started?: Count;
}

/** As many triggers as are kept; the one that was called longest ago goes first. */
const MAX_TRIGGERS = 1000;

const counters = new Map<string, Counting>();

type Writable = {
	-readonly [K in keyof ReceiptCounters]: ReceiptCounters[K];
};

/** Counts for one call to one trigger. */
export class Counting {
	readonly counts: Writable;

	constructor(counts: Writable) {
		this.counts = counts;
	}

	refused(reason: Refusal): void {
		this.counts.refused[reason] = oneMore(this.counts.refused[reason]);
	}

	filtered(filter: Filter): void {
		this.counts.filtered[filter] = oneMore(this.counts.filtered[filter]);
	}

	add(
		what: 'calls' | 'empty' | 'emptyEntries' | 'resumed' | 'duplicates' | 'started',
		times = 1,
	): void {
		if (times > 0) this.counts[what] = oneMore(this.counts[what], times);
	}
}

/** The counters of every trigger that was called in this process, or of one workflow's. */
export function readCounters(workflowId?: string): readonly ReceiptCounters[] {
	return [...counters.values()]
		.map(({ counts }) => counts)
		.filter((counts) => workflowId === undefined || counts.workflowId === workflowId);
}

/** The counters of the trigger that is called, with this call counted. */
export function countCall(context: IWebhookFunctions): Counting {
	const { id: workflowId = '', name: workflowName = '' } = context.getWorkflow();
	const { id: nodeId, name: nodeName } = context.getNode();
	const isTest = context.getMode() === 'manual';
	const key = [workflowId, nodeId, isTest].join(' ');
	const now = new Date().toISOString();
	const counting =
		counters.get(key) ??
		new Counting({
			workflowId,
			workflowName,
			nodeId,
			nodeName,
			isTest,
			since: now,
			calls: { count: 0, last: now },
			refused: {},
			filtered: {},
		});
	Object.assign(counting.counts, { workflowName, nodeName });
	counting.add('calls');
	counters.delete(key);
	counters.set(key, counting);
	const [oldest] = counters.keys();
	if (counters.size > MAX_TRIGGERS && oldest !== undefined) counters.delete(oldest);
	return counting;
}

function oneMore(count: Count | undefined, times = 1): Count {
	return { count: (count?.count ?? 0) + times, last: new Date().toISOString() };
}
