import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { Form } from './form';

/** The form of a node as its webhook sees it, or publishing: no item is there to choose. */
export function webhookForm(context: IHookFunctions | IWebhookFunctions): Form {
	return new Form({
		timeZone: context.getTimezone(),
		read: (name) => context.getNodeParameter(name, null),
		raw: (name) => context.getNodeParameter(name, null, { rawExpressions: true }),
		shared: (_names, _maker, make) => make(),
	});
}
