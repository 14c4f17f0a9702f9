import type { FastifyInstance } from 'fastify';
import type { FaultRule } from '../platform/faults.mts';
import type { RateLimitRule } from '../platform/rateLimit.mts';
import { ControlError } from './controlError.mts';
import type { ConsentPlay, Controls, NewPage, SettingsChange } from './controls.mts';
import type { BatchPlay, CustomerPlay } from './customers.mts';
import {
	batchSchema,
	clockSchema,
	consentSchema,
	customerSchema,
	faultsSchema,
	pageSchema,
	rateLimitSchema,
	seenSchema,
	settingsSchema,
} from './schemas.mts';

interface OfCustomer {
	Params: { userKey: string };
}

/** `/_sandbox`: no login, since the sandbox listens on the loopback address only. */
export function addControlRoutes(app: FastifyInstance, controls: Controls): void {
	acceptAnyJson(app);
	app.setNotFoundHandler((request) => {
		throw new ControlError(404, `The sandbox has no ${request.method} ${request.url}`);
	});
	addLogRoutes(app, controls);
	addFaultRoutes(app, controls);
	addCustomerRoutes(app, controls);

	app.post('/reset', async (_request, reply) => {
		controls.reset();
		return reply.code(204).send();
	});
	app.get('/state', async () => controls.state());
	app.post<{ Body: SettingsChange }>(
		'/settings',
		{ schema: { body: settingsSchema } },
		async (request) => controls.changeSettings(request.body),
	);
	app.post<{ Body: NewPage }>('/pages', { schema: { body: pageSchema } }, async (request) => ({
		id: controls.addPage(request.body),
	}));
	app.post<{ Body: { secondsPerMinute: number } }>(
		'/clock',
		{ schema: { body: clockSchema } },
		async (request) => {
			controls.setSecondsPerMinute(request.body.secondsPerMinute);
			return request.body;
		},
	);
}

function addLogRoutes(app: FastifyInstance, controls: Controls): void {
	app.get('/requests', async () => controls.requests());
	app.delete('/requests', async (_request, reply) => {
		controls.clearRequests();
		return reply.code(204).send();
	});
	app.get('/forwards', async () => controls.forwards());
	app.get('/accepted', async () => controls.accepted());
}

function addFaultRoutes(app: FastifyInstance, controls: Controls): void {
	app.get('/faults', async () => controls.faults());
	app.post<{ Body: FaultRule | FaultRule[] }>(
		'/faults',
		{ schema: { body: faultsSchema } },
		async (request) => {
			addFaults(controls, [request.body].flat());
			return controls.faults();
		},
	);
	app.delete('/faults', async (_request, reply) => {
		controls.clearFaults();
		return reply.code(204).send();
	});

	app.post<{ Body: RateLimitRule }>(
		'/rate-limit',
		{ schema: { body: rateLimitSchema } },
		async (request) => {
			controls.setRateLimit(request.body);
			return request.body;
		},
	);
	app.delete('/rate-limit', async (_request, reply) => {
		controls.setRateLimit();
		return reply.code(204).send();
	});
}

function addCustomerRoutes(app: FastifyInstance, controls: Controls): void {
	app.post<OfCustomer & { Body: CustomerPlay }>(
		'/customers/:userKey/messages',
		{ schema: { body: customerSchema } },
		async (request) => controls.customerWrites(request.params.userKey, request.body),
	);
	app.post<{ Body: BatchPlay }>('/batches', { schema: { body: batchSchema } }, async (request) =>
		controls.customersWrite(request.body),
	);
	app.post<OfCustomer & { Body: { pageId: string } }>(
		'/customers/:userKey/seen',
		{ schema: { body: seenSchema } },
		async (request) => controls.customerSees(request.params.userKey, request.body.pageId),
	);
	app.post<OfCustomer & { Body: ConsentPlay }>(
		'/customers/:userKey/consent',
		{ schema: { body: consentSchema } },
		async (request, reply) => {
			controls.customerConsents(request.params.userKey, request.body);
			return reply.code(204).send();
		},
	);
	app.get('/conversations', async () => ({ userKeys: controls.userKeys() }));
	app.get<OfCustomer>('/conversations/:userKey', async ({ params: { userKey } }) => ({
		userKey,
		entries: controls.conversation(userKey),
	}));
}

function addFaults(controls: Controls, rules: FaultRule[]): void {
	try {
		controls.addFaults(...rules);
	} catch (error) {
		if (error instanceof SyntaxError) throw new ControlError(400, error.message);
		throw error;
	}
}

/** So that `curl -d` works without a header that names the type. */
function acceptAnyJson(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => {
		if (body === '') return undefined;
		try {
			return JSON.parse(body) as unknown;
		} catch (error) {
			throw new ControlError(400, `The body is not valid JSON: ${(error as Error).message}`);
		}
	});
}
