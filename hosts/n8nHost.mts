import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { objectAt, textAt } from './jsonShape.mts';

/** One n8n and the Node that runs it, pinned by a lockfile in a folder beside this file. */
export interface N8nHost {
	/** The folder's name, e.g. `n8n-2`. */
	readonly name: string;
	/** Holds the manifest and the lockfile. */
	readonly source: string;
	/** Where it is installed, outside what Git tracks. */
	readonly directory: string;
	/** The n8n version the folder asks for, whether it is installed yet or not. */
	readonly n8nVersion: string;
	/** Settings that only this n8n needs or knows, from the folder's `environment.json`. */
	readonly environment: NodeJS.ProcessEnv;
}

export const DEFAULT_HOST = 'n8n-2';

const HOSTS_DIRECTORY = dirname(fileURLToPath(import.meta.url));
const INSTALLED_HOSTS = join(HOSTS_DIRECTORY, '..', '.cache', 'hosts');

/** @throws Error naming the hosts there are, when there is none of this name. */
export function n8nHost(name: string): N8nHost {
	const names = readdirSync(HOSTS_DIRECTORY, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name);
	if (!names.includes(name)) {
		throw new Error(`There is no n8n host called “${name}”. Choose one of: ${names.join(', ')}.`);
	}
	const source = join(HOSTS_DIRECTORY, name);
	const manifest = readJson(join(source, 'manifest.json'));
	const settings = objectAt(readJson(join(source, 'environment.json')));
	return {
		name,
		source,
		directory: join(INSTALLED_HOSTS, name),
		n8nVersion: textAt(manifest, 'dependencies', 'n8n'),
		environment: Object.fromEntries(
			Object.keys(settings).map((variable) => [variable, textAt(settings, variable)]),
		),
	};
}

function readJson(file: string): unknown {
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** n8n 2.x needs a newer Node than a contributor may have, so a host brings its own. */
export function hostNode(host: N8nHost): string {
	return join(host.directory, 'node_modules', '.bin', 'node');
}

export function hostN8n(host: N8nHost): string {
	return join(host.directory, 'node_modules', 'n8n', 'bin', 'n8n');
}
