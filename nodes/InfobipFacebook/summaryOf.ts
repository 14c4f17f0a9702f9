import { MessageRejected, OutcomeUnknown } from '../../infobip/errors';
import type { FailedOutcome } from '../../infobip/sending/outcome';

type AnyOutcome = object | undefined;

/**
 * What became of all items when one of them stopped the run: "Sent: items 1–37. Outcome unknown: item
 * 40. Not sent: items 38, 39, 41–100." Undefined if there is only one.
 */
export function summaryOf(outcomes: readonly AnyOutcome[]): string | undefined {
	if (outcomes.length < 2) return undefined;
	const done: number[] = [];
	const partlyDone: number[] = [];
	const unknown: number[] = [];
	const notDone: number[] = [];
	for (const [item, outcome] of outcomes.entries()) {
		if (outcome === undefined) notDone.push(item);
		else if ('partlySent' in outcome) partlyDone.push(item);
		else if (!('error' in outcome)) done.push(item);
		else if (outcome.error instanceof OutcomeUnknown) unknown.push(item);
		else if (isPartlyDone(outcome)) partlyDone.push(item);
		else notDone.push(item);
	}
	const groups: Array<[string, number[]]> = [
		['Done', done],
		...(partlyDone.length === 0 ? [] : [['Partly done', partlyDone] as [string, number[]]]),
		['Outcome unknown', unknown],
		['Not done', notDone],
	];
	return groups
		.map(
			([name, items]) =>
				`${name}: ${items.length}${items.length === 0 ? '' : ` (${listOf(items)})`}`,
		)
		.join('. ');
}

/** One of several parts, or of several destinations, was refused after another had been accepted. */
function isPartlyDone({ error, parts }: Partial<FailedOutcome>): boolean {
	const others = error instanceof MessageRejected ? error.accepted : [];
	return others.length > 0 || (parts?.sent.length ?? 0) > 0;
}

/** A list that long is enough for a person. */
const MOST_RANGES = 20;

/** From 1, as people count. */
function listOf(items: readonly number[]): string {
	const ranges: Array<[number, number]> = [];
	for (const item of items) {
		const last = ranges.at(-1);
		if (last && last[1] === item) last[1]++;
		else ranges.push([item + 1, item + 1]);
	}
	const shown = ranges
		.slice(0, MOST_RANGES)
		.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
	const more = ranges.length > MOST_RANGES ? ', …' : '';
	return `${items.length === 1 ? 'item' : 'items'} ${shown.join(', ')}${more}`;
}
