import { tellWhy } from '../../demo/Steps.mts';

/** Runs named checks one after the other and counts; one that does not hold does not stop the rest. */
export class Checks {
	passed = 0;
	failed = 0;
	skipped = 0;

	/** @returns what the check returned, or `undefined` when it did not hold. */
	async check<T>(name: string, work: () => Promise<T> | T): Promise<T | undefined> {
		const started = Date.now();
		try {
			const result = await work();
			this.passed += 1;
			console.log(`ok      ${name} (${elapsed(started)})`);
			return result;
		} catch (error) {
			this.failed += 1;
			const why = tellWhy(error).replaceAll('\n', '\n        ');
			console.log(`not ok  ${name} (${elapsed(started)})\n        ${why}`);
			return undefined;
		}
	}

	/** What cannot be run on this machine; it counts as neither passed nor failed. */
	skip(name: string, why: string): void {
		this.skipped += 1;
		console.log(`skipped ${name}: ${why}`);
	}
}

function elapsed(started: number): string {
	return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
