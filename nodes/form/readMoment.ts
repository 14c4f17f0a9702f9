import { DateTime } from 'luxon';
import { getGlobalState } from 'n8n-workflow';

import type { Read } from './values';

const EXAMPLE = 'use ISO 8601, such as 2027-03-14T09:30:00 or 2027-03-14T09:30:00+01:00';

/**
 * A moment in ISO 8601 with its offset. A text without one is local time in `zone`, on the right side
 * of every change of clocks; an hour that a change leaves out is taken as the one after it.
 *
 * @param value a text in ISO 8601, a Date or a Luxon DateTime; undefined is returned for other objects
 */
export function readMoment(value: unknown, zone: string): Read<string> | undefined {
	if (value instanceof Date) return toIso(DateTime.fromJSDate(value, { zone }));
	if (typeof value === 'string') return readIso(value.trim(), zone);
	const { toISO } = Object(value) as { toISO?: unknown };
	if (typeof toISO !== 'function') return undefined;
	const iso: unknown = toISO.call(value);
	return typeof iso === 'string' ? readIso(iso, zone) : { problem: 'is not a valid date' };
}

function readIso(text: string, zone: string): Read<string> {
	// Luxon would take a time alone for one of today.
	const isDate = /^\d{4}-?[\dW]/.test(text);
	// n8n and databases write a space for the T.
	const moment = DateTime.fromISO(text.replace(/^([\d-]{10}) (?=\d)/, '$1T'), {
		zone: instanceZoneIfDefault(zone),
		setZone: true,
	});
	if (isDate && moment.isValid) return toIso(moment);
	return { problem: `is not a valid date: "${text}". To enter one, ${EXAMPLE}` };
}

function toIso(moment: DateTime): Read<string> {
	const iso = moment.toISO({ suppressMilliseconds: true });
	return iso === null ? { problem: 'is not a valid date' } : { value: iso };
}

/** What a workflow's setting of the time zone says if it is the one of n8n. */
function instanceZoneIfDefault(zone: string): string {
	return zone === 'DEFAULT' ? getGlobalState().defaultTimezone : zone;
}
