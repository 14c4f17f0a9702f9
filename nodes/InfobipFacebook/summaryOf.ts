import { OutcomeUnknown } from '../../infobip/errors';
import { MessageRejected } from '../../infobip/sending/MessageRejected';
import type { FailedOutcome } from '../../infobip/sending/outcome';
import type { ItemOutcome } from './operation';

/**
 * What became of all items when one of them stopped the run: "Sent: items 1–37. Outcome unknown: item
 * 40. Not sent: items 38, 39, 41–100." Undefined if there is only one.
 */
export function summaryOf(outcomes: readonly ItemOutcome[]): string | undefined {
	if (outcomes.length < 2) return undefined;
	const groups: Record<ItemState, number[]> = {
		Done: [],
		'Partly done': [],
		'Outcome unknown': [],
		'Not done': [],
	};
	for (const [item, outcome] of outcomes.entries()) groups[stateOf(outcome)].push(item);
	return Object.entries(groups)
		.filter(([state, items]) => items.length > 0 || state !== 'Partly done')
		.map(
			([state, items]) =>
				`${state}: ${items.length}${items.length === 0 ? '' : ` (${listOf(items)})`}`,
		)
		.join('. ');
}

type ItemState = 'Done' | 'Partly done' | 'Outcome unknown' | 'Not done';

function stateOf(outcome: ItemOutcome): ItemState {
	if (outcome === undefined) return 'Not done';
	if ('partlySent' in outcome) return 'Partly done';
	if (!('error' in outcome)) return 'Done';
	if (outcome.error instanceof OutcomeUnknown) return 'Outcome unknown';
	return isPartlyDone(outcome) ? 'Partly done' : 'Not done';
}

/** One of several parts, or of several destinations, was refused after another had been accepted. */
function isPartlyDone({ error, parts }: FailedOutcome): boolean {
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
