import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import axios from 'axios';

import { communityNodesFolder } from './communityPackage.mts';
import type { N8nHost } from './n8nHost.mts';
import { hostN8n, hostNode } from './n8nHost.mts';
import { filesFolder, removeUserFolder } from './userFolder.mts';
import { WaitedInVain, waitFor } from './waitFor.mts';

const START_SECONDS = 180;
const STOP_SECONDS = 15;
/** Linux: `getconf CLK_TCK`. */
const TICKS_PER_SECOND = 100;

export interface N8nProcessPlan {
	readonly host: N8nHost;
	/** What n8n is to be, e.g. `['worker', '--concurrency=10']`. */
	readonly command: readonly string[];
	/** Where it will listen. */
	readonly url: string;
	/** Its own; removed when it stops. */
	readonly userFolder: string;
	readonly environment: NodeJS.ProcessEnv;
}

/**
 * The life of one n8n process, with everything it starts: it runs from its making on, and is ready
 * when `getReady` returns. Nothing of it is left when it stops.
 */
export class N8nProcess {
	readonly #plan: N8nProcessPlan;
	#child: ChildProcess;
	#ending: string | undefined;
	#isStopping = false;
	#launchedAt = 0;
	#startedIn = 0;

	constructor(plan: N8nProcessPlan) {
		this.#plan = plan;
		this.#child = this.#launch();
		// Whatever ends this process, an exception included, must not leave an n8n behind.
		process.on('exit', this.#vanish);
	}

	get host(): N8nHost {
		return this.#plan.host;
	}

	/** What it was told to be, as on a command line. */
	get name(): string {
		return `n8n ${this.#plan.command.join(' ')}`;
	}

	get url(): string {
		return this.#plan.url;
	}

	/** Milliseconds from its launch until it was ready. */
	get startedIn(): number {
		return this.#startedIn;
	}

	/** What the process has used so far, as Linux counts it. */
	usage(): { cpuSeconds: number; residentBytes: number; peakBytes: number } {
		const folder = `/proc/${this.#child.pid}`;
		// Behind the command's name, which may contain spaces.
		const [, fields = ''] = /\) (.*)/s.exec(readFileSync(`${folder}/stat`, 'utf8')) ?? [];
		const ticks = fields.split(' ').slice(11, 13).map(Number);
		const status = readFileSync(`${folder}/status`, 'utf8');
		const bytes = (name: string): number =>
			Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
		return {
			cpuSeconds: ticks.reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND,
			residentBytes: bytes('VmRSS'),
			peakBytes: bytes('VmHWM'),
		};
	}

	/** Begins a new peak of `usage` with what the process has now. */
	forgetPeak(): void {
		writeFileSync(`/proc/${this.#child.pid}/clear_refs`, '5');
	}

	/** @throws Error with the end of n8n's log when it does not get ready; it is stopped then. */
	async getReady(): Promise<void> {
		try {
			const what = `${this.name} (${this.host.n8nVersion}) to get ready`;
			await waitFor(what, { seconds: START_SECONDS, everyMs: 50 }, async () => {
				if (this.#ending !== undefined) throw new Error(`${this.name} ${this.#ending}`);
				return (await this.isReady()) ? true : undefined;
			});
			this.#startedIn = performance.now() - this.#launchedAt;
		} catch (error) {
			if (this.#isStopping) throw error;
			const log = this.logTail();
			await this.stop();
			throw new Error(`${this.name} did not start. The end of its log:\n${log}`, { cause: error });
		}
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
		await this.getReady();
	}

	/** How the process ended by itself, e.g. `ended with 1`; `undefined` while it runs or after `stop`. */
	get ending(): string | undefined {
		return this.#isStopping ? undefined : this.#ending;
	}

	/** Where its workflows may read and write files. */
	get filesFolder(): string {
		return filesFolder(this.#plan.userFolder);
	}

	/** Where n8n keeps the community packages it installs, `package.json` and `node_modules`. */
	get communityNodesFolder(): string {
		return communityNodesFolder(this.#plan.userFolder);
	}

	/** All that n8n wrote, both streams. Not to be had after `stop`. */
	log(): string {
		return readFileSync(logFile(this.#plan.userFolder), 'utf8');
	}

	/** The last lines of it. */
	logTail(lines = 40): string {
		return this.log().trimEnd().split('\n').slice(-lines).join('\n');
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
		removeUserFolder(this.#plan.userFolder);
	}

	/** Every n8n process has a readiness probe; what else must be there, a kind of process adds. */
	protected async isReady(): Promise<boolean> {
		return (await this.answerOf('/healthz/readiness')) !== undefined;
	}

	/** `undefined` where it did not answer, or answered with an error. */
	protected async answerOf(path: string): Promise<unknown> {
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

	#launch(): ChildProcess {
		this.#launchedAt = performance.now();
		const child = launch(this.#plan);
		child.once('error', (error) => {
			this.#ending = `could not be started: ${error.message}`;
		});
		child.once('exit', (code, signal) => {
			this.#ending ??= `ended with ${code ?? signal ?? 'nothing'}`;
		});
		return child;
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
		removeUserFolder(this.#plan.userFolder);
	};
}

function launch({ host, command, userFolder, environment }: N8nProcessPlan): ChildProcess {
	const log = openSync(logFile(userFolder), 'a');
	try {
		return spawn(hostNode(host), [hostN8n(host), ...command], {
			cwd: userFolder,
			// A group of its own: Ctrl+C in the terminal reaches us, and we stop n8n in order.
			detached: true,
			env: environment,
			stdio: ['ignore', log, log],
		});
	} finally {
		closeSync(log);
	}
}

function logFile(userFolder: string): string {
	return join(userFolder, 'n8n.log');
}
