import { deleteConfiguration } from '../../../infobip/facebook/configurations';
import { applicationLocator, configurationLocator } from '../../pickers/locator';
import type { CallOperation } from '../operation';

export const deleteOperation: CallOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a configuration',
		description:
			'Delete a configuration for good, with the actions in it. The messages that they forwarded no longer arrive.',
	},
	properties: [applicationLocator, configurationLocator],
	async run(call) {
		const { form, connection } = call;
		const key = form.requiredKey('configurationKey');
		await deleteConfiguration(connection.transport, call.applicationKey(), key);
		return { deleted: true, key };
	},
};
