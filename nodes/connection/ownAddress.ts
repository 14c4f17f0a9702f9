import type { IExecuteFunctions, IHttpRequestMethods, IN8nHttpFullResponse } from 'n8n-workflow';

import { parseHttpUrl } from '../../infobip/address';
import type { AddressAnswer } from '../../infobip/setup/target';
import { isTriggerAddress } from '../../infobip/triggerAddress';
import { callWithoutSecret } from './addressProbe';

/** For a whole call. Milliseconds. */
const TIME_LIMIT_MS = 8_000;

const GUARDED = 'refuses a call without its secret (401), as it should';

/** Where the webhooks of this n8n are called; undefined if n8n does not say. */
export function webhookBase(context: IExecuteFunctions): URL | undefined {
	// n8n gives an action node one webhook address only: that of a resumed execution.
	return parseHttpUrl(String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
}

/**
 * Finds out what answers at an address of this n8n, and starts nothing: a trigger of this package
 * refuses a call without its secret, and any other webhook is only asked for its methods, which n8n
 * answers itself. Never throws.
 */
export async function askAddress(context: IExecuteFunctions, url: URL): Promise<AddressAnswer> {
	const isTrigger = isTriggerAddress(url);
	const address = `${url.origin}${url.pathname}`;
	const timeUp = AbortSignal.timeout(TIME_LIMIT_MS);
	const late = new Promise<undefined>((resolve) => {
		timeUp.addEventListener('abort', () => resolve(undefined));
	});
	try {
		const response = isTrigger
			? callWithoutSecret(context, address, { timeout: TIME_LIMIT_MS })
			: askMethods(context, address);
		const answer = await Promise.race([response, late]);
		if (answer === undefined) {
			const seconds = TIME_LIMIT_MS / 1000;
			return { state: 'unreached', clause: `did not answer within ${seconds} seconds` };
		}
		return isTrigger ? judgeTrigger(answer) : judgeMethods(answer);
	} catch (error) {
		const detail = error instanceof Error ? error.message : String(error);
		return { state: 'unreached', clause: `could not be called from this n8n (${detail})` };
	}
}

async function askMethods(context: IExecuteFunctions, url: string): Promise<IN8nHttpFullResponse> {
	// n8n sends OPTIONS, though its type does not name it.
	const method: string = 'OPTIONS';
	const options = {
		method: method as IHttpRequestMethods,
		url,
		encoding: 'text' as const,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIME_LIMIT_MS,
	};
	return (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
}

function judgeTrigger({ statusCode, headers, body }: IN8nHttpFullResponse): AddressAnswer {
	if (statusCode === 401) {
		return { state: 'alive', clause: GUARDED };
	}
	// Something in front of n8n may answer 404 as well.
	if (statusCode === 404 && /is not registered/.test(String(body))) return nobody(statusCode);
	if (statusCode >= 300 && statusCode < 400) {
		return { state: 'other', clause: `redirects (${statusCode}) to ${String(headers.location)}` };
	}
	return { state: 'other', clause: `answers ${statusCode} to a call without the secret` };
}

/** n8n names the methods for which a workflow listens at the address. */
function judgeMethods({ statusCode, headers }: IN8nHttpFullResponse): AddressAnswer {
	const methods = String(headers['access-control-allow-methods'] ?? '');
	if (/\bPOST\b/.test(methods)) {
		return { state: 'alive', clause: 'is a webhook of another kind, and takes POST' };
	}
	if (statusCode === 404 || statusCode === 410 || methods !== '') return nobody(statusCode);
	return {
		state: 'other',
		clause: `answers ${statusCode}, and does not say which methods it takes`,
	};
}

function nobody(status: number): AddressAnswer {
	return { state: 'dead', clause: `leads to this n8n, but no workflow listens there (${status})` };
}
