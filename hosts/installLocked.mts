import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { npmCommand } from './npmCommand.mts';
import { runCommand } from './runCommand.mts';

/** Written last, so that an interrupted installation is repeated. */
const STAMP = join('node_modules', '.installed-from');

/** The tracked files, and the names npm knows them by. n8n's scan allows one tracked package.json. */
const NPM_NAMES = { 'manifest.json': 'package.json', 'lock.json': 'package-lock.json' } as const;

const INSTALL_SECONDS = 45 * 60;

/** Packages with a manifest and a lockfile of their own, installed only by those who need them. */
export interface LockedPackages {
	/** Holds `manifest.json` and `lock.json`. */
	readonly source: string;
	/** Where they are installed. */
	readonly directory: string;
	/** Absolute paths of files without which the packages do not count as installed. */
	readonly mustHave: readonly string[];
}

/** Returns whether everything that the lockfile names is installed. */
export function isInstalled({ source, directory, mustHave }: LockedPackages): boolean {
	const stamp = join(directory, STAMP);
	return (
		existsSync(stamp) &&
		readFileSync(stamp, 'utf8').trim() === fingerprint(source) &&
		mustHave.every((file) => existsSync(file))
	);
}

/**
 * Runs `npm ci`, whatever is installed already.
 *
 * @param onBeat is called every few seconds with the seconds since the start, because npm is silent.
 * @throws Error with the end of npm's output.
 */
export async function installLocked(
	{ source, directory }: LockedPackages,
	onBeat: (elapsedSeconds: number) => void,
): Promise<void> {
	mkdirSync(directory, { recursive: true });
	for (const [tracked, name] of Object.entries(NPM_NAMES)) {
		copyFileSync(join(source, tracked), join(directory, name));
	}
	const npm = await npmCommand(directory);
	const args = [...npm.prefix, 'ci', '--no-audit', '--no-fund'];
	await runCommand(npm.command, args, { cwd: directory, seconds: INSTALL_SECONDS, onBeat });
	writeFileSync(join(directory, STAMP), `${fingerprint(source)}\n`);
}

function fingerprint(source: string): string {
	const hash = createHash('sha256');
	for (const file of Object.keys(NPM_NAMES)) hash.update(readFileSync(join(source, file)));
	return hash.digest('hex');
}
