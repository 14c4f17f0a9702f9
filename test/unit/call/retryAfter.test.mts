import fc from 'fast-check';

import { retryAfterSeconds } from '../../../infobip/call/retryAfter.ts';

const NOW = Date.UTC(2026, 2, 1, 10, 0, 0);

describe('retryAfterSeconds', () => {
	it.each([
		['0', 0],
		['1', 1],
		['120', 120],
		[' 30 ', 30],
		['1.5', 1.5],
		['1.25', 1.25],
		['5, 30', 30],
		['30,5', 30],
		['soon, 5', 5],
		['Sun, 01 Mar 2026 10:00:30 GMT, 60', 60],
	])('takes %j for a number of seconds', (header, seconds) => {
		expect(retryAfterSeconds(header, NOW)).toBe(seconds);
	});

	it('counts the seconds up to a date', () => {
		expect(retryAfterSeconds('Sun, 01 Mar 2026 10:00:30 GMT', NOW)).toBe(30);
		expect(retryAfterSeconds(' Sun, 01 Mar 2026 10:00:30 GMT ', NOW)).toBe(30);
		expect(retryAfterSeconds('Sunday, 01-Mar-26 10:00:30 GMT', NOW)).toBe(30);
	});

	it('has no wait for a date that is past', () => {
		expect(retryAfterSeconds('Sun, 01 Mar 2026 09:59:59 GMT', NOW)).toBe(0);
	});

	it.each([undefined, '', '  ', 'soon', 'NaN', 'Infinity', '5 minutes', '1e3', '0x10'])(
		'says nothing where the header is %j',
		(header) => {
			expect(retryAfterSeconds(header, NOW)).toBeUndefined();
		},
	);

	it.each(['-5', '-0.5'])('says nothing where the number of seconds is negative: %j', (header) => {
		expect(retryAfterSeconds(header, NOW)).toBeUndefined();
	});

	it('is never negative and never no number', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map(String)), (header) => {
				const seconds = retryAfterSeconds(header, NOW) ?? 0;
				expect(seconds).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	it('agrees with the date that it was made of', () => {
		fc.assert(
			fc.property(fc.nat(1_000_000), (seconds) => {
				const header = new Date(NOW + seconds * 1000).toUTCString();
				expect(retryAfterSeconds(header, NOW)).toBe(seconds);
			}),
		);
	});
});
