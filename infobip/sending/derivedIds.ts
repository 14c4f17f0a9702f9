import { createHash } from 'crypto';

/** Of the run: 88 bits, enough that no two runs ever have the same. */
const RUN_DIGITS = 22;
const ITEM_DIGITS = 6;
const PART_DIGITS = 4;

/**
 * Makes message ids out of what is the same whenever the same part of the same item is sent again.
 * They count up within a run: to hash each would take as long as the rest of its message.
 *
 * @param identity of the run: instance, execution, node, …
 */
export function derivedIds(identity: readonly string[]): (item: number, part: number) => string {
	const digest = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
	const run = `n8n-${digest.slice(0, RUN_DIGITS)}`;
	return (item, part) => [run, hex(item, ITEM_DIGITS), hex(part, PART_DIGITS)].join('');
}

function hex(number: number, digits: number): string {
	return number.toString(16).padStart(digits, '0');
}
