/**
 * What became of a request that changes something at Infobip. The one place that decides it, for
 * sending and for create, update and delete in every API.
 */
import type { InfobipAnswer, InfobipRequest } from './client';
import { notFound } from './notFound';
import { refusalIn } from './refusal';
import { retryAfterSeconds } from './retryAfter';
import { ApiError, ConnectionError, UnexpectedAnswer } from '../errors';
import type { JsonValue } from '../json';
import { maskBody, valueMasker } from '../maskSecrets';

export type RequestOutcome<T> =
	/** Infobip did it. */
	| { readonly kind: 'done'; readonly result: T }
	/** Infobip did not do it. */
	| {
			readonly kind: 'notDone';
			readonly error: ApiError | ConnectionError;
			/** Whether the same request may succeed a little later. */
			readonly isTemporary: boolean;
	  }
	/** Infobip may or may not have done it. */
	| { readonly kind: 'unknown'; readonly cause: UnknownCause };

export type UnknownCause = ApiError | ConnectionError | UnexpectedAnswer;

/** What came of one request, read once however many messages it carried. */
export type Exchange =
	| { readonly answer: InfobipAnswer; readonly json: JsonValue | undefined }
	| { readonly error: ConnectionError };

/**
 * | outcome | when |
 * | --- | --- |
 * | done | 2xx, and the answer has evidence of it |
 * | not done | no connection was made; 429; 503 with `Retry-After`; any other 4xx |
 * | unknown | everything else: broken off, timed out, 408, 499, other 5xx, a redirect, 2xx without evidence |
 *
 * @param evidence finds in the JSON of a 2xx answer what proves that it was done; undefined if it is
 * not there. Its argument is undefined if the body is not JSON.
 */
export function outcomeOf<T>(
	request: Pick<InfobipRequest, 'task' | 'path' | 'secrets'>,
	exchange: Exchange,
	evidence: (json: JsonValue | undefined) => T | undefined,
): RequestOutcome<T> {
	if ('error' in exchange) {
		const { error } = exchange;
		return error.mayHaveActed
			? { kind: 'unknown', cause: error }
			: { kind: 'notDone', error, isTemporary: error.reason === 'refused' };
	}
	const { answer, json } = exchange;
	const { status } = answer;
	if (status >= 200 && status < 300) {
		const result = evidence(json);
		if (result !== undefined) return { kind: 'done', result };
		// An error with a status of success says no, but not that nothing was done.
		const cause = apiErrorIn(request, answer) ?? new UnexpectedAnswer(request.task, json);
		return { kind: 'unknown', cause };
	}
	const error = apiErrorIn(request, answer);
	if (error === undefined)
		return { kind: 'unknown', cause: new UnexpectedAnswer(request.task, json) };
	const isTemporary = isRateLimit(error) || (status === 503 && asksToRetry(answer));
	const isNotDone = isTemporary || (status >= 400 && status < 500 && !MAY_HAVE_ACTED.has(status));
	return isNotDone ? { kind: 'notDone', error, isTemporary } : { kind: 'unknown', cause: error };
}

/** Request Timeout, and a gateway's "client closed request": both may come after the request was passed on. */
const MAY_HAVE_ACTED: ReadonlySet<number> = new Set([408, 499]);

/** Infobip's older services report a rate limit as 400 (documented for Push). */
const THROTTLED = 'THROTTLE_EXCEPTION';

function isRateLimit({ status, refusal }: ApiError): boolean {
	return status === 429 || (status === 400 && refusal.code === THROTTLED);
}

function asksToRetry({ headers }: InfobipAnswer): boolean {
	return (headers['retry-after'] ?? '').trim() !== '';
}

/** The refusal that an answer is; undefined if it is a success. */
export function apiErrorIn(
	{ task, path, secrets = [] }: Pick<InfobipRequest, 'task' | 'path' | 'secrets'>,
	answer: InfobipAnswer,
): ApiError | undefined {
	// Before anything is cut: half a secret is one, too.
	const refused = refusalIn({ ...answer, body: maskBody(answer.body, valueMasker(secrets)) });
	if (refused === undefined) return undefined;
	const { status, refusal } = refused;
	return new ApiError(task, status, refusal, {
		retryAfter: retryAfterSeconds(answer.headers['retry-after'], Date.now()),
		...(status === 404 ? notFound(path, refusal) : {}),
	});
}
