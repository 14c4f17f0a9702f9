import { readApplications } from '../../../infobip/facebook/applications';
import { limit, returnAll } from '../getMany';
import type { CallOperation } from '../operation';
import { applicationOptions, shownBy } from './applicationOutput';

export const getAll: CallOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many applications',
		description: 'List the applications of the account, with their keys',
	},
	properties: [returnAll, limit, applicationOptions],
	async run(call) {
		const { form, connection } = call;
		const count = form.limit();
		const list = await readApplications(connection.transport);
		call.warnOfUnreadable(list);
		return list.entries.slice(0, count).map(shownBy(form));
	},
};
