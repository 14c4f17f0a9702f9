import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import axios from 'axios';
import getPort from 'get-port';

import { installLocked, isInstalled } from '../../hosts/installLocked.mts';
import { runCommand } from '../../hosts/runCommand.mts';
import { waitFor } from '../../hosts/waitFor.mts';

/** Its dependencies are its own: what the registry needs must not weigh on who only builds the nodes. */
const SOURCE = join(import.meta.dirname, 'registry');
const DIRECTORY = join(import.meta.dirname, '..', '..', '.cache', 'registry');
const VERDACCIO = join(DIRECTORY, 'node_modules', 'verdaccio', 'bin', 'verdaccio');

const READY_SECONDS = 60;
const NPM_SECONDS = 120;

/** @throws Error with the end of npm's output. */
export async function installRegistry(report: (line: string) => void): Promise<void> {
	const folder = { source: SOURCE, directory: DIRECTORY, mustHave: [VERDACCIO] };
	if (isInstalled(folder)) {
		report('the registry is installed (.cache/registry)');
		return;
	}
	report('installing the registry into .cache/registry: about 65 MB');
	await installLocked(folder, (seconds) => {
		report(`still installing the registry: ${seconds} s`);
	});
}

/**
 * An npm registry on loopback that has the packages of one scope and asks no other registry. Anybody
 * on this machine may publish to it; all of it is gone when it is closed.
 */
export class LocalRegistry {
	readonly url: string;
	readonly #folder: string;
	readonly #child: ChildProcess;
	#ending: string | undefined;

	private constructor(scope: string, port: number) {
		this.url = `http://127.0.0.1:${port}/`;
		this.#folder = mkdtempSync(join(tmpdir(), 'registry-for-infobip-'));
		writeFileSync(this.npmrc, npmrcText(scope, this.url));
		writeFileSync(this.#path('config.yaml'), configText(scope, this.#path('storage')));
		this.#child = this.#launch(port);
		process.on('exit', this.#vanish);
	}

	/**
	 * @param scope with its `@`.
	 * @throws Error with what the registry wrote when it does not answer; it is closed then.
	 */
	static async start(scope: string): Promise<LocalRegistry> {
		const port = await getPort();
		const registry = new LocalRegistry(scope, port);
		try {
			await waitFor('the registry to answer', { seconds: READY_SECONDS }, () =>
				registry.#isReady(),
			);
		} catch (error) {
			const log = readFileSync(registry.#path('log'), 'utf8');
			await registry.close();
			throw new Error(`The registry did not start. It wrote:\n${log}`, { cause: error });
		}
		return registry;
	}

	/** A file of npm settings in which the scope, and only the scope, is at this registry. */
	get npmrc(): string {
		return this.#path('npmrc');
	}

	/** Packs the folder and publishes it under the name and version of its `package.json`. */
	async publish(directory: string): Promise<void> {
		const options = ['--userconfig', this.npmrc, '--ignore-scripts', '--no-provenance'];
		await runCommand('npm', ['publish', ...options], { cwd: directory, seconds: NPM_SECONDS });
	}

	/** Safe to call again. */
	async close(): Promise<void> {
		if (this.#ending === undefined) {
			this.#child.kill('SIGKILL');
			await waitFor('the registry to end', { seconds: 15, everyMs: 50 }, () => this.#ending);
		}
		process.off('exit', this.#vanish);
		this.#vanish();
	}

	#launch(port: number): ChildProcess {
		const log = openSync(this.#path('log'), 'a');
		try {
			const args = ['--config', this.#path('config.yaml'), '--listen', `127.0.0.1:${port}`];
			const child = spawn(process.execPath, [VERDACCIO, ...args], {
				cwd: this.#folder,
				stdio: ['ignore', log, log],
			});
			child.once('error', (error) => {
				this.#ending = `could not be started: ${error.message}`;
			});
			child.once('exit', (code, signal) => {
				this.#ending ??= `ended with ${code ?? signal ?? 'nothing'}`;
			});
			return child;
		} finally {
			closeSync(log);
		}
	}

	async #isReady(): Promise<true | undefined> {
		if (this.#ending !== undefined) throw new Error(`The registry ${this.#ending}`);
		try {
			await axios.get(`${this.url}-/ping`, { proxy: false, timeout: 5_000 });
			return true;
		} catch (error) {
			if (axios.isAxiosError(error)) return undefined;
			throw error;
		}
	}

	#path(name: string): string {
		return join(this.#folder, name);
	}

	readonly #vanish = (): void => {
		if (this.#ending === undefined) this.#child.kill('SIGKILL');
		rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
	};
}

/** npm publishes to nobody without a token; this registry does not look at it. */
function npmrcText(scope: string, url: string): string {
	const { host } = new URL(url);
	return `${scope}:registry=${url}\n//${host}/:_authToken=anybody\n`;
}

/** As JSON, which is YAML. */
function configText(scope: string, storage: string): string {
	return JSON.stringify({
		storage,
		uplinks: {},
		packages: { [`${scope}/*`]: { access: '$all', publish: '$all' } },
		web: { enable: false },
		log: { type: 'stdout', format: 'pretty', level: 'warn' },
	});
}
