import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PackedTarball {
	/** The extracted package. */
	directory: string;
	/** Paths of the files in it, with forward slashes. */
	files: string[];
	/** Bytes of the tarball. */
	size: number;
	remove(): Promise<void>;
}

interface PackReport {
	filename: string;
	size: number;
	files: { path: string }[];
}

/**
 * Packs a package as `npm publish` would, `dist` as it is, and extracts the tarball. The place is
 * inside the package's own folder, so that what is extracted finds `n8n-workflow` as it would in n8n.
 */
export async function packTarball(packageDirectory: string): Promise<PackedTarball> {
	const cache = join(packageDirectory, '.cache');
	await mkdir(cache, { recursive: true });
	const place = await mkdtemp(join(cache, 'packed-'));
	const { stdout } = await run(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', place],
		{ cwd: packageDirectory, shell: process.platform === 'win32' },
	);
	const [report] = JSON.parse(stdout) as PackReport[];
	if (report === undefined) throw new Error('npm pack made no tarball');
	await run('tar', ['-xzf', report.filename], { cwd: place });
	return {
		directory: join(place, 'package'),
		files: report.files.map(({ path }) => path),
		size: report.size,
		remove: () => rm(place, { recursive: true, force: true }),
	};
}
