import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** As much of Telegram's Bot API as n8n's trigger asks for: it takes every call for done. */
export class TelegramStandIn {
	readonly url: string;
	/** What the trigger has registered last. */
	webhook: { url: string; secret: string } | undefined;
	readonly #server: Server;

	private constructor(server: Server) {
		this.#server = server;
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	static async start(): Promise<TelegramStandIn> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const standIn = new TelegramStandIn(server);
		server.on('request', (request, response) => {
			void standIn.answer(request, response);
		});
		return standIn;
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.url?.endsWith('/setWebhook') === true) {
			const { url = '', secret_token: secret = '' } = (await json(request)) as Record<
				string,
				string
			>;
			this.webhook = { url, secret };
		}
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ ok: true, result: {} }));
	}

	stop(): void {
		this.#server.closeAllConnections();
		this.#server.close();
	}
}
