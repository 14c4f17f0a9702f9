import { ApiError, type Refusal } from '../errors';
import { recipientName } from '../message/message';
import type { QueuedMessage, SendApi } from './sendApi';

/**
 * Whom a refusal is about. Infobip takes a request as a whole or not at all, and names the message of
 * a violation by its place: only that one has failed. A refusal that names none is about all of them.
 *
 * @param inRequest the messages, by their places in the request
 */
export function attributeFailure(
	api: SendApi,
	error: unknown,
	inRequest: readonly QueuedMessage[],
): Array<[QueuedMessage, unknown]> {
	if (!(error instanceof ApiError)) return inRequest.map((queued) => [queued, error]);
	const { violations } = error.refusal;
	const [only, ...others] = inRequest;
	if (only && others.length === 0) return [[only, refusalOfOne(error, only, violations)]];
	const named = new Map<number, Array<Refusal['violations'][number]>>();
	for (const violation of violations) {
		const place = api.placeOf(violation.property);
		if (place === undefined || inRequest[place] === undefined) continue;
		named.set(place, [...(named.get(place) ?? []), violation]);
	}
	if (named.size === 0) return inRequest.map((queued) => [queued, error]);
	return inRequest.flatMap((queued, place): Array<[QueuedMessage, unknown]> => {
		const own = named.get(place);
		return own === undefined ? [] : [[queued, refusalOfOne(error, queued, own)]];
	});
}

/** As it would have been if the message had been alone. */
function refusalOfOne(
	{ task, status, refusal, retryAfter, absentApi }: ApiError,
	{ message }: QueuedMessage,
	violations: Refusal['violations'],
): ApiError {
	return new ApiError(
		task.startsWith('send the message') ? task : `send the message to ${recipientName(message)}`,
		status,
		{ ...refusal, violations },
		{ retryAfter, absentApi, contentType: message.content.type },
	);
}
