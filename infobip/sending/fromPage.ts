import { call, type Transport } from '../call/client';
import { mayHaveArrived, ApiError, OutcomeUnknown, type ConnectionError } from '../errors';
import { isObject, objectOf, textOf, type JsonObject } from '../json';
import { recipientName } from '../message/message';
import { parseSentMessage, type SentMessage } from '../message/sentMessage';
import { pageEntry } from '../messenger/pageMessage';
import { judged } from './judged';
import { findInLogs } from './findInLogs';
import type { Outcomes, SendingOptions } from './outcome';
import type { Entry, SendRequest } from './requests';

/** Infobip's logs are read a moment after the request, and know it by then or a little later. */
const LOG_DELAY_MS = 1000;
/** How often what is not in the logs is sent again, with the same ids, before it is called uncertain. */
const REPEATS = 2;

/**
 * Sends messages of a Page in one request. One that broke off is looked up in the logs by the ids of
 * its messages; only what is not there is sent again, under the same ids. A custom body with ids of
 * its own cannot be looked up: it is uncertain then.
 *
 * @param transport tries again by itself what was certainly not taken
 */
export async function sendFromPage(
	transport: Transport,
	request: SendRequest,
	options: SendingOptions,
	outcomes: Outcomes,
): Promise<void> {
	let rest = request.entries;
	for (let repeats = 0; rest.length > 0; ) {
		const result = await post(transport, request, rest).then(
			(answer) => ({ answer }),
			(error: unknown) => ({ error }),
		);
		if ('answer' in result) return keepAnswer(result.answer, rest, options, outcomes);
		if (mayHaveArrived(result.error) && !request.canBeLookedUp) {
			return fail(rest, new OutcomeUnknown(result.error), outcomes);
		}
		if (mayHaveArrived(result.error)) {
			const missing = await findMissing(transport, rest, options, outcomes, result.error);
			if (repeats++ >= REPEATS) fail(missing, new OutcomeUnknown(result.error), outcomes);
			rest = missing.filter(({ index }) => outcomes[index] === undefined);
		} else {
			const blamed = attributeFailure(result.error, rest);
			blamed.forEach(([entry, error]) => (outcomes[entry.index] = { error }));
			if (options.stopOnFailure) return;
			rest = rest.filter(({ index }) => outcomes[index] === undefined);
		}
	}
}

async function post(
	transport: Transport,
	{ whole, options }: SendRequest,
	entries: readonly Entry[],
): Promise<JsonObject> {
	const names = entries.map(({ message }) => recipientName(message));
	const task =
		names.length === 1
			? `send the message to ${names[0]}`
			: `send ${names.length} messages, the first to ${names[0]}`;
	const content = whole ?? {
		messages: entries.map(({ message, messageId }) => pageEntry(message, messageId)),
		...(options ? { options } : {}),
	};
	const body = JSON.stringify(content);
	return objectOf(
		await call(transport, { task, method: 'POST', path: '/messenger/1/messages', body }),
	);
}

/** Answers are matched by id, and by place where a custom body has ids of its own. */
function keepAnswer(
	answer: JsonObject,
	entries: readonly Entry[],
	options: SendingOptions,
	outcomes: Outcomes,
): void {
	const results = (Array.isArray(answer.messages) ? answer.messages : []).filter(isObject);
	const byId = new Map(results.map((result) => [textOf(result.messageId), result]));
	entries.forEach((entry, place) => {
		const result = byId.get(entry.messageId) ?? results[place] ?? {};
		const sent = { ...parseSentMessage(result), bulkId: textOf(answer.bulkId) ?? null };
		outcomes[entry.index] = judged(sent, entry.message, options);
	});
}

/** Keeps what the logs know, and returns the others. */
async function findMissing(
	transport: Transport,
	entries: readonly Entry[],
	options: SendingOptions,
	outcomes: Outcomes,
	cause: ConnectionError,
): Promise<readonly Entry[]> {
	await options.retryPolicy.pause(LOG_DELAY_MS);
	// Where the logs cannot be read either, nothing is known, and the first failure is what to tell.
	const ids = entries.map(({ messageId }) => messageId);
	const found = await findInLogs(transport, ids).catch(
		(): Map<string, SentMessage> | undefined => undefined,
	);
	if (found === undefined) {
		fail(entries, new OutcomeUnknown(cause), outcomes);
		return [];
	}
	return entries.filter((entry) => {
		const sent = found.get(entry.messageId);
		if (sent) outcomes[entry.index] = judged(sent, entry.message, options);
		return sent === undefined;
	});
}

function fail(entries: readonly Entry[], error: unknown, outcomes: Outcomes): void {
	for (const { index } of entries) outcomes[index] = { error };
}

/**
 * Whom a refusal is about. Infobip takes a request whole or not at all, and names the message of a
 * violation by its place: only that one has failed. A refusal that names none is about all of them.
 */
function attributeFailure(error: unknown, entries: readonly Entry[]): Array<[Entry, unknown]> {
	if (!(error instanceof ApiError)) return entries.map((entry) => [entry, error]);
	const { violations } = error.refusal;
	const [only, ...others] = entries;
	if (only && others.length === 0) return [[only, refusalOfOne(error, only, violations)]];
	const named = entries.flatMap((entry, place): Array<[Entry, unknown]> => {
		const own = violations.filter(({ property }) => property.startsWith(`messages[${place}]`));
		return own.length === 0 ? [] : [[entry, refusalOfOne(error, entry, own)]];
	});
	return named.length > 0 ? named : entries.map((entry) => [entry, error]);
}

/** As it would have been, had the message been alone. */
function refusalOfOne(
	{ status, refusal, retryAfter, absentApi }: ApiError,
	{ message }: Entry,
	violations: ApiError['refusal']['violations'],
): ApiError {
	const task = `send the message to ${recipientName(message)}`;
	const contentType = message.content.type;
	return new ApiError(
		task,
		status,
		{ ...refusal, violations },
		{ retryAfter, absentApi, contentType },
	);
}
