import { ApiError, type RefusedProperty } from '../errors';
import { recipientName, type Content } from '../message/message';
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
	if (only && others.length === 0) return [[only, refusalOfOne(api, error, only, violations)]];
	const named = new Map<number, RefusedProperty[]>();
	for (const violation of violations) {
		const place = api.placeOf(violation.property);
		if (place === undefined || inRequest[place] === undefined) continue;
		named.set(place, [...(named.get(place) ?? []), violation]);
	}
	if (named.size === 0) {
		const ofAll = withFields(api, error, error.task, violations, undefined);
		return inRequest.map((queued) => [queued, ofAll]);
	}
	return inRequest.flatMap((queued, place): Array<[QueuedMessage, unknown]> => {
		const own = named.get(place);
		return own === undefined ? [] : [[queued, refusalOfOne(api, error, queued, own)]];
	});
}

/** As it would have been if the message had been alone. */
function refusalOfOne(
	api: SendApi,
	error: ApiError,
	{ message }: QueuedMessage,
	violations: readonly RefusedProperty[],
): ApiError {
	const isNamed = error.task.startsWith('send the message');
	const task = isNamed ? error.task : `send the message to ${recipientName(message)}`;
	return withFields(api, error, task, violations, message.content.type);
}

/** The refusal of these violations, with our names of the fields. */
function withFields(
	{ fieldOf }: SendApi,
	{ status, refusal, retryAfter, absentApi, missingKeys }: ApiError,
	task: string,
	violations: readonly RefusedProperty[],
	type: Content['type'] | undefined,
): ApiError {
	const inOurWords = violations.map((one) => ({ ...one, field: fieldOf?.(one.property, type) }));
	const ours = { ...refusal, violations: inOurWords };
	return new ApiError(task, status, ours, { retryAfter, absentApi, missingKeys });
}
