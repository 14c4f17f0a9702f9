import { tellWhy } from '../demo/Steps.mts';
import { onStopSignal } from '../hosts/stopSignals.mts';
import { Checks } from './e2e/Checks.mts';

export interface CheckedRun {
	/** What it throws counts as a check that did not hold. */
	play: (checks: Checks) => Promise<void>;
	/** The end of n8n's log; undefined if none was started. */
	logTail: () => string | undefined;
	/** Stops all that was started. */
	stop: () => Promise<void>;
}

/**
 * Plays checks, shows n8n's log where one did not hold, and stops what was started, also on Ctrl+C.
 * Its last line is `N passed, N failed`, and how many were skipped.
 *
 * @returns the exit code: 0 when none has failed.
 */
export async function checkedRun({ play, logTail, stop }: CheckedRun): Promise<number> {
	onStopSignal(stop, () => 130);
	const checks = new Checks();
	try {
		await play(checks);
	} catch (error) {
		checks.failed += 1;
		console.log(`not ok  the run itself\n        ${tellWhy(error)}`);
	}
	const log = checks.failed > 0 ? logTail() : undefined;
	if (log !== undefined) console.log(`\nThe end of n8n's log:\n${log}`);
	await stop();
	const skipped = checks.skipped > 0 ? `, ${checks.skipped} skipped` : '';
	console.log(`\n${checks.passed} passed, ${checks.failed} failed${skipped}`);
	return checks.failed === 0 ? 0 : 1;
}
