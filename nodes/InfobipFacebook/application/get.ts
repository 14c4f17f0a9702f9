import { getApplication } from '../../../infobip/facebook/applications';
import { applicationLocator } from '../../pickers/locator';
import type { Operation } from '../operation';
import { applicationOptions, shown } from './secrets';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get an application',
		description: 'Get one application by its key',
	},
	properties: [applicationLocator, applicationOptions],
	async run({ form, connection, applicationKey }) {
		return shown(await getApplication(connection.transport, applicationKey()), form);
	},
};
