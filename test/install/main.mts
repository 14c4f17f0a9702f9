/**
 * `npm run test:install`: the packed package from a local npm registry, installed, updated and
 * uninstalled by a real n8n through the endpoints of its *Settings → Community nodes*.
 * `--host <name>`: another n8n of `hosts/`.
 *
 * n8n asks npm with a `--registry` of its own choice, and another one needs a licence. npm
 * itself prefers the registry of a scope to that option. So the package is published here under a scope
 * of the test's own, which an npmrc that only this n8n sees leads to the local registry; its name is
 * all that differs from what is published.
 *
 * Ends with a line `N passed, N failed`; exits with 0 when none has failed.
 */
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { N8nServer } from '../../hosts/N8nServer.mts';
import { installHost } from '../../hosts/installHost.mts';
import { DEFAULT_HOST, n8nHost } from '../../hosts/n8nHost.mts';
import { runCommand } from '../../hosts/runCommand.mts';
import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { checkedRun } from '../checkedRun.mts';
import type { Checks } from '../e2e/Checks.mts';
import { LocalRegistry, installRegistry } from './LocalRegistry.mts';
import { SCOPE, lifeOfPackage } from './lifeOfPackage.mts';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const started: { n8n?: N8nServer; sandbox?: Sandbox; registry?: LocalRegistry } = {};

process.exitCode = await checkedRun({ play: main, logTail: () => started.n8n?.logTail(), stop });

async function main(checks: Checks): Promise<void> {
	const { values } = parseArgs({
		options: { host: { type: 'string', default: DEFAULT_HOST } },
	});
	await play(values.host, checks);
}

async function play(hostName: string, checks: Checks): Promise<void> {
	const host = n8nHost(hostName);
	await installHost(host, console.log);
	await installRegistry(console.log);
	await runCommand('npm', ['run', 'build'], { cwd: REPOSITORY, seconds: 300 });
	const sandbox = await startSandbox();
	started.sandbox = sandbox;
	const registry = await LocalRegistry.start(SCOPE);
	started.registry = registry;
	// npm takes its settings from the environment in either case, and `npm run` has set some.
	delete process.env['NPM_CONFIG_USERCONFIG'];
	const environment = {
		...host.environment,
		npm_config_userconfig: registry.npmrc,
		npm_config_noproxy: '127.0.0.1,localhost',
	};
	const n8n = await N8nServer.start({ ...host, environment });
	started.n8n = n8n;
	// n8n 1.x runs `npm outdated` in this folder, without our environment.
	copyFileSync(registry.npmrc, join(n8n.communityNodesFolder, '.npmrc'));
	console.log(`n8n ${host.n8nVersion} at ${n8n.url}, registry at ${registry.url}`);
	await lifeOfPackage({ repository: REPOSITORY, registry, n8n, sandbox }, checks);
}

async function stop(): Promise<void> {
	await started.n8n?.stop();
	await started.registry?.close();
	await started.sandbox?.close();
}
