import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { Query } from '../platform/query.mts';
import { GENERAL_STATUSES } from '../platform/status.mts';
import type { World } from '../world.mts';
import { outcome } from './deliveryReport.mts';
import type { SentMessage } from './outbox.mts';
import { LIMIT } from './reports.mts';

/**
 * `GET /messenger/1/logs` (documented): reading takes nothing away. Newest first, and a cursor that
 * ends the paging by its absence, are guesses, as is the answer 400 to a wrong parameter.
 */
export function addLogsRoute(app: FastifyInstance, world: World): void {
	app.get('/messenger/1/logs', async (request) => {
		const query = new Query(request);
		const isWanted = readFilter(query);
		const limit = query.integer('limit', LIMIT);
		const cursor = query.text('cursor');
		const useCursor = query.boolean('useCursor') || cursor !== undefined;
		query.end();

		const before = readCursor(cursor);
		const matching = world.outbox
			.recent()
			.filter(({ byMessagesApi }) => !byMessagesApi || world.settings.logsKnowMessagesApi)
			.filter((message) => isShown(message, world))
			.filter((message) => message.number < before && isWanted(message))
			.reverse();
		const page = matching.slice(0, limit);
		const last = matching.length > limit ? page.at(-1) : undefined;
		return {
			results: page.map(logRecord),
			...(useCursor && { cursor: { limit, ...(last && { nextCursor: writeCursor(last) }) } }),
		};
	});
}

/** Logs lag behind (inferred). */
function isShown(
	{ acceptedAt = -Infinity }: SentMessage,
	{ settings, clock, now }: World,
): boolean {
	const delay = settings.logDelaySeconds * 1000 * (clock.secondsPerMinute / 60);
	return now() - acceptedAt >= delay;
}

function readFilter(query: Query): (message: SentMessage) => boolean {
	const one = ['sender', 'destination', 'entityId', 'applicationId'].map((name) => {
		const value = query.text(name);
		return [name, value === undefined ? undefined : [value]] as const;
	});
	const many = ['bulkId', 'messageId', 'campaignReferenceId'].map(
		(name) => [name, query.list(name)] as const,
	);
	const generalStatus = query.oneOf('generalStatus', GENERAL_STATUSES);
	const since = query.time('sentSince');
	const until = query.time('sentUntil');

	return ({ bulkId, messageId, destination, status, sentAt, request: { sender, options } }) => {
		const { platform, campaignReferenceId } = options ?? {};
		const facts: Record<string, string | undefined> = {
			bulkId,
			messageId,
			sender,
			destination,
			...platform,
			campaignReferenceId,
		};
		return (
			[...one, ...many].every(([name, values]) => !values || values.includes(facts[name] ?? '')) &&
			(generalStatus === undefined || status.groupName === generalStatus) &&
			(since === undefined || sentAt >= since) &&
			(until === undefined || sentAt <= until)
		);
	};
}

function logRecord(message: SentMessage): JsonObject {
	const { bulkId, messageId, destination, request } = message;
	return {
		sender: request.sender,
		destination,
		bulkId,
		messageId,
		...outcome(message),
		content: request.content,
	};
}

// A cursor means nothing to the caller, so it is not readable either.
function writeCursor({ number }: SentMessage): string {
	return Buffer.from(`before ${number}`).toString('base64url');
}

/** A cursor that was never given out finds nothing (guess). */
function readCursor(cursor: string | undefined): number {
	if (cursor === undefined || cursor === '') return Infinity;
	const text = Buffer.from(cursor, 'base64url').toString('utf8');
	return Number(/^before (\d+)$/.exec(text)?.[1] ?? 0);
}
