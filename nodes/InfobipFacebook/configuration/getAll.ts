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
	async run({ form, connection, applicationKey, warnOfUnreadable }) {
		const count = form.limit();
		const { transport } = connection;
		const list = await readConfigurations(transport, applicationKey());
		warnOfUnreadable(list);
		const shown = list.entries.slice(0, count);
		const contents = await contentsOf(transport, applicationKey(), shown);
		return shown.map((configuration, index) => {
			const actions = contents[index];
			return actions === undefined ? configuration : { ...configuration, actions };
		});
	},
};
