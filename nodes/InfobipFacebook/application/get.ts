import { getApplication } from '../../../infobip/facebook/applications';
import { applicationLocator } from '../../pickers/locator';
import type { CallOperation } from '../operation';
import { applicationOptions, shownBy } from './applicationOutput';

export const get: CallOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get an application',
		description: 'Get one application by its key',
	},
	properties: [applicationLocator, applicationOptions],
	async run(call) {
		const shown = shownBy(call.form);
		return shown(await getApplication(call.connection.transport, call.applicationKey()));
	},
};
