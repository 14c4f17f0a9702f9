import type { SandboxProcess } from './SandboxProcess.mts';
import { WARM_UP_REQUESTS, measureSend } from './measureSend.mts';
import type { Scale } from './scale.mts';

export interface GrowthStep {
	readonly messages: number;
	readonly seconds: number;
	readonly requests: number;
	readonly megabytes: number;
}

/** How time, requests and memory grow with the number of messages, from a Page, with our node. */
export async function growth(
	sandbox: SandboxProcess,
	{ growth: counts }: Scale,
	report: (line: string) => void,
): Promise<GrowthStep[]> {
	const steps: GrowthStep[] = [];
	for (const messages of counts) {
		await sandbox.prepare({ forgetful: true });
		const cost = await measureSend({ how: 'node', count: messages, login: sandbox.login });
		const { requests } = await sandbox.tally();
		const step = {
			messages,
			seconds: cost.seconds,
			requests: requests - WARM_UP_REQUESTS,
			megabytes: cost.rssGrowth / 1024 / 1024,
		};
		report(JSON.stringify(step));
		steps.push(step);
	}
	return steps;
}
