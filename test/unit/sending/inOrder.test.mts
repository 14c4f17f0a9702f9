import fc from 'fast-check';

import { inOrder } from '../../../infobip/sending/inOrder.ts';

interface Task {
	readonly place: number;
	readonly keys: readonly string[];
	/** How many turns of the event loop it takes. */
	readonly turns: number;
}

/** What happened, in its order. */
async function run(
	tasks: readonly Task[],
	parallel: number,
	isGood: (task: Task) => boolean = () => true,
) {
	const log: Array<{ place: number; event: 'start' | 'end'; underWay: number }> = [];
	let underWay = 0;
	await inOrder(
		tasks,
		({ keys }) => keys,
		parallel,
		() => undefined,
		async (task) => {
			log.push({ place: task.place, event: 'start', underWay: ++underWay });
			for (let turn = 0; turn < task.turns; turn++) {
				await new Promise((resolve) => setImmediate(resolve));
			}
			log.push({ place: task.place, event: 'end', underWay: --underWay });
			return isGood(task);
		},
	);
	return log;
}

const aTask = fc.record({
	keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 3 }),
	turns: fc.integer({ min: 1, max: 4 }),
});
const someTasks = fc
	.array(aTask, { maxLength: 25 })
	.map((tasks) => tasks.map((task, place): Task => ({ ...task, place })));
const someWorkers = fc.integer({ min: 1, max: 5 });

it('runs each task once, at most so many at once, and tasks with a key in common in their order', async () => {
	await fc.assert(
		fc.asyncProperty(someTasks, someWorkers, async (tasks, parallel) => {
			const log = await run(tasks, parallel);
			const starts = log.filter(({ event }) => event === 'start').map(({ place }) => place);
			expect([...starts].sort((a, b) => a - b)).toEqual(tasks.map(({ place }) => place));
			expect(Math.max(0, ...log.map(({ underWay }) => underWay))).toBeLessThanOrEqual(parallel);
			for (const key of new Set(tasks.flatMap(({ keys }) => keys))) {
				const having = tasks.filter(({ keys }) => keys.includes(key)).map(({ place }) => place);
				const seen = log.filter(({ place }) => having.includes(place));
				expect(seen.map(({ place }) => place)).toEqual(having.flatMap((place) => [place, place]));
			}
		}),
		{ numRuns: 300 },
	);
});

it('starts nothing after a task that says so, and waits for those under way', async () => {
	await fc.assert(
		fc.asyncProperty(someTasks, someWorkers, fc.nat(24), async (tasks, parallel, bad) => {
			const log = await run(tasks, parallel, ({ place }) => place !== bad);
			const end = log.findIndex(({ place, event }) => place === bad && event === 'end');
			const later = end === -1 ? [] : log.slice(end + 1);
			expect(later.filter(({ event }) => event === 'start')).toEqual([]);
			expect(log.at(-1)?.underWay ?? 0).toBe(0);
		}),
		{ numRuns: 300 },
	);
});

it('does not let a task that waits hold up those that need not', async () => {
	const task = (place: number, key: string, turns: number): Task => ({ place, keys: [key], turns });
	const log = await run([task(0, 'a', 9), task(1, 'a', 0), task(2, 'b', 0), task(3, 'c', 0)], 2);
	expect(log.filter(({ event }) => event === 'end').map(({ place }) => place)).toEqual([
		2, 3, 0, 1,
	]);
});

it('takes a task only when there is room for it', async () => {
	let taken = 0;
	function* tasks(): Generator<string> {
		for (; taken < 100; taken++) yield `key ${taken}`;
	}
	await inOrder(
		tasks(),
		(key) => [key],
		3,
		() => undefined,
		async () => {
			expect(taken).toBeLessThan(3);
			return false;
		},
	);
	expect(taken).toBeLessThan(4);
});

it('passes on what a task throws', async () => {
	const failing = inOrder(
		[1, 2, 3],
		() => [],
		2,
		() => undefined,
		async (task) => {
			if (task === 2) throw new Error('No');
			return true;
		},
	);
	await expect(failing).rejects.toThrow('No');
});
