import { randomUUID } from 'node:crypto';
import { request as requestOverHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	IDataObject,
	IHookFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
	WorkflowActivateMode,
} from 'n8n-workflow';

import { InfobipFacebookApi } from '../../../credentials/InfobipFacebookApi.credentials.ts';
import { knowForm } from '../../../nodes/connection/fieldLabel.ts';
import { triggerProperties } from '../../../nodes/InfobipFacebookTrigger/properties.ts';
import { checkExists, create, remove } from '../../../nodes/InfobipFacebookTrigger/publishing.ts';
import { receive } from '../../../nodes/InfobipFacebookTrigger/receive.ts';
import type { WebhookRequest } from '../../engine/webhookRequest.mts';
import type { WebhookResponse } from '../../engine/webhookResponse.mts';
import { WebhookServer } from '../../engine/webhookServer.mts';

export interface Logged {
	readonly level: 'debug' | 'info' | 'warn' | 'error';
	readonly message: string;
	readonly meta: unknown;
}

export interface Ids {
	/** Undefined as long as the workflow was not saved. */
	readonly workflowId: string | undefined;
	readonly nodeId: string;
	/** In the address. */
	readonly webhookId: string;
	readonly instanceId: string;
}

export interface Setup {
	readonly parameters?: IDataObject;
	readonly credential: ICredentialDataDecryptedObject;
	readonly ids?: Partial<Ids>;
	readonly name?: string | undefined;
}

type Listener = 'production' | 'test';

/**
 * As much of n8n as a trigger needs: the contexts of its hooks and of its calls, static data that is
 * kept as JSON, and n8n's webhook addresses. n8n-core is not loaded, so it begins within a second.
 * What is behind the contexts is real: requests go over HTTP, and calls come over HTTP.
 */
export class SmallN8n {
	/** By level, oldest first. */
	readonly logged: Logged[] = [];
	readonly server: WebhookServer;

	private constructor(server: WebhookServer) {
		this.server = server;
	}

	static async start(): Promise<SmallN8n> {
		return new SmallN8n(await WebhookServer.start());
	}

	get url(): string {
		return this.server.url;
	}

	get warnings(): string[] {
		return this.logged.filter(({ level }) => level === 'warn').map(({ message }) => message);
	}

	trigger(setup: Setup): SmallTrigger {
		return new SmallTrigger(this, setup);
	}

	async close(): Promise<void> {
		await this.server.close();
	}
}

knowForm('infobipFacebookTrigger', triggerProperties);

/** What n8n fills in for a field that nobody has touched. */
const DEFAULTS: IDataObject = Object.fromEntries(
	triggerProperties.map(({ name, type, default: value }) => [
		name,
		type === 'resourceLocator' ? { __rl: true, ...Object(value) } : (value as IDataObject),
	]),
);

/** A workflow with one trigger. What a test changes here holds for the next hook and call. */
export class SmallTrigger {
	readonly ids: Ids;
	parameters: IDataObject;
	credential: ICredentialDataDecryptedObject | Error;
	/** Where n8n says that it is; undefined if it says nothing. */
	base: string | undefined;
	/** What n8n has stored for the node. */
	stored: Record<Listener, IDataObject> = { production: {}, test: {} };
	/** The items that each call has started the workflow with; the error if it failed at once. */
	readonly executions: Array<INodeExecutionData[] | Error> = [];
	private readonly n8n: SmallN8n;
	private readonly name: string | undefined;

	constructor(n8n: SmallN8n, setup: Setup) {
		const { parameters = {}, credential, ids, ...more } = setup;
		this.n8n = n8n;
		this.name = 'name' in more ? more.name : 'Orders';
		this.parameters = parameters;
		this.credential = credential;
		this.base = n8n.url;
		this.ids = {
			workflowId: randomUUID(),
			nodeId: randomUUID(),
			webhookId: randomUUID(),
			instanceId: 'this n8n',
			...ids,
		};
	}

	/** What the calls have brought, of all executions. */
	get received(): IDataObject[] {
		return this.executions.flatMap((items) =>
			items instanceof Error ? [] : items.map(({ json }) => json),
		);
	}

	/** Where n8n takes calls for it. */
	url(listener: Listener = 'production'): string {
		return `${this.base ?? ''}${this.path(listener)}`;
	}

	/** n8n answers at the address from before the first hook until after the last one. */
	listen(listener: Listener = 'production'): void {
		for (const method of ['POST', 'GET']) {
			this.n8n.server.register(method, this.path(listener), {
				description: { name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: '' },
				workflowId: this.ids.workflowId ?? '',
				readsBodyItself: true,
				receive: async (req, res) => await this.receive(listener, req, res),
				answered: () => undefined,
			});
		}
	}

	async exists(listener: Listener = 'production'): Promise<boolean> {
		return await this.hook(checkExists, listener);
	}

	async create(listener: Listener = 'production'): Promise<boolean> {
		this.listen(listener);
		return await this.hook(create, listener);
	}

	async remove(listener: Listener = 'production'): Promise<boolean> {
		return await this.hook(remove, listener);
	}

	/** Both have the same static data until both have ended, as on n8n 1.x. */
	async removeWhileCreating(): Promise<void> {
		this.listen();
		const data = this.stored.production;
		const creating = create(this.hookContext('production', data));
		const removing = remove(this.hookContext('production', data));
		await Promise.all([creating, removing]);
		this.stored.production = asStored(data);
	}

	private async hook(
		hook: (context: IHookFunctions) => Promise<boolean>,
		listener: Listener,
	): Promise<boolean> {
		const data = asStored(this.stored[listener]);
		try {
			return await hook(this.hookContext(listener, data));
		} finally {
			this.stored[listener] = asStored(data);
		}
	}

	private path(listener: Listener): string {
		return `/${listener === 'test' ? 'webhook-test' : 'webhook'}/${this.ids.webhookId}/webhook`;
	}

	private async receive(
		listener: Listener,
		req: WebhookRequest,
		res: WebhookResponse,
	): Promise<IWebhookResponseData> {
		try {
			const result = await receive(this.webhookContext(listener, req, res));
			if (result.workflowData !== undefined) this.executions.push(...result.workflowData);
			return result;
		} catch (error) {
			this.executions.push(error as Error);
			throw error;
		}
	}

	private hookContext(listener: Listener, data: IDataObject): IHookFunctions {
		const activation: WorkflowActivateMode = listener === 'test' ? 'manual' : 'activate';
		const mode = listener === 'test' ? 'manual' : 'trigger';
		return {
			...this.context(listener, data),
			getMode: () => mode,
			getActivationMode: () => activation,
		} as unknown as IHookFunctions;
	}

	private webhookContext(
		listener: Listener,
		req: WebhookRequest,
		res: WebhookResponse,
	): IWebhookFunctions {
		return {
			...this.context(listener, asStored(this.stored[listener])),
			getMode: () => (listener === 'test' ? 'manual' : 'webhook'),
			getRequestObject: () => req,
			getResponseObject: () => res,
			getHeaderData: () => req.headers,
			getQueryData: () => req.query,
			// Of `{{ $execution.resumeUrl }}`, which is all that is asked for.
			evaluateExpression: () => `${this.base ?? ''}/webhook-waiting/__EMPTY_ID__`,
		} as unknown as IWebhookFunctions;
	}

	private context(listener: Listener, data: IDataObject) {
		const { workflowId, nodeId, instanceId } = this.ids;
		const parameters = { ...DEFAULTS, ...this.parameters };
		const log = (level: Logged['level']) => (message: string, meta?: unknown) => {
			this.n8n.logged.push({ level, message, meta });
		};
		return {
			getInstanceId: () => instanceId,
			getWorkflow: () => ({ id: workflowId, name: this.name }),
			getNode: () => ({
				id: nodeId,
				name: 'Trigger',
				type: 'n8n-nodes-infobip-facebook.infobipFacebookTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters,
			}),
			getWorkflowStaticData: () => data,
			getNodeParameter: (name: string) => parameters[name],
			getTimezone: () => 'UTC',
			getNodeWebhookUrl: (webhook: string) =>
				webhook === 'default' && this.base !== undefined ? this.url(listener) : undefined,
			getCredentials: async () => {
				if (this.credential instanceof Error) throw this.credential;
				return await Promise.resolve(this.credential);
			},
			logger: {
				debug: log('debug'),
				info: log('info'),
				warn: log('warn'),
				error: log('error'),
			},
			helpers: {
				httpRequest: request,
				httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
					const { credential } = this;
					if (credential instanceof Error) throw credential;
					const { authenticate } = new InfobipFacebookApi();
					if (typeof authenticate !== 'function') throw new Error('authenticate is no function');
					return await request(await authenticate(credential, options));
				},
				prepareBinaryData: async (bytes: Buffer, fileName?: string, mimeType?: string) =>
					await Promise.resolve({
						data: bytes.toString('base64'),
						mimeType,
						fileName,
					} as IBinaryData),
			},
		};
	}
}

function asStored(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}

/**
 * n8n's `httpRequest`, as far as it is used: any status is an answer, and so is a redirect. No notice is
 * taken of a signal: n8n need not end a request for one whose answer has begun.
 */
async function request(options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
	const { method = 'GET', url, qs, headers, body, encoding } = options;
	for (const name of [
		'returnFullResponse',
		'ignoreHttpStatusErrors',
		'disableFollowRedirect',
	] as const) {
		if (options[name] !== true) throw new Error(`A request without ${name} is not known here`);
	}
	const target = new URL(url);
	// Only texts and numbers are sent.
	if (qs !== undefined) {
		target.search = new URLSearchParams(qs as Record<string, string>).toString();
	}
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		const outgoing = requestOverHttp(
			target,
			{ method, headers: headers as Record<string, string>, agent: false },
			resolve,
		);
		outgoing.on('error', (error: NodeJS.ErrnoException) => {
			reject(Object.assign(new Error(error.message), { code: error.code }));
		});
		outgoing.end(body);
	});
	return {
		statusCode: response.statusCode ?? 0,
		headers: response.headers,
		body: encoding === 'stream' ? response : await text(response),
	};
}
