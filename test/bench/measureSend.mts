import { fork } from 'node:child_process';
import { join } from 'node:path';

import type { SandboxLogin } from './sandboxOrders.mts';

/** What is sent before the measuring begins. */
export const WARM_UP_REQUESTS = 1;

const LIMIT_MS = 300_000;

export interface SendOrder {
	/**
	 * Our node in n8n-core's engine, with a field of the item for person and text; the same with
	 * expressions that only n8n can evaluate; or a plain loop around axios.
	 */
	readonly how: 'node' | 'evaluated' | 'loop';
	readonly count: number;
	readonly login: SandboxLogin;
}

export interface SendCost {
	readonly seconds: number;
	readonly cpuSeconds: number;
	/** Bytes above what the process had before. */
	readonly rssGrowth: number;
	readonly heapGrowth: number;
	/** For how long the process worked at most without letting others have a turn, in milliseconds. */
	readonly longestPause: number;
}

/** Sends in a fresh process, so that nobody else's memory and CPU are counted. */
export async function measureSend(order: SendOrder): Promise<SendCost> {
	const child = fork(join(import.meta.dirname, 'sendChild.mts'), [JSON.stringify(order)], {
		execArgv: ['--expose-gc', '--import', join(import.meta.dirname, 'commonJs.mts')],
		timeout: LIMIT_MS,
	});
	return await new Promise((resolve, reject) => {
		child.once('message', (cost) => {
			resolve(cost as SendCost);
		});
		child.once('exit', (code, signal) => {
			reject(new Error(`Sending ended with ${code ?? signal ?? 'nothing'}`));
		});
	});
}
