/** Hands a reply to the execution that waits for it, through n8n's own waiting URL. */
import {
	sleep,
	type IAllExecuteFunctions,
	type IExecuteFunctions,
	type IN8nHttpFullResponse,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { waitingPath, type Reference } from '../../infobip/conversation/reference';
import type { Reply } from '../../infobip/conversation/reply';
import { publicWaitingBase, waitingAddresses, type WaitingAddress } from './waitingAddress';
import { readAnswer, type HandOver } from './waitingAnswer';

/** The waiting node may send something before it answers. */
const TIMEOUT_MS = 60_000;

/**
 * A reply can be faster than n8n stores the wait: of forty replies within a millisecond, four met a 409,
 * and one more try was enough. Some seconds in all, for a machine that is busy. Until it is stored, n8n
 * may even call the execution ended: a worker that starts again marks those crashed that others run.
 */
const PAUSES_MS = [50, 100, 200, 400, 800, 1600, 3200];

export async function handOver(
	context: IWebhookFunctions,
	reference: Reference,
	reply: Reply,
): Promise<HandOver> {
	const addresses = waitingAddresses(context);
	for (const pause of PAUSES_MS) {
		const answer = await handOverOnce(context, addresses, reference, reply);
		const isPassing =
			answer === 'running' || answer === 'failed' || (answer === 'ended' && isYoung(reference));
		if (!isPassing) return answer;
		await sleep(pause);
	}
	return await handOverOnce(context, addresses, reference, reply);
}

const STORED_WITHIN_MS = 10_000;

function isYoung({ askedAt }: Reference): boolean {
	return Date.now() - askedAt * 1000 < STORED_WITHIN_MS;
}

async function handOverOnce(
	context: IWebhookFunctions,
	addresses: readonly WaitingAddress[],
	reference: Reference,
	reply: Reply,
): Promise<HandOver> {
	for (const address of addresses) {
		const answer = await postTo(context, address, waitingPath(reference), { ...reply });
		if (answer !== 'unreachable') return answer;
	}
	return 'unreachable';
}

/** The largest id that n8n's databases can look up. */
const NO_EXECUTION = '/2147483647/setup-check';

/** What n8n answers at its public waiting base for an execution that does not exist. Resumes nothing. */
export async function askWaitingUrl(context: IExecuteFunctions): Promise<HandOver> {
	const base = publicWaitingBase(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	if (base === undefined) return 'unreachable';
	const address = { base: base.href, host: base.host, isOwnSocket: false };
	return await postTo(context, address, NO_EXECUTION, {});
}

/** Asks once at one address. Never throws: what does not connect is 'unreachable'. */
export async function postTo(
	context: Pick<IAllExecuteFunctions, 'helpers' | 'logger'>,
	{ base, host, isOwnSocket }: WaitingAddress,
	path: string,
	body: Record<string, string | number | null>,
): Promise<HandOver> {
	try {
		const response = (await context.helpers.httpRequest({
			method: 'POST',
			url: `${base}${path}`,
			headers: { Host: host, 'Content-Type': 'application/json', Accept: 'application/json' },
			body: JSON.stringify(body),
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			skipSslCertificateValidation: isOwnSocket,
			timeout: TIMEOUT_MS,
		})) as IN8nHttpFullResponse;
		const text = typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
		return readAnswer(response.statusCode, text);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.debug(`The waiting URL was not reached at ${base}: ${reason}`);
		return 'unreachable';
	}
}
