import fc from 'fast-check';

import {
	defined,
	isObject,
	numberOf,
	objectOf,
	parseJson,
	textOf,
	without,
	type JsonValue,
} from '../../infobip/json.ts';

/** A JSON text and what reading it has to give. */
interface Written {
	readonly text: string;
	readonly value: JsonValue;
}

const asJsonHasIt = (text: string): Written => ({ text, value: JSON.parse(text) as JsonValue });

const longDigits = fc
	.tuple(fc.constantFrom('', '-'), fc.stringMatching(/^[1-9]$/), fc.stringMatching(/^\d{15,29}$/))
	.map((parts) => parts.join(''));

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** Exact as a number where there is one, with all digits as a text where there is none. */
const longInteger = longDigits.map((text): Written => {
	const exact = BigInt(text);
	return { text, value: exact <= LARGEST && exact >= -LARGEST ? Number(text) : text };
});

const shortInteger = fc.integer().map((number) => asJsonHasIt(String(number)));

const fraction = fc
	.tuple(fc.constantFrom('', '-'), fc.stringMatching(/^(0|[1-9]\d{0,20})\.\d{1,25}$/))
	.map(([sign, text]) => asJsonHasIt(`${sign}${text}`));

const withExponent = fc
	.tuple(
		fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,20})?$/),
		fc.constantFrom('e', 'E', 'e+', 'E-'),
		fc.stringMatching(/^(\d{1,3}|0{14}\d{3,6})$/),
	)
	.map((parts) => asJsonHasIt(parts.join('')));

/** Texts that hold what could be taken for a number, a quote or the end of a text. */
const trickyText = fc
	.array(
		fc.oneof(fc.string({ unit: 'binary' }), longDigits, fc.constantFrom('"', '\\', ':', ',', '[')),
		{ maxLength: 5 },
	)
	.map((parts) => asJsonHasIt(JSON.stringify(parts.join(''))));

const escaped = fc
	.array(fc.constantFrom('\\"', '\\\\', '\\/', '\\u0031', '\\n', '12345678901234567'))
	.map((parts) => asJsonHasIt(`"${parts.join('')}"`));

const space = fc.constantFrom('', ' ', '\n', '\t', ' \r\n');

const { document } = fc.letrec<{ document: Written; array: Written; object: Written }>((tie) => ({
	document: fc.oneof(
		{ maxDepth: 3 },
		longInteger,
		shortInteger,
		fraction,
		withExponent,
		trickyText,
		escaped,
		fc.constantFrom('null', 'true', 'false').map(asJsonHasIt),
		tie('array'),
		tie('object'),
	),
	array: fc.tuple(space, fc.array(tie('document'), { maxLength: 4 })).map(([gap, entries]) => ({
		text: `[${gap}${entries.map(({ text }) => text).join(`${gap},${gap}`)}${gap}]`,
		value: entries.map(({ value }) => value),
	})),
	object: fc
		.tuple(
			space,
			fc.uniqueArray(fc.tuple(fc.oneof(longDigits, fc.string()), tie('document')), {
				maxLength: 4,
				selector: ([name]) => name,
			}),
		)
		.map(([gap, members]) => ({
			text: `{${members
				.map(([name, { text }]) => `${gap}${JSON.stringify(name)}${gap}:${gap}${text}${gap}`)
				.join(',')}}`,
			value: Object.fromEntries(members.map(([name, { value }]) => [name, value])),
		})),
}));

describe('parseJson', () => {
	it('keeps all digits of long integers and has everything else as JSON has it', () => {
		fc.assert(
			fc.property(document, ({ text, value }) => {
				expect(parseJson(text)).toEqual(value);
			}),
			{ numRuns: 1000 },
		);
	});

	it.each([
		['{"id":1234567890123456}', { id: 1234567890123456 }],
		['{"id":9007199254740991}', { id: 9007199254740991 }],
		['{"id":9007199254740993}', { id: '9007199254740993' }],
		['{"id":98765432109876543}', { id: '98765432109876543' }],
		['{"id":-98765432109876543}', { id: '-98765432109876543' }],
		['[98765432109876543,98765432109876545]', ['98765432109876543', '98765432109876545']],
		[' 98765432109876543 ', '98765432109876543'],
		['0.98765432109876543', Number('0.98765432109876543')],
		['98765432109876543.5', Number('98765432109876543.5')],
		['98765432109876543e-3', Number('98765432109876543e-3')],
		['1e0000000000000000003', 1000],
		['"id 98765432109876543"', 'id 98765432109876543'],
		['"a\\"98765432109876543"', 'a"98765432109876543'],
		['{"98765432109876543":1}', { '98765432109876543': 1 }],
	])('reads %s', (text, value) => {
		expect(parseJson(text)).toEqual(value);
	});

	it.each([
		'',
		' ',
		'{',
		'{"a":',
		'{"id":98765432109876543',
		'"98765432109876543',
		'undefined',
		'<html></html>',
		'[1,]',
		"{'a':1}",
		'+98765432109876543',
		'--98765432109876543',
		'98765432109876543 98765432109876543',
		'NaN',
	])('gives undefined for %j, which is not JSON', (text) => {
		expect(parseJson(text)).toBeUndefined();
	});

	it.each(['[', '{"a":', '[{"status":'])(
		'does not take more than 500 levels of %s for JSON',
		(open) => {
			const nested = (levels: number): string => {
				const opening = open.repeat(levels);
				const closing = Array.from(opening.matchAll(/[[{]/g), ([one]) => (one === '[' ? ']' : '}'));
				return `[{},${opening}1${closing.reverse().join('')}]`;
			};
			const perTurn = open.match(/[[{]/g)!.length;
			expect(parseJson(nested(498 / perTurn))).toBeDefined();
			expect(parseJson(nested(500 / perTurn))).toBeUndefined();
			expect(parseJson(nested(100_000))).toBeUndefined();
		},
	);

	it('takes a list however long, and brackets in a text, for what they are', () => {
		const long = JSON.stringify(Array.from({ length: 2000 }, () => ({ text: '[{' })));
		expect(parseJson(long)).toHaveLength(2000);
		expect(parseJson(JSON.stringify('{['.repeat(1000)))).toBe('{['.repeat(1000));
	});

	it('gives undefined for a long integer with a leading zero, which is not JSON', () => {
		expect(() => JSON.parse('[0123456789012345678]') as unknown).toThrow(SyntaxError);
		expect(parseJson('[0123456789012345678]')).toBeUndefined();
	});

	it('gives undefined for a long integer as the name of a member, which is not JSON', () => {
		expect(() => JSON.parse('{12345678901234567:1}') as unknown).toThrow(SyntaxError);
		expect(parseJson('{12345678901234567:1}')).toBeUndefined();
	});

	it('gives undefined exactly where JSON.parse throws', () => {
		const fragment = fc.constantFrom(
			'{',
			'}',
			'[',
			']',
			',',
			':',
			'"',
			'\\',
			'-',
			'.',
			'e',
			'0',
			'7',
			'12345678901234567',
			'"a"',
			'null',
			' ',
		);
		fc.assert(
			fc.property(fc.array(fragment, { maxLength: 7 }), (fragments) => {
				const text = fragments.join('');
				expect(parseJson(text) !== undefined).toBe(isJson(text));
			}),
			{ numRuns: 5000 },
		);
	});

	it('reads a text as long as the largest body that n8n takes (16 MB)', () => {
		const text = 'a'.repeat(16 * 1_048_576 - 2);
		expect(parseJson(`"${text}"`) === text).toBe(true);
	});

	it('finds out quickly that a text of many escaped quotes breaks off', () => {
		const brokenOff = `{"results":["${'\\"'.repeat(100_000)}`;
		const begun = performance.now();
		expect(parseJson(brokenOff)).toBeUndefined();
		expect(performance.now() - begun).toBeLessThan(2000);
	});

	it('does not let a body change what objects inherit', () => {
		const read = objectOf(parseJson('{"__proto__":{"admin":true}}'));
		expect(read.admin).toBeUndefined();
		expect(({} as Record<string, unknown>).admin).toBeUndefined();
	});
});

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

describe('reading members', () => {
	it.each([
		[{}, true],
		[{ a: 1 }, true],
		[[], false],
		[null, false],
		['{}', false],
		[undefined, false],
	])('isObject(%j) is %s', (value, expected) => {
		expect(isObject(value)).toBe(expected);
	});

	it('has an empty object for what is none', () => {
		expect(objectOf({ a: 1 })).toEqual({ a: 1 });
		expect([[], null, 'a', 1, undefined].map(objectOf)).toEqual([{}, {}, {}, {}, {}]);
	});

	it('takes texts that say something and writes numbers out', () => {
		expect(['a', ' ', 7, 0].map(textOf)).toEqual(['a', ' ', '7', '0']);
		for (const value of ['', null, true, {}, ['a'], undefined]) {
			expect(textOf(value)).toBeUndefined();
		}
	});

	it('takes finite numbers, also those written as a text', () => {
		expect([45.8, -0.5, '45.8', ' 7 ', 0].map(numberOf)).toEqual([45.8, -0.5, 45.8, 7, 0]);
		for (const value of ['', ' ', 'far', '1e999', null, true, {}, [], [7], undefined]) {
			expect(numberOf(value)).toBeUndefined();
		}
	});

	it('leaves one member out and does not touch the original', () => {
		const original = { keep: 1, drop: 2 };
		expect(without(original, 'drop')).toEqual({ keep: 1 });
		expect(original).toEqual({ keep: 1, drop: 2 });
	});

	it('leaves out what is undefined, and only that', () => {
		const members = { a: undefined, b: null, c: 0, d: '', e: false };
		expect(Object.keys(defined(members))).toEqual(['b', 'c', 'd', 'e']);
	});
});
