/** Expressions of an item that are evaluated in one go, and when they are not. */
import { codeOf, JointEvaluation } from '../../../nodes/form/jointEvaluation.ts';

const ITEMS: unknown[] = [
	{ to: ' p0 ', text: 'Hi', tags: ['a'] },
	{ to: ' p1 ', text: 'Ho', tags: ['b'] },
	{ to: ' p2 ' },
];

/** Evaluates as JavaScript what is between the braces. */
function joint() {
	const calls: number[] = [];
	const evaluation = new JointEvaluation((expression, itemIndex) => {
		calls.push(itemIndex);
		const code = /^\{\{([^]*)\}\}$/.exec(expression)![1]!;
		// eslint-disable-next-line @typescript-eslint/no-implied-eval -- This is what expressions are.
		const run = new Function('$json', `return (${code}\n)`) as (item: unknown) => unknown;
		return run(ITEMS[itemIndex]);
	});
	const read = (name: string, code: string, item: number) => evaluation.read(name, code, item);
	return { read, calls };
}

const TO = ' $json.to.trim() ';
const TEXT = ' $json.text.toUpperCase() // loud ';

describe('the code of a parameter', () => {
	it.each([
		['={{ $json.a.trim() }}', ' $json.a.trim() '],
		['={{ $json.a\n.trim() }}', ' $json.a\n.trim() '],
		['={{ {}.a }}', ' {}.a '],
	])('%j is %j', (parameter, code) => {
		expect(codeOf(parameter)).toBe(code);
	});

	it.each([
		'',
		'Hi',
		'{{ $json.a }}',
		'=Hi {{ $json.a }}',
		'={{ $json.a }} ',
		'={{ $json.a }}{{ $json.b }}',
		"={{ $json.a + '}}' }}",
		'={{}}',
		7,
		null,
		undefined,
		['={{ $json.a }}'],
	])('%j is none', (parameter) => {
		expect(codeOf(parameter)).toBeUndefined();
	});
});

describe('two expressions', () => {
	it('take one evaluation for each item', () => {
		const { read, calls } = joint();
		expect(read('to', TO, 0)).toBeUndefined();
		expect(read('text', TEXT, 0)).toBe('HI');
		expect([read('to', TO, 1), read('text', TEXT, 1)]).toEqual(['p1', 'HO']);
		expect([read('text', TEXT, 0), read('to', TO, 0)]).toEqual(['HI', 'p0']);
		expect(calls).toEqual([0, 1, 0]);
	});

	it.each([
		['a number', '$json.text.length', 2],
		['zero', '0', 0],
		['yes or no', '$json.text === "Ho"', false],
		['an empty text', '""', ''],
	])('may give %s', (_what, code, value) => {
		const { read } = joint();
		read('to', TO, 0);
		expect(read('other', code, 0)).toBe(value);
	});

	it.each([
		['a list', '$json.tags'],
		['an object', '({})'],
		['a date', 'new Date(0)'],
		['nothing', '$json.unknown'],
		['null', 'null'],
	])('leave %s to n8n', (_what, code) => {
		const { read } = joint();
		read('to', TO, 0);
		expect(read('other', code, 0)).toBeUndefined();
		expect(read('to', TO, 0)).toBe('p0');
	});

	it.each([
		['fails', '$json.text.toUpperCase()'],
		['does not parse', '$json.text; $json.to'],
		['would change the list', '1), (2'],
	])('are left to n8n if one of them %s', (_what, code) => {
		const { read } = joint();
		read('to', TO, 2);
		expect([read('other', code, 2), read('to', TO, 2)]).toEqual([undefined, undefined]);
	});

	it('that fail for one item are tried for the next', () => {
		const { read } = joint();
		for (const item of [0, 2, 1]) read('to', TO, item);
		read('text', TEXT, 2);
		expect(read('to', TO, 1)).toBe('p1');
	});

	it('that failed for eleven items are no longer tried', () => {
		const { read, calls } = joint();
		for (let turn = 0; turn < 40; turn++) {
			read('to', TO, turn % 2);
			read('other', '$json.tags', turn % 2);
		}
		expect(calls).toHaveLength(11);
		expect(read('to', TO, 0)).toBeUndefined();
	});
});
