import type { INodeProperties } from 'n8n-workflow';

import { facebookReports } from '../../../infobip/facebook/inbox';
import { messengerReports } from '../../../infobip/messenger/read';
import { parseDeliveryReport } from '../../../infobip/event/reports';
import { limit, returnAll } from '../getMany';
import type { CallOperation } from '../operation';
import { includeRaw, onceOnlyNotice, pullAll, readFrom } from '../pulling';

const forPage = { show: { '/readFrom': ['credential', 'page'] } };

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Bulk ID',
			name: 'bulkId',
			type: 'string',
			default: '',
			displayOptions: forPage,
			description: 'Only reports of messages that were sent with this bulk ID',
		},
		includeRaw,
		{
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			displayOptions: forPage,
			description: 'Only the report of this message',
		},
	],
};

export const getAll: CallOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many delivery reports',
		description:
			'Pull what became of the messages that you sent in the last 48 hours. Each report is handed out once.',
	},
	properties: [readFrom, onceOnlyNotice('report'), returnAll, limit, options],
	async run(call) {
		const filter = call.form.options();
		const source =
			call.through('readFrom') === 'page'
				? messengerReports({
						messageId: filter.optionalText('messageId'),
						bulkId: filter.optionalText('bulkId'),
					})
				: facebookReports;
		return await pullAll(call, source, parseDeliveryReport);
	},
};
