/**
 * Runs tasks, at most so many at once, in their order as far as need be: a task waits for every
 * earlier one that has a key in common with it. With recipients as keys, messages to one person keep
 * their order, and messages to others need not wait for them.
 *
 * @param tasks each is taken when there is room for it
 * @param pauseBefore what a task waits for when its turn has come; others may run meanwhile
 * @param run resolves to false if nothing more is to be started; what is under way is waited for
 */
export async function inOrder<T>(
	tasks: Iterable<T>,
	keysOf: (task: T) => readonly string[],
	parallel: number,
	pauseBefore: (task: T) => Promise<void> | undefined,
	run: (task: T) => Promise<boolean>,
): Promise<void> {
	const queue = new KeyedQueue(tasks, keysOf);
	const running = new Set<Promise<void>>();
	const pausing = new Set<Promise<void>>();
	const ready: Array<Place<T>> = [];
	let goOn = true;
	const start = (place: Place<T>): void => {
		const done = run(place.task).then((ranWell) => {
			goOn &&= ranWell;
			queue.leave(place);
			running.delete(done);
		});
		running.add(done);
	};
	const startOrPause = (place: Place<T>): void => {
		const pause = pauseBefore(place.task);
		if (pause === undefined) return start(place);
		const paused = pause.then(() => {
			ready.push(place);
			pausing.delete(paused);
		});
		pausing.add(paused);
	};
	for (;;) {
		while (goOn && running.size < parallel) {
			const paused = ready.shift();
			if (paused !== undefined) {
				start(paused);
				continue;
			}
			const place = queue.next();
			if (place === undefined) break;
			startOrPause(place);
		}
		// A task that waits in the queue waits for one that is running or pausing.
		const active = goOn ? [...running, ...pausing] : [...running];
		if (active.length === 0) return;
		await Promise.race(active);
	}
}

interface Place<T> {
	readonly task: T;
	readonly keys: readonly string[];
	/** How many earlier ones it waits for. */
	waitsFor: number;
	/** Who waits for it. */
	readonly followers: Array<Place<T>>;
}

/** Knows who may start. It remembers those who wait and those under way, not those who are done. */
class KeyedQueue<T> {
	private readonly tasks: Iterator<T>;

	private readonly keysOf: (task: T) => readonly string[];

	/** The last one in line, by key. */
	private readonly last = new Map<string, Place<T>>();

	/** Those who waited and need not any more. */
	private readonly freed: Array<Place<T>> = [];

	constructor(tasks: Iterable<T>, keysOf: (task: T) => readonly string[]) {
		this.tasks = tasks[Symbol.iterator]();
		this.keysOf = keysOf;
	}

	/** Who may start now; undefined if all who are left wait for someone. */
	next(): Place<T> | undefined {
		const freed = this.freed.shift();
		if (freed) return freed;
		for (let next = this.tasks.next(); next.done !== true; next = this.tasks.next()) {
			const place = this.join(next.value);
			if (place.waitsFor === 0) return place;
		}
		return undefined;
	}

	leave(place: Place<T>): void {
		for (const key of place.keys) {
			if (this.last.get(key) === place) this.last.delete(key);
		}
		for (const follower of place.followers) {
			if (--follower.waitsFor === 0) this.freed.push(follower);
		}
	}

	private join(task: T): Place<T> {
		const keys = this.keysOf(task);
		const place: Place<T> = { task, keys, waitsFor: 0, followers: [] };
		const before = new Set<Place<T>>();
		for (const key of keys) {
			const last = this.last.get(key);
			if (last && last !== place) before.add(last);
			this.last.set(key, place);
		}
		for (const earlier of before) earlier.followers.push(place);
		place.waitsFor = before.size;
		return place;
	}
}
