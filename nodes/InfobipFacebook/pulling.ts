import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Event } from '../../infobip/event/event';
import type { JsonObject } from '../../infobip/json';
import { pull, type PullSource } from '../../infobip/call/pull';
import type { OperationCall } from './operation';

/** Which of the two APIs is read, in the user's own terms. */
export const readFrom: INodeProperties = {
	displayName: 'Read From',
	name: 'readFrom',
	type: 'options',
	options: [
		{
			name: 'From Credential',
			value: 'credential',
			description: "What the credential's Send and Receive Through says",
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

export const pullOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [includeRaw],
};

/** Said above the fields of an operation whose records are handed out once. */
export function onceOnlyNotice(records: string): INodeProperties {
	return {
		displayName: `Infobip hands each ${records} out once: what this operation returns is not returned again. Keep what you need before a later step can stop.`,
		name: 'onceOnlyNotice',
		type: 'notice',
		default: '',
	};
}

/**
 * Pulls, says each record in our words, and warns where the pulling stopped before its end: what
 * was received until then is output all the same.
 */
export async function pullAll(
	{ form, connection, warn }: OperationCall,
	source: PullSource,
	parse: (result: JsonObject) => Event,
): Promise<IDataObject[]> {
	const { results, stoppedBy } = await pull(connection.transport, source, form.limit());
	if (stoppedBy !== undefined) {
		warn(stoppedBy, `The records that came before are in the output: ${results.length}`);
	}
	const withRaw = form.options().flag('includeRaw');
	return results.map((result) => ({ ...parse(result), ...(withRaw ? { raw: result } : {}) }));
}
