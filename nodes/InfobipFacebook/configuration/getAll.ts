import { contentsOf, readConfigurations } from '../../../infobip/facebook/configurations';
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
	async run(call) {
		const count = call.form.limit();
		const { transport } = call.connection;
		const list = await readConfigurations(transport, call.applicationKey());
		call.warnOfUnreadable(list);
		const shown = list.entries.slice(0, count);
		const contents = await contentsOf(transport, call.applicationKey(), shown);
		return shown.map((configuration, index) => {
			const actions = contents[index];
			return actions === undefined ? configuration : { ...configuration, actions };
		});
	},
};
