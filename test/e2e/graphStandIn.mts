import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createCertificate } from './certificate.mts';

const GRAPH = 'graph.facebook.com';

interface GraphAnswer {
	status: number;
	body: unknown;
}

/**
 * Stands in for Meta's Graph API. What ships has Meta's address fixed, so n8n comes here by its
 * environment: as through a company's proxy, whose certificate it was told to trust.
 */
export interface GraphStandIn {
	/** For n8n's process. */
	environment: NodeJS.ProcessEnv;
	/** What is answered about a user key; everybody else is unknown to the Page. */
	answers: Map<string, GraphAnswer>;
	/** Path and query of each request. */
	requests: URL[];
	close(): void;
}

export async function startGraphStandIn(): Promise<GraphStandIn> {
	const folder = mkdtempSync(join(tmpdir(), 'graph-'));
	const certificate = createCertificate(folder, GRAPH);
	const answers = new Map<string, GraphAnswer>();
	const requests: URL[] = [];

	const graph = createTlsServer(certificate.secrets, (request, response) => {
		const url = new URL(request.url ?? '', `https://${GRAPH}`);
		requests.push(url);
		const { status, body } = answers.get(url.pathname.slice(1)) ?? UNKNOWN;
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	});
	const graphPort = await listen(graph);

	const sockets = new Set<Socket>();
	const proxy = createServer((_request, response) => response.writeHead(403).end());
	proxy.on('connect', ({ url }, client: Socket) => {
		sockets.add(client.on('error', () => client.destroy()));
		if (url !== `${GRAPH}:443`) {
			client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const upstream = connect(graphPort, '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			upstream.pipe(client).pipe(upstream);
		});
		upstream.on('error', () => client.destroy());
	});
	const proxyPort = await listen(proxy);

	return {
		environment: {
			HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
			NODE_EXTRA_CA_CERTS: certificate.file,
		},
		answers,
		requests,
		close() {
			sockets.forEach((socket) => socket.destroy());
			proxy.close();
			graph.close();
			rmSync(folder, { recursive: true });
		},
	};
}

const UNKNOWN: GraphAnswer = {
	status: 400,
	body: { error: { message: 'Unsupported get request.', type: 'GraphMethodException', code: 100 } },
};

async function listen(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}
