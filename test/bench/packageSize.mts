import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { listAt, textAt } from '../../hosts/jsonShape.mts';
import { runCommand } from '../../hosts/runCommand.mts';
import { packTarball } from '../package/packedTarball.mts';
import { median } from './median.mts';
import { alone } from './result.mts';
import type { Result } from './result.mts';
import type { Scale } from './scale.mts';

const KB = 1000;
const NODES = ['InfobipFacebook', 'InfobipFacebookTrigger'];

/** Loads n8n-workflow, then the node file, and says how long that took and how long its description is. */
const LOAD = `
require('n8n-workflow');
const started = process.hrtime.bigint();
const loaded = require(process.argv[1]);
const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
const { description } = new (Object.values(loaded)[0])();
console.log(JSON.stringify([String(milliseconds), String(JSON.stringify(description).length)]));
`;

/** What there is to download and to load, from the packed tarball as n8n would install it. */
export async function packageSize(repository: string, { loads }: Scale): Promise<Result[]> {
	const tarball = await packTarball(repository);
	try {
		const sizes = await Promise.all(
			tarball.files.map(async (file) => (await stat(join(tarball.directory, file))).size),
		);
		const unpacked = sizes.reduce((sum, size) => sum + size, 0);
		return [
			alone('tarball: KB packed', tarball.size / KB, {}),
			alone('tarball: KB unpacked', unpacked / KB, {}),
			alone('tarball: files', tarball.files.length, {}),
			...(await loadedNodes(tarball.directory, loads)),
		];
	} finally {
		await tarball.remove();
	}
}

async function loadedNodes(directory: string, loads: number): Promise<Result[]> {
	const results: Result[] = [];
	for (const node of NODES) {
		const file = join(directory, 'dist', 'nodes', node, `${node}.node.js`);
		const times: number[] = [];
		let description = 0;
		for (let load = 0; load < loads; load++) {
			const [milliseconds, length] = await loadOnce(directory, file);
			times.push(milliseconds);
			description = length;
		}
		results.push(
			alone(`${node}: ms to load after n8n-workflow`, median(times), {}),
			alone(`${node}: KB of description`, description / KB, {}),
		);
	}
	return results;
}

async function loadOnce(directory: string, file: string): Promise<[number, number]> {
	const options = { cwd: directory, seconds: 60 };
	const printed: unknown = JSON.parse(
		await runCommand(process.execPath, ['-e', LOAD, file], options),
	);
	const [milliseconds, length] = listAt(printed).map((text) => Number(textAt(text)));
	return [milliseconds!, length!];
}
