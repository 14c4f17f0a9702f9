import type { INodeProperties } from 'n8n-workflow';

import { facebookReports } from '../../../infobip/facebook/inbox';
import { messengerReports } from '../../../infobip/messenger/deliveryReports';
import type { PullSource } from '../../../infobip/inbound/pull';
import { InvalidInput } from '../../../infobip/errors';
import { CHANNEL_NAMES, FAILOVER_CHANNELS } from '../../../infobip/message/failover';
import { stepReports } from '../../../infobip/messagesApi/pullSources';
import type { Form } from '../../form/form';
import { limit, returnAll } from '../getMany';
import type { PullOperation } from '../operation';
import {
	forPages,
	includeRaw,
	onceOnlyNotice,
	planPull,
	platformFilters,
	readFrom,
	readPlatformFilter,
} from '../pulling';

const ALL = 'all';
const CHANNELS = ['MESSENGER', ...FAILOVER_CHANNELS] as const;

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			displayOptions: forPages,
			description: 'Only the report of this message',
		},
		{
			displayName: 'Bulk ID',
			name: 'bulkId',
			type: 'string',
			default: '',
			displayOptions: forPages,
			description: 'Only reports of messages that were sent with this bulk ID',
		},
		...platformFilters,
		{
			displayName: 'Channel',
			name: 'channel',
			type: 'options',
			options: [
				{ name: 'All Channels', value: ALL },
				...Object.entries(CHANNEL_NAMES).map(([value, name]) => ({ name, value })),
			],
			default: ALL,
			displayOptions: forPages,
			description:
				'Where the message was delivered, for messages with failover. Other channels than Messenger need one of the other filters, because Infobip returns the reports of all applications of the account.',
		},
		includeRaw,
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
		const source =
			call.through('readFrom') === 'page' ? pageReports(call.form.options()) : facebookReports;
		return planPull(call, source, 'deliveryReport');
	},
};

/** A Page's reports have a queue of their own; those of other channels only the account's. */
function pageReports(options: Form): PullSource {
	const filter = {
		messageId: options.filterKey('messageId'),
		bulkId: options.filterKey('bulkId'),
		...readPlatformFilter(options),
	};
	const channel = options.optionalChoice('channel', [ALL, ...CHANNELS]) ?? 'MESSENGER';
	if (channel === 'MESSENGER') return messengerReports(filter);
	if (Object.values(filter).some((value) => value !== undefined)) {
		return stepReports({ ...filter, ...(channel === ALL ? {} : { channel }) });
	}
	const problem =
		'needs "Campaign Reference ID", "Bulk ID" or "Message ID": without one of them, it would take the reports that other applications of the account wait for';
	throw new InvalidInput([{ field: ['channel'], problem }]);
}
