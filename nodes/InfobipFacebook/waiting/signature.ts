/** References that n8n has signed, and the run that they belong to. */
import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import {
	runKey,
	toQuery,
	type Reference,
	type SignedQuery,
} from '../../../infobip/conversation/reference';

type Context = IExecuteFunctions | IWebhookFunctions;

/** @returns a function that signs what is asked in this run; it works in execute and in webhook alike. */
export function signer(context: Context): (query: SignedQuery) => Reference {
	const executionId = context.getExecutionId();
	const nodeId = context.getNode().id;
	return (query) => {
		const url = new URL(context.getSignedResumeUrl(toQuery(query)));
		const signature = url.searchParams.get('signature') ?? '';
		return { ...query, executionId, nodeId, signature };
	};
}

/**
 * n8n signs the same for every run of a node in one execution, as in a loop, so the run has to be part
 * of what is signed: else a button of question 1 would answer question 2. `$runIndex` is always 0 when
 * the reply arrives; these two expressions give the same value then as when the question was sent.
 */
export function currentRun(context: Context): string {
	const { name, type } = context.getNode();
	const expression = type.endsWith('Tool')
		? '{{ $json.toolCallId }}'
		: `{{ $node[${quoted(name)}].runIndex }}`;
	return runKey(String(context.evaluateExpression(expression, 0)));
}

/** Braces would end the expression. */
function quoted(name: string): string {
	return JSON.stringify(name).replace(
		/[{}]/g,
		(brace) => `\\u00${brace.charCodeAt(0).toString(16)}`,
	);
}

/** In which n8n tries a node again that has failed (at most 5 tries, 5 seconds apart), with time to send. */
const RETRIED_WITHIN_MS = 15 * 60_000;

const asked = new Map<string, number>();

/**
 * When the question of this run was asked, in seconds. Retry On Fail asks within the same run: the
 * time and with it the message id stay the same, so Infobip does not deliver the question twice.
 */
export function askedAt(context: IExecuteFunctions, run: string, now: number): number {
	for (const [question, time] of asked) {
		if (now - time < RETRIED_WITHIN_MS) break;
		asked.delete(question);
	}
	const question = `${context.getExecutionId()} ${context.getNode().id} ${run}`;
	const time = asked.get(question) ?? now;
	asked.set(question, time);
	return Math.floor(time / 1000);
}
