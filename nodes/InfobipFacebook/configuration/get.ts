import { getConfiguration } from '../../../infobip/facebook/configurations';
import { applicationLocator, configurationLocator } from '../../pickers/locator';
import type { CallOperation } from '../operation';

export const get: CallOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a configuration',
		description: 'Get one configuration of an application',
	},
	properties: [applicationLocator, configurationLocator],
	async run(call) {
		const { form, connection } = call;
		const key = form.requiredKey('configurationKey');
		return await getConfiguration(connection.transport, call.applicationKey(), key);
	},
};
