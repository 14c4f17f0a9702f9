import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on loopback that a customer's attachment can point at, and that counts who comes. */
export interface FileServer {
	url: string;
	/** Paths in the order they were asked for. */
	asked: string[];
	close(): void;
}

export async function serveFiles(
	answer: (path: string, res: ServerResponse) => void,
): Promise<FileServer> {
	const asked: string[] = [];
	const server = createServer((req: IncomingMessage, res: ServerResponse) => {
		const path = req.url ?? '/';
		asked.push(path);
		answer(path, res);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
