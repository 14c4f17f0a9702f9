import getPort from 'get-port';

import { randomBytes } from 'node:crypto';

import { N8nProcess } from './N8nProcess.mts';
import type { N8nProcessPlan } from './N8nProcess.mts';
import { N8nServer } from './N8nServer.mts';
import { n8nEnvironment } from './n8nEnvironment.mts';
import type { N8nHost } from './n8nHost.mts';
import type { QueueServices } from './queueSettings.mts';
import { queueSettings } from './queueSettings.mts';
import { createUserFolder } from './userFolder.mts';

export interface QueueShape {
	workers: number;
	/** How many executions one worker runs at the same time. */
	concurrency: number;
	/** What all processes are told beside what makes them a queue. */
	environment?: NodeJS.ProcessEnv;
}

/** The processes of an n8n in queue mode, all of them ready. */
export interface RunningQueue {
	/** For editing and registering; it takes no production call. */
	main: N8nServer;
	/** Takes the production calls: its address is the one that is registered. */
	webhookProcessor: N8nProcess;
	/** Run the executions. */
	workers: readonly N8nProcess[];
}

interface Ports {
	port: number;
	brokerPort: number;
}

/**
 * An n8n in queue mode on one machine, whose processes share no more than they would on machines of
 * their own: each has its user folder, its ports and its own installation of the package.
 */
export class N8nQueue {
	readonly #host: N8nHost;
	readonly #packageDirectory: string;
	readonly #settings: NodeJS.ProcessEnv;
	readonly #shape: QueueShape;
	readonly #started: N8nProcess[] = [];
	#isStopping = false;

	/** @param packageDirectory a built n8n node package that is installed for every process. */
	constructor(host: N8nHost, packageDirectory: string, services: QueueServices, shape: QueueShape) {
		this.#host = host;
		this.#packageDirectory = packageDirectory;
		this.#shape = shape;
		this.#settings = {
			...queueSettings(services),
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			...shape.environment,
		};
	}

	/** @throws Error with the end of n8n's log when a process does not get ready. `stop` is still to be called. */
	async start(): Promise<RunningQueue> {
		const { workers, concurrency } = this.#shape;
		const [ofMain, ofWebhookProcessor, ...ofWorkers] = await portPairs(2 + workers);
		this.#settings['WEBHOOK_URL'] = urlOf(ofWebhookProcessor!);
		// Alone at first: it makes the tables that the others read.
		const main = new N8nServer(await this.#plan(['start'], ofMain!));
		await this.#getReady(main);
		const [webhookProcessor, ...rest] = await Promise.all([
			this.#begin(['webhook'], ofWebhookProcessor!),
			...ofWorkers.map((ports) => this.#begin(['worker', `--concurrency=${concurrency}`], ports)),
		]);
		return { main, webhookProcessor, workers: rest };
	}

	/** Stops what has been started. Safe to call at any time. */
	async stop(): Promise<void> {
		this.#isStopping = true;
		await Promise.all(this.#started.map((one) => one.stop()));
	}

	/** The last lines of each process that was started. Not to be had after `stop`. */
	logTails(): string {
		return this.#started.map((one) => `${one.name}:\n${one.logTail(15)}`).join('\n\n');
	}

	/** Those that ended by themselves, in words. */
	endings(): string[] {
		return this.#started.flatMap(({ name, ending }) =>
			ending === undefined ? [] : [`${name} ${ending}`],
		);
	}

	async #begin(command: string[], ports: Ports): Promise<N8nProcess> {
		const process = new N8nProcess(await this.#plan(command, ports));
		await this.#getReady(process);
		return process;
	}

	async #getReady(process: N8nProcess): Promise<void> {
		this.#started.push(process);
		// Asked for while the package was being installed.
		if (this.#isStopping) await process.stop();
		await process.getReady();
	}

	async #plan(command: string[], ports: Ports): Promise<N8nProcessPlan> {
		const userFolder = await createUserFolder(this.#packageDirectory);
		return {
			host: this.#host,
			command,
			url: urlOf(ports),
			userFolder,
			environment: {
				...n8nEnvironment(this.#host, { userFolder, ...ports }),
				QUEUE_HEALTH_CHECK_PORT: String(ports.port),
				...this.#settings,
			},
		};
	}
}

function urlOf({ port }: Ports): string {
	return `http://127.0.0.1:${port}`;
}

/** `get-port` does not return the same port twice within half a minute. */
async function portPairs(count: number): Promise<Ports[]> {
	const pairs: Ports[] = [];
	while (pairs.length < count) {
		pairs.push({ port: await getPort(), brokerPort: await getPort() });
	}
	return pairs;
}
