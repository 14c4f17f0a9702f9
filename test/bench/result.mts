/** One line of the table: what `--json` writes and `docs/benchmarks.md` shows. */
export interface Result {
	/** With its unit. */
	readonly measure: string;
	readonly ours: number;
	readonly theirs: number | null;
	readonly ratio: number | null;
	/** In words; null if there is none and the line only informs. */
	readonly target: string | null;
	readonly met: boolean | null;
	/** What is known of the reason where the target is missed; shown in the document only then. */
	readonly why?: string;
}

interface Limit {
	readonly atLeast?: number;
	readonly atMost?: number;
	readonly why?: string;
}

/** Ours against theirs, judged by ours divided by theirs. */
export function compared(measure: string, ours: number, theirs: number, limit: Limit): Result {
	const ratio = ours / theirs;
	return { measure, ours, theirs, ratio, ...judged('ratio', ratio, limit) };
}

/** Ours by itself. */
export function alone(measure: string, ours: number, limit: Limit): Result {
	return { measure, ours, theirs: null, ratio: null, ...judged('ours', ours, limit) };
}

/** Whether a value is within its limit, as the last two columns. */
export function judged(
	what: string,
	value: number,
	{ atLeast, atMost, why }: Limit,
): Pick<Result, 'target' | 'met' | 'why'> {
	const reason = why === undefined ? {} : { why };
	if (atLeast !== undefined) {
		return { target: `${what} at least ${atLeast}`, met: value >= atLeast, ...reason };
	}
	if (atMost !== undefined) {
		return { target: `${what} at most ${atMost}`, met: value <= atMost, ...reason };
	}
	return { target: null, met: null };
}
