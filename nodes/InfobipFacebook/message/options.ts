import type { INodeProperties } from 'n8n-workflow';

import type { MessageOptions } from '../../../infobip/message';
import type { Form } from '../form';

const NOTIFICATION_TYPES = ['REGULAR', 'SILENT_PUSH', 'NO_PUSH'] as const;
const TIME_UNITS = ['SECONDS', 'MINUTES', 'HOURS'] as const;

export const messageOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Callback Data',
			name: 'callbackData',
			type: 'string',
			default: '',
			description:
				'A text of yours, such as the ID of a CRM record, that comes back with the delivery report. At most 4,000 characters.',
		},
		{
			displayName: 'Notification Type',
			name: 'notificationType',
			type: 'options',
			options: [
				{ name: 'No Notification', value: 'NO_PUSH' },
				{ name: 'Regular (Sound and Vibration)', value: 'REGULAR' },
				{ name: 'Silent', value: 'SILENT_PUSH' },
			],
			default: 'REGULAR',
			description: "How the person's phone announces the message",
		},
		{
			displayName: 'Validity Period',
			name: 'validityPeriod',
			type: 'number',
			default: 60,
			typeOptions: { minValue: 1 },
			description:
				'How long Infobip tries to deliver, in the unit below: more than 30 seconds, at most 48 hours',
		},
		{
			displayName: 'Validity Period Unit',
			name: 'validityPeriodUnit',
			type: 'options',
			options: [
				{ name: 'Hours', value: 'HOURS' },
				{ name: 'Minutes', value: 'MINUTES' },
				{ name: 'Seconds', value: 'SECONDS' },
			],
			default: 'MINUTES',
		},
	],
};

export function readMessageOptions(form: Form): MessageOptions {
	const options = form.options();
	const amount = options.optionalNumber('validityPeriod');
	const unit = options.choice('validityPeriodUnit', TIME_UNITS) ?? 'MINUTES';
	return {
		callbackData: options.optionalText('callbackData'),
		notificationType: options.choice('notificationType', NOTIFICATION_TYPES),
		validityPeriod: amount === undefined ? undefined : { amount, unit },
	};
}
