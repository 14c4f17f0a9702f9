import type { INodeProperties } from 'n8n-workflow';

import { createConfiguration, knownKeys } from '../../../infobip/facebook/configurations';
import { applicationLocator } from '../../pickers/locator';
import { additionalFields } from '../additionalFields';
import type { CallOperation } from '../operation';

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [additionalFields],
};

export const create: CallOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a configuration',
		description: 'Create an empty container for actions in an application',
	},
	properties: [applicationLocator, options],
	async run(call) {
		const fields = call.form.options().optionalJson('additionalFields');
		const { transport } = call.connection;
		const key = call.applicationKey();
		// The answer may not say which one is new.
		const before = await knownKeys(transport, key);
		return await createConfiguration(transport, key, { fields, before });
	},
};
