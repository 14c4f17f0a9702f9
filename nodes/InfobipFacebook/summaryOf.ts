import { OutcomeUnknown } from '../../infobip/errors';

type AnyOutcome = object | undefined;

/**
 * What became of all items when one of them stopped the run: "Sent: items 1–37. Outcome unknown: item
 * 40. Not sent: items 38, 39, 41–100." Undefined if there is only one.
 */
export function summaryOf(outcomes: readonly AnyOutcome[]): string | undefined {
	if (outcomes.length < 2) return undefined;
	const done: number[] = [];
	const unknown: number[] = [];
	const notDone: number[] = [];
	for (const [item, outcome] of outcomes.entries()) {
		if (outcome === undefined) notDone.push(item);
		else if (!('error' in outcome)) done.push(item);
		else if (outcome.error instanceof OutcomeUnknown) unknown.push(item);
		else notDone.push(item);
	}
	const groups: Array<[string, number[]]> = [
		['Done', done],
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
