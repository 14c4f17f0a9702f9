/** What to wait for so that others can run, if they have waited long; undefined otherwise. */
export type Turn = () => Promise<void> | undefined;

interface Visiting {
	readonly turn?: Turn | undefined;
	/** What a visit throws; the others follow anyway. Default: it is thrown. */
	readonly onFailure?: (place: number, error: unknown) => void;
}

/**
 * Visits the places of a list that may be very long, in their order, and lets others have their turn in
 * between.
 *
 * @param visit waited for only if it returns a promise: to wait for nothing 100,000 times takes its time
 */
export async function visitAll(
	count: number,
	visit: (place: number) => Promise<void> | void,
	{ turn, onFailure = rethrow }: Visiting,
): Promise<void> {
	for (let place = 0; place < count; place++) {
		try {
			const visiting = visit(place);
			if (visiting) await visiting;
		} catch (error) {
			onFailure(place, error);
		}
		const othersTurn = turn?.();
		if (othersTurn) await othersTurn;
	}
}

function rethrow(_place: number, error: unknown): never {
	throw error;
}
