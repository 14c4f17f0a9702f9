import { createConfiguration } from '../../../infobip/facebook/configurations';
import { applicationLocator } from '../../pickers/locator';
import type { CallOperation } from '../operation';

export const create: CallOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a configuration',
		description: 'Make an empty container for actions in an application',
	},
	properties: [applicationLocator],
	async run({ connection, applicationKey }) {
		return await createConfiguration(connection.transport, applicationKey());
	},
};
