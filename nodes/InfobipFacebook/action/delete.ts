import { deleteAction } from '../../../infobip/facebook/actions';
import { actionLocator } from '../../pickers/locator';
import type { CallOperation } from '../operation';
import { placeOf, configurationFields } from './configurationFields';

export const deleteOperation: CallOperation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete an action',
		description: 'Delete an action for good. The messages that it forwarded no longer arrive.',
	},
	properties: [...configurationFields, actionLocator],
	async run(call) {
		const key = call.form.requiredKey('actionKey');
		await deleteAction(call.connection.transport, placeOf(call), key);
		return { deleted: true, key };
	},
};
