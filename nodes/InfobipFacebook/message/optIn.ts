import type { INodeProperties } from 'n8n-workflow';

import {
	ASPECT_RATIOS,
	CALLS_TO_ACTION,
	type OptIn,
	type OptInCard,
} from '../../../infobip/message/message';
import type { Form } from '../../form/form';

/** The fields of one invitation. */
export const optInValues: INodeProperties[] = [
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. News about blue mugs',
		description: 'What the customer agrees to: at most 65 characters',
	},
	{
		displayName: 'Payload',
		name: 'payload',
		type: 'string',
		default: '',
		placeholder: 'e.g. NEWS:mugs',
		description:
			'What you receive with the consent, at most 1,000 characters. Empty means the title.',
	},
	{
		displayName: 'Image URL',
		name: 'imageUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/mug.png',
		description: 'The address of the picture of the invitation',
	},
	{
		displayName: 'Call to Action',
		name: 'callToAction',
		type: 'options',
		options: [
			{ name: 'Allow', value: 'ALLOW' },
			{ name: 'Get', value: 'GET' },
			{ name: 'Get Updates', value: 'GET_UPDATES' },
			{ name: 'Opt In', value: 'OPT_IN' },
			{ name: 'Sign Up', value: 'SIGN_UP' },
		],
		default: 'GET_UPDATES',
		description: 'Button label',
	},
];

export const optInLook: INodeProperties[] = [
	{
		displayName: 'Image Aspect Ratio',
		name: 'imageAspectRatio',
		type: 'options',
		options: [
			{ name: 'Horizontal', value: 'HORIZONTAL' },
			{ name: 'Square', value: 'SQUARE' },
		],
		default: 'HORIZONTAL',
	},
	{
		displayName: 'Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Zagreb',
		description: 'The time zone of the messages. Leave empty to let Meta decide.',
	},
];

export function toOptInCard(entry: Form): OptInCard {
	const title = entry.optionalText('title')?.trim();
	return {
		payload: entry.optionalText('payload') ?? title ?? '',
		title,
		imageUrl: entry.optionalUrl('imageUrl'),
		callToAction: entry.optionalChoice('callToAction', CALLS_TO_ACTION),
	};
}

export function readOptInLook(form: Form): Pick<OptIn, 'imageAspectRatio' | 'timezone'> {
	return {
		imageAspectRatio: form.choice('imageAspectRatio', ASPECT_RATIOS),
		timezone: form.key('timezone'),
	};
}
