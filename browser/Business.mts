import type { JsonObject } from '../sandbox/exactJson.mts';
import type { Sandbox } from '../sandbox/server.mts';

/** Plays the business over Infobip's APIs, as a workflow does. */
export class Business {
	readonly #sandbox: Sandbox;

	constructor(sandbox: Sandbox) {
		this.#sandbox = sandbox;
	}

	/** Sends from a Page. */
	async send(
		pageId: string,
		userKey: string,
		content: JsonObject,
		beside: JsonObject = {},
	): Promise<void> {
		await this.call('POST', '/messenger/1/messages', {
			messages: [{ sender: pageId, destinations: [{ to: userKey }], content, ...beside }],
		});
	}

	/** Sends from an application. */
	async sendFromApplication(
		applicationKey: string,
		to: string,
		message: JsonObject,
	): Promise<void> {
		await this.call('POST', '/facebook/1/single', { from: applicationKey, to, message });
	}

	/** Receives what is written to a Page at this URL. */
	async subscribe(pageId: string, notifyUrl: string): Promise<void> {
		const subscriptionId = `chat-${pageId}`;
		await this.call('POST', '/subscriptions/1/subscription/FACEBOOK', {
			subscriptionId,
			name: 'Chat',
			events: ['INBOUND_MESSAGE', 'SEEN', 'CONSENT_UPDATE'],
			resources: [pageId],
			profile: { profileId: subscriptionId, webhook: { notifyUrl } },
		});
	}

	/** Receives what is written to an application at this URL. */
	async forward(applicationKey: string, forwardUrl: string): Promise<void> {
		const path = `/facebook/1/applications/${applicationKey}/configurations`;
		const { key } = (await this.call('POST', path)) as { key: string };
		await this.call('POST', `${path}/${key}/actions`, { type: 'HTTP_FORWARD', forwardUrl });
	}

	/** @throws Error with Infobip's answer, if it is a refusal */
	async call(method: string, path: string, body?: JsonObject): Promise<unknown> {
		const { url, apiKey } = this.#sandbox;
		const answer = await fetch(url + path, {
			method,
			headers: { Authorization: `App ${apiKey}`, 'Content-Type': 'application/json' },
			...(body && { body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
		return text === '' ? undefined : JSON.parse(text);
	}

	/** Where the sandbox serves one of its sample files. */
	sample(name: string): string {
		return `${this.#sandbox.url}/_sandbox/chat/samples/${name}`;
	}
}
