/** Times as they are typed: local time of the workflow on both sides of each change of clocks. */
import { DateTime } from 'luxon';
import { getGlobalState, setGlobalState } from 'n8n-workflow';

import { readMoment } from '../../../nodes/form/readMoment.ts';

/** In UTC, or the problem. */
function utc(value: unknown, zone: string): string | undefined {
	const read = readMoment(value, zone);
	if (read === undefined) return undefined;
	return 'problem' in read ? read.problem : new Date(read.value).toISOString();
}

describe('a time without an offset', () => {
	it.each([
		// The clocks of New York go forward at 02:00 on 14 March 2027, and back at 02:00 on 7 November.
		['2027-03-14T01:59', 'America/New_York', '2027-03-14T06:59:00.000Z'],
		['2027-03-14T03:00', 'America/New_York', '2027-03-14T07:00:00.000Z'],
		['2027-03-14T05:00', 'America/New_York', '2027-03-14T09:00:00.000Z'],
		['2027-03-13T05:00', 'America/New_York', '2027-03-13T10:00:00.000Z'],
		['2027-11-07T00:59', 'America/New_York', '2027-11-07T04:59:00.000Z'],
		['2027-11-07T02:00', 'America/New_York', '2027-11-07T07:00:00.000Z'],
		['2027-11-07 05:00', 'America/New_York', '2027-11-07T10:00:00.000Z'],
		// Those of Zagreb at 01:00 UTC on 28 March and 31 October.
		['2027-03-28T01:59', 'Europe/Zagreb', '2027-03-28T00:59:00.000Z'],
		['2027-03-28T03:00', 'Europe/Zagreb', '2027-03-28T01:00:00.000Z'],
		['2027-10-31T01:59', 'Europe/Zagreb', '2027-10-30T23:59:00.000Z'],
		['2027-10-31T03:00', 'Europe/Zagreb', '2027-10-31T02:00:00.000Z'],
		// Lord Howe Island moves its clocks by half an hour, at 02:00 on 4 April 2027 back.
		['2027-04-04T01:00', 'Australia/Lord_Howe', '2027-04-03T14:00:00.000Z'],
		['2027-04-04T03:00', 'Australia/Lord_Howe', '2027-04-03T16:30:00.000Z'],
		['2027-03-14', 'Asia/Kolkata', '2027-03-13T18:30:00.000Z'],
	])('%s in %s is %s', (text, zone, expected) => {
		expect(utc(text, zone)).toBe(expected);
	});

	it('that a change leaves out is taken as the one after it', () => {
		expect(utc('2027-03-14T02:30', 'America/New_York')).toBe('2027-03-14T07:30:00.000Z');
	});

	it('is of the zone of n8n if the workflow has "DEFAULT"', () => {
		const before = getGlobalState();
		try {
			setGlobalState({ ...before, defaultTimezone: 'Asia/Tokyo' });
			expect(utc('2027-03-14T05:00', 'DEFAULT')).toBe('2027-03-13T20:00:00.000Z');
			setGlobalState({ ...before, defaultTimezone: 'America/New_York' });
			expect(utc('2027-03-14T05:00', 'DEFAULT')).toBe('2027-03-14T09:00:00.000Z');
		} finally {
			setGlobalState(before);
		}
	});
});

it('keeps its offset, and is written without milliseconds', () => {
	const written = (value: unknown) => readMoment(value, 'Asia/Tokyo');
	expect(written('2027-03-14T10:00+01:00')).toEqual({ value: '2027-03-14T10:00:00+01:00' });
	expect(written(' 2027-03-14 10:00 ')).toEqual({ value: '2027-03-14T10:00:00+09:00' });
	expect(written('20270314T100000Z')).toEqual({ value: '2027-03-14T10:00:00Z' });
	expect(written('2027-W11-7')).toEqual({ value: '2027-03-21T00:00:00+09:00' });
	expect(written(new Date('2027-03-14T01:00:00Z'))).toEqual({ value: '2027-03-14T10:00:00+09:00' });
	expect(written('x2027-03-14 10:00')).toHaveProperty('problem');
	expect(written({ toISO: 'text' })).toBeUndefined();
	expect(written({ toISO: () => 7 })).toEqual({ problem: 'is not a valid date' });
	expect(written(null)).toBeUndefined();
});

describe('a time that says its offset', () => {
	const moment = '2027-03-14T09:00:00.000Z';

	it.each([
		['Z', '2027-03-14T09:00:00Z'],
		['an offset', '2027-03-14T10:00+01:00'],
		['a Date', new Date(moment)],
		['a DateTime of another zone', DateTime.fromISO(moment, { zone: 'Asia/Tokyo' })],
	])('as %s is the same in any zone', (_kind, value) => {
		for (const zone of ['UTC', 'America/New_York', 'DEFAULT'])
			expect(utc(value, zone)).toBe(moment);
	});
});

describe('what is no time', () => {
	it.each([
		'2027-02-29',
		'2027-02-30T10:00',
		'2027-04-31T10:00:00Z',
		'2027-13-01',
		'2027-03-14T25:00',
		'10:00',
		'14.03.2027',
		'03/14/2027',
		'1710403200',
		'1710403200000',
		'tomorrow',
	])('%s is refused with an example', (text) => {
		expect(utc(text, 'UTC')).toMatch(
			/^is not a valid date: ".*"\. To enter one, use ISO 8601, such as 2027-/,
		);
	});

	it.each([
		['a Date', new Date(Number.NaN)],
		['a DateTime', DateTime.invalid('none')],
	])('%s that is invalid is refused', (_kind, value) => {
		expect(utc(value, 'UTC')).toBe('is not a valid date');
	});

	it.each([[{}], [[]], [12], [true]])('%j is for the reader to refuse', (value) => {
		expect(readMoment(value, 'UTC')).toBeUndefined();
	});
});
