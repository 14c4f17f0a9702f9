import { createServer } from 'node:net';
import type { Server } from 'node:net';

/**
 * Ports nobody listens on, all different. Asked for together and held until all are known, or the
 * system could hand out the same one twice.
 */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, listenAnywhere));
	const ports = servers.map(portOf);
	await Promise.all(servers.map(close));
	return ports;
}

function listenAnywhere(): Promise<Server> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			resolve(server);
		});
	});
}

function portOf(server: Server): number {
	const address = server.address();
	if (address === null || typeof address === 'string') {
		throw new Error('The system gave no port number');
	}
	return address.port;
}

function close(server: Server): Promise<void> {
	return new Promise((resolve, reject) => {
		server.close((error) => {
			if (error) reject(error);
			else resolve();
		});
	});
}
