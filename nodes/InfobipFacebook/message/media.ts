import type { INodeProperties } from 'n8n-workflow';

import { MEGABYTES } from '../../../infobip/message/mediaFile';
import type { Content, MediaType } from '../../../infobip/message/message';
import type { OperationCall } from '../operation';

/** Facebook fetches the file, so it has to be where everyone can read it. */
const mediaFrom: INodeProperties = {
	displayName: 'From',
	name: 'mediaFrom',
	type: 'options',
	options: [
		{ name: 'URL', value: 'url', description: 'A file on the web' },
		{
			name: 'Input Data Field',
			value: 'binary',
			description: 'A file that a node before this one outputs',
		},
	],
	default: 'url',
	description: 'Where the file is',
};

const binaryField: INodeProperties = {
	displayName: 'Input Data Field Name',
	name: 'binaryField',
	type: 'string',
	default: 'data',
	required: true,
	displayOptions: { show: { mediaFrom: ['binary'] } },
	description:
		'The name of the input field that holds the binary data of the file. Facebook fetches it from this n8n by a link that expires.',
};

/** For a language model. */
export function mediaLimits(type: MediaType): string {
	return `Facebook downloads the file, of at most ${MEGABYTES[type]} MB, from a URL that works without a login.`;
}

/** Called by the kind of the file, which is what a user looks for. */
export function mediaProperties(
	kind: 'Audio' | 'File' | 'Image' | 'Video',
	example: string,
): INodeProperties[] {
	const url: INodeProperties = {
		displayName: `${kind} URL`,
		name: 'url',
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. https://example.com/${example}`,
		displayOptions: { show: { mediaFrom: ['url'] } },
		description: 'Facebook downloads the file from here, so it must be readable without a login',
	};
	return [mediaFrom, url, binaryField];
}

const LINK_HOURS = 48;

export const linkField: INodeProperties = {
	displayName: 'Link Expires After (Hours)',
	name: 'linkExpiresAfter',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: LINK_HOURS,
	displayOptions: { show: { '/mediaFrom': ['binary'] } },
	description:
		'How long the link to the file of an input data field works, counted from Send At if the message is sent later. Infobip tries to deliver for up to 48 hours.',
};

const SECONDS_AN_HOUR = 3600;

/** Throws InvalidInput. */
export async function readMedia(call: OperationCall, type: MediaType): Promise<Content> {
	const { form } = call;
	if (form.choice('mediaFrom', ['url', 'binary']) === 'url') return { type, url: form.url('url') };
	const options = form.options();
	const hours = options.optionalNumber('linkExpiresAfter') ?? LINK_HOURS;
	if (hours <= 0) options.refuse('linkExpiresAfter', 'must be more than 0');
	const delay = secondsUntil(options.moment('sendAt'));
	return { type, url: await call.fileUrl({ type, seconds: delay + hours * SECONDS_AN_HOUR }) };
}

function secondsUntil(moment: string | undefined): number {
	const milliseconds = moment === undefined ? 0 : Date.parse(moment) - Date.now();
	return milliseconds > 0 ? milliseconds / 1000 : 0;
}
