/**
 * Asks who answers at the address of a trigger, by a call without its secret. A trigger of this
 * package refuses that with 401 and says who it is; an address that n8n does not know is a 404.
 *
 * Call only addresses that a trigger of this package had: another workflow might start.
 */
import { randomBytes } from 'crypto';
import type {
	IAllExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';

import { isObject, objectOf, parseJson, textOf } from '../../infobip/json';
import { digest } from '../../infobip/owner';
import { baseOf } from '../../infobip/triggerAddress';

export type Answerer =
	/** A trigger of ours in this n8n, in whichever of its processes. */
	| 'thisN8n'
	/** A trigger of ours in another n8n. */
	| 'trigger'
	/** An n8n in which no trigger is published, or listens, at this address. */
	| 'unregistered'
	/** Nothing: the host does not exist, refuses connections or does not know the path. */
	| 'nothing'
	/** Something else, or not known from here. */
	| 'unknown';

const ASKS = 'x-infobip-facebook-probe';
const ANSWERS = 'x-infobip-facebook-trigger';
const TIMEOUT_MS = 10_000;

/**
 * An n8n is known by the address that it gives out for its webhooks (`N8N_WEBHOOK_URL`): all of its
 * processes have the same one, and a copy of it has another. Never throws.
 */
export async function whoAnswers(
	context: IHookFunctions,
	url: string,
	ownUrl: string,
): Promise<Answerer> {
	const question = randomBytes(16).toString('hex');
	try {
		const answer = await callWithoutSecret(context, url, { question });
		return answererOf(answer, answerTo(question, ownUrl));
	} catch (error) {
		return isNobody(error) ? 'nothing' : 'unknown';
	}
}

/** The answer to a call without the secret. Throws what n8n throws if there is none. */
export async function callWithoutSecret(
	context: IAllExecuteFunctions,
	url: string,
	{ question, timeout = TIMEOUT_MS }: { question?: string; timeout?: number } = {},
): Promise<IN8nHttpFullResponse> {
	const options: IHttpRequestOptions = {
		method: 'POST',
		url,
		...(question !== undefined && { headers: { [ASKS]: question } }),
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout,
	};
	return (await context.helpers.httpRequest.call(context, options)) as IN8nHttpFullResponse;
}

/** Says who is here in the answer to a call that is refused. Reveals nothing else. */
export function sayWhoIsHere(context: IWebhookFunctions): void {
	const question = String(context.getHeaderData()[ASKS] ?? '');
	const ownUrl = context.getNodeWebhookUrl('default') ?? '';
	const answer = /^[0-9a-f]{32}$/.test(question) ? answerTo(question, ownUrl) : 'somewhere';
	context.getResponseObject().setHeader(ANSWERS, answer);
}

/** Tells nothing to those who do not have the address anyway. */
const answerTo = (question: string, ownUrl: string): string =>
	digest([question, baseOf(ownUrl)], 64);

function answererOf(
	{ statusCode, headers, body }: IN8nHttpFullResponse,
	ofThisN8n: string,
): Answerer {
	if (statusCode === 401) {
		const answer = headers[ANSWERS];
		if (answer === undefined) return 'unknown';
		return answer === ofThisN8n ? 'thisN8n' : 'trigger';
	}
	if (statusCode !== 404 && statusCode !== 410) return 'unknown';
	const json = parseJson(typeof body === 'string' ? body : '');
	const message = textOf(objectOf(json).message) ?? '';
	return isObject(json) && /webhook .* is not registered/.test(message)
		? 'unregistered'
		: 'nothing';
}

/** n8n wraps what axios throws; the system's code is somewhere in the chain of causes. */
function isNobody(error: unknown): boolean {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
		const { code, cause: next } = cause as Error & { code?: unknown };
		if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return true;
		cause = next;
	}
	return false;
}
