import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import {
	writtenBody,
	type InfobipAnswer,
	type InfobipRequest,
	type Transport,
} from '../../infobip/call/client';
import { refusalIn } from '../../infobip/call/refusal';
import { ConnectionError } from '../../infobip/errors';
import { APPLICATIONS } from '../../infobip/facebook/path';
import { maskBody, secretMasker, secretsInBody, valueMasker } from '../../infobip/maskSecrets';
import { SUBSCRIPTIONS_API } from '../../infobip/messenger/subscriptions';
import { connectionFailure } from './connectionFailure';

export const CREDENTIAL = 'infobipFacebookApi';

/** For the whole of a request, its answer included: longer than Infobip needs on a bad day. Milliseconds. */
const TIME_LIMIT_MS = 30_000;

/**
 * Infobip over n8n's own HTTP, so that proxies, SSRF guards and cancelling an execution work as
 * everywhere in n8n.
 *
 * `ignoreHttpStatusErrors` is not a convenience: without it n8n answers a 401 by sending the same
 * request once more, and a message must not leave twice. The body is read as text, because n8n's own
 * JSON parsing would round the long ids.
 *
 * @param credential as it was read: n8n would read it from its database again for each request
 */
export function createTransport(
	context: IAllExecuteFunctions,
	baseUrl: string,
	{ login, others }: Secrets,
	credential: ICredentialDataDecryptedObject,
): Transport {
	const maskLogin = valueMasker(login);
	const credentialsDecrypted: ICredentialsDecrypted = {
		id: '',
		name: CREDENTIAL,
		type: CREDENTIAL,
		data: credential,
	};
	return async (request) => {
		const ofRequest = secretsOf(request);
		const secrets = { login, others: [...others, ...ofRequest] };
		const ending = new Ending(cancelSignalOf(context));
		try {
			const response: Promise<IN8nHttpFullResponse> =
				context.helpers.httpRequestWithAuthentication.call(
					endedBy(context, ending.signal),
					CREDENTIAL,
					{ ...toOptions(request, baseUrl), abortSignal: ending.signal },
					{ credentialsDecrypted },
				);
			const answer = toAnswer(await Promise.race([response, ending.reached]));
			const withoutLogin = { ...answer, body: maskBody(answer.body, maskLogin) };
			return withoutSecrets(withoutLogin, request, secrets.others);
		} catch (error) {
			// Not one of n8n's errors, on purpose: whoever called names the item and the field.
			const { reason, detail } = connectionFailure(error);
			const failure = new ConnectionError(
				request.task,
				baseUrl,
				ending.reason ?? reason,
				detail === undefined ? undefined : secretMasker([...login, ...secrets.others])(detail),
			);
			return await Promise.reject(failure);
		} finally {
			ending.stopListening();
		}
	};
}

/**
 * The context with another signal. n8n's own time limit ends with the headers of the answer, and of a
 * signal in the options n8n takes no notice: it asks its context for one.
 */
function endedBy(context: IAllExecuteFunctions, signal: AbortSignal): IAllExecuteFunctions {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	}) as IAllExecuteFunctions;
}

/** That of the execution; a trigger has none. */
function cancelSignalOf(context: IAllExecuteFunctions): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Ends one request: when its time is over, or when the execution is cancelled. */
class Ending {
	/** Why, once it has ended. */
	reason: 'timedOut' | 'cancelled' | undefined;

	/** Rejects at the end. */
	readonly reached: Promise<never>;

	private readonly controller = new AbortController();

	private readonly cancelled: AbortSignal | undefined;

	private readonly timedOut = AbortSignal.timeout(TIME_LIMIT_MS);

	private readonly onTimeOut = (): void => this.end('timedOut');

	private readonly onCancel = (): void => this.end('cancelled');

	constructor(cancelled: AbortSignal | undefined) {
		this.cancelled = cancelled;
		this.timedOut.addEventListener('abort', this.onTimeOut);
		cancelled?.addEventListener('abort', this.onCancel);
		this.reached = new Promise((_, reject) => {
			this.signal.addEventListener('abort', () => reject(new Error(this.reason)));
		});
		// Nobody may be waiting when it comes.
		this.reached.catch(() => undefined);
		if (cancelled?.aborted) this.onCancel();
	}

	get signal(): AbortSignal {
		return this.controller.signal;
	}

	/** The signal of the execution lives as long as all of its requests. */
	stopListening(): void {
		this.timedOut.removeEventListener('abort', this.onTimeOut);
		this.cancelled?.removeEventListener('abort', this.onCancel);
	}

	private end(reason: 'timedOut' | 'cancelled'): void {
		this.reason ??= reason;
		this.controller.abort();
	}
}

/** What no item, error or log may show. */
export interface Secrets {
	/** Never, whatever is asked for. */
	readonly login: readonly string[];
	/** Of an application or a trigger: unless *Include Secrets* asks for them. */
	readonly others: readonly string[];
}

/** A message is not searched for secrets: it has those of others at most, and there are many. */
function secretsOf(request: InfobipRequest): string[] {
	const { path } = request;
	const mayHaveSome = path.startsWith(APPLICATIONS) || path.startsWith(SUBSCRIPTIONS_API);
	return mayHaveSome ? secretsInBody(writtenBody(request)) : [];
}

/** Masks what a server repeats of our secrets; the login is masked already. */
function withoutSecrets(
	answer: InfobipAnswer,
	{ path }: InfobipRequest,
	others: readonly string[],
): InfobipAnswer {
	const isRefusal = refusalIn(answer) !== undefined;
	// These have secrets that *Include Secrets* may ask for.
	if (!isRefusal && path.startsWith(APPLICATIONS)) return answer;
	const mask = isRefusal ? secretMasker(others) : valueMasker(others);
	return { ...answer, body: maskBody(answer.body, mask) };
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
		timeout: TIME_LIMIT_MS,
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
