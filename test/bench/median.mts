/** The middle of what was measured; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)];
	if (upper === undefined) throw new Error('There is no median of nothing');
	const lower = sorted[Math.ceil(middle) - 1] ?? upper;
	return (lower + upper) / 2;
}
