import { bad, good, type Check } from '../../../infobip/setup/setupReport';
import { webhookBase } from '../../connection/ownAddress';
import { askWaitingUrl } from '../../conversation/handOver';
import type { OperationCall } from '../OperationCall';

/** On which checks the arrival of any message depends. */
const RECEIVING = new Set([
	'Messages are handed over',
	'They come to this n8n',
	'A workflow listens there',
]);

/**
 * Whether replies to Send and Wait can arrive: a published trigger of this n8n receives them, and n8n
 * reaches the waiting URL to which it hands them over.
 */
export async function checkReplies(
	call: OperationCall,
	checks: readonly Check[],
): Promise<readonly Check[]> {
	const receiving = checks.filter(({ check }) => RECEIVING.has(check));
	// Without them the account could not even be read, which is reported already.
	if (receiving.length === 0) return [];
	return [checkTrigger(receiving), await checkWaitingUrl(call)];
}

function checkTrigger(receiving: readonly Check[]): Check {
	const name = 'Replies to Send and Wait are received';
	const failed = receiving.find(({ ok }) => !ok);
	if (failed === undefined) {
		return good(name, "By the trigger above, unless its 'Replies to Waiting Executions' is Ignore");
	}
	return bad(
		name,
		failed.finding,
		'Publish a workflow with an Infobip Facebook Messenger Trigger for the same Page or Application. It may be another one than the workflow that asks.',
	);
}

async function checkWaitingUrl({ context }: OperationCall): Promise<Check> {
	const name = 'n8n reaches its own waiting URL';
	const base = webhookBase(context)?.origin ?? 'unknown';
	const answer = await askWaitingUrl(context);
	if (answer === 'ended') return good(name, `At ${base}`);
	return bad(
		name,
		`Not at ${base}. A trigger also tries the address at which Infobip's call has reached n8n, which often works although this one does not`,
		'Ask yourself a question with Send and Wait. If the reply does not continue it: let n8n reach its own public address, and let no proxy strip a path from it (N8N_PATH, a prefix in WEBHOOK_URL).',
	);
}
