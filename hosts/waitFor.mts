import pWaitFor from 'p-wait-for';

/** Something that was waited for did not happen in time. */
export class WaitedInVain extends Error {
	override readonly name = 'WaitedInVain';
}

export interface WaitOptions {
	/** How long to wait at most. */
	seconds: number;
	/** Milliseconds between two looks. */
	everyMs?: number;
}

/**
 * Looks again and again until `look` returns something other than `undefined`, because n8n and the
 * sandbox act a moment after they answer, and a fixed sleep is too short on a slow machine.
 *
 * @throws WaitedInVain naming `what`; anything that `look` throws ends the wait.
 */
export async function waitFor<T>(
	what: string,
	{ seconds, everyMs = 200 }: WaitOptions,
	look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
	const message = new WaitedInVain(`Waited ${seconds} s in vain for ${what}`);
	return await pWaitFor<T>(
		async () => {
			const found = await look();
			return found === undefined ? false : pWaitFor.resolveWith(found);
		},
		{ interval: everyMs, timeout: { milliseconds: seconds * 1000, message } },
	);
}
