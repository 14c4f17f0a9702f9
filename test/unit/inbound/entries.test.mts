import { entriesOf, isEmpty, isEntry } from '../../../infobip/inbound/entries.ts';
import type { JsonValue } from '../../../infobip/json.ts';

describe('the entries of a body', () => {
	const item = { x: 1 };

	it.each<[string, JsonValue, JsonValue[]]>([
		['results in any letter case', { Results: [item, null] }, [item, null]],
		['results beside what an entry has', { results: [item], from: '1', text: 'x' }, [item]],
		['results as an object, beside it', { results: { result: item }, from: '1' }, [item]],
		['each name of a list', { RESULT: [item] }, [item]],
		['messages', { messages: [item] }, [item]],
		['items', { items: [item] }, [item]],
		['data', { data: [item] }, [item]],
		['the first of two names', { data: [{ y: 1 }], items: [item] }, [item]],
		['nothing about the list', { data: [item], MessageCount: 1, page: 0, size: 1 }, [item]],
		['nothing empty', { results: {}, data: [item] }, [item]],
		[
			'none where results is empty, whatever is beside it',
			{ results: [], paging: { next: 7 } },
			[],
		],
		['none where only the page is', { page: 0, size: 20 }, []],
		['none where only counts are', { messageCount: 0, pendingMessageCount: 0, count: 0 }, []],
		['a list within a list, once', [[item], [[item]]], [item, [item]]],
		...['messageId', 'from', 'sender'].map((name): [string, JsonValue, JsonValue[]] => [
			`a new list of entries beside the results, known by ${name}`,
			{ results: [item], news: [{ [name]: '1' }] },
			[item, { [name]: '1' }],
		]),
		[
			'no list beside the results that has anything else in it',
			{ results: [item], news: [{ from: '1' }, 'x'] },
			[item],
		],
		['an entry with a list in it', { from: '1', data: [item] }, [{ from: '1', data: [item] }]],
		['a text where a list should be', { results: 'x' }, [{ results: 'x' }]],
		['four levels', { data: { data: { data: { data: item } } } }, [item]],
		['no more than four', { data: { data: { data: { data: { data: item } } } } }, [{ data: item }]],
		['no blank text', ' ', []],
		['a text', 'x', ['x']],
	])('are %s', (_, body, entries) => {
		expect(entriesOf(body)).toEqual(entries);
	});
});

it.each(['messageId', 'from', 'sender', 'to', 'event', 'text', 'message', 'content', 'body'])(
	'%s shows that an object is an entry',
	(name) => {
		expect(isEntry({ [name]: 'x' })).toBe(true);
		expect(isEntry({ [name]: null, other: 'x' })).toBe(false);
	},
);

it.each<[JsonValue, boolean]>([
	[null, true],
	['', true],
	[' \n', true],
	[{}, true],
	[[], true],
	['x', false],
	[0, false],
	[false, false],
	[{ a: null }, false],
	[[null], false],
])('%j is empty: %s', (value, expected) => {
	expect(isEmpty(value)).toBe(expected);
});
