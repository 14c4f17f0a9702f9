import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LIMIT, takeReports } from '../messenger/reports.mts';
import type { WaitingReport } from '../messenger/waitingReports.mts';
import { badRequest } from '../platform/apiError.mts';
import { badRequestBody } from '../platform/errorBody.mts';
import { parseInfobipTime } from '../platform/infobipTime.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import { newMessageId } from '../platform/keys.mts';
import { Query } from '../platform/query.mts';
import { MESSAGE_ACCEPTED, REJECTED_DUPLICATE_MESSAGE_ID } from '../platform/status.mts';
import type { World } from '../world.mts';
import { chainOf } from './chain.mts';
import type { Chain, Ordering } from './chain.mts';
import { CHANNELS } from './channels.mts';
import { runChain, stopChain } from './run.mts';
import { validate } from './validation.mts';
import type { Findings } from './validation.mts';

/** The Messages API, `/messages-api/1`, without its events and its inbound pull. */
export function addMessagesApiRoutes(app: FastifyInstance, world: World): void {
	addSendRoute(app, world);
	addValidateRoute(app);
	addReportsRoute(app, world);
}

/** 200 says that the chain was taken, not that a step delivered (documented). */
function addSendRoute(app: FastifyInstance, world: World): void {
	app.post('/messages-api/1/messages', async (call) => {
		const { messages, options } = requestOf(call);
		const { bulkId = newMessageId(), sendAt } = options?.schedule ?? {};
		const taken: Chain[] = [];
		const answers = messages.flatMap((message) =>
			message.destinations.map((destination) => {
				const { messageId = newMessageId() } = destination;
				const chain = chainOf(message, destination, bulkId, messageId);
				// Which address is repeated for a destination by channel is not established (guess).
				const answer = { messageId, destination: chain.steps[0].to };
				if (!world.outbox.claim(messageId)) {
					return { ...answer, status: REJECTED_DUPLICATE_MESSAGE_ID };
				}
				taken.push(chain);
				return { ...answer, status: MESSAGE_ACCEPTED };
			}),
		);
		const planned = sendAt === undefined ? undefined : parseInfobipTime(sendAt);
		const minutes = planned ? Math.max(0, planned.getTime() - Date.now()) / 60_000 : 0;
		void runAll(world, taken, options?.messageOrdering, minutes);
		return { bulkId, messages: answers };
	});
}

/**
 * The defaults count where nothing is said (not established, so the sandbox takes the trap): one after
 * the other, and the first that fails stops the rest. Without an order the last one is the first.
 */
async function runAll(
	world: World,
	chains: Chain[],
	{ respectOrder = true, stopOnFailure = true }: Ordering = {},
	minutes: number,
): Promise<void> {
	if (!respectOrder) {
		await Promise.all(chains.toReversed().map(async (chain) => runChain(world, chain, minutes)));
		return;
	}
	let isStopped = false;
	for (const chain of chains) {
		if (isStopped) stopChain(world, chain);
		else isStopped = !(await runChain(world, chain, minutes)) && stopOnFailure;
	}
}

function requestOf(call: FastifyRequest): NonNullable<Findings['request']> {
	const { request, violations } = validate(jsonBody(call));
	if (request) return request;
	const problems: Record<string, string[]> = {};
	for (const { property, violation } of violations) (problems[property] ??= []).push(violation);
	throw badRequest(problems);
}

/** Members and texts of the answer are documented by example. */
function addValidateRoute(app: FastifyInstance): void {
	app.post('/messages-api/1/messages/validate', async (call, reply) => {
		const { violations, skippable } = validate(jsonBody(call));
		const skippableViolations = skippable.length > 0 ? { skippableViolations: skippable } : {};
		if (violations.length > 0) {
			return reply.code(400).send({ ...badRequestBody, violations, ...skippableViolations });
		}
		return {
			description: 'The request can be sent.',
			action: 'Nothing has to be done.',
			...skippableViolations,
		};
	});
}

/** Of all channels and of both APIs, each once (documented). The answer 400 to a wrong limit is inferred. */
function addReportsRoute(app: FastifyInstance, world: World): void {
	app.get('/messages-api/1/reports', async (call) => {
		const query = new Query(call);
		const limit = query.integer('limit', LIMIT);
		const channel = query.oneOf('channel', CHANNELS);
		query.end();
		const isOnChannel = ({ facts }: WaitingReport) =>
			channel === undefined || facts.channel === channel;
		const taken = takeReports(world, query, limit, (report): report is WaitingReport =>
			isOnChannel(report),
		);
		return { results: taken.map((report) => report.messagesApi()) };
	});
}
