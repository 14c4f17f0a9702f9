import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import axios from 'axios';

import { communityNodesFolder, placeCommunityPackage } from './communityPackage.mts';
import { freePorts } from './freePorts.mts';
import { isObject } from './jsonShape.mts';
import type { N8nHost } from './n8nHost.mts';
import { hostN8n, hostNode } from './n8nHost.mts';
import { WaitedInVain, waitFor } from './waitFor.mts';

const START_SECONDS = 180;
const STOP_SECONDS = 15;

/** Settings of the caller's own n8n would otherwise reach into this one: its database, its queue. */
const FOREIGN_SETTINGS = /^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_URL$|CREDENTIALS_)/;

/**
 * A real n8n, in a child process of its own, with its own temporary user folder and SQLite: what it
 * does touches no other n8n on the machine, and nothing is left when it stops.
 */
export class N8nServer {
	readonly url: string;
	readonly host: N8nHost;
	readonly #home: string;
	readonly #environment: NodeJS.ProcessEnv;
	#child: ChildProcess;
	#ending: string | undefined;
	#isStopping = false;

	private constructor(host: N8nHost, url: string, home: string, environment: NodeJS.ProcessEnv) {
		this.host = host;
		this.url = url;
		this.#home = home;
		this.#environment = environment;
		this.#child = this.#launch();
		// Whatever ends this process, an exception included, must not leave an n8n behind.
		process.on('exit', this.#vanish);
	}

	/**
	 * @param packageDirectory a built n8n node package that is installed into this n8n before it starts;
	 * without it n8n has its own nodes only.
	 * @throws Error with the end of n8n's log when it does not get ready; it is stopped then.
	 */
	static async start(host: N8nHost, packageDirectory?: string): Promise<N8nServer> {
		const home = mkdtempSync(join(tmpdir(), 'n8n-for-infobip-'));
		try {
			if (packageDirectory !== undefined) await placeCommunityPackage(packageDirectory, home);
		} catch (error) {
			removeHome(home);
			throw error;
		}
		const [port = 0, brokerPort = 0] = await freePorts(2);
		const url = `http://127.0.0.1:${port}`;
		const server = new N8nServer(host, url, home, environment(host, home, port, brokerPort));
		await server.#getReady();
		return server;
	}

	/** Ends n8n as a power cut would: at once, with everything it started, and nothing in order. */
	async kill(): Promise<void> {
		this.#signal('SIGKILL');
		if (!(await this.#hasEndedWithin(STOP_SECONDS))) throw new Error('n8n outlived SIGKILL');
	}

	/**
	 * After `kill`: on the same folder, with the same key, at the same address.
	 *
	 * @throws Error with the end of n8n's log when it does not get ready; it is stopped then.
	 */
	async startAgain(): Promise<void> {
		if (this.#ending === undefined) throw new Error('n8n is still running');
		this.#ending = undefined;
		this.#child = this.#launch();
		await this.#getReady();
	}

	/** How the process ended by itself, e.g. `ended with 1`; `undefined` while it runs or after `stop`. */
	get ending(): string | undefined {
		return this.#isStopping ? undefined : this.#ending;
	}

	/** Where n8n keeps the community packages it installs, `package.json` and `node_modules`. */
	get communityNodesFolder(): string {
		return communityNodesFolder(this.#home);
	}

	/** The last lines n8n wrote, both streams. */
	logTail(lines = 40): string {
		return readFileSync(logFile(this.#home), 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
	}

	/** Stops n8n with everything it started and removes its folder. Safe to call again. */
	async stop(): Promise<void> {
		if (this.#isStopping) return;
		this.#isStopping = true;
		if (this.#ending === undefined) {
			this.#signal('SIGTERM');
			if (!(await this.#hasEndedWithin(STOP_SECONDS))) {
				this.#signal('SIGKILL');
				await this.#hasEndedWithin(STOP_SECONDS);
			}
		}
		process.off('exit', this.#vanish);
		removeHome(this.#home);
	}

	#launch(): ChildProcess {
		const child = launch(this.host, this.#home, this.#environment);
		child.once('error', (error) => {
			this.#ending = `could not be started: ${error.message}`;
		});
		child.once('exit', (code, signal) => {
			this.#ending ??= `ended with ${code ?? signal ?? 'nothing'}`;
		});
		return child;
	}

	async #getReady(): Promise<void> {
		try {
			const what = `n8n ${this.host.n8nVersion} to get ready`;
			await waitFor(what, { seconds: START_SECONDS }, () => this.#isReady());
		} catch (error) {
			const log = this.logTail();
			await this.stop();
			throw new Error(`n8n did not start. The end of its log:\n${log}`, { cause: error });
		}
	}

	async #hasEndedWithin(seconds: number): Promise<boolean> {
		try {
			await waitFor('n8n to stop', { seconds, everyMs: 50 }, () => this.#ending);
			return true;
		} catch (error) {
			if (error instanceof WaitedInVain) return false;
			throw error;
		}
	}

	async #isReady(): Promise<true | undefined> {
		if (this.#ending !== undefined) throw new Error(`n8n ${this.#ending}`);
		// The readiness probe answers a moment before the REST routes do, and while it migrates its
		// database n8n answers every address with 200 and a sentence: so both are asked.
		const settings = await this.#answerOf('/rest/settings');
		if (!isObject(settings) || !isObject(settings['data'])) return undefined;
		return (await this.#answerOf('/healthz/readiness')) === undefined ? undefined : true;
	}

	async #answerOf(path: string): Promise<unknown> {
		try {
			const answer = await axios.get<unknown>(`${this.url}${path}`, {
				proxy: false,
				timeout: 5_000,
			});
			return answer.data;
		} catch (error) {
			if (axios.isAxiosError(error)) return undefined;
			throw error;
		}
	}

	/** To the whole process group, for n8n starts task runners of its own. */
	#signal(signal: NodeJS.Signals): void {
		const { pid } = this.#child;
		if (pid === undefined) return;
		try {
			process.kill(-pid, signal);
		} catch (error) {
			// ESRCH: the group has ended in the meantime, which is what was wanted.
			if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
		}
	}

	readonly #vanish = (): void => {
		if (this.#ending === undefined) this.#signal('SIGKILL');
		removeHome(this.#home);
	};
}

function launch(host: N8nHost, home: string, env: NodeJS.ProcessEnv): ChildProcess {
	const log = openSync(logFile(home), 'a');
	try {
		return spawn(hostNode(host), [hostN8n(host), 'start'], {
			cwd: home,
			// A group of its own: Ctrl+C in the terminal reaches us, and we stop n8n in order.
			detached: true,
			env,
			stdio: ['ignore', log, log],
		});
	} finally {
		closeSync(log);
	}
}

function environment(
	host: N8nHost,
	home: string,
	port: number,
	brokerPort: number,
): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN_SETTINGS.test(name));
	return {
		...Object.fromEntries(inherited),
		PATH: [join(host.directory, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
		// The sandbox is on this machine; a company's proxy could not reach it.
		NO_PROXY: ['127.0.0.1', 'localhost', process.env['NO_PROXY']].filter(Boolean).join(','),
		N8N_USER_FOLDER: home,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		// The login cookie would otherwise be for https only.
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		...host.environment,
	};
}

/** n8n may still be writing its last lines into it. */
function removeHome(home: string): void {
	rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

function logFile(home: string): string {
	return join(home, 'n8n.log');
}
