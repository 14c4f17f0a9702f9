import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';

import { CHOICES, type NodeChoice } from '../connection/connection';
import { webhookForm } from '../form/webhookForm';

/** What *Receive Through* says. Throws InvalidInput if it is none of its choices. */
export function receiveThrough(
	context: IHookFunctions | IWebhookFunctions,
): Pick<NodeChoice, 'field' | 'chosen'> {
	const field = 'receiveThrough';
	const form = webhookForm(context);
	// What workflows of the first edition have.
	if (form.ownKey(field) === 'forward') return { field, chosen: 'application' };
	return { field, chosen: form.optionalChoice(field, CHOICES) ?? 'credential' };
}

/** As `receiveThrough`, with the fields next to it. */
export function nodeChoice(context: IHookFunctions): NodeChoice {
	const form = webhookForm(context);
	return { ...receiveThrough(context), key: (name) => form.ownKey(name) };
}

/** Where n8n takes calls for this trigger: the test address while someone listens for a test. */
export function webhookUrlOf(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (url !== undefined) return url;
	throw new NodeOperationError(context.getNode(), 'n8n gave this trigger no address', {
		description: 'Save the workflow and try again.',
	});
}
