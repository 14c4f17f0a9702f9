/** Continues at once if the value is there already: with 100,000 items, waiting for each takes its time. */
export function onceReady<T, R>(value: T | Promise<T>, next: (value: T) => R): R | Promise<R> {
	return value instanceof Promise ? value.then(next) : next(value);
}
