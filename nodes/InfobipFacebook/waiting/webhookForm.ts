import type { IWebhookFunctions } from 'n8n-workflow';

import { Form } from '../../form/form';

/** The form of the waiting node, as its own webhook sees it: with the item that it was run for. */
export function webhookForm(context: IWebhookFunctions): Form {
	return new Form({
		timeZone: context.getTimezone(),
		read: (name) => context.getNodeParameter(name, null),
		raw: (name) => context.getNodeParameter(name, null, { rawExpressions: true }),
		shared: (_names, _maker, make) => make(),
	});
}
