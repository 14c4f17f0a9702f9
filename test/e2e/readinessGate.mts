import axios from 'axios';
import fastify from 'fastify';

/** The proxy in front of n8n in a set-up that must not lose a call. */
export interface ReadinessGate {
	url: string;
	/** Lets calls through to this n8n whenever it is ready. */
	guard(n8nUrl: string): void;
	close(): Promise<void>;
}

/**
 * A reverse proxy that asks n8n's readiness probe before each call and answers 503 where it is not
 * ready. While n8n 2.40.7 starts it answers 200 "n8n is starting up" to every call, webhooks too, so
 * a caller that repeats what was not accepted believes that it was.
 */
export async function startReadinessGate(): Promise<ReadinessGate> {
	const gate = fastify();
	let target: string | undefined;
	gate.removeAllContentTypeParsers();
	gate.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
		done(null, body);
	});
	gate.post('/*', async (request, reply) => {
		if (target === undefined || !(await isReady(target))) return reply.code(503).send();
		const headers = { 'content-type': request.headers['content-type'] };
		const answer = await axios
			.post<unknown>(`${target}${request.url}`, request.body, {
				headers,
				validateStatus: () => true,
			})
			// Killed in between: nothing was accepted.
			.catch(() => ({ status: 503, data: '' }));
		return reply.code(answer.status).send(answer.data);
	});
	const url = await gate.listen({ host: '127.0.0.1', port: 0 });
	return {
		url,
		guard: (n8nUrl) => {
			target = n8nUrl;
		},
		close: async () => {
			await gate.close();
		},
	};
}

async function isReady(n8nUrl: string): Promise<boolean> {
	const probe = `${n8nUrl}/healthz/readiness`;
	return await axios.get(probe, { timeout: 2000 }).then(
		() => true,
		() => false,
	);
}
