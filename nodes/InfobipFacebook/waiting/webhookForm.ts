import type { IGetNodeParameterOptions, IWebhookFunctions } from 'n8n-workflow';

import { Form, type ParameterSource } from '../form';

/** The form of the waiting node, as its own webhook sees it: with the item that it was run for. */
export function webhookForm(context: IWebhookFunctions): Form {
	const parameters: ParameterSource = {
		timeZone: context.getTimezone(),
		read: (
			name: string,
			_itemIndex: number,
			fallback: unknown,
			options?: IGetNodeParameterOptions,
		): unknown => context.getNodeParameter(name, fallback, options),
		shared: (_names, _maker, make) => make(),
	};
	return new Form(parameters, 0);
}
