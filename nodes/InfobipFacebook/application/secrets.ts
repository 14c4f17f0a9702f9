import type { INodeProperties } from 'n8n-workflow';

import { withoutSecrets, type Application } from '../../../infobip/facebook/applications';
import type { Form } from '../form';

export const applicationOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Include Secrets',
			name: 'includeSecrets',
			type: 'boolean',
			default: false,
			description:
				'Whether to output the page access token and the app secret, too. Whoever can see the execution can see them.',
		},
	],
};

export function shown(application: Application, form: Form): Application {
	return form.options().flag('includeSecrets') ? application : withoutSecrets(application);
}
