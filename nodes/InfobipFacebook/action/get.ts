import { getAction } from '../../../infobip/facebook/actions';
import { actionLocator } from '../../pickers/locator';
import type { CallOperation } from '../operation';
import { actionOptions, placeOf, configurationFields, shownBy } from './configurationFields';

export const get: CallOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get an action',
		description: 'Get one action of a configuration',
	},
	properties: [...configurationFields, actionLocator, actionOptions],
	async run(call) {
		const { form, connection } = call;
		const key = form.requiredKey('actionKey');
		const shown = shownBy(form);
		return shown(await getAction(connection.transport, placeOf(call), key));
	},
};
