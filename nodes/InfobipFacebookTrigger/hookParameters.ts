import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

/** A text of the form, or what its locator points at; undefined where it is empty. */
export function parameterOf(context: IHookFunctions, name: string): string | undefined {
	const value = context.getNodeParameter(name, '', { extractValue: true });
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
