import type { FastifyInstance } from 'fastify';
import { ControlError } from './controlError.mts';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The page and the control API have no login, and a browser on this machine also runs the scripts
 * of strangers. So calls that come from another site's page are refused; and where the sandbox
 * listens on the loopback address, also those by a name that is no name of it (DNS rebinding).
 *
 * @param host what the sandbox listens on
 */
export function refuseForeignPages(app: FastifyInstance, host: string): void {
	const isLoopbackOnly = LOOPBACK.test(host) || host === '::1';
	app.addHook('onRequest', async (request) => {
		const { origin } = request.headers;
		if (isLoopbackOnly && !LOOPBACK.test(request.hostname)) {
			throw new ControlError(
				403,
				`The sandbox answers this machine only, not "${request.hostname}"`,
			);
		}
		if (origin !== undefined && origin !== `http://${request.host}`) {
			throw new ControlError(403, `The sandbox takes no calls from a page of ${origin}`);
		}
	});
}
