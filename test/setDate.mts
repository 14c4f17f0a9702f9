const ALL_BUT_DATE = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
] as const;

/** Lets the date be another one, and timers run as they do, until `jest.useRealTimers()`. */
export function setDate(milliseconds: number): void {
	jest.useFakeTimers({ now: milliseconds, doNotFake: [...ALL_BUT_DATE] });
}
