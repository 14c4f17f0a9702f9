import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { listAt, textAt } from './jsonShape.mts';
import { runCommand } from './runCommand.mts';

const NPM_SECONDS = 120;

/** Where an n8n with this user folder keeps its community packages. */
export function communityNodesFolder(userFolder: string): string {
	return join(userFolder, '.n8n', 'nodes');
}

/**
 * Puts a built package into an n8n user folder the way n8n's own "install community node" does:
 * packed, so that only what would be published is there, and installed into `.n8n/nodes`. n8n then
 * prefixes the node types with the package's name, as it does for every user.
 *
 * `--offline` and `--legacy-peer-deps` because the package has no dependencies, and its only peer,
 * n8n-workflow, is the running n8n's own.
 */
export async function placeCommunityPackage(
	packageDirectory: string,
	userFolder: string,
): Promise<void> {
	const nodesFolder = communityNodesFolder(userFolder);
	mkdirSync(nodesFolder, { recursive: true });
	writeFileSync(
		join(nodesFolder, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }),
	);
	const scratch = mkdtempSync(join(tmpdir(), 'packed-nodes-'));
	try {
		const tarball = await pack(packageDirectory, scratch);
		const options = ['--offline', '--legacy-peer-deps', '--ignore-scripts', '--no-audit'];
		await runCommand('npm', ['install', ...options, '--no-fund', tarball], {
			cwd: nodesFolder,
			seconds: NPM_SECONDS,
		});
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

async function pack(packageDirectory: string, destination: string): Promise<string> {
	const answer = await runCommand(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', destination],
		{ cwd: packageDirectory, seconds: NPM_SECONDS },
	);
	const [packed] = listAt(JSON.parse(answer));
	return join(destination, textAt(packed, 'filename'));
}
