import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { N8nHost } from './n8nHost.mts';
import { hostN8n, hostNode } from './n8nHost.mts';
import { npmCommand } from './npmCommand.mts';
import { runCommand } from './runCommand.mts';

/** Written last, so that a host whose installation was interrupted is installed again. */
const STAMP = join('node_modules', '.installed-from');

const INSTALL_SECONDS = 45 * 60;

/**
 * Installs n8n when it is missing or when its lockfile has changed since, otherwise does nothing.
 * About 3 GB and, from an empty npm cache, five minutes.
 *
 * @param report is given a line now and then, for npm itself is silent all the while.
 * @throws Error saying what to check, with the end of npm's output.
 */
export async function installHost(host: N8nHost, report: (line: string) => void): Promise<void> {
	const wanted = fingerprint(host);
	if (isInstalled(host, wanted)) {
		report(`n8n ${host.n8nVersion} is installed (hosts/${host.name})`);
		return;
	}
	report(
		`installing n8n ${host.n8nVersion} into hosts/${host.name}: about 3 GB and five minutes the first time`,
	);
	await install(host, report);
	writeFileSync(join(host.directory, STAMP), `${wanted}\n`);
}

function isInstalled(host: N8nHost, wanted: string): boolean {
	const stamp = join(host.directory, STAMP);
	return (
		existsSync(stamp) &&
		readFileSync(stamp, 'utf8').trim() === wanted &&
		existsSync(hostNode(host)) &&
		existsSync(hostN8n(host))
	);
}

function fingerprint(host: N8nHost): string {
	const hash = createHash('sha256');
	for (const file of ['package.json', 'package-lock.json']) {
		hash.update(readFileSync(join(host.directory, file)));
	}
	return hash.digest('hex');
}

async function install(host: N8nHost, report: (line: string) => void): Promise<void> {
	const npm = await npmCommand(host.directory);
	try {
		await runCommand(npm.command, [...npm.prefix, 'ci', '--no-audit', '--no-fund'], {
			cwd: host.directory,
			seconds: INSTALL_SECONDS,
			onBeat: (seconds) => {
				report(`still installing n8n ${host.n8nVersion}: ${seconds} s`);
			},
		});
	} catch (error) {
		throw new Error(
			`n8n ${host.n8nVersion} could not be installed into hosts/${host.name}. It needs the npm registry, ` +
				'3 GB of disk, and for its SQLite driver either access to GitHub (ready-made binary) or ' +
				'python3, make and a C++ compiler. Run the same command again when that is in place; ' +
				'the cause is in the text below.',
			{ cause: error },
		);
	}
}
