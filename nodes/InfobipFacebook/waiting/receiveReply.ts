/** A reply arrives at the waiting node: it continues the execution, or the question is asked again. */
import {
	sleep,
	type IDataObject,
	type IWebhookDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { readReply, withoutAnswer } from '../../../infobip/conversation/question';
import {
	customerKey,
	fromQuery,
	MOST_REPEATS,
	type SignedQuery,
} from '../../../infobip/conversation/reference';
import { parseReply, type Reply } from '../../../infobip/conversation/reply';
import type { JsonObject, JsonValue } from '../../../infobip/json';
import { ownAnswer, type OwnAnswer } from '../../conversation/waitingAnswer';
import { readQuestion } from '../message/sendAndWait';
import { repeatQuestion } from './repeatQuestion';
import { currentRun } from './signature';
import { webhookForm } from '../../form/webhookForm';

/** Where n8n takes the reply: not registered anywhere, but part of an execution that waits. */
export const waitingWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		responseData: '',
		path: '={{ $nodeId }}',
		restartWebhook: true,
		isFullPath: true,
	},
];

/**
 * Never throws: n8n would continue the execution with an empty item. What goes wrong here is reported
 * to the trigger, which asks Infobip to repeat the reply.
 */
export async function receiveReply(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await decide(context);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.error(`A reply could not be read by ${context.getNode().name}: ${reason}`);
		return answered('unavailable');
	}
}

/** n8n has checked the signature by now. */
async function decide(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const query = fromQuery(Object(context.getQueryData()) as Record<string, unknown>);
	if (query === undefined) return answered('foreign');
	const run = currentRun(context);
	if (query.run !== run) return answered('notWaiting');
	const reply = parseReply(context.getBodyData() as JsonValue);
	if (!isFromCustomer(query, reply)) return answered('foreign');

	const form = webhookForm(context);
	const question = readQuestion(form);
	const today = { timeZone: context.getTimezone(), now: new Date() };
	const verdict = readReply(question, reply, { tapped: query.value, step: query.step, today });
	if (verdict !== 'misfit' && 'answer' in verdict) return resume(context, run, verdict.answer);

	const next =
		verdict === 'misfit' ? nextStep(query, form.options().optionalNumber('maxRepeats')) : 'reason';
	if (next === undefined) return resume(context, run, withoutAnswer(question, reply));
	switch (
		await repeatQuestion(context, form, question, reply, { ...query, value: undefined, step: next })
	) {
		case 'sent':
			return answered('askedAgain');
		case 'unknown':
			return answered('unavailable');
		case 'refused':
			return resume(context, run, withoutAnswer(question, reply));
	}
}

function isFromCustomer({ customer }: SignedQuery, { from, to }: Reply): boolean {
	return [
		customerKey({ kind: 'page', id: to }, from),
		customerKey({ kind: 'application', key: to }, from),
	].includes(customer);
}

/** Undefined if the question has been asked again often enough. */
function nextStep({ step }: SignedQuery, maxRepeats = 2): SignedQuery['step'] | undefined {
	if (step === 'reason') return undefined;
	return step < Math.min(maxRepeats, MOST_REPEATS) ? step + 1 : undefined;
}

/** How long a second reply may follow the first; the resumption itself may fail, then it may come again. */
const CLAIMED_FOR_MS = 10_000;

const claimed = new Set<string>();

/** n8n 1.x lets every reply that arrives in the same moment continue the execution: only one may. */
function resume(context: IWebhookFunctions, run: string, answer: JsonObject): IWebhookResponseData {
	const { id, name, type } = context.getNode();
	const question = `${context.getExecutionId()} ${id} ${run}`;
	if (claimed.has(question)) return answered('answered');
	claimed.add(question);
	void sleep(CLAIMED_FOR_MS).then(() => claimed.delete(question));
	// After a time-out n8n passes the input on, which may have the answer to an earlier question.
	const data: IDataObject = { ...answer, askedBy: name, respondedAt: new Date().toISOString() };
	// n8n's human review passes this on to the agent, together with the refusal.
	if (type.endsWith('HitlTool') && answer.reason !== undefined) data.chatInput = answer.reason;
	return { webhookResponse: ownAnswer('resumed'), workflowData: [[{ json: { data } }]] };
}

/** Without `workflowData` n8n waits on. */
function answered(answer: OwnAnswer): IWebhookResponseData {
	return { webhookResponse: ownAnswer(answer) };
}
