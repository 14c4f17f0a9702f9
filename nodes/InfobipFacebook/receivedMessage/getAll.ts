import type { INodeProperties } from 'n8n-workflow';

import { pullReceivedMessages } from '../../../infobip/facebook/inbox';
import { limit, returnAll } from '../getMany';
import type { Operation } from '../operation';

const onceOnly: INodeProperties = {
	displayName:
		'Infobip hands each message out once: what this operation returns is not returned again. Keep what you need before a later step can stop.',
	name: 'onceOnlyNotice',
	type: 'notice',
	default: '',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Include Raw',
			name: 'includeRaw',
			type: 'boolean',
			default: false,
			description: 'Whether to output what Infobip sent, untouched, in the field "raw"',
		},
	],
};

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many received messages',
		description:
			'Pull the messages that wait at Infobip, oldest first. Each message is handed out once.',
	},
	properties: [onceOnly, returnAll, limit, options],
	async run({ form, connection, warn }) {
		const { messages, stoppedBy } = await pullReceivedMessages(connection.transport, {
			limit: form.limit(),
			includeRaw: form.options().flag('includeRaw'),
		});
		if (stoppedBy !== undefined) warn(stoppedBy);
		return messages.map((message) => ({ ...message }));
	},
};
