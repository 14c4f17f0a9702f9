/** What the readers of a form take, and what they refuse, with the field that it is about. */
import { DateTime } from 'luxon';

import { InvalidInput } from '../../../infobip/errors.ts';
import { Form } from '../../../nodes/form/form.ts';
import { readList } from '../../../nodes/form/listField.ts';
import { MemberSource } from '../../../nodes/form/formSource.ts';

/** A form with one field; what is stored there is an expression, unless it is given. */
const formWith = (value: unknown, raw: unknown = '={{ $json.x }}'): Form =>
	new Form(new MemberSource({ field: value }, { field: raw }, 'Europe/Zagreb'));

/** "field problem" of everything that is refused. */
function refusalOf(read: () => unknown): string[] {
	try {
		read();
	} catch (error) {
		if (error instanceof InvalidInput) {
			return error.violations.map(({ field, problem }) => `${field.join('.')} ${problem}`);
		}
		throw error;
	}
	return [];
}

const NOT_FOUND = 'field is empty: its expression found nothing';
const EMPTY = ['', undefined, null];
const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });

describe('a text', () => {
	it('is as it is, empty or left out', () => {
		expect(formWith(' Hi ').text('field')).toBe(' Hi ');
		expect(formWith('').text('field')).toBe('');
		expect(formWith(' Hi ').optionalText('field')).toBe(' Hi ');
		expect(formWith('').optionalText('field')).toBeUndefined();
	});

	it('may be JSON of an object or a list, where that is allowed', () => {
		expect(formWith({ a: 1 }).optionalJsonText('field')).toBe('{"a":1}');
		expect(formWith([1]).optionalJsonText('field')).toBe('[1]');
		expect(formWith('Hi').optionalJsonText('field')).toBe('Hi');
		expect(formWith(null).optionalJsonText('field')).toBeUndefined();
		expect(formWith(new Date(0)).optionalJsonText('field')).toBe('1970-01-01T00:00:00Z');
		const moment = DateTime.fromISO('2027-03-14T09:00:00Z', { setZone: true });
		expect(formWith(moment).optionalJsonText('field')).toBe('2027-03-14T09:00:00Z');
		expect(refusalOf(() => formWith({ a: 2 ** 60 }).optionalJsonText('field'))).toHaveLength(1);
	});
});

describe('an id', () => {
	it('is typed or picked, without spaces', () => {
		expect(formWith(' 12 ').key('field')).toBe('12');
		expect(formWith(locator(' 12 ')).key('field')).toBe('12');
		expect(formWith(12).key('field')).toBe('12');
	});

	it.each(EMPTY)('is missing if it is %j', (value) => {
		expect(formWith(value).key('field')).toBeUndefined();
		expect(formWith(value, '').ownKey('field')).toBeUndefined();
		expect(refusalOf(() => formWith(value, '').requiredKey('field'))).toEqual(['field is empty']);
		expect(refusalOf(() => formWith(value).requiredKey('field'))).toEqual([NOT_FOUND]);
		expect(refusalOf(() => formWith(value).ownKey('field'))).toEqual([
			`${NOT_FOUND}. Check the expression, or clear the field to use the credential`,
		]);
	});

	it('that is given is taken, also if it is required or overrides the credential', () => {
		expect(formWith('12').requiredKey('field')).toBe('12');
		expect(formWith('12').ownKey('field')).toBe('12');
		expect(formWith('12', '12').ownKey('field')).toBe('12');
	});
});

describe('a filter', () => {
	it('has its ids, and is not set if it is empty', () => {
		expect(formWith('1, 2').filterKeys('field')).toEqual(['1', '2']);
		expect(formWith('', '').filterKeys('field')).toBeUndefined();
		expect(refusalOf(() => formWith('').filterKeys('field'))).toEqual([NOT_FOUND]);
	});

	it('of one id takes one', () => {
		expect(formWith('1').filterKey('field')).toBe('1');
		expect(formWith('', '').filterKey('field')).toBeUndefined();
		expect(refusalOf(() => formWith('1,2').filterKey('field'))).toEqual([
			'field takes one ID, and has several',
		]);
	});
});

describe('other fields', () => {
	it('a URL', () => {
		expect(formWith('https://e.com/a b').url('field')).toBe('https://e.com/a%20b');
		expect(formWith('').url('field')).toBe('');
		expect(formWith('').optionalUrl('field')).toBeUndefined();
		expect(formWith('https://e.com').optionalUrl('field')).toBe('https://e.com');
	});

	it('a switch', () => {
		expect(formWith(true).flag('field')).toBe(true);
		expect(formWith('').flag('field')).toBe(false);
		expect(formWith('').optionalFlag('field')).toBeUndefined();
		expect(formWith('false').optionalFlag('field')).toBe(false);
	});

	it('a number', () => {
		expect(formWith('1.5').number('field')).toBe(1.5);
		expect(formWith(0).number('field')).toBe(0);
		expect(refusalOf(() => formWith('').number('field'))).toEqual(['field is empty']);
		expect(formWith('').optionalNumber('field')).toBeUndefined();
	});

	it('a choice, in any letter case', () => {
		const choices = ['red', 'darkBlue'] as const;
		expect(formWith('DARKBLUE').choice('field', choices)).toBe('darkBlue');
		expect(formWith('red').optionalChoice('field', choices)).toBe('red');
		expect(formWith('').optionalChoice('field', choices)).toBeUndefined();
		expect(refusalOf(() => formWith('').choice('field', choices))).toEqual([
			'field is empty. It must be one of red, darkBlue',
		]);
		expect(refusalOf(() => formWith('green').choice('field', choices))).toEqual([
			'field must be one of red, darkBlue, and is "green"',
		]);
	});

	it('several choices', () => {
		const choices = ['red', 'blue'] as const;
		expect(formWith(['red', 'BLUE']).choices('field', choices)).toEqual(['red', 'blue']);
		expect(formWith([], []).choices('field', choices)).toEqual([]);
		expect(refusalOf(() => formWith([]).choices('field', choices))).toEqual([NOT_FOUND]);
		expect(refusalOf(() => formWith(['red', 'green']).choices('field', choices))).toEqual([
			'field must be one of red, blue, and is "green"',
		]);
	});

	it('a time, in the zone of the workflow', () => {
		expect(formWith('2027-03-14T09:30').moment('field')).toBe('2027-03-14T09:30:00+01:00');
		for (const value of EMPTY) expect(formWith(value).moment('field')).toBeUndefined();
		expect(refusalOf(() => formWith([1]).moment('field'))).toEqual([
			'field is a list, and a date is needed',
		]);
	});

	it('JSON', () => {
		expect(formWith('{"a":1}').json('field')).toEqual({ a: 1 });
		expect(formWith({ a: 1 }).optionalJson('field')).toEqual({ a: 1 });
		expect(formWith('').optionalJson('field')).toBeUndefined();
		expect(formWith('[1]').anyJson('field')).toEqual([1]);
		expect(refusalOf(() => formWith('').json('field'))).toEqual(['field is empty']);
		expect(refusalOf(() => formWith('[1]').json('field'))).toEqual([
			'field must be a JSON object: { … }',
		]);
	});

	it('a count', () => {
		expect(formWith(1).count('field', 7)).toBe(1);
		expect(formWith('').count('field', 7)).toBe(7);
		for (const value of [0, -1, 1.5]) {
			expect(refusalOf(() => formWith(value).count('field', 7))).toEqual([
				'field must be a whole number from 1',
			]);
		}
	});

	it('the limit of a list', () => {
		const limitOf = (members: object) => new Form(new MemberSource(members, {}, 'UTC')).limit();
		expect(limitOf({ returnAll: true, limit: 5 })).toBe(Infinity);
		expect(limitOf({ returnAll: false, limit: 5 })).toBe(5);
		expect(limitOf({})).toBe(50);
	});

	it('the choice between Page and application, with the keys beside it', () => {
		const members = { sendFrom: 'page', pageId: '1' };
		const form = new Form(new MemberSource(members, { pageId: '={{ 1 }}' }, 'UTC'));
		const choice = form.nodeChoice('sendFrom');
		expect(choice).toMatchObject({ field: 'sendFrom', chosen: 'page' });
		expect(choice.key('pageId')).toBe('1');
		expect(choice.key('applicationKey')).toBeUndefined();
	});
});

describe('a collection', () => {
	const collection = (value: unknown, raw: unknown = value) =>
		new Form(
			new MemberSource({ options: value, filters: value }, { options: raw, filters: raw }, 'UTC'),
		);

	it('has the options that were added', () => {
		const options = collection({ a: 'x', b: '' }).options();
		expect(options.text('a')).toBe('x');
		expect([options.isAdded('a'), options.isAdded('b'), options.isAdded('c')]).toEqual([
			true,
			true,
			false,
		]);
		expect(collection({ a: 'x' }).options('filters').text('a')).toBe('x');
		expect(collection(undefined).options().isAdded('a')).toBe(false);
	});

	it('knows which of them is an expression', () => {
		const options = collection({ a: '', b: '' }, { a: '={{ x }}', b: '' }).options();
		expect(refusalOf(() => options.filterKeys('a'))).toEqual([
			'a is empty: its expression found nothing',
		]);
		expect(options.filterKeys('b')).toBeUndefined();
	});

	it('given whole by an expression has every member by it, and no others', () => {
		const options = collection({ a: '' }, '={{ $json.options }}').options();
		expect(refusalOf(() => options.filterKeys('a'))).toHaveLength(1);
		expect(options.filterKeys('b')).toBeUndefined();
	});

	it.each([
		['x', '"x"'],
		[[1], 'a list'],
		[7, '"7"'],
	])('is refused if it is %j', (value, shown) => {
		expect(refusalOf(() => collection(value).options())).toEqual([
			`options is ${shown}, and must be an object`,
		]);
	});

	it('names a refused option by its name alone', () => {
		expect(
			refusalOf(() =>
				collection({ a: [1] })
					.options()
					.text('a'),
			)[0],
		).toMatch(/^a is a list/);
	});
});

describe('a group of fields', () => {
	const group = (value: unknown, raw: unknown = value) =>
		new Form(new MemberSource({ group: value }, { group: raw }, 'Asia/Tokyo')).group(
			'group',
			'entry',
		);

	it('has its fields, under its name', () => {
		const form = group({ entry: { a: 'x', at: '2027-03-14T09:00', bad: [1] } });
		expect(form?.text('a')).toBe('x');
		expect(form?.moment('at')).toBe('2027-03-14T09:00:00+09:00');
		expect(refusalOf(() => form?.text('bad'))[0]).toMatch(/^group\.bad is a list/);
	});

	it('knows which of its fields is an expression', () => {
		const form = group({ entry: { a: '', b: '' } }, { entry: { a: '={{ x }}', b: '' } });
		expect(refusalOf(() => form?.filterKeys('a'))).toHaveLength(1);
		expect(form?.filterKeys('b')).toBeUndefined();
	});

	it.each([undefined, null, {}, { entry: undefined }, { entry: null }])(
		'is not there if it is %j',
		(value) => {
			expect(group(value)).toBeUndefined();
		},
	);

	it.each(['x', [1], { entry: 'x' }, { entry: [1] }])('is refused if it is %j', (value) => {
		expect(refusalOf(() => group(value))).toEqual([
			expect.stringMatching(/^group is ("x"|a list), and must be an object$/),
		]);
	});
});

describe('a list', () => {
	const field = {
		name: 'cards',
		displayName: 'Cards',
		entry: 'card',
		entryName: 'Card',
		description: '',
		values: ['title', 'webUrl'].map((name) => ({
			displayName: name,
			name,
			type: 'string' as const,
			default: '',
		})),
		example: '[]',
		initial: {},
	};
	const listOf = (value: unknown, raw: unknown = value) =>
		new Form(new MemberSource({ cards: value }, { cards: raw }, 'Asia/Tokyo')).list(field);
	const titles = (forms: readonly Form[]) => forms.map((form) => form.text('title'));

	it('has its entries, filled in one by one', () => {
		expect(titles(listOf({ card: [{ title: 'a' }, { title: 'b' }] }))).toEqual(['a', 'b']);
		expect(listOf({ card: [] })).toEqual([]);
		expect(listOf({})).toEqual([]);
		expect(listOf(undefined)).toEqual([]);
		expect(listOf('', '')).toEqual([]);
	});

	it('names the entry of a field that is refused, and knows expressions in it', () => {
		const [, second] = listOf(
			{ card: [{}, { title: [1], at: '2027-03-14T09:00', keys: '', others: '' }] },
			{ card: [{}, { title: '={{ x }}', keys: '={{ x }}', others: '' }] },
		);
		expect(refusalOf(() => second?.text('title'))[0]).toMatch(/^cards\.1\.title is a list/);
		expect(second?.moment('at')).toBe('2027-03-14T09:00:00+09:00');
		expect(refusalOf(() => second?.filterKeys('keys'))).toHaveLength(1);
		expect(second?.filterKeys('others')).toBeUndefined();
	});

	it('may be given whole, as JSON or as a value', () => {
		for (const value of ['[{"title":"a"},{"title":"b"}]', [{ title: 'a' }, { title: 'b' }]]) {
			const forms = listOf(value, '={{ $json.cards }}');
			expect(titles(forms)).toEqual(['a', 'b']);
			expect(refusalOf(() => forms[1]?.filterKeys('title'))).toEqual([]);
		}
		const [, second] = listOf([{}, { title: [1], at: '2027-03-14T09:00' }].slice(0, 1), '=x');
		expect(second).toBeUndefined();
	});

	it('given whole refuses what an entry cannot have, and names it', () => {
		expect(refusalOf(() => listOf([{ title: 'a' }, { titel: 'b' }], '=x'))).toEqual([
			'cards.1 cannot have "titel". It can have title, webUrl',
		]);
		expect(refusalOf(() => listOf([{ web_url: 'b' }], '=x'))).toEqual([
			'cards.0 cannot have "web_url". Did you mean webUrl?',
		]);
		expect(refusalOf(() => listOf([{ title: [1] }], '=x')[0]?.text('title'))[0]).toMatch(
			/^cards\.0\.title is a list/,
		);
	});

	it.each<[unknown, string]>([
		[{ other: [] }, 'cards must be a list: [ { … } ]'],
		[{ card: 'x' }, 'cards must be a list: [ { … } ]'],
		['{"title":"a"}', 'cards must be a list: [ { … } ]'],
		[[{ title: 'a' }, 'x'], 'cards must be a list of objects, and entry 2 is "x"'],
		['', 'cards is empty: its expression found nothing'],
	])('is refused if it is %j', (value, refusal) => {
		expect(refusalOf(() => listOf(value, '={{ $json.cards }}'))).toEqual([refusal]);
	});

	it('is what its JSON option says, if that was added', () => {
		const read = (members: object) =>
			readList(new Form(new MemberSource(members, members, 'UTC')), field);
		const cards = { card: [{ title: 'a' }] };
		expect(titles(read({ cards }))).toEqual(['a']);
		expect(titles(read({ cards, options: { cardsJson: '[{"title":"b"}]' } }))).toEqual(['b']);
	});
});

it('makes something of its fields once, or anew where nothing is shared', () => {
	const form = formWith('x');
	const make = jest.fn((one: Form) => one.text('field'));
	expect(form.shared(['field'], make)).toBe('x');
	expect(form.shared(['field'], make)).toBe('x');
	expect(make).toHaveBeenCalledTimes(2);
	expect(make).toHaveBeenCalledWith(form);
});
