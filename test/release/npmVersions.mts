import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCommand } from '../../hosts/runCommand.mts';

/**
 * The npm that Node 20 and 22 bring (10), those of Node 24 (11) that read a lockfile more strictly than
 * the ones before and after them, and the newest.
 */
const VERSIONS = ['10.8.2', '10.9.4', '11.3.0', '11.6.2', 'latest'];

const SECONDS = 5 * 60;

/**
 * Has each npm that contributors may use read the lockfile. Works on a copy and installs nothing; but
 * each npm has to be downloaded once.
 *
 * @returns what was found, in a line; without network, that it was skipped. @throws Error naming the
 * versions that refuse the lockfile.
 */
export async function checkLockfile(repository: string): Promise<string> {
	const directory = await mkdtemp(join(tmpdir(), 'lockfile-'));
	try {
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(repository, file), join(directory, file));
		}
		return await checkIn(directory);
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

async function checkIn(directory: string): Promise<string> {
	const accepted: string[] = [];
	const refused: string[] = [];
	const missing: string[] = [];
	for (const version of VERSIONS) {
		const npm = await versionOf(version, directory);
		if (npm === undefined) {
			missing.push(version);
			continue;
		}
		const reason = await refusalOf(version, directory);
		if (reason === undefined) accepted.push(npm);
		else refused.push(`npm ${npm} refuses the lockfile: ${reason}`);
	}
	if (refused.length > 0) throw new Error(refused.join('\n'));
	const skipped =
		missing.length === 0
			? ''
			: `A WARNING: SKIPPED npm ${missing.join(', ')}, which could not be downloaded; `;
	return `${skipped}accepted by npm ${accepted.join(', ') || '(none)'}`;
}

/** The version that npx gets; undefined if it cannot be had. */
async function versionOf(version: string, directory: string): Promise<string | undefined> {
	try {
		const args = ['--yes', `npm@${version}`, '--version'];
		return (await runCommand('npx', args, { cwd: directory, seconds: SECONDS })).trim();
	} catch (error) {
		if (isNoNetwork(error)) return undefined;
		throw error;
	}
}

/** Why this npm does not take the lockfile; undefined if it does. */
async function refusalOf(version: string, directory: string): Promise<string | undefined> {
	const args = ['--yes', `npm@${version}`, 'ci', '--dry-run', '--ignore-scripts'];
	try {
		await runCommand('npx', args, { cwd: directory, seconds: SECONDS });
		return undefined;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function isNoNetwork(error: unknown): boolean {
	const text = error instanceof Error ? error.message : String(error);
	return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(text);
}
