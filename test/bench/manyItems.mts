import type { SandboxProcess } from './SandboxProcess.mts';
import { measureSend } from './measureSend.mts';
import { alone } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';

/** What very many items do to the process that they are sent by: memory, and for how long it freezes. */
export async function manyItems(sandbox: SandboxProcess, { growth }: Scale): Promise<Result[]> {
	const count = Math.max(...growth);
	const costOf = async (how: 'node' | 'evaluated') => {
		await sandbox.prepare({ forgetful: true });
		return await measureSend({ how, count, login: sandbox.login });
	};
	const [fromItem, evaluated] = [await costOf('node'), await costOf('evaluated')];
	const what = `Page, ${count} items, no latency`;
	return [
		alone(`${what}: longest pause of the event loop, ms`, fromItem.longestPause, { atMost: 100 }),
		alone(
			`${what}, with two expressions that n8n evaluates for each: longest pause, ms`,
			evaluated.longestPause,
			{ atMost: 100 },
		),
		alone(`${what}: peak memory growth, KB an item`, fromItem.rssGrowth / 1024 / count, {
			atMost: 3,
		}),
	];
}
