/**
 * Runs a task for each index, at most so many at once. Indices of one lane run one after the other,
 * in their order: that is how messages to one person keep theirs.
 *
 * @param laneOf the lane of an index
 * @param task resolves to false where nothing more is to be started
 */
export async function inLanes(
	count: number,
	laneOf: (index: number) => string,
	parallel: number,
	task: (index: number) => Promise<boolean>,
): Promise<void> {
	const lanes = new Map<string, number[]>();
	for (let index = 0; index < count; index++) {
		const lane = lanes.get(laneOf(index));
		if (lane) lane.push(index);
		else lanes.set(laneOf(index), [index]);
	}
	const waiting = lanes.values();
	let goOn = true;
	const work = async (): Promise<void> => {
		// Workers share the iterator, so each lane is taken by one of them.
		for (const lane of waiting) {
			for (const index of lane) {
				if (!goOn) return;
				if (!(await task(index))) goOn = false;
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(parallel, lanes.size) }, work));
}
