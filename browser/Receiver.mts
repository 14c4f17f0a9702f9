import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes what is forwarded, with a status that can be chosen, where no n8n is needed. */
export class Receiver {
	/** What it answers with from now on. */
	status = 200;
	readonly bodies: string[] = [];
	readonly #server: Server;

	private constructor(server: Server) {
		this.#server = server;
	}

	static async start(): Promise<Receiver> {
		const server = createServer();
		const receiver = new Receiver(server);
		server.on('request', (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				receiver.bodies.push(Buffer.concat(chunks).toString('utf8'));
				response.writeHead(receiver.status).end();
			});
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		return receiver;
	}

	url(path = '/webhook/messenger'): string {
		const { port } = this.#server.address() as AddressInfo;
		return `http://127.0.0.1:${port}${path}`;
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		this.#server.close();
		await once(this.#server, 'close');
	}
}
