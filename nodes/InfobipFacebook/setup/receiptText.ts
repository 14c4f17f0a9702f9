import type { Count, ReceiptCounters } from '../../connection/receiptCounters';

/** What became of the calls to a trigger, in words; undefined if there were none. */
export function receiptText(counters: ReceiptCounters | undefined): string | undefined {
	if (counters === undefined) return undefined;
	const { workflowName, since, calls, started, resumed, duplicates, empty } = counters;
	const parts = [
		counted('started the workflow', started),
		counted('continued an execution that waited', resumed),
		...Object.entries(counters.filtered).map(([name, count]) =>
			counted(`dropped by ${name}`, count),
		),
		counted('dropped by Ignore Duplicates', duplicates),
		counted('without content', empty),
		...Object.entries(counters.refused).map(([reason, count]) => {
			const label = reason === 'no valid secret' ? `${reason}, such as of this check` : reason;
			return counted(`refused (${label})`, count);
		}),
	].filter((part) => part !== undefined);
	return `"${workflowName}" was called ${calls.count} times since ${since}, last at ${calls.last}: ${parts.join(', ')}`;
}

function counted(what: string, count: Count | undefined): string | undefined {
	return count === undefined ? undefined : `${count.count} ${what}, last at ${count.last}`;
}
