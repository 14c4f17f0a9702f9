import { apiOf } from '../../../infobip/outbound/apiOf.ts';
import { derivedIds } from '../../../infobip/sending/derivedIds.ts';
import type { RetryPolicy, SendingOptions } from '../../../infobip/sending/outcome.ts';

/** A clock that only pauses move, so that no test waits. */
export interface FakePatience extends RetryPolicy {
	readonly pauses: number[];
}

/** @param total how long one request is tried, in milliseconds */
export function fakePatience(total: number): FakePatience {
	const pauses: number[] = [];
	return {
		total,
		pauses,
		now: () => pauses.reduce((sum, pause) => sum + pause, 0),
		random: () => 1,
		pause: async (milliseconds) => {
			pauses.push(milliseconds);
		},
	};
}

/** What the node has by default, but without trying again. */
export function sendingOptions(choice: Partial<SendingOptions> = {}): SendingOptions {
	return {
		apiOf,
		batchSize: 100,
		parallel: 10,
		resendUnknown: false,
		returnRejected: false,
		stopOnFailure: true,
		messageIdOf: derivedIds(['unit test']),
		retryPolicy: fakePatience(0),
		...choice,
	};
}
