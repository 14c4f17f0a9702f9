import { parse as parseFlatted } from 'flatted';

import { N8nClient } from '../../hosts/N8nClient.mts';
import type { CredentialReference, WorkflowFile } from '../../hosts/N8nClient.mts';
import { N8nRest } from '../../hosts/N8nRest.mts';
import { N8nServer } from '../../hosts/N8nServer.mts';
import { at, listAt, textAt } from '../../hosts/jsonShape.mts';
import type { N8nHost } from '../../hosts/n8nHost.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import { API_CREDENTIAL } from '../../demo/exampleWorkflow.mts';
import { OWNER } from '../../demo/running.mts';
import type { SandboxProcess } from './SandboxProcess.mts';
import type { Sender } from './sendWorkflow.mts';

const RUN_SECONDS = 180;
const LOOK_EVERY_MS = 500;

/** How one node's run went, by n8n's own account of it. */
export interface NodeTiming {
	readonly seconds: number;
	/** `success` or `error`. */
	readonly status: string;
}

export interface EndedExecution {
	readonly id: string;
	readonly status: string;
	/** Milliseconds since the epoch. */
	readonly stoppedAt: number;
}

/** A real n8n with the packed nodes and the credentials for the sandbox, both as ours and as Basic. */
export class Workbench {
	readonly client: N8nClient;
	readonly sandbox: SandboxProcess;
	readonly n8n: N8nServer;
	/** By what the credential sends and receives through. */
	readonly ours: Record<Sender, Record<string, CredentialReference>>;
	readonly basic: Record<string, CredentialReference>;
	/** Whether n8n evaluates expressions without isolates: `N8N_EXPRESSION_ENGINE=legacy`. */
	readonly isLegacy: boolean;
	readonly #rest: N8nRest;

	private constructor(
		n8n: N8nServer,
		client: N8nClient,
		rest: N8nRest,
		sandbox: SandboxProcess,
		credentials: Record<Sender | 'basic', CredentialReference>,
		isLegacy: boolean,
	) {
		this.isLegacy = isLegacy;
		this.n8n = n8n;
		this.client = client;
		this.#rest = rest;
		this.sandbox = sandbox;
		this.ours = {
			page: { [API_CREDENTIAL]: credentials.page },
			application: { [API_CREDENTIAL]: credentials.application },
		};
		this.basic = { httpBasicAuth: credentials.basic };
	}

	static async start(
		host: N8nHost,
		packageDirectory: string,
		sandbox: SandboxProcess,
		isLegacy = false,
	): Promise<Workbench> {
		const settings = isLegacy ? { N8N_EXPRESSION_ENGINE: 'legacy' } : {};
		const n8n = await N8nServer.start(host, packageDirectory, settings);
		const client = new N8nClient(n8n.url);
		await client.setUpOwner(OWNER);
		const rest = new N8nRest(n8n.url);
		const { email, password } = OWNER;
		await rest.call('POST', '/login', { emailOrLdapLoginId: email, password });
		const { url, applicationKey, pageId, ...login } = sandbox.login;
		const form = { baseUrl: url, authentication: 'basic', ...login };
		const page = { ...form, sendAndReceiveThrough: 'page', pageId };
		const application = { ...form, sendAndReceiveThrough: 'application', applicationKey };
		const basicForm = { user: login.username, password: login.password };
		const credentials = {
			page: await client.createCredential('Page', API_CREDENTIAL, page),
			application: await client.createCredential('Application', API_CREDENTIAL, application),
			basic: await client.createCredential('Sandbox, plain', 'httpBasicAuth', basicForm),
		};
		return new Workbench(n8n, client, rest, sandbox, credentials, isLegacy);
	}

	/** Runs a workflow by hand from its node `Start` and gives the times of the node called `Send`. */
	async time(workflow: WorkflowFile): Promise<NodeTiming> {
		const { id } = await this.client.createWorkflow(workflow);
		const started = await this.#rest.call('POST', `/workflows/${id}/run`, {
			triggerToStartFrom: { name: 'Start' },
		});
		const executionId = textAt(started, 'executionId');
		const pace = { seconds: RUN_SECONDS, everyMs: LOOK_EVERY_MS };
		const data = await waitFor(`execution ${executionId} to finish`, pace, async () => {
			const execution = await this.#rest.call('GET', `/executions/${executionId}`);
			const isRunning = ['new', 'running'].includes(textAt(execution, 'status'));
			return isRunning ? undefined : textAt(execution, 'data');
		});
		await this.client.deleteWorkflow(id);
		const run = listAt(parseFlatted(data), 'resultData', 'runData', 'Send').at(-1);
		return {
			seconds: Number(at(run, 'executionTime')) / 1000,
			status: textAt(run, 'executionStatus'),
		};
	}

	/** Waits until so many executions of a workflow wait; returns their ids. */
	async waiting(workflowId: string, count: number): Promise<string[]> {
		const pace = { seconds: RUN_SECONDS, everyMs: LOOK_EVERY_MS };
		return await waitFor(`${count} executions to wait`, pace, async () => {
			const ids = await this.client.executionsOf(workflowId, ['waiting']);
			return ids.length === count ? ids : undefined;
		});
	}

	/** Waits until no execution of a workflow runs or waits; returns the newest so many. */
	async ended(workflowId: string, count: number): Promise<EndedExecution[]> {
		await this.settle(workflowId, ['new', 'running', 'waiting']);
		const filter = JSON.stringify({ workflowId });
		const query = { filter, limit: count };
		const answer = await this.#rest.call('GET', '/executions', undefined, query);
		return listAt(answer, 'results').map((execution) => ({
			id: textAt(execution, 'id'),
			status: textAt(execution, 'status'),
			stoppedAt: Date.parse(textAt(execution, 'stoppedAt')),
		}));
	}

	/** Waits until no execution of a workflow is in one of these states: by default, until none runs. */
	async settle(workflowId: string, status: string[] = ['new', 'running']): Promise<void> {
		const filter = JSON.stringify({ workflowId, status });
		const pace = { seconds: RUN_SECONDS, everyMs: LOOK_EVERY_MS };
		await waitFor(`workflow ${workflowId} to be idle`, pace, async () => {
			const answer = await this.#rest.call('GET', '/executions', undefined, { filter, limit: 1 });
			return listAt(answer, 'results').length === 0 ? true : undefined;
		});
	}
}
