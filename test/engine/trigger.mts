import './environment.mts';
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';

import { HookContext, WebhookContext } from 'n8n-core';
import { NodeHelpers, UserError, Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWebhookData,
	IWebhookDescription,
	IWebhookResponseData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { createAdditionalData } from './additionalData.mts';
import { asExpress } from './casts.mts';
import { CredentialStore } from './credentialStore.mts';
import type { CredentialForms } from './credentialStore.mts';
import type { LoadedPackage } from './loadedPackage.mts';
import type { WebhookRequest } from './webhookRequest.mts';
import type { WebhookResponse } from './webhookResponse.mts';
import type { WebhookServer, WebhookTarget } from './webhookServer.mts';
import { RunError, runWorkflow } from './workflowRun.mts';

export interface TriggerSetup {
	parameters: INodeParameters;
	credentials: CredentialForms;
	/** Default `infobipFacebookTrigger`. */
	node?: string;
	/** What `N8N_WEBHOOK_URL` says, if that is not where the engine really listens. */
	webhookBase?: string;
	/**
	 * Whether what a call sets in static data is stored when it starts an execution: n8n 1.x does so,
	 * n8n 2.40.7 makes another Workflow of the same object first, and takes it for unchanged. Default true.
	 */
	storesDataOfCalls?: boolean;
}

interface PublishOptions {
	attempts?: number;
	activation?: WorkflowActivateMode;
	tearDown?: boolean;
}

/** An execution that a call has started. */
export interface Execution {
	mode: 'webhook' | 'manual';
	items: INodeExecutionData[];
	error?: RunError;
}

type Listener = 'production' | 'test';
type Method = 'checkExists' | 'create' | 'delete';

const nodeName = 'Facebook Trigger';

/**
 * A workflow with one trigger node, lived through as n8n 2.40.7 does it: publishing follows
 * `dist/workflows/triggers/{workflow-trigger-activator,webhook-trigger-registrar}.js`, the test
 * listener `dist/webhooks/test-webhooks.js`, an incoming call `dist/webhooks/live-webhooks.js`. The
 * contexts are n8n-core's own. Static data is kept as JSON, as in n8n's database, and apart for the
 * test listener. n8n's pauses between attempts are left out.
 */
export class Trigger {
	/** The workflow's static data as n8n has it stored, by node; a test may read and change it. */
	readonly stored: Record<Listener, Record<string, IDataObject>> = { production: {}, test: {} };

	private readonly loaded: LoadedPackage;
	private readonly server: WebhookServer;
	private readonly webhookId = randomUUID();
	private readonly workflowId = randomUUID().slice(0, 16);
	private readonly store: CredentialStore;
	private readonly type: string;
	private readonly running: Promise<Execution>[] = [];
	private readonly storesDataOfCalls: boolean;
	private failsToStart = false;
	private parameters: INodeParameters;
	private webhookBase: string | undefined;

	constructor(loaded: LoadedPackage, server: WebhookServer, setup: TriggerSetup) {
		this.loaded = loaded;
		this.server = server;
		this.webhookBase = setup.webhookBase;
		this.storesDataOfCalls = setup.storesDataOfCalls ?? true;
		this.type = loaded.typeOf(setup.node ?? 'infobipFacebookTrigger');
		this.store = new CredentialStore(loaded, setup.credentials);
		this.parameters = setup.parameters;
	}

	/** The node's own part of the stored static data. */
	staticData(listener: Listener = 'production'): IDataObject {
		return (this.stored[listener][`node:${nodeName}`] ??= {});
	}

	/** Where n8n listens: the URL without anything the node added to it when it registered. */
	url(listener: Listener = 'production'): string {
		return `${this.server.url}${this.path(listener)}`;
	}

	/** The next call that is to start an execution finds n8n without its database, say, and gets 500. */
	failNextStart(): void {
		this.failsToStart = true;
	}

	/** As if `N8N_WEBHOOK_URL` had been changed and n8n started again: `base` is what it says now. */
	moveTo(base: string): void {
		this.webhookBase = base;
	}

	/**
	 * Publishes the workflow: the webhook's row is stored, then `checkExists` and, if that says no,
	 * `create`. On a throw n8n calls `delete`, removes the row and tries again, five times in all;
	 * here once unless `attempts` says otherwise. Without `tearDown` n8n ends before it calls `delete`.
	 * @throws what the last attempt threw.
	 */
	async publish({
		attempts = 1,
		activation = 'activate',
		tearDown = true,
	}: PublishOptions = {}): Promise<void> {
		const workflow = this.workflow(true);
		try {
			for (let attempt = 1; ; attempt++) {
				try {
					await this.register(workflow, activation, tearDown);
					return;
				} catch (error) {
					if (attempt >= attempts) throw error;
				}
			}
		} finally {
			this.save(workflow);
		}
	}

	/**
	 * Publishes again. A node that did not change is left alone; a changed one gets `delete` with its
	 * old parameters, then is registered with the new ones.
	 */
	async republish(parameters: INodeParameters): Promise<void> {
		if (JSON.stringify(parameters) === JSON.stringify(this.parameters)) return;
		await this.unpublish();
		this.parameters = parameters;
		await this.publish({ activation: 'update' });
	}

	/**
	 * Takes the workflow down: the row goes first, then `delete`, up to three times while it throws.
	 * @throws what n8n would report as a failed tear-down.
	 */
	async unpublish(): Promise<void> {
		this.shut('production');
		const workflow = this.workflow(true);
		try {
			for (let attempt = 1; ; attempt++) {
				try {
					await this.call('delete', workflow, false, 'internal', 'update');
					return;
				} catch (error) {
					if (attempt >= 3 || isGivenUpAtOnce(error)) throw error;
				}
			}
		} finally {
			this.save(workflow);
		}
	}

	/** *Listen for test event*: its own workflow object, its own static data, the test URL. */
	async listen(): Promise<void> {
		const workflow = this.workflow(false);
		this.open('test');
		try {
			if (!(await this.call('checkExists', workflow, true, 'manual', 'manual'))) {
				await this.call('create', workflow, true, 'manual', 'manual');
			}
			this.stored.test = copyOf(workflow);
		} catch (error) {
			// n8n tears down with the static data the failed `create` had in hands.
			this.stored.test = copyOf(workflow);
			await this.stopListening();
			throw error;
		}
	}

	/** Cancels the test listener; n8n does the same two minutes after it began, and after a hit. */
	async stopListening(): Promise<void> {
		const workflow = this.workflow(false);
		workflow.staticData = structuredClone(this.stored.test);
		await this.call('delete', workflow, true, 'internal', 'update');
		this.shut('test');
		this.stored.test = {};
	}

	/** Every execution started so far, in order, each run to its end. */
	async executions(): Promise<Execution[]> {
		return await Promise.all(this.running);
	}

	private workflow(active: boolean): Workflow {
		return new Workflow({
			id: this.workflowId,
			name: 'Trigger test',
			nodes: [this.node()],
			connections: {},
			active,
			nodeTypes: this.loaded,
			staticData: active ? structuredClone(this.stored.production) : {},
			settings: { executionOrder: 'v1' },
		});
	}

	private node(): INode {
		return {
			id: 'trigger',
			name: nodeName,
			type: this.type,
			typeVersion: 1,
			position: [0, 0],
			webhookId: this.webhookId,
			parameters: structuredClone(this.parameters),
			credentials: this.store.references(),
		};
	}

	private descriptions(): IWebhookDescription[] {
		return this.loaded.getByNameAndVersion(this.type).description.webhooks ?? [];
	}

	/** The one that has the trigger's methods; n8n calls those of each by its name. */
	private description(): IWebhookDescription {
		const { webhookMethods = {} } = this.loaded.getByNameAndVersion(this.type);
		const [webhook, ...others] = this.descriptions().filter(
			({ name }) => webhookMethods[name] !== undefined,
		);
		if (webhook === undefined || others.length > 0) {
			throw new Error('The engine harness knows triggers with one webhook that has methods');
		}
		return webhook;
	}

	/** Each HTTP method of each webhook, all on one path, as n8n makes a row of each. */
	private routes(): Array<[method: string, description: IWebhookDescription]> {
		return this.descriptions().flatMap((description) =>
			description.httpMethod
				.split(',')
				.map((method): [string, IWebhookDescription] => [method.trim(), description]),
		);
	}

	private open(listener: Listener): void {
		for (const [method, description] of this.routes()) {
			this.server.register(method, this.path(listener), this.target(listener, description));
		}
	}

	private shut(listener: Listener): void {
		for (const [method] of this.routes()) this.server.deregister(method, this.path(listener));
	}

	/** The parameter by which n8n tells that a node of version 1 wants the body unread. */
	private readsBodyItself(): boolean {
		const workflow = this.workflow(false);
		const asked = workflow.expression.getSimpleParameterValue(
			workflow.getNode(nodeName)!,
			'={{$parameter["options"]["binaryData"]}}',
			'internal',
			{},
			undefined,
			false,
		);
		return Boolean(asked);
	}

	private path(listener: Listener): string {
		const { path, isFullPath } = this.description();
		const own = NodeHelpers.getNodeWebhookPath(
			this.workflowId,
			this.node(),
			path,
			isFullPath === true,
		);
		return `/${listener === 'test' ? 'webhook-test' : 'webhook'}/${own}`;
	}

	private additionalData() {
		return createAdditionalData(this.store, {
			base: this.webhookBase ?? this.server.url,
		});
	}

	private webhookData(isTest: boolean): IWebhookData {
		return {
			httpMethod: 'POST',
			node: nodeName,
			path: this.path(isTest ? 'test' : 'production'),
			webhookDescription: this.description(),
			workflowId: this.workflowId,
			workflowExecuteAdditionalData: this.additionalData(),
			webhookId: this.webhookId,
			...(isTest ? { isTest } : {}),
		};
	}

	private async register(
		workflow: Workflow,
		activation: WorkflowActivateMode,
		tearDown: boolean,
	): Promise<void> {
		this.open('production');
		try {
			if (await this.call('checkExists', workflow, false, 'trigger', activation)) return;
			await this.call('create', workflow, false, 'trigger', activation);
		} catch (error) {
			// n8n logs what goes wrong here and reports the first error.
			if (tearDown) {
				await this.call('delete', workflow, false, 'internal', 'update').catch(() => undefined);
			}
			this.shut('production');
			throw error;
		}
	}

	private async call(
		method: Method,
		workflow: Workflow,
		isTest: boolean,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	): Promise<boolean> {
		const webhookData = this.webhookData(isTest);
		const { webhookMethods } = this.loaded.getByNameAndVersion(this.type);
		const hook = webhookMethods?.[webhookData.webhookDescription.name]?.[method];
		if (hook === undefined) throw new Error(`The trigger has no ${method}`);
		const { workflowExecuteAdditionalData } = webhookData;
		const context = new HookContext(
			workflow,
			workflow.getNode(nodeName)!,
			workflowExecuteAdditionalData,
			mode,
			activation,
			webhookData,
		);
		return await hook.call(context);
	}

	private target(listener: Listener, description: IWebhookDescription): WebhookTarget {
		const isTest = listener === 'test';
		return {
			description,
			readsBodyItself: this.readsBodyItself(),
			receive: async (req, res) => {
				const workflow = this.workflow(!isTest);
				if (isTest) workflow.setTestStaticData(structuredClone(this.stored.test));
				const result = await this.receive(workflow, isTest, req, res);
				const starts = result.workflowData !== undefined;
				if (starts && this.failsToStart) {
					this.failsToStart = false;
					throw new Error('The execution could not be stored');
				}
				if (!isTest && (this.storesDataOfCalls || !starts)) this.save(workflow);
				return result;
			},
			answered: ({ workflowData }) => {
				if (workflowData === undefined) return;
				this.running.push(this.execute(workflowData, isTest ? 'manual' : 'webhook'));
			},
		};
	}

	private async receive(
		workflow: Workflow,
		isTest: boolean,
		req: WebhookRequest,
		res: WebhookResponse,
	): Promise<IWebhookResponseData> {
		const nodeType = this.loaded.getByNameAndVersion(this.type);
		if (nodeType.webhook === undefined) throw new Error('The node has no webhook()');
		const webhookData = this.webhookData(isTest);
		const additionalData = Object.assign(
			webhookData.workflowExecuteAdditionalData,
			asExpress(req, res),
		);
		const context = new WebhookContext(
			workflow,
			workflow.getNode(nodeName)!,
			additionalData,
			isTest ? 'manual' : 'webhook',
			webhookData,
			[],
			null,
		);
		try {
			return await nodeType.webhook.call(context);
		} catch (error) {
			// n8n records a throw as a failed execution besides answering 500.
			const failed: Execution = {
				mode: isTest ? 'manual' : 'webhook',
				items: [],
				error: new RunError(error as Error),
			};
			this.running.push(Promise.resolve(failed));
			throw error;
		}
	}

	private async execute(
		workflowData: INodeExecutionData[][],
		mode: Execution['mode'],
	): Promise<Execution> {
		const workflow = this.workflow(mode === 'webhook');
		const result = await runWorkflow(workflow, nodeName, workflowData, this.additionalData(), mode);
		if (mode === 'manual') await this.stopListening();
		const { error, runData } = result.data.resultData;
		const items = runData[nodeName]?.at(-1)?.data?.['main']?.[0] ?? [];
		return { mode, items, ...(error === undefined ? {} : { error: new RunError(error) }) };
	}

	/** n8n writes static data back only if something set a value in it. */
	private save(workflow: Workflow): void {
		if (workflow.staticData['__dataChanged'] === true) this.stored.production = copyOf(workflow);
	}
}

function copyOf(workflow: Workflow): Record<string, IDataObject> {
	return JSON.parse(JSON.stringify(workflow.staticData)) as Record<string, IDataObject>;
}

function isGivenUpAtOnce(error: unknown): boolean {
	return error instanceof UserError || (error instanceof Error && error.cause instanceof UserError);
}
