import { listOf } from '../../../nodes/InfobipFacebookTrigger/filter.ts';

describe('listOf', () => {
	it.each([
		['24060000000000001', ['24060000000000001']],
		['1, 2 ,3', ['1', '2', '3']],
		[' ,1,, ', ['1']],
		['', []],
		[' ', []],
		[undefined, []],
		[null, []],
		[
			['1', ' 2 ', ''],
			['1', '2'],
		],
		[
			[1, 2],
			['1', '2'],
		],
		[7, ['7']],
	])('of %j is %j', (value, entries) => {
		expect(listOf(value)).toEqual(entries);
	});
});
