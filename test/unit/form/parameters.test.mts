/** Reading the parameters of all items, as often as need be and not more often. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { Parameters } from '../../../nodes/form/parameters.ts';

const ITEMS: IDataObject[] = [
	{ to: 'p0', list: [0] },
	{ to: 'p1', list: [1] },
];

/** As much of n8n's context as parameters ask for. An expression gives its text and its item. */
function contextOf(
	stored: Readonly<Record<string, unknown>>,
	{ items = ITEMS, first = items[0] }: { items?: IDataObject[]; first?: IDataObject } = {},
) {
	const calls: string[] = [];
	const context = {
		getInputData: () => items.map((json) => ({ json })),
		getWorkflowDataProxy: () => ({ $json: first }),
		getTimezone: () => 'Asia/Tokyo',
		getNodeParameter: (
			name: string,
			item: number,
			_fallback: unknown,
			options: { rawExpressions?: boolean; skipValidation?: boolean } = {},
		) => {
			const value = stored[name];
			if (options.rawExpressions === true) return value;
			calls.push(`${name} of ${item}${options.skipValidation === true ? ', unvalidated' : ''}`);
			return typeof value === 'string' && value.startsWith('=') ? `${value} of ${item}` : value;
		},
	} as unknown as IExecuteFunctions;
	return { parameters: new Parameters(context), calls };
}

it('reads what holds no expression once for all items', () => {
	const { parameters, calls } = contextOf({ text: 'Hi', list: ['a'] });
	for (const item of [0, 1, 0]) {
		expect(parameters.ofItem(item).read('text')).toBe('Hi');
		expect(parameters.ofItem(item).read('list')).toEqual(['a']);
	}
	expect(calls).toEqual(['text of 0', 'list of 0']);
});

it('takes a field of the item from there, and leaves what is no text to n8n', () => {
	const { parameters, calls } = contextOf({ to: '={{ $json.to }}', list: '={{ $json.list }}' });
	expect([0, 1].map((item) => parameters.ofItem(item).read('to'))).toEqual(['p0', 'p1']);
	expect(calls).toEqual([]);
	expect(parameters.ofItem(1).read('list')).toBe('={{ $json.list }} of 1');
	expect(calls).toEqual(['list of 1, unvalidated']);
});

it('asks n8n for an expression of each item', () => {
	const { parameters } = contextOf({ text: '={{ $now }}' });
	expect([0, 1, 0].map((item) => parameters.ofItem(item).read('text'))).toEqual([
		'={{ $now }} of 0',
		'={{ $now }} of 1',
		'={{ $now }} of 0',
	]);
});

it('takes nothing from items that are not those of $json, as in an AI tool', () => {
	for (const other of [{ first: { to: 'tool' } }, { items: [] }]) {
		const { parameters } = contextOf({ to: '={{ $json.to }}' }, other);
		expect(parameters.ofItem(0).read('to')).toBe('={{ $json.to }} of 0');
	}
});

it('has what is stored, and the zone of the workflow', () => {
	const form = contextOf({ to: '={{ $json.to }}' }).parameters.ofItem(0);
	expect(form.raw('to')).toBe('={{ $json.to }}');
	expect(form.timeZone).toBe('Asia/Tokyo');
});

it('makes something of its fields once if none of them is an expression', () => {
	const { parameters } = contextOf({ a: 'x', b: 'y', to: '={{ $json.to }}' });
	const made: number[] = [];
	const share = (names: string[], maker: string, item: number) =>
		parameters.ofItem(item).shared(names, maker, () => made.push(item));
	expect([share(['a', 'b'], 'one', 0), share(['a', 'b'], 'one', 1)]).toEqual([1, 1]);
	expect([share(['a', 'to'], 'two', 0), share(['a', 'to'], 'two', 1)]).toEqual([2, 3]);
	expect([share(['a'], 'three', 1), share(['a'], 'three', 0)]).toEqual([4, 4]);
	expect(made).toEqual([0, 0, 1, 1]);
});
