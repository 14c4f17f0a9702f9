import { N8nServer } from '../../hosts/N8nServer.mts';
import type { N8nHost } from '../../hosts/n8nHost.mts';
import { judged } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';

/**
 * From the start of n8n's process until it answers, with the packed nodes and without them, in turn: the
 * fastest of each, because whatever else the machine does makes a start only slower.
 */
export async function n8nStart(
	host: N8nHost,
	packageDirectory: string,
	{ repetitions }: Scale,
): Promise<Result[]> {
	const times: Record<'with' | 'without', number[]> = { with: [], without: [] };
	for (let repetition = 0; repetition < 2 * repetitions; repetition++) {
		times.with.push(await startTime(host, packageDirectory));
		times.without.push(await startTime(host));
	}
	const [ours, theirs] = [Math.min(...times.with), Math.min(...times.without)];
	const verdict = judged('difference', ours - theirs, {
		atMost: 30,
		why: 'a start takes seconds and differs from the next by more than this target: see the time to load above.',
	});
	const measure = 'start of n8n, with the package and without: ms';
	return [{ measure, ours, theirs, ratio: ours / theirs, ...verdict }];
}

async function startTime(host: N8nHost, packageDirectory?: string): Promise<number> {
	const server = await N8nServer.start(host, packageDirectory);
	const { startedIn } = server;
	await server.stop();
	return startedIn;
}
