import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IWebhookDescription, IWebhookResponseData } from 'n8n-workflow';

import type { BinaryFiles } from './binaryFiles.mts';
import { HttpRefusal, WebhookRequest } from './webhookRequest.mts';
import { WebhookResponse } from './webhookResponse.mts';

/** What n8n does with a call once it knows whose it is. */
export interface WebhookTarget {
	readonly description: IWebhookDescription;
	/** Whose row it is: n8n gives an address to one workflow at a time. */
	readonly workflowId: string;
	/** Whether n8n leaves the body for the node to read. */
	readonly readsBodyItself: boolean;
	/** Runs the trigger's `webhook()`; a throw is answered as n8n answers it. */
	receive(req: WebhookRequest, res: WebhookResponse): Promise<IWebhookResponseData>;
	/** Called after the answer was given, with what `receive` returned. */
	answered(result: IWebhookResponseData): void;
}

export interface WaitingAnswer {
	status: number;
	body: string;
}

/** As `dist/webhooks/waiting-webhooks.js` answers. */
export function noExecution({ path }: WebhookRequest): WaitingAnswer {
	const [, , execution = ''] = path.split('/');
	const message = `The execution "${execution}" does not exist.`;
	return { status: 404, body: JSON.stringify({ code: 404, message }) };
}

/**
 * n8n's webhook endpoints on a real socket: `/webhook/…` and `/webhook-test/…`, and its files. The answers follow n8n
 * 2.40.7: `dist/webhooks/webhook-helpers.js` (`executeWebhook`, response mode "onReceived"),
 * `webhook-request-handler.js` and `errors/http-error-serializers.js`; each case of `harness.test.mts`
 * was posted to a real n8n 2.40.7 as well, with the same answers.
 */
export class WebhookServer {
	readonly url: string;
	/** What a waiting URL answers; a test may be the execution that waits. Default: there is none. */
	waiting: (request: WebhookRequest) => WaitingAnswer = noExecution;
	private readonly targets = new Map<string, WebhookTarget>();

	private readonly server: Server<typeof WebhookRequest, typeof WebhookResponse>;
	private readonly files: BinaryFiles | undefined;

	private constructor(
		server: Server<typeof WebhookRequest, typeof WebhookResponse>,
		files: BinaryFiles | undefined,
	) {
		this.server = server;
		this.files = files;
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		server.on('request', (req: WebhookRequest, res: WebhookResponse) => {
			void this.handle(req, res);
		});
	}

	/** @param files those of workflows; without them there are no signed links */
	static async start(files?: BinaryFiles): Promise<WebhookServer> {
		const server = createServer({
			IncomingMessage: WebhookRequest,
			ServerResponse: WebhookResponse,
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new WebhookServer(server, files);
	}

	/** n8n stores a webhook's row before it calls `checkExists`, so it answers from then on. */
	register(method: string, path: string, target: WebhookTarget): void {
		this.targets.set(`${method} ${path}`, target);
	}

	/** The id of the workflow that has this address. */
	holder(method: string, path: string): string | undefined {
		return this.targets.get(`${method} ${path}`)?.workflowId;
	}

	deregister(method: string, path: string): void {
		this.targets.delete(`${method} ${path}`);
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async handle(req: WebhookRequest, res: WebhookResponse): Promise<void> {
		if (await this.files?.serve(req.method ?? '', req.url ?? '', res)) return;
		const path = req.path.replace(/\/$/, '');
		const target = this.targets.get(`${req.method ?? ''} ${path}`);
		try {
			const [, endpoint] = path.split('/');
			if (endpoint === 'webhook-waiting') {
				await req.readRawBody();
				const { status, body } = this.waiting(req);
				res.status(status).send(body);
				return;
			}
			if (target === undefined) {
				const name = path.split('/').slice(2).join('/');
				const text = `The requested webhook "${req.method ?? ''} ${name}" is not registered.`;
				throw new HttpRefusal(404, text);
			}
			if (!target.readsBodyItself) await req.parseBody();
			const result = await receive(target, req, res);
			answer(res, target.description, result);
			target.answered(result);
		} catch (error) {
			if (!res.headersSent) refuse(res, error);
		}
	}
}

async function receive(target: WebhookTarget, req: WebhookRequest, res: WebhookResponse) {
	try {
		return await target.receive(req, res);
	} catch {
		// What the node threw goes to n8n's log and a failed execution, never to the caller.
		throw new HttpRefusal(500, 'Workflow Webhook Error: Workflow could not be started!');
	}
}

function answer(
	res: WebhookResponse,
	{ responseData }: IWebhookDescription,
	result: IWebhookResponseData,
): void {
	if (result.noWebhookResponse === true) return;
	const body = result.workflowData === undefined ? notStarted(result) : started(responseData);
	res.status(200);
	if (typeof body === 'string') res.send(body);
	else res.json(body);
}

function notStarted({ webhookResponse }: IWebhookResponseData): unknown {
	const own: unknown = webhookResponse;
	return own ?? { message: 'Webhook call received' };
}

/** n8n sends the name of its default as text when the description says nothing else. */
function started(responseData: IWebhookDescription['responseData']): unknown {
	return responseData === 'noData' ? undefined : (responseData ?? 'firstEntryJson');
}

function refuse(res: WebhookResponse, error: unknown): void {
	const { status, message, hint } =
		error instanceof HttpRefusal
			? error
			: new HttpRefusal(500, 'There was a problem executing the workflow');
	res.status(status).json({ code: status >= 500 ? 0 : status, message, ...(hint && { hint }) });
}
