import type { INodeProperties } from 'n8n-workflow';

import { MEGABYTES } from '../../../infobip/message/mediaFile';
import type { Content, MediaType } from '../../../infobip/message/message';
import type { OperationCall } from '../OperationCall';
import { fileUrl } from './fileUrl';
import { sendOperation } from './sendOperation';

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
			description: 'A file from a previous node',
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
function mediaLimits(type: MediaType): string {
	return `Facebook downloads the file, of at most ${MEGABYTES[type]} MB, from a URL that works without a login.`;
}

/** Called by the kind of the file, which is what a user looks for. */
function mediaProperties(
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

const linkField: INodeProperties = {
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
async function readMedia(call: OperationCall, type: MediaType): Promise<Content> {
	const { form } = call;
	if (form.choice('mediaFrom', ['url', 'binary']) === 'url') return { type, url: form.url('url') };
	const options = form.options();
	const hours = options.optionalNumber('linkExpiresAfter') ?? LINK_HOURS;
	if (hours <= 0) options.refuse('linkExpiresAfter', 'must be more than 0');
	const delay = secondsUntil(options.moment('sendAt'));
	return { type, url: await fileUrl(call, { type, seconds: delay + hours * SECONDS_AN_HOUR }) };
}

function secondsUntil(moment: string | undefined): number {
	const milliseconds = moment === undefined ? 0 : Date.parse(moment) - Date.now();
	return milliseconds > 0 ? milliseconds / 1000 : 0;
}

export const sendImage = sendOperation({
	option: {
		name: 'Send Image',
		value: 'sendImage',
		action: 'Send an image',
		description: 'Send an image to a customer in Facebook Messenger',
	},
	limits: mediaLimits('image'),
	contentProperties: mediaProperties('Image', 'mug.png'),
	contentOptions: [linkField],
	allowsQuickReplies: true,
	compose: async (call) => await readMedia(call, 'image'),
});

export const sendFile = sendOperation({
	option: {
		name: 'Send File',
		value: 'sendFile',
		action: 'Send a file',
		description: 'Send a file to a customer in Facebook Messenger',
	},
	limits: mediaLimits('file'),
	contentProperties: mediaProperties('File', 'invoice.pdf'),
	contentOptions: [linkField],
	allowsQuickReplies: true,
	compose: async (call) => await readMedia(call, 'file'),
});

export const sendVideo = sendOperation({
	option: {
		name: 'Send Video',
		value: 'sendVideo',
		action: 'Send a video',
		description: 'Send a video to a customer in Facebook Messenger',
	},
	limits: mediaLimits('video'),
	contentProperties: mediaProperties('Video', 'unpacking.mp4'),
	contentOptions: [linkField],
	allowsQuickReplies: true,
	compose: async (call) => await readMedia(call, 'video'),
});

export const sendAudio = sendOperation({
	option: {
		name: 'Send Audio',
		value: 'sendAudio',
		action: 'Send an audio message',
		description: 'Send a sound or voice recording to a customer in Facebook Messenger',
	},
	limits: mediaLimits('audio'),
	contentProperties: mediaProperties('Audio', 'greeting.mp3'),
	contentOptions: [linkField],
	allowsQuickReplies: true,
	compose: async (call) => await readMedia(call, 'audio'),
});
