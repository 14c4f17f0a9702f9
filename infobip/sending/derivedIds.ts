import { createHash } from 'crypto';

/** 128 bits: enough that no two messages ever have the same. */
const DIGITS = 32;

/**
 * Makes message ids out of what is the same whenever the same part of the same item is sent again.
 *
 * @param identity of the run: instance, execution, node, …
 */
export function derivedIds(identity: readonly string[]): (item: number, part: number) => string {
	const run = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
	return (item, part) =>
		`n8n-${createHash('sha256').update(`${run} ${item} ${part}`).digest('hex').slice(0, DIGITS)}`;
}
