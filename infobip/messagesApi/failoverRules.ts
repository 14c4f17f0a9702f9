/** Limits of failover. Source unless noted: Infobip, Messages API. */
import type { FieldPath, Violation } from '../errors';
import {
	channelName,
	FAILOVER_CHANNELS,
	isFailoverChannel,
	type Duration,
	type FailoverChannel,
	type FailoverStep,
	type RegionalOptions,
} from '../message/failover';
import { checkLength, checkText, checkUrl } from '../message/fieldRules';
import type { Button, Content, OutboundMessage } from '../message/message';
import { CHANNEL_FACTS, CONTENT_MARKS, NOT_CARRIED, type MappedContent } from './mapping';

const VALIDITY_SECONDS = { min: 10, max: 48 * 3600 } as const;
const SECONDS_IN = { SECONDS: 1, MINUTES: 60, HOURS: 3600 } as const;
const LOCATION_TEXT = 1000;
const SOUTH_KOREA_TITLE = 66;
/** `DIAL_PHONE`. */
const DIAL_NUMBER = /^\+?[0-9]\d{1,14}$/;

export function checkFailover(message: OutboundMessage): Violation[] {
	const { failover = [], regional, validityPeriod } = message.options;
	if (failover.length === 0) return regional ? checkRegional(regional) : [];
	return [
		...checkDuration(['validityPeriod'], validityPeriod),
		...checkCarried(message),
		...failover.flatMap((step, index) => checkStep(step, index, message)),
		...(regional ? checkRegional(regional) : []),
	];
}

/** Whether the Messages API has a place for all of the message. */
function checkCarried({ content, quickReplies = [] }: OutboundMessage): Violation[] {
	const field: FieldPath = ['failover'];
	if (content.type in NOT_CARRIED) {
		const reason = NOT_CARRIED[content.type as keyof typeof NOT_CARRIED];
		return [{ field, problem: `cannot be used with this message: ${reason}` }];
	}
	const violations: Violation[] = [];
	if (quickReplies.length > 0) {
		const problem = 'cannot be used with quick replies. Use buttons instead, or remove one of them';
		violations.push({ field, problem });
	}
	switch (content.type) {
		case 'location':
			violations.push(
				...checkLength(['locationName'], content.name, LOCATION_TEXT),
				...checkLength(['address'], content.address, LOCATION_TEXT),
			);
			break;
		case 'buttons':
			violations.push(...checkDialNumbers([], content.buttons));
			break;
		case 'carousel':
			for (const [index, { defaultUrl, buttons }] of content.cards.entries()) {
				violations.push(...checkDialNumbers(['cards', index], buttons));
				if (defaultUrl === undefined) continue;
				const problem = 'cannot be used with failover. Use a URL button instead';
				violations.push({ field: ['cards', index, 'defaultUrl'], problem });
			}
	}
	return violations;
}

function checkDialNumbers(place: FieldPath, buttons: readonly Button[]): Violation[] {
	return buttons.flatMap((button, index): Violation[] => {
		if (button.type !== 'call' || DIAL_NUMBER.test(button.phoneNumber)) return [];
		const problem = 'is not a phone number of digits only, such as +38591234567';
		return [{ field: [...place, 'buttons', index, 'phoneNumber'], problem }];
	});
}

function checkStep(step: FailoverStep, index: number, message: OutboundMessage): Violation[] {
	const field = (name: string): FieldPath => ['failover', index, name];
	const { channel, sender, recipient, validityPeriod } = step;
	const before = (message.options.failover ?? []).slice(0, index);
	return [
		...(isFailoverChannel(channel)
			? [
					...checkRecipient(field('recipient'), recipient, channel),
					...checkContent(field, step, channel, message.content),
				]
			: wrongChannel(field('channel'), channel)),
		...(before.some((other) => other.channel === channel)
			? [
					{
						field: field('channel'),
						problem: `is ${channelName(channel)}, which an earlier step uses already. Each channel can be used once`,
					},
				]
			: []),
		...checkText(field('sender'), sender, Infinity),
		...checkDuration(field('tryFor'), validityPeriod),
	];
}

function wrongChannel(field: FieldPath, channel: string): Violation[] {
	const problem =
		channel === 'MESSENGER'
			? 'is Messenger, where the message is sent first. Choose another channel, or remove the step'
			: channel.trim() === ''
				? 'is empty'
				: `must be one of ${FAILOVER_CHANNELS.join(', ')}, not "${channel}"`;
	return [{ field, problem }];
}

function checkRecipient(
	field: FieldPath,
	recipient: string,
	channel: FailoverChannel,
): Violation[] {
	if (recipient.trim() === '') return [{ field, problem: 'is empty' }];
	if (!CHANNEL_FACTS[channel].byPhoneNumber || phoneDigits(recipient) !== undefined) return [];
	const problem = `is not a phone number with country code, such as 38591234567: "${recipient}"`;
	return [{ field, problem }];
}

/** Digits with the country code, as Infobip wants them, out of a number as people write it. */
export function phoneDigits(text: string): string | undefined {
	const digits = text
		.trim()
		.replace(/[\s().\-/]/g, '')
		.replace(/^(\+|00)/, '');
	return /^[1-9]\d{4,14}$/.test(digits) ? digits : undefined;
}

function checkContent(
	field: (name: string) => FieldPath,
	{ content }: FailoverStep,
	channel: FailoverChannel,
	same: Content,
): Violation[] {
	switch (content.type) {
		case 'same':
			return checkSame(field('content'), channel, same);
		case 'text':
			return checkText(field('text'), content.text, Infinity);
		case 'image':
		case 'video':
		case 'file':
			return [
				...refuse(field('content'), channel, content.type),
				...checkUrl(field('mediaUrl'), content.url, Infinity),
			];
		case 'template':
			return [
				...refuse(field('content'), channel, 'template'),
				...checkText(field('templateName'), content.name, Infinity),
			];
	}
}

function checkSame(field: FieldPath, channel: FailoverChannel, content: Content): Violation[] {
	switch (content.type) {
		case 'image':
		case 'video':
		case 'file':
		case 'location':
		case 'carousel':
			return refuse(field, channel, content.type);
		default:
			return [];
	}
}

function refuse(field: FieldPath, channel: FailoverChannel, content: MappedContent): Violation[] {
	if (CONTENT_MARKS[content][channel] !== 'refused') return [];
	const problem =
		content === 'template'
			? `is a template, and ${channelName(channel)} has no templates. Choose Own Text instead`
			: `is a ${content}, which ${channelName(channel)} cannot show. Give the step a text of its own`;
	return [{ field, problem }];
}

/** Of a message with failover, or of one of its steps. */
function checkDuration(field: FieldPath, duration: Duration | undefined): Violation[] {
	if (duration === undefined) return [];
	const seconds = duration.amount * SECONDS_IN[duration.unit];
	const { min, max } = VALIDITY_SECONDS;
	if (Number.isInteger(duration.amount) && seconds >= min && seconds <= max) return [];
	return [{ field, problem: 'must be a whole number, at least 10 seconds and at most 48 hours' }];
}

function checkRegional({ indiaDlt, southKorea }: RegionalOptions): Violation[] {
	return [
		...(indiaDlt ? checkText(['principalEntityId'], indiaDlt.principalEntityId, Infinity) : []),
		...checkLength(['southKoreaTitle'], southKorea?.title, SOUTH_KOREA_TITLE),
	];
}
