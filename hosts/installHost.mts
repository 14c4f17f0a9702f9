import { installLocked, isInstalled } from './installLocked.mts';
import type { N8nHost } from './n8nHost.mts';
import { hostN8n, hostNode } from './n8nHost.mts';

/**
 * Installs n8n when it is missing or when its lockfile has changed since, otherwise does nothing.
 * About 3 GB and, from an empty npm cache, five minutes.
 *
 * @param report is given a line now and then, for npm itself is silent all the while.
 * @throws Error saying what to check, with the end of npm's output.
 */
export async function installHost(host: N8nHost, report: (line: string) => void): Promise<void> {
	const { source, directory } = host;
	const folder = { source, directory, mustHave: [hostNode(host), hostN8n(host)] };
	if (isInstalled(folder)) {
		report(`n8n ${host.n8nVersion} is installed (.cache/hosts/${host.name})`);
		return;
	}
	report(
		`installing n8n ${host.n8nVersion} into .cache/hosts/${host.name}: about 3 GB and five minutes the first time`,
	);
	try {
		await installLocked(folder, (seconds) => {
			report(`still installing n8n ${host.n8nVersion}: ${seconds} s`);
		});
	} catch (error) {
		throw new Error(
			`n8n ${host.n8nVersion} could not be installed into .cache/hosts/${host.name}. It needs the npm registry, ` +
				'3 GB of disk, and for its SQLite driver either access to GitHub (ready-made binary) or ' +
				'python3, make and a C++ compiler. Run the same command again when that is in place; ' +
				'the cause is in the text below.',
			{ cause: error },
		);
	}
}
