import { sleep } from 'n8n-workflow';

/**
 * Waits, or returns as soon as the signal aborts, and leaves no listener behind: a run may wait
 * thousands of times, and its signal is always the same.
 */
export async function sleepUnlessAborted(
	milliseconds: number,
	signal: AbortSignal | undefined,
): Promise<void> {
	if (signal === undefined) return await sleep(milliseconds);
	if (signal.aborted) return;
	let stop = (): void => undefined;
	const aborted = new Promise<void>((resolve) => {
		stop = resolve;
		signal.addEventListener('abort', stop, { once: true });
	});
	await Promise.race([sleep(milliseconds), aborted]);
	signal.removeEventListener('abort', stop);
}
