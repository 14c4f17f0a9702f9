import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../../infobip/errors';
import {
	DAYS,
	NOTIFICATION_TYPES,
	SPEED_UNITS,
	TIME_UNITS,
	type MessageOptions,
	type TimeOfDay,
	type TimeWindow,
} from '../../../infobip/message/message';
import type { Form, Options } from '../form';
import { optionFields } from './optionFields';

export const messageOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: optionFields,
};

/** Each API takes those that it knows; the form shows only these. */
export function readMessageOptions(form: Form): MessageOptions {
	const options = form.options();
	const smsText = options.optionalText('smsFailoverText');
	return {
		callbackData: options.optionalText('callbackData'),
		notificationType: options.choice('notificationType', NOTIFICATION_TYPES),
		validityPeriod: amountOf(options, 'validityPeriod', TIME_UNITS, 'MINUTES'),
		messageId: options.optionalText('messageId')?.trim(),
		deliveryUrl: options.optionalText('deliveryUrl')?.trim(),
		seenUrl: options.optionalText('seenUrl')?.trim(),
		intermediateReport: options.optionalFlag('intermediateReport'),
		deliveryTimeWindow: timeWindowOf(options.group('deliveryTimeWindow', 'window')),
		bulkId: options.optionalText('bulkId')?.trim(),
		sendAt: form.moment(options, 'sendAt'),
		sendingSpeed: amountOf(options, 'sendingSpeed', SPEED_UNITS, 'MINUTE'),
		entityId: options.optionalText('entityId')?.trim(),
		applicationId: options.optionalText('applicationId')?.trim(),
		campaignReferenceId: options.optionalText('campaignReferenceId')?.trim(),
		smsFailover:
			smsText === undefined
				? undefined
				: { text: smsText, sender: options.optionalText('smsFailoverSender')?.trim() },
	};
}

/** A number and, beside it, its unit. */
function amountOf<T extends string>(
	options: Options,
	name: string,
	units: readonly T[],
	usual: T,
): { amount: number; unit: T } | undefined {
	const amount = options.optionalNumber(name);
	return amount === undefined
		? undefined
		: { amount, unit: options.choice(`${name}Unit`, units) ?? usual };
}

function timeWindowOf(window: Options | undefined): TimeWindow | undefined {
	return (
		window && {
			days: window.choices('days', DAYS),
			from: timeOf(window.optionalText('from')),
			to: timeOf(window.optionalText('to')),
		}
	);
}

function timeOf(text: string | undefined): TimeOfDay | undefined {
	if (text === undefined) return undefined;
	const time = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
	if (time) return { hour: Number(time[1]), minute: Number(time[2]) };
	const problem = `has a time that is not of the form 09:30: "${text}"`;
	throw new InvalidInput([{ field: ['deliveryTimeWindow'], problem }]);
}
