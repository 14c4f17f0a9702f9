import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { BatchPlay, ShownMessage } from '../../sandbox/server.mts';
import type { Conditions, SandboxLogin, SandboxOrder, Tally } from './sandboxOrders.mts';

/** The sandbox in a child process. Orders are given one after the other. */
export class SandboxProcess {
	readonly login: SandboxLogin;
	readonly #child: ChildProcess;

	private constructor(child: ChildProcess, login: SandboxLogin) {
		this.#child = child;
		this.login = login;
	}

	static async start(): Promise<SandboxProcess> {
		const child = fork(join(import.meta.dirname, 'sandboxChild.mts'));
		const login = (await nextMessage(child)) as SandboxLogin;
		return new SandboxProcess(child, login);
	}

	/** Forgets everything and behaves so from now on. */
	async prepare(conditions: Conditions): Promise<void> {
		await this.#ask({ order: 'prepare', conditions });
	}

	async tally(): Promise<Tally> {
		return (await this.#ask({ order: 'tally' })) as Tally;
	}

	/** Where the Forward actions of the application point to. */
	async forwardUrls(): Promise<string[]> {
		return (await this.#ask({ order: 'forwardUrls' })) as string[];
	}

	/** Each play is handed over at the same time as the others; does not wait for the end. */
	async customersWrite(plays: readonly BatchPlay[]): Promise<void> {
		await this.#ask({ order: 'customersWrite', plays });
	}

	/** What each of these customers was shown last. */
	async lastShown(userKeys: readonly string[]): Promise<ShownMessage[]> {
		return (await this.#ask({ order: 'lastShown', userKeys })) as ShownMessage[];
	}

	async stop(): Promise<void> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
		const ended = once(this.#child, 'exit');
		this.#child.disconnect();
		await ended;
	}

	async #ask(order: SandboxOrder): Promise<unknown> {
		const answer = nextMessage(this.#child);
		this.#child.send(order);
		return await answer;
	}
}

/** @throws Error when the process ends instead of sending one. */
async function nextMessage(child: ChildProcess): Promise<unknown> {
	return await new Promise((resolve, reject) => {
		const onExit = (code: number | null): void => {
			reject(new Error(`The sandbox ended with ${code ?? 'a signal'}`));
		};
		child.once('exit', onExit);
		child.once('message', (message) => {
			child.off('exit', onExit);
			resolve(message);
		});
	});
}
