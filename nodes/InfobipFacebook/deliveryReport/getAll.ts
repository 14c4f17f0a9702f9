import type { INodeProperties } from 'n8n-workflow';

import { facebookReports } from '../../../infobip/facebook/inbox';
import { messengerReports } from '../../../infobip/messenger/read';
import { limit, returnAll } from '../getMany';
import type { PullOperation } from '../operation';
import {
	includeRaw,
	onceOnlyNotice,
	planPull,
	platformFilters,
	readFrom,
	readPlatformFilter,
} from '../pulling';

const forPage = { show: { '/readFrom': ['credential', 'page'] } };

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		...platformFilters.slice(0, 1),
		{
			displayName: 'Bulk ID',
			name: 'bulkId',
			type: 'string',
			default: '',
			displayOptions: forPage,
			description: 'Only reports of messages that were sent with this bulk ID',
		},
		...platformFilters.slice(1),
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

export const getAll: PullOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many delivery reports',
		description:
			'Pull what became of the messages that you sent in the last 48 hours. Each report is returned only once.',
	},
	properties: [readFrom, onceOnlyNotice('report'), returnAll, limit, options],
	plan(call) {
		const filter = call.form.options();
		const source =
			call.through('readFrom') === 'page'
				? messengerReports({
						messageId: filter.filterKey('messageId'),
						bulkId: filter.filterKey('bulkId'),
						...readPlatformFilter(filter),
					})
				: facebookReports;
		return planPull(call, source, 'deliveryReport');
	},
};
