import getPort from 'get-port';

import { isJsonObject } from '../sandbox/exactJson.mts';
import { N8nProcess } from './N8nProcess.mts';
import { n8nEnvironment } from './n8nEnvironment.mts';
import type { N8nHost } from './n8nHost.mts';
import { createUserFolder } from './userFolder.mts';

/**
 * A real n8n, in a child process of its own, with its own temporary user folder and SQLite: what it
 * does touches no other n8n on the machine, and nothing is left when it stops.
 */
export class N8nServer extends N8nProcess {
	/**
	 * @param packageDirectory a built n8n node package that is installed into this n8n before it starts;
	 * without it n8n has its own nodes only.
	 * @param settings more of its environment
	 * @throws Error with the end of n8n's log when it does not get ready; it is stopped then.
	 */
	static async start(
		host: N8nHost,
		packageDirectory?: string,
		settings: NodeJS.ProcessEnv = {},
	): Promise<N8nServer> {
		const userFolder = await createUserFolder(packageDirectory);
		const [port, brokerPort] = [await getPort(), await getPort()];
		const server = new N8nServer({
			host,
			command: ['start'],
			url: `http://127.0.0.1:${port}`,
			userFolder,
			environment: { ...n8nEnvironment(host, { userFolder, port, brokerPort }), ...settings },
		});
		await server.getReady();
		return server;
	}

	/**
	 * The readiness probe answers a moment before the REST routes do, and while it migrates its
	 * database n8n answers every address with 200 and a sentence: so both are asked.
	 */
	protected override async isReady(): Promise<boolean> {
		const settings = await this.answerOf('/rest/settings');
		return isJsonObject(settings) && isJsonObject(settings['data']) && (await super.isReady());
	}
}
