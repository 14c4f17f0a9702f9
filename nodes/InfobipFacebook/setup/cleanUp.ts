import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../../infobip/errors';
import { cleanUp } from '../../../infobip/setup/leftovers';
import { askAddress, webhookBase } from '../../connection/ownAddress';
import type { CallOperation } from '../operation';

const deleteFound: INodeProperties = {
	displayName: 'Delete',
	name: 'deleteFound',
	type: 'boolean',
	default: false,
	description:
		'Whether to delete what was found. If off, nothing is changed: look through the output first.',
};

const emptyConfigurations: INodeProperties = {
	displayName: 'Include Empty Configurations',
	name: 'emptyConfigurations',
	type: 'boolean',
	default: false,
	description:
		'Whether configurations without actions count as well. Infobip does not say who created them, so someone else may be about to use one.',
};

export const cleanUpOperation: CallOperation = {
	option: {
		name: 'Clean Up',
		value: 'cleanUp',
		action: 'Clean up the setup',
		description:
			'Find, and if you want delete, actions and subscriptions that lead to this n8n although no published workflow and no test listens there. Returns an item for each.',
	},
	properties: [deleteFound, emptyConfigurations],
	async run(call) {
		const { context, form, connection } = call;
		const ownUrl = webhookBase(context);
		if (ownUrl === undefined) {
			const problem = 'cannot be used: n8n does not say at which address it is called';
			throw new InvalidInput([{ field: ['operation'], problem }]);
		}
		const leftovers = await cleanUp(connection.transport, {
			ownUrl,
			instanceId: context.getInstanceId(),
			askAddress: async (url) => await askAddress(context, url),
			applicationKey: connection.defaultKey('application'),
			deletes: form.flag('deleteFound'),
			emptyConfigurations: form.flag('emptyConfigurations'),
			warn: (error, note) => call.warn(error, note),
		});
		return leftovers.map((leftover) => ({ ...leftover }));
	},
};
