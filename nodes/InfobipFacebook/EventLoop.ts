import { sleep } from 'n8n-workflow';

const LONGEST_PAUSE_MS = 30;

/** n8n has other things to do: no loop over many items keeps it from them for long. */
export class EventLoop {
	private since = performance.now();

	/** What to wait for if others have waited long enough. */
	turn(): Promise<void> | undefined {
		return performance.now() - this.since < LONGEST_PAUSE_MS ? undefined : this.letOthersRun();
	}

	private async letOthersRun(): Promise<void> {
		await sleep(0);
		this.since = performance.now();
	}
}
