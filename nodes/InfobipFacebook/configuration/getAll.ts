import { listConfigurations } from '../../../infobip/facebook/configurations';
import { applicationLocator } from '../../pickers/locator';
import { limit, returnAll } from '../getMany';
import type { CallOperation } from '../operation';

export const getAll: CallOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many configurations',
		description: 'List the configurations of an application',
	},
	properties: [applicationLocator, returnAll, limit],
	async run({ form, connection, applicationKey }) {
		const count = form.limit();
		const configurations = await listConfigurations(connection.transport, applicationKey());
		return configurations.slice(0, count);
	},
};
