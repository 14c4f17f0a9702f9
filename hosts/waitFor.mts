import { setTimeout as pause } from 'node:timers/promises';

/** Something that was waited for did not come about in time. */
export class WaitedInVain extends Error {
	override readonly name = 'WaitedInVain';
}

export interface WaitOptions {
	/** How long to wait at most. */
	seconds: number;
	/** Pause between two looks, in milliseconds. */
	everyMs?: number;
}

/**
 * Looks again and again until `look` returns something other than `undefined`.
 *
 * What n8n and the sandbox do for each other (register a webhook, deliver a message, finish an
 * execution) happens a moment after the request that caused it is answered. Looking at the effect
 * is exact on a slow machine and quick on a fast one; a fixed sleep is neither.
 *
 * @throws WaitedInVain naming `what`; anything `look` throws passes through at once.
 */
export async function waitFor<T>(
	what: string,
	{ seconds, everyMs = 200 }: WaitOptions,
	look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() >= deadline) {
			throw new WaitedInVain(`Waited ${seconds} s in vain for ${what}`);
		}
		await pause(everyMs);
	}
}
