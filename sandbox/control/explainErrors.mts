import type { FastifyInstance } from 'fastify';
import { ControlError } from './controlError.mts';

/** Tells in a sentence why a request was refused. */
export function explainErrors(app: FastifyInstance): void {
	app.setErrorHandler(async (error, _request, reply) => {
		if (error instanceof ControlError) {
			return reply.code(error.status).send({ error: error.message });
		}
		const refusal = error instanceof Error && 'statusCode' in error ? error : undefined;
		if (typeof refusal?.statusCode === 'number') {
			return reply.code(refusal.statusCode).send({ error: refusal.message });
		}
		console.error('The control API met an error it did not foresee:', error);
		return reply.code(500).send({ error: 'The sandbox failed; its console says more' });
	});
}
