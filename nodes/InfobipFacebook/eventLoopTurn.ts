import { sleep } from 'n8n-workflow';

import type { Turn } from '../../infobip/sending/visitAll';

const LONGEST_PAUSE_MS = 30;

/** n8n has other things to do: no loop over many items keeps it from them for long. */
export function eventLoopTurn(): Turn {
	let since = performance.now();
	const letOthersRun = async (): Promise<void> => {
		await sleep(0);
		since = performance.now();
	};
	return () => (performance.now() - since < LONGEST_PAUSE_MS ? undefined : letOthersRun());
}
