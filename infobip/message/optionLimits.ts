/** Limits of the options of a message. Source unless noted: Infobip, Messenger API. */
import { checkLength, checkOptionalUrl, checkRange } from './fieldRules';
import type { Violation } from '../errors';
import type { MessageOptions, TimeOfDay, TimeWindow } from './message';

const CALLBACK_DATA = 4000;
const MESSAGE_ID = 200;
const BULK_ID = 100;
const REFERENCE = 255;
/** Infobip states none for the addresses of reports; 512 is that of a subscription's. */
const REPORT_URL = 512;
const DAYS_AHEAD = 180;
/** OMNI: longer than 30 seconds. At most 48 hours. */
const VALIDITY_SECONDS = { min: 30, max: 48 * 3600 } as const;
const SECONDS_IN = { SECONDS: 1, MINUTES: 60, HOURS: 3600 } as const;
/** Clocks differ, and "now" is a moment ago when it is read. Milliseconds. */
const PAST_MS = 60_000;
const MILLISECONDS_A_DAY = 86_400_000;

/** @param now milliseconds since the epoch */
export function checkOptions(options: MessageOptions, now = Date.now()): Violation[] {
	return [
		...checkLength(['callbackData'], options.callbackData, CALLBACK_DATA),
		...checkLength(['messageId'], options.messageId, MESSAGE_ID),
		...checkLength(['bulkId'], options.bulkId, BULK_ID),
		...checkLength(['entityId'], options.entityId, REFERENCE),
		...checkLength(['applicationId'], options.applicationId, REFERENCE),
		...checkLength(['campaignReferenceId'], options.campaignReferenceId, REFERENCE),
		...checkOptionalUrl(['deliveryUrl'], options.deliveryUrl, REPORT_URL),
		...checkOptionalUrl(['seenUrl'], options.seenUrl, REPORT_URL),
		...checkValidityPeriod(options),
		...checkSendAt(options, now),
		...checkSendingSpeed(options),
		...checkTimeWindow(options.deliveryTimeWindow),
	];
}

function checkValidityPeriod({ validityPeriod, failover = [] }: MessageOptions): Violation[] {
	// With failover it is that of the first step, which has a rule of its own.
	if (validityPeriod === undefined || failover.length > 0) return [];
	const seconds = validityPeriod.amount * SECONDS_IN[validityPeriod.unit];
	const fits =
		Number.isInteger(validityPeriod.amount) &&
		seconds > VALIDITY_SECONDS.min &&
		seconds <= VALIDITY_SECONDS.max;
	if (fits) return [];
	const problem = 'must be a whole number, longer than 30 seconds and at most 48 hours';
	return [{ field: ['validityPeriod'], problem }];
}

function checkSendAt({ sendAt }: MessageOptions, now: number): Violation[] {
	if (sendAt === undefined) return [];
	const moment = Date.parse(sendAt);
	if (Number.isNaN(moment)) {
		return [{ field: ['sendAt'], problem: `is not a valid date: "${sendAt}"` }];
	}
	if (moment < now - PAST_MS)
		return [{ field: ['sendAt'], problem: 'is in the past. Remove it to send at once' }];
	if (moment <= now + DAYS_AHEAD * MILLISECONDS_A_DAY) return [];
	return [{ field: ['sendAt'], problem: `is more than ${DAYS_AHEAD} days ahead` }];
}

function checkSendingSpeed({ sendingSpeed }: MessageOptions): Violation[] {
	if (sendingSpeed === undefined) return [];
	const { amount } = sendingSpeed;
	if (Number.isInteger(amount) && amount >= 1) return [];
	return [{ field: ['sendingSpeed'], problem: 'must be a whole number from 1' }];
}

function checkTimeWindow(window: TimeWindow | undefined): Violation[] {
	if (window === undefined) return [];
	const { days, from, to } = window;
	if (days.length === 0) {
		return [{ field: ['deliveryTimeWindow'], problem: 'has no day: choose at least one' }];
	}
	if ((from === undefined) !== (to === undefined)) {
		const problem = 'needs both From and To, or neither';
		return [{ field: ['deliveryTimeWindow'], problem }];
	}
	if (from === undefined || to === undefined) return [];
	const range = [from, to].flatMap(({ hour, minute }) => [
		...checkRange(['deliveryTimeWindow'], hour, 0, 23),
		...checkRange(['deliveryTimeWindow'], minute, 0, 59),
	]);
	if (range.length > 0) return range;
	if (Math.abs(minutes(to) - minutes(from)) >= 60) return [];
	return [{ field: ['deliveryTimeWindow'], problem: 'must be open for at least an hour' }];
}

function minutes({ hour, minute }: TimeOfDay): number {
	return hour * 60 + minute;
}
