/**
 * n8n without its server: the built package is loaded by n8n-core's own loader, nodes run in
 * n8n-core's own execution engine and contexts, and every request goes over a real socket. What n8n's
 * server adds around them is imitated in files that each name the n8n file they follow.
 *
 * All of it is n8n's internal API: it is good for the exact n8n-core version in package.json.
 */
import { userFolder, logFile } from './environment.mts';
import 'reflect-metadata';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeListSearchResult,
} from 'n8n-workflow';

import { BinaryFiles } from './binaryFiles.mts';
import { testCredential } from './credentialTest.mts';
import { runListSearch } from './listSearch.mts';
import type { ListSearch } from './listSearch.mts';
import { LoadedPackage } from './loadedPackage.mts';
import { runNode } from './runNode.mts';
import type { NodeResult, NodeRun } from './runNode.mts';
import { Trigger } from './trigger.mts';
import type { TriggerSetup } from './trigger.mts';
import { WebhookServer, noExecution } from './webhookServer.mts';

export { RunError } from './workflowRun.mts';
export type { CredentialForms } from './credentialStore.mts';
export { Killed } from './trigger.mts';
export type { Execution, Kill, Trigger, TriggerIds } from './trigger.mts';

export class Engine {
	readonly loaded: LoadedPackage;
	private readonly server: WebhookServer;
	private readonly files: BinaryFiles;

	private constructor(loaded: LoadedPackage, server: WebhookServer, files: BinaryFiles) {
		this.loaded = loaded;
		this.server = server;
		this.files = files;
	}

	/** Where this n8n is called. */
	get url(): string {
		return this.server.url;
	}

	static async start(directory: string): Promise<Engine> {
		const loaded = await LoadedPackage.load(directory);
		const files = await BinaryFiles.open();
		return new Engine(loaded, await WebhookServer.start(files), files);
	}

	/** Runs a node on items and gives the items of its first output. @throws RunError */
	async run(run: NodeRun): Promise<INodeExecutionData[]> {
		return (await this.runOutputs(run))[0] ?? [];
	}

	/** As `run`, for a node with more than one output, such as the error output. */
	async runOutputs(run: NodeRun): Promise<INodeExecutionData[][]> {
		return (await this.runWithHints(run)).outputs;
	}

	/** As `runOutputs`, with what the editor shows beside the output. */
	async runWithHints(run: NodeRun): Promise<NodeResult> {
		return await runNode(this.loaded, { base: run.publicUrl ?? this.server.url }, run);
	}

	/** A workflow with one trigger node, not published yet. */
	trigger(setup: TriggerSetup): Trigger {
		return new Trigger(this.loaded, this.server, setup);
	}

	/** What n8n answers at its waiting URLs. Default: that no such execution exists. */
	answerWaiting(waiting: WebhookServer['waiting'] = noExecution): void {
		this.server.waiting = waiting;
	}

	/** Opens a "From list" locator. */
	async listSearch(
		node: string,
		method: string,
		search: ListSearch,
	): Promise<INodeListSearchResult> {
		return await runListSearch(this.loaded, this.urls, node, method, search);
	}

	/** Presses *Test* on a credential. */
	async testCredential(
		type: string,
		form: ICredentialDataDecryptedObject,
	): Promise<INodeCredentialTestResult> {
		return await testCredential(this.loaded, this.urls, type, form);
	}

	/** A file as a node before the one under test outputs it. */
	async file(bytes: Buffer, mimeType: string, fileName?: string): Promise<IBinaryData> {
		return await this.files.store(bytes, mimeType, fileName);
	}

	/** The bytes of a file that a node outputs. */
	async bytesOf(file: IBinaryData): Promise<Buffer> {
		return await this.files.read(file);
	}

	/** What n8n and the nodes have logged so far, at every level. */
	log(): string {
		return readFileSync(logFile, 'utf8');
	}

	async close(): Promise<void> {
		await this.server.close();
		rmSync(userFolder, { recursive: true, force: true });
	}

	private get urls() {
		return { base: this.server.url };
	}
}

/** @param directory The package folder, with its `dist`; default: this repository. */
export async function startEngine(
	directory = join(import.meta.dirname, '..', '..'),
): Promise<Engine> {
	return await Engine.start(directory);
}
