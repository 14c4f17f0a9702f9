/**
 * Asks who answers at the address of a trigger, by a call without its secret. A trigger of this
 * package refuses that with 401 and says who it is; an address that n8n does not know is a 404.
 *
 * Call only addresses that a trigger of this package had: another workflow might start.
 */
import { randomBytes } from 'crypto';
import type {
	IAllExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';

import { isObject, objectOf, parseJson, textOf } from '../../infobip/json';

export type Answerer =
	/** A trigger of ours in this very process. */
	| 'thisProcess'
	/** A trigger of ours, in this n8n or another. */
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

/** The questions that this process has asked and that are not answered yet. */
const asked = new Set<string>();

/** Never throws. */
export async function whoAnswers(context: IAllExecuteFunctions, url: string): Promise<Answerer> {
	try {
		return answererOf(await callWithoutSecret(context, url));
	} catch (error) {
		return isNobody(error) ? 'nothing' : 'unknown';
	}
}

/** The answer to a call without the secret. Throws what n8n throws if there is none. */
export async function callWithoutSecret(
	context: IAllExecuteFunctions,
	url: string,
	timeout = TIMEOUT_MS,
): Promise<IN8nHttpFullResponse> {
	const question = randomBytes(16).toString('hex');
	asked.add(question);
	try {
		const options: IHttpRequestOptions = {
			method: 'POST',
			url,
			headers: { [ASKS]: question },
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout,
		};
		return (await context.helpers.httpRequest.call(context, options)) as IN8nHttpFullResponse;
	} finally {
		asked.delete(question);
	}
}

/** Says who is here in the answer to a call that is refused. Reveals nothing else. */
export function sayWhoIsHere(context: IWebhookFunctions): void {
	const question = context.getHeaderData()[ASKS];
	const isOwn = typeof question === 'string' && asked.has(question);
	context.getResponseObject().setHeader(ANSWERS, isOwn ? 'here' : 'somewhere');
}

function answererOf({ statusCode, headers, body }: IN8nHttpFullResponse): Answerer {
	if (statusCode === 401) {
		const answer = headers[ANSWERS];
		if (answer === undefined) return 'unknown';
		return answer === 'here' ? 'thisProcess' : 'trigger';
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
