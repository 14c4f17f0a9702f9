/** The table of `values.ts`, value by value. */
import { DateTime } from 'luxon';

import {
	kindOf,
	LOST_DIGITS,
	readFlag,
	readId,
	readIds,
	readJson,
	readNumber,
	readText,
	readUrl,
	type Read,
} from '../../../nodes/form/values.ts';

const shown = <T,>(read: Read<T>): T | string => ('problem' in read ? read.problem : read.value);

const UNSAFE = Number('24060000000000001');
const HALF = /^contains half of a character/;
const date = new Date('2027-03-14T09:00:00Z');

it.each<[unknown, unknown]>([
	[' Hi ', ' Hi '],
	['👋', '👋'],
	[12, '12'],
	[1.5, '1.5'],
	[true, 'true'],
	[12n, '12'],
	[undefined, ''],
	[null, ''],
	[date, '2027-03-14T09:00:00Z'],
	[DateTime.fromISO('2027-03-14T10:00+01:00', { setZone: true }), '2027-03-14T10:00:00+01:00'],
	[UNSAFE, LOST_DIGITS],
	[Number.NaN, 'is not a number that can be written'],
	[Infinity, 'is not a number that can be written'],
	['\ud83d', expect.stringMatching(HALF)],
	[[1], 'is a list, and a text is needed. Choose one of its fields'],
	[{}, 'is an object, and a text is needed. Choose one of its fields'],
	[{ mimeType: 'image/png' }, 'is a file, and a text is needed. Choose one of its fields'],
])('readText reads %j', (value, expected) => {
	expect(shown(readText(value))).toEqual(expected);
});

it.each<[unknown, unknown]>([
	[' 12\u200b\n', '12'],
	['\u00ad1\u20602', '12'],
	[12, '12'],
	[12n, '12'],
	[undefined, ''],
	[null, ''],
	[UNSAFE, LOST_DIGITS],
	[true, 'is the yes or no "true", and an ID is needed'],
	[date, 'is a date, and an ID is needed'],
	[[1], 'is a list, and an ID is needed'],
])('readId reads %j', (value, expected) => {
	expect(shown(readId(value))).toEqual(expected);
});

it.each<[unknown, unknown]>([
	[' https://e.com/a ', 'https://e.com/a'],
	['https://e.com/a b', 'https://e.com/a%20b'],
	['https://e.com/ä', 'https://e.com/%C3%A4'],
	['https://e.com/"<>^`{|}', 'https://e.com/%22%3C%3E%5E%60%7B|%7D'],
	['https://e.com', 'https://e.com'],
	['no url', 'no url'],
	['', ''],
	[null, ''],
	[UNSAFE, LOST_DIGITS],
	[{}, 'is an object, and a URL is needed'],
	[date, 'is a date, and a URL is needed'],
])('readUrl reads %j', (value, expected) => {
	expect(shown(readUrl(value))).toEqual(expected);
});

it.each<[unknown, unknown]>([
	[0, 0],
	[UNSAFE, UNSAFE],
	...['7', ' 7 ', '+7', '7.', '7.0', '70e-1', '.7e1', '0.07E+2'].map((text): [unknown, unknown] => [
		text,
		7,
	]),
	['-1.25', -1.25],
	[undefined, undefined],
	[null, undefined],
	[' ', undefined],
	...['.', '1,5', '0x10', '1e', 'e1', '7 apples', 'Infinity', '1.2.3'].map(
		(text): [unknown, unknown] => [text, `is not a valid number: "${text}"`],
	),
	[Number.NaN, 'is "NaN", and a number is needed'],
	[true, 'is the yes or no "true", and a number is needed'],
	[date, 'is a date, and a number is needed'],
])('readNumber reads %j', (value, expected) => {
	expect(shown(readNumber(value))).toEqual(expected);
});

it.each<[unknown, unknown]>([
	...[true, 'true', ' TRUE ', 1, '1'].map((value): [unknown, unknown] => [value, true]),
	...[false, 'false', 'False', 0, '0'].map((value): [unknown, unknown] => [value, false]),
	...[undefined, null, '', ' '].map((value): [unknown, unknown] => [value, undefined]),
	['perhaps', 'is "perhaps", and must be true or false'],
	[2, 'is "2", and must be true or false'],
	[[], 'is a list, and must be true or false'],
	[{}, 'is an object, and must be true or false'],
	[[1], 'is a list, and must be true or false'],
])('readFlag reads %j', (value, expected) => {
	expect(shown(readFlag(value))).toEqual(expected);
});

it.each<[unknown, unknown]>([
	['1, 2;3\n4,,', ['1', '2', '3', '4']],
	[
		['1', 2, ''],
		['1', '2'],
	],
	[' ["1","2"]', ['1', '2']],
	['[1', ['[1']],
	[12, ['12']],
	['', []],
	[undefined, []],
	[null, []],
	[[true], 'is the yes or no "true", and an ID is needed'],
	[{}, 'is an object, and an ID is needed'],
])('readIds reads %j', (value, expected) => {
	expect(shown(readIds(value))).toEqual(expected);
});

const INSERTED =
	/^is not valid JSON: line \d, column \d+: .+\. If an expression inserts this value/;

it.each<[unknown, unknown]>([
	['{"a":[1]}', { a: [1] }],
	[{ a: 1 }, { a: 1 }],
	['7', 7],
	[7, 7],
	[false, false],
	...['', undefined, null].map((value): [unknown, unknown] => [value, undefined]),
	['perhaps', expect.stringMatching(/^is not valid JSON: line 1, column 1: /)],
	['{"a":}', expect.stringMatching(/^is not valid JSON: line 1, column 6: (?!.*expression)/)],
	['{"a":"He said "Hi""}', expect.stringMatching(INSERTED)],
	['['.repeat(100_000), expect.stringMatching(/^is not valid JSON: /)],
	[UNSAFE, LOST_DIGITS],
	[{ a: [{ b: UNSAFE }] }, LOST_DIGITS],
	[
		{ a: null, b: true, c: 'x', d: 1.5 },
		{ a: null, b: true, c: 'x', d: 1.5 },
	],
	['"\\ud83d"', expect.stringMatching(HALF)],
	[{ a: '\ud83d' }, expect.stringMatching(HALF)],
])('readJson reads %j', (value, expected) => {
	expect(shown(readJson(value))).toEqual(expected);
});

it.each<[unknown, string]>([
	[[], 'a list'],
	[false, 'the yes or no "false"'],
	['x', '"x"'],
	[null, '"null"'],
	[date, 'a date'],
	[{ mimeType: 'text/plain' }, 'a file'],
	[{}, 'an object'],
])('kindOf names %j', (value, name) => {
	expect(kindOf(value)).toBe(name);
});
