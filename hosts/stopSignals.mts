/** A terminal's Ctrl+C also reaches npm, which passes it on: the same wish, told twice. */
const SAME_WISH_MS = 1_000;

/**
 * On Ctrl+C, and on what else ends a process in order: stops, then exits. Asked again while it is
 * stopping, it exits at once; what still runs then is killed on exit (see N8nServer).
 */
export function onStopSignal(stop: () => Promise<void>, exitCode: () => number): void {
	let asked: number | undefined;
	const onSignal = (): void => {
		if (asked !== undefined) {
			if (Date.now() - asked > SAME_WISH_MS) process.exit(130);
			return;
		}
		asked = Date.now();
		console.log('\nStopping …');
		stop().then(
			() => process.exit(exitCode()),
			(error: unknown) => {
				console.error(error);
				process.exit(1);
			},
		);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}
