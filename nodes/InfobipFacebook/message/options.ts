import type { INodeProperties } from 'n8n-workflow';

import {
	DAYS,
	NOTIFICATION_TYPES,
	SPEED_UNITS,
	TIME_UNITS,
	type MessageOptions,
	type Sender,
	type TimeOfDay,
	type TimeWindow,
} from '../../../infobip/message/message';
import type { Form } from '../../form/form';
import { failoverFields, unavailableOption } from './failoverFields';
import { optionFields } from './optionFields';
import { quickReplyOptions } from './quickReplies';
import { readFailover } from './readFailover';

/** What cannot be combined with a custom body: other messages, and what depends on the content. */
const NOT_FOR_CUSTOM_JSON: ReadonlySet<string> = new Set([
	...[...failoverFields, ...quickReplyOptions].map(({ name }) => name),
	'showTyping',
	'typingTime',
]);

const made = new Map<string, INodeProperties>();

/**
 * The options of an operation: those of its content, then those of every message. Operations with the
 * same options get the same object, so that the form has it once.
 */
export function messageOptions(
	ofContent: readonly INodeProperties[],
	content: 'message' | 'customJson' = 'message',
): INodeProperties {
	const options =
		content === 'message'
			? [...ofContent, ...optionFields]
			: [...optionFields, ...quickReplyOptions].map(unlessForMessages);
	const key = `${content}: ${options.map(({ name }) => name).join()}`;
	const property = made.get(key) ?? {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
	made.set(key, property);
	return property;
}

/** An option left from another operation: n8n would drop it, and then nothing could refuse it. */
function unlessForMessages(field: INodeProperties): INodeProperties {
	const { name, displayName } = field;
	return NOT_FOR_CUSTOM_JSON.has(name)
		? unavailableOption(displayName, name, 'Does not work with Send Custom JSON')
		: field;
}

/**
 * Throws InvalidInput if the user added an option that this sender or a custom body does not know. The
 * form hides the former only if the node, and not the credential, chooses the sender.
 */
export function refuseUnfitting(
	form: Form,
	sender: Sender['kind'],
	content: 'message' | 'customJson' | 'none',
): void {
	const options = form.options();
	for (const name of content === 'customJson' ? NOT_FOR_CUSTOM_JSON : []) {
		if (!options.isAdded(name)) continue;
		options.refuse(name, 'does not work with Send Custom JSON. Remove it, or write it in the JSON');
	}
	for (const { name, displayOptions } of optionFields) {
		const senders = displayOptions?.show?.['/sendFrom'];
		if (senders === undefined || senders.includes(sender) || !options.isAdded(name)) continue;
		const other = sender === 'page' ? 'an Application' : 'a Page';
		options.refuse(name, `works only from ${other}. Remove it, or change 'Send From'`);
	}
}

export function readMessageOptions(form: Form): MessageOptions {
	const options = form.options();
	return {
		callbackData: options.optionalJsonText('callbackData'),
		notificationType: options.optionalChoice('notificationType', NOTIFICATION_TYPES),
		validityPeriod: amountOf(options, 'validityPeriod', TIME_UNITS, 'MINUTES'),
		messageId: options.key('messageId'),
		deliveryUrl: options.optionalUrl('deliveryUrl'),
		seenUrl: options.optionalUrl('seenUrl'),
		intermediateReport: options.optionalFlag('intermediateReport'),
		deliveryTimeWindow: timeWindowOf(options.group('deliveryTimeWindow', 'window')),
		bulkId: options.key('bulkId'),
		sendAt: options.moment('sendAt'),
		sendingSpeed: amountOf(options, 'sendingSpeed', SPEED_UNITS, 'MINUTE'),
		entityId: options.key('entityId'),
		applicationId: options.key('applicationId'),
		campaignReferenceId: options.key('campaignReferenceId'),
		...readFailover(options),
	};
}

/** A number and its unit. */
function amountOf<T extends string>(
	options: Form,
	name: string,
	units: readonly T[],
	usual: T,
): { amount: number; unit: T } | undefined {
	const amount = options.optionalNumber(name);
	const unit = options.optionalChoice(`${name}Unit`, units) ?? usual;
	return amount === undefined ? undefined : { amount, unit };
}

function timeWindowOf(window: Form | undefined): TimeWindow | undefined {
	return (
		window && {
			days: window.choices('days', DAYS),
			from: timeOf(window, 'from'),
			to: timeOf(window, 'to'),
		}
	);
}

function timeOf(window: Form, name: string): TimeOfDay | undefined {
	const text = window.key(name);
	if (text === undefined) return undefined;
	const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
	if (hour === undefined) {
		return window.refuse(name, `is not a valid time: "${text}". Enter one such as 09:30`);
	}
	return { hour: Number(hour), minute: Number(minute) };
}
