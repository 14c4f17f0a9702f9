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

describe('a task that pauses before it runs', () => {
	/** Tasks that are named; those that pause wait until they are let go. */
	function pausing(parallel: number, names: string[], keysOf: (name: string) => string[]) {
		const log: string[] = [];
		const letGo = new Map<string, () => void>();
		const finish = new Map<string, (goOn: boolean) => void>();
		const done = inOrder(
			names,
			keysOf,
			parallel,
			(name) => {
				if (!name.startsWith('pausing')) return undefined;
				log.push(`${name} pauses`);
				return new Promise((resolve) => letGo.set(name, resolve));
			},
			async (name) => {
				log.push(`${name} runs`);
				return await new Promise<boolean>((resolve) => finish.set(name, resolve));
			},
		);
		const turn = async () => await new Promise((resolve) => setImmediate(resolve));
		return {
			log,
			done,
			resume: async (name: string) => {
				letGo.get(name)?.();
				await turn();
			},
			finish: async (name: string, goOn = true) => {
				finish.get(name)?.(goOn);
				await turn();
			},
		};
	}

	it('leaves its room to others, and takes the next that is free', async () => {
		const names = ['pausing 1', 'b', 'c'];
		const { log, done, resume, finish } = pausing(1, names, (name) => [name]);
		expect(log).toEqual(['pausing 1 pauses', 'b runs']);
		await resume('pausing 1');
		expect(log).toHaveLength(2);
		await finish('b');
		expect(log.slice(2)).toEqual(['pausing 1 runs']);
		await finish('pausing 1');
		await finish('c');
		await done;
		expect(log.slice(3)).toEqual(['c runs']);
	});

	it('is waited for by those that have a key in common with it', async () => {
		const { log, done, resume, finish } = pausing(5, ['pausing 1', 'b'], () => ['key']);
		expect(log).toEqual(['pausing 1 pauses']);
		await resume('pausing 1');
		await finish('pausing 1');
		await finish('b');
		await done;
		expect(log).toEqual(['pausing 1 pauses', 'pausing 1 runs', 'b runs']);
	});

	it('does not run any more once nothing is to be started, nor is it waited for', async () => {
		const { log, done, finish } = pausing(2, ['pausing 1', 'b'], (name) => [name]);
		await finish('b', false);
		await done;
		expect(log).toEqual(['pausing 1 pauses', 'b runs']);
	});
});

it('lets a task that joins late wait for one with its key that has waited itself', async () => {
	const task = (place: number, key: string, turns: number): Task => ({ place, keys: [key], turns });
	// While 2 runs, 0 ends and 1 begins; then there is room for 3, which has to wait for 1.
	const log = await run([task(0, 'a', 1), task(1, 'a', 9), task(2, 'b', 3), task(3, 'a', 1)], 2);
	expect(log.map(({ place, event }) => `${place} ${event}`)).toEqual([
		'0 start',
		'2 start',
		'0 end',
		'1 start',
		'2 end',
		'1 end',
		'3 start',
		'3 end',
	]);
});
