import './environment.mts';
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';

import { HookContext, WebhookContext } from 'n8n-core';
import { NodeHelpers, UserError, WebhookPathTakenError, Workflow } from 'n8n-workflow';
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
	/** The major version of n8n whose way of publishing is followed. Default 2. */
	line?: 1 | 2;
	/** The id of this n8n, which follows from its encryption key. Default: that of n8n-core. */
	instanceId?: string;
	/** What an imported or restored workflow brings along. Default: new ids and no static data. */
	imported?: { ids?: Partial<TriggerIds>; staticData?: Record<string, IDataObject> };
}

export interface TriggerIds {
	workflowId: string;
	nodeId: string;
	/** In the address of the webhook. */
	webhookId: string;
}

/** `kill -9` at a remote call of a hook: the process ends before it is sent, or once it was answered. */
export interface Kill {
	/** From 0. */
	call: number;
	when: 'before' | 'after';
}

/** What is thrown when the process was killed. Nothing of what the hook held in memory is stored. */
export class Killed extends Error {
	/** The remote calls that were made, one line each: `POST https://…`. */
	readonly calls: readonly string[];

	constructor(calls: readonly string[]) {
		super('Killed');
		this.calls = calls;
	}
}

interface PublishOptions {
	attempts?: number;
	activation?: WorkflowActivateMode;
	tearDown?: boolean;
	kill?: Kill;
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
 * A workflow with one trigger node, lived through as n8n does it. In 2.40.7 publishing follows
 * `dist/workflows/triggers/{workflow-trigger-activator,webhook-trigger-registrar}.js`, in 1.123.81
 * (`line: 1`) `dist/active-workflow-manager.js`. The test listener follows
 * `dist/webhooks/test-webhooks.js`, an incoming call `dist/webhooks/live-webhooks.js`. The
 * contexts are n8n-core's own. Static data is kept as JSON, as in n8n's database, and apart for the
 * test listener. n8n's pauses between attempts are left out.
 */
export class Trigger {
	/** The workflow's static data as n8n has it stored, by node; a test may read and change it. */
	readonly stored: Record<Listener, Record<string, IDataObject>> = { production: {}, test: {} };

	private readonly loaded: LoadedPackage;
	private readonly server: WebhookServer;
	readonly ids: Readonly<TriggerIds>;
	private readonly line: 1 | 2;
	private readonly instanceId: string | undefined;
	private store: CredentialStore;
	private kill: Kill | undefined;
	private die: ((killed: Killed) => void) | undefined;
	/** The remote calls since something was begun that is to be killed. */
	private calls: string[] = [];
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
		this.line = setup.line ?? 2;
		this.instanceId = setup.instanceId;
		const { ids, staticData = {} } = setup.imported ?? {};
		this.ids = {
			workflowId: randomUUID().slice(0, 16),
			nodeId: 'trigger',
			webhookId: randomUUID(),
			...ids,
		};
		this.stored.production = structuredClone(staticData);
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

	/** The parameters of the node as n8n has them published. */
	form(): Readonly<INodeParameters> {
		return this.parameters;
	}

	/** The credential is edited; n8n does not publish the workflow again. */
	useCredentials(credentials: CredentialForms): void {
		this.store = new CredentialStore(this.loaded, credentials);
	}

	/**
	 * n8n stops, killed or not, and starts again: a test listener is forgotten without a call. n8n 1.x
	 * then looks after every published workflow, 2.x registers only what has no row.
	 * @throws what the node threw on 1.x.
	 */
	async restart(isPublished: boolean): Promise<void> {
		this.shut('test');
		this.stored.test = {};
		if (isPublished && this.line === 1) await this.publish({ activation: 'init' });
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
		kill,
	}: PublishOptions = {}): Promise<void> {
		this.beKilled(kill);
		const workflow = this.workflow(true);
		let isLost = false as boolean;
		try {
			for (let attempt = 1; ; attempt++) {
				try {
					await this.register(workflow, activation, tearDown);
					return;
				} catch (error) {
					// n8n 1.x does not store what a failed `create` noted.
					isLost = error instanceof Killed || this.line === 1;
					if (isLost || attempt >= attempts) throw error;
				}
			}
		} finally {
			if (!isLost) this.save(workflow);
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
	async unpublish(kill?: Kill): Promise<void> {
		this.beKilled(kill);
		if (this.line === 1) {
			await this.clear();
			return;
		}
		this.shut('production');
		const workflow = this.workflow(true);
		let isKilled = false as boolean;
		try {
			for (let attempt = 1; ; attempt++) {
				try {
					await this.call('delete', workflow, false, 'internal', 'update');
					return;
				} catch (error) {
					isKilled = error instanceof Killed;
					if (isKilled || attempt >= 3 || isGivenUpAtOnce(error)) throw error;
				}
			}
		} finally {
			if (!isKilled) this.save(workflow);
		}
	}

	/** *Listen for test event*: its own workflow object, its own static data, the test URL. */
	async listen(kill?: Kill): Promise<void> {
		this.beKilled(kill);
		const workflow = this.workflow(false);
		this.open('test');
		try {
			if (!(await this.call('checkExists', workflow, true, 'manual', 'manual'))) {
				await this.call('create', workflow, true, 'manual', 'manual');
			}
			this.stored.test = copyOf(workflow);
		} catch (error) {
			if (error instanceof Killed) throw error;
			// n8n tears down with the static data the failed `create` had in hands.
			this.stored.test = copyOf(workflow);
			await this.stopListening();
			throw error;
		}
	}

	/** Cancels the test listener; n8n does the same two minutes after it began, and after a hit. */
	async stopListening(): Promise<void> {
		this.beKilled(undefined);
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
			id: this.ids.workflowId,
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
			id: this.ids.nodeId,
			name: nodeName,
			type: this.type,
			typeVersion: 1,
			position: [0, 0],
			webhookId: this.ids.webhookId,
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

	/** Only what is this workflow's: a copy may have the same address. */
	private shut(listener: Listener): void {
		const path = this.path(listener);
		for (const [method] of this.routes()) {
			const isOwn = this.server.holder(method, path) === this.ids.workflowId;
			if (isOwn) this.server.deregister(method, path);
		}
	}

	private isTaken(): boolean {
		const path = this.path('production');
		const holders = this.routes().map(([method]) => this.server.holder(method, path));
		return holders.some((holder) => holder !== undefined && holder !== this.ids.workflowId);
	}

	/**
	 * `clearWebhooks` of n8n 1.x: `delete` first and once, with what is in the database, then the rows.
	 * What it throws is logged, and then nothing is stored.
	 */
	private async clear(): Promise<void> {
		const workflow = this.workflow(true);
		try {
			await this.call('delete', workflow, false, 'internal', 'update');
			this.save(workflow);
		} catch (error) {
			if (error instanceof Killed) throw error;
		}
		this.shut('production');
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
			this.ids.workflowId,
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
			workflowId: this.ids.workflowId,
			workflowExecuteAdditionalData: this.additionalData(),
			webhookId: this.ids.webhookId,
			...(isTest ? { isTest } : {}),
		};
	}

	private async register(
		workflow: Workflow,
		activation: WorkflowActivateMode,
		tearDown: boolean,
	): Promise<void> {
		if (this.isTaken()) {
			// n8n 1.x clears up after a row that it never stored; 2.x knows that it did not.
			if (this.line === 1) await this.clear();
			throw new WebhookPathTakenError(nodeName);
		}
		this.open('production');
		try {
			if (await this.call('checkExists', workflow, false, 'trigger', activation)) return;
			await this.call('create', workflow, false, 'trigger', activation);
		} catch (error) {
			if (error instanceof Killed) throw error;
			if (tearDown && this.line === 1) {
				await this.clear();
			} else if (tearDown) {
				// n8n logs what goes wrong here and reports the first error.
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
		this.identify(context);
		if (this.kill === undefined) return await hook.call(context);
		const death = new Promise<never>((_resolve, reject) => {
			this.die = reject;
		});
		this.hold(context, this.kill);
		return await Promise.race([hook.call(context), death]);
	}

	private beKilled(kill: Kill | undefined): void {
		this.kill = kill;
		this.calls = [];
	}

	/** Lets no remote call through, and none return, from the one on at which the process is killed. */
	private hold(context: HookContext, { call, when }: Kill): void {
		const { calls } = this;
		const killed = (): never => {
			this.die?.(new Killed([...calls]));
			// Nothing of what the hook does from here on leaves the process.
			throw new Error('The process was killed');
		};
		const send = context.helpers.httpRequestWithAuthentication.bind(context);
		context.helpers.httpRequestWithAuthentication = async (type, options, more) => {
			if (calls.length > call || (calls.length === call && when === 'before')) {
				return killed();
			}
			calls.push(`${options.method ?? 'GET'} ${options.url}`);
			const answer: unknown = await send(type, options, more);
			return calls.length > call ? killed() : answer;
		};
	}

	private identify(context: HookContext | WebhookContext): void {
		const { instanceId } = this;
		if (instanceId !== undefined) context.getInstanceId = () => instanceId;
	}

	private target(listener: Listener, description: IWebhookDescription): WebhookTarget {
		const isTest = listener === 'test';
		return {
			description,
			workflowId: this.ids.workflowId,
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
		this.identify(context);
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
		// What `delete` throws here goes to n8n's log.
		if (mode === 'manual') await this.stopListening().catch(() => undefined);
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
