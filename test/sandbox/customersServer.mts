import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedCall {
	path: string;
	contentType: string | undefined;
	authorization: string | undefined;
	body: { results: Record<string, unknown>[] } & Record<string, unknown>;
}

/** The server of an Infobip customer, to which Forward actions point. */
export class CustomersServer {
	readonly calls: ReceivedCall[] = [];
	/** Answers in order; 200 once they are used up. A function may keep the answer back. */
	answers: (number | ((response: ServerResponse) => void))[] = [];
	#server: Server | undefined;

	async start(): Promise<void> {
		this.#server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				this.calls.push({
					path: request.url ?? '',
					contentType: request.headers['content-type'],
					authorization: request.headers.authorization,
					body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as ReceivedCall['body'],
				});
				const answer = this.answers.shift() ?? 200;
				if (typeof answer === 'function') answer(response);
				else response.writeHead(answer).end();
			});
		}).listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
	}

	url(path = '/'): string {
		const { port } = this.#server?.address() as AddressInfo;
		return `http://127.0.0.1:${port}${path}`;
	}

	forget(): void {
		this.calls.length = 0;
		this.answers = [];
	}

	async close(): Promise<void> {
		if (!this.#server) return;
		this.#server.closeAllConnections();
		this.#server.close();
		await once(this.#server, 'close');
	}
}

export function useCustomersServer(): CustomersServer {
	const server = new CustomersServer();
	beforeAll(() => server.start());
	afterEach(() => {
		server.forget();
	});
	afterAll(() => server.close());
	return server;
}
