import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../infobip/errors';
import { CHOICES, type NodeChoice } from '../connection/connection';
import { pickedValue } from '../pickers/pickedValue';

/** What *Receive Through* says. Throws InvalidInput if it is none of its choices. */
export function receiveThrough(
	context: IHookFunctions | IWebhookFunctions,
): Pick<NodeChoice, 'field' | 'chosen'> {
	const field = 'receiveThrough';
	const value = context.getNodeParameter(field, 'credential');
	// What workflows of the first edition have.
	const chosen = value === 'forward' ? 'application' : CHOICES.find((choice) => choice === value);
	if (chosen !== undefined) return { field, chosen };
	throw new InvalidInput([{ field: [field], problem: `must be one of ${CHOICES.join(', ')}` }]);
}

/** As `receiveThrough`, with the fields beside it. */
export function nodeChoice(context: IHookFunctions): NodeChoice {
	return { ...receiveThrough(context), key: (name) => parameterOf(context, name) };
}

/** A text of the form, or what its locator points at; undefined where it is empty. */
export function parameterOf(context: IHookFunctions, name: string): string | undefined {
	const value = pickedValue(context.getNodeParameter(name, ''));
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Where n8n takes calls for this trigger: the test address while someone listens for a test. */
export function webhookUrlOf(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (url !== undefined) return url;
	throw new NodeOperationError(context.getNode(), 'n8n gave this trigger no address', {
		description: 'Save the workflow and try again.',
	});
}
