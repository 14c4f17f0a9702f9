import { deleteApplication } from '../../../infobip/facebook/applications';
import { namedApplicationLocator } from '../../pickers/locator';
import type { CallOperation } from '../operation';

export const deleteOperation: CallOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete an application',
		description:
			'Delete an application for good, with its configurations and actions. Its Page can then neither send nor receive through Infobip.',
	},
	properties: [namedApplicationLocator],
	async run({ form, connection }) {
		const key = form.requiredKey('applicationKey');
		await deleteApplication(connection.transport, key);
		return { deleted: true, key };
	},
};
