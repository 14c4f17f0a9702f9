import type { INodeProperties } from 'n8n-workflow';

import { infobipDate } from '../../../infobip/messenger/pageMessage';
import { readLogs, simplifyLog, type LogFilter } from '../../../infobip/messenger/logs';
import type { Form } from '../../form/form';
import { limit, returnAll } from '../getMany';
import type { CallOperation } from '../operation';

/** By use. */
const filterFields: INodeProperties[] = [
	{
		displayName: 'To',
		name: 'destination',
		type: 'string',
		default: '',
		description: 'Only messages to this user key',
	},
	{
		displayName: 'Page ID',
		name: 'sender',
		type: 'string',
		default: '',
		description: 'Only messages sent from this Page',
	},
	{
		displayName: 'Status',
		name: 'generalStatus',
		type: 'options',
		options: [
			{ name: 'Accepted', value: 'ACCEPTED' },
			{ name: 'Delivered', value: 'DELIVERED' },
			{ name: 'Expired', value: 'EXPIRED' },
			{ name: 'Pending', value: 'PENDING' },
			{ name: 'Rejected', value: 'REJECTED' },
			{ name: 'Undeliverable', value: 'UNDELIVERABLE' },
		],
		default: 'DELIVERED',
		description: 'Only messages with this status',
	},
	{
		displayName: 'Sent Since',
		name: 'sentSince',
		type: 'dateTime',
		default: '',
		description: 'Only messages sent at this time or later; Infobip keeps 48 hours',
	},
	{
		displayName: 'Sent Until',
		name: 'sentUntil',
		type: 'dateTime',
		default: '',
		description: 'Only messages sent until this time',
	},
	{
		displayName: 'Message IDs',
		name: 'messageId',
		type: 'string',
		default: '',
		description: 'Only these messages, separated by commas',
	},
	{
		displayName: 'Bulk IDs',
		name: 'bulkId',
		type: 'string',
		default: '',
		description: 'Only messages of these bulks, separated by commas',
	},
];

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: filterFields,
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const getAll: CallOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many log entries',
		description:
			'Look up messages that Pages sent in the last 48 hours, with their status. Nothing is consumed: look as often as you like.',
	},
	properties: [returnAll, limit, simplify, filters],
	async run({ form, connection }) {
		const isSimple = form.flag('simplify');
		const logs = await readLogs(connection.transport, readFilter(form), form.limit());
		return isSimple ? logs.map((entry) => ({ ...simplifyLog(entry) })) : logs;
	},
};

const STATUSES = [
	'ACCEPTED',
	'DELIVERED',
	'EXPIRED',
	'PENDING',
	'REJECTED',
	'UNDELIVERABLE',
] as const;

function readFilter(form: Form): LogFilter {
	const filters = form.options();
	const date = (name: string): string | undefined => {
		const moment = filters.moment(name);
		return moment === undefined ? undefined : infobipDate(moment);
	};
	return {
		sender: filters.filterKey('sender'),
		destination: filters.filterKey('destination'),
		messageId: filters.filterKeys('messageId')?.join(','),
		bulkId: filters.filterKeys('bulkId')?.join(','),
		generalStatus: filters.optionalChoice('generalStatus', STATUSES),
		sentSince: date('sentSince'),
		sentUntil: date('sentUntil'),
	};
}
