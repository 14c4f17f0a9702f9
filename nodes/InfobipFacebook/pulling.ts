import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { pull, type PullSource } from '../../infobip/inbound/pull';
import type { EventName } from '../../infobip/event/event';
import { parseEvent } from '../../infobip/inbound/parseEvents';
import type { PlatformFilter } from '../../infobip/messenger/deliveryReports';
import type { Form } from '../form/form';
import type { Pull } from './operation';
import type { OperationCall } from './OperationCall';

/** Which of the two APIs is read, in the user's own terms. */
export const readFrom: INodeProperties = {
	displayName: 'Read From',
	name: 'readFrom',
	type: 'options',
	options: [
		{
			name: 'From Credential',
			value: 'credential',
			description: 'As set under Send and Receive Through in the credential',
		},
		{
			name: 'Pages',
			value: 'page',
			description: 'What came in through Pages that you connected in the portal (Messenger API)',
		},
		{
			name: 'Applications',
			value: 'application',
			description: 'What came in through applications that you created (Facebook API)',
		},
	],
	default: 'credential',
};

export const includeRaw: INodeProperties = {
	displayName: 'Include Raw',
	name: 'includeRaw',
	type: 'boolean',
	default: false,
	description: 'Whether to output what Infobip sent, untouched, in the field "raw"',
};

export const forPages = { show: { '/readFrom': ['credential', 'page'] } };

/** What the API can filter by, so that workflows do not take each other's records. */
export const platformFilters: INodeProperties[] = [
	{
		displayName: 'Campaign Reference ID',
		name: 'campaignReferenceId',
		type: 'string',
		default: '',
		displayOptions: forPages,
		description: 'Only records of messages that were sent with this campaign reference ID',
	},
	{
		displayName: 'Platform Application ID',
		name: 'applicationId',
		type: 'string',
		default: '',
		displayOptions: forPages,
		description: 'Only records of this application of CPaaS X',
	},
	{
		displayName: 'Platform Entity ID',
		name: 'entityId',
		type: 'string',
		default: '',
		displayOptions: forPages,
		description: 'Only records of this entity of CPaaS X',
	},
];

/** Reads the fields of `platformFilters`. */
export function readPlatformFilter(options: Form): PlatformFilter {
	return {
		applicationId: options.filterKey('applicationId'),
		entityId: options.filterKey('entityId'),
		campaignReferenceId: options.filterKey('campaignReferenceId'),
	};
}

/** Shown above the fields of an operation whose records are returned only once. */
export function onceOnlyNotice(records: string): INodeProperties {
	return {
		displayName: `Infobip returns each ${records} only once. Store what you need before a later step can fail.`,
		name: 'onceOnlyNotice',
		type: 'notice',
		default: '',
	};
}

export function planPull(call: OperationCall, source: PullSource, expected: EventName): Pull {
	const { form, connection } = call;
	const ownId = connection.defaultKey(call.through('readFrom'));
	const includeRaw = form.options().flag('includeRaw');
	return {
		source,
		limit: form.limit(),
		parse: (record) => parseEvent(record, { includeRaw, ownId, expected }),
	};
}

/** Pulls. If that stops before its end, what was received until then comes anyway, with a warning. */
export async function runPull(
	call: OperationCall,
	{ source, limit, parse }: Pull,
): Promise<IDataObject[]> {
	const { results, stoppedBy } = await pull(call.connection.transport, source, limit);
	if (stoppedBy !== undefined) {
		call.warn(stoppedBy, `The records received before are in the output: ${results.length}`);
	}
	return results.map((record) => ({ ...parse(record) }));
}
