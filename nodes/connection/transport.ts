import type {
	IAllExecuteFunctions,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import type { InfobipAnswer, InfobipRequest, Transport } from '../../infobip/call/client';
import { ConnectionError, type ReachFailure } from '../../infobip/errors';

export const CREDENTIAL = 'infobipFacebookApi';

/** Longer than Infobip needs on a bad day, shorter than a person waits. Milliseconds. */
const TIMEOUT = 30_000;

/**
 * Infobip over n8n's own HTTP, so that proxies, SSRF guards and cancelling an execution work as
 * everywhere in n8n.
 *
 * `ignoreHttpStatusErrors` is not a convenience: without it n8n answers a 401 by sending the same
 * request once more, and a message must not leave twice. The body is read as text, for n8n's own
 * JSON parsing would round the long ids.
 */
export function createTransport(context: IAllExecuteFunctions, baseUrl: string): Transport {
	return async (request) => {
		try {
			const response: IN8nHttpFullResponse =
				await context.helpers.httpRequestWithAuthentication.call(
					context,
					CREDENTIAL,
					toOptions(request, baseUrl),
				);
			return toAnswer(response);
		} catch (error) {
			// Not one of n8n's errors, on purpose: whoever called names the item and the field.
			return await Promise.reject(new ConnectionError(request.task, baseUrl, reachFailure(error)));
		}
	};
}

function toOptions(
	{ method, path, query, body }: InfobipRequest,
	baseUrl: string,
): IHttpRequestOptions {
	return {
		method,
		url: `${baseUrl}${path}`,
		headers: {
			Accept: 'application/json',
			...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
		},
		...(query === undefined ? {} : { qs: { ...query } as IDataObject }),
		...(body === undefined ? {} : { body }),
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the login to wherever it points.
		disableFollowRedirect: true,
		timeout: TIMEOUT,
	};
}

function toAnswer({ statusCode, headers, body }: IN8nHttpFullResponse): InfobipAnswer {
	const texts = Object.entries(headers).map(([name, value]) => [
		name.toLowerCase(),
		value === undefined ? undefined : String(value),
	]);
	return {
		status: statusCode,
		headers: Object.fromEntries(texts) as InfobipAnswer['headers'],
		body: typeof body === 'string' ? body : '',
	};
}

const REASONS: Readonly<Record<string, ReachFailure>> = {
	ECONNREFUSED: 'refused',
	ENOTFOUND: 'unknownHost',
	EAI_AGAIN: 'unknownHost',
	ECONNABORTED: 'timedOut',
	ETIMEDOUT: 'timedOut',
	ESOCKETTIMEDOUT: 'timedOut',
	ECONNRESET: 'reset',
	EPIPE: 'reset',
	ERR_CANCELED: 'cancelled',
};

/** n8n wraps what axios throws; the system's code is somewhere down the chain of causes. */
export function reachFailure(error: unknown): ReachFailure {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
		const { code, cause: next } = cause as Error & { code?: unknown };
		const reason = typeof code === 'string' ? REASONS[code] : undefined;
		if (reason) return reason;
		cause = next;
	}
	return 'broken';
}
