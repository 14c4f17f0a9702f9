import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { npmCommand } from './npmCommand.mts';
import { runCommand } from './runCommand.mts';

/** Written last, so that a folder whose installation was interrupted is installed again. */
const STAMP = join('node_modules', '.installed-from');

const INSTALL_SECONDS = 45 * 60;

/** A folder with a `package.json` and a lockfile of its own, installed only by those who need it. */
export interface LockedFolder {
	readonly directory: string;
	/** Files, as absolute paths, without which it does not count as installed. */
	readonly mustHave: readonly string[];
}

/** Whether all of it is there, as its lockfile says now. */
export function isInstalled({ directory, mustHave }: LockedFolder): boolean {
	const stamp = join(directory, STAMP);
	return (
		existsSync(stamp) &&
		readFileSync(stamp, 'utf8').trim() === fingerprint(directory) &&
		mustHave.every((file) => existsSync(file))
	);
}

/**
 * `npm ci`, whatever is there.
 *
 * @param onBeat is called now and then with the seconds since the start, for npm itself is silent.
 * @throws Error with the end of npm's output.
 */
export async function installLocked(
	{ directory }: LockedFolder,
	onBeat: (elapsedSeconds: number) => void,
): Promise<void> {
	const npm = await npmCommand(directory);
	const args = [...npm.prefix, 'ci', '--no-audit', '--no-fund'];
	await runCommand(npm.command, args, { cwd: directory, seconds: INSTALL_SECONDS, onBeat });
	writeFileSync(join(directory, STAMP), `${fingerprint(directory)}\n`);
}

function fingerprint(directory: string): string {
	const hash = createHash('sha256');
	for (const file of ['package.json', 'package-lock.json']) {
		hash.update(readFileSync(join(directory, file)));
	}
	return hash.digest('hex');
}
