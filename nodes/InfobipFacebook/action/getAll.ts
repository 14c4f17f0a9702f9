import { readActions } from '../../../infobip/facebook/actions';
import { limit, returnAll } from '../getMany';
import type { CallOperation } from '../operation';
import { actionOptions, placeOf, configurationFields, shownBy } from './configurationFields';

export const getAll: CallOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many actions',
		description: 'List the actions of a configuration, with the URLs that they forward to',
	},
	properties: [...configurationFields, returnAll, limit, actionOptions],
	async run(call) {
		const { form, connection } = call;
		const count = form.limit();
		const show = shownBy(form);
		const list = await readActions(connection.transport, placeOf(call));
		call.warnOfUnreadable(list);
		return list.entries.slice(0, count).map(show);
	},
};
