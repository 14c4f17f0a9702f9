import { InvalidInput } from '../../../infobip/errors.ts';
import { MemberSource, refuseUnknown } from '../../../nodes/form/formSource.ts';

describe('the members of a collection', () => {
	const members = new MemberSource({ a: 'x', b: 1 }, { a: '={{ x }}' }, 'Asia/Tokyo');

	it('have their values, and what is stored of them', () => {
		expect(members.read('a')).toBe('x');
		expect(members.raw('a')).toBe('={{ x }}');
		expect(members.read('c')).toBeUndefined();
		expect(members.raw('b')).toBeUndefined();
		expect(members.timeZone).toBe('Asia/Tokyo');
	});

	it('are all of the expression that gives them whole', () => {
		const whole = new MemberSource({ a: 'x' }, '={{ $json }}', 'UTC');
		expect(whole.raw('a')).toBe('={{ $json }}');
		expect(whole.raw('b')).toBeUndefined();
		expect(new MemberSource({ a: 'x' }, null, 'UTC').raw('a')).toBeNull();
	});

	it('may have members of their own', () => {
		const inner = new MemberSource({ list: [{ a: 1 }] }, { list: [{ a: '=1' }] }, 'Asia/Tokyo')
			.membersOf('list', [{ a: 1 }])
			.membersOf(0, { a: 1 });
		expect([inner.read('a'), inner.raw('a'), inner.timeZone]).toEqual([1, '=1', 'Asia/Tokyo']);
	});
});

describe('an entry with a member that no field has', () => {
	const refusal = (given: string[], known: string[]): unknown => {
		try {
			refuseUnknown(given, known, ['cards', 0]);
		} catch (error) {
			return error instanceof InvalidInput ? error.violations : error;
		}
		return undefined;
	};
	const problem = (name: string, advice: string) => [
		{ field: ['cards', 0], problem: `cannot have "${name}". ${advice}` },
	];

	it('is refused, and no other', () => {
		expect(refusal(['title'], ['title', 'url'])).toBeUndefined();
		expect(refusal([], ['title'])).toBeUndefined();
		expect(refusal(['title', 'x'], ['title', 'url'])).toEqual(
			problem('x', 'It can have title, url'),
		);
	});

	it.each([
		['Title', 'title'],
		['image_url', 'imageUrl'],
		['image-url', 'imageUrl'],
		['titel1', 'title1'],
		['tite', 'title'],
		['titlee', 'title'],
		['xtitle', 'title'],
		['tutle', 'title'],
		['', 'a'],
	])('called %j is told that %s may be meant', (name, known) => {
		const isFar = name === 'titel1';
		const advice = isFar ? 'It can have other, title1' : `Did you mean ${known}?`;
		expect(refusal([name], ['other', known])).toEqual(problem(name, advice));
	});

	it.each([
		['itle1', 'title'],
		['tilte', 'title'],
		['ti', 'title'],
		['title22', 'title'],
		['', 'ab'],
	])('called %j is not told that %s may be meant', (name, known) => {
		expect(refusal([name], [known])).toEqual(problem(name, `It can have ${known}`));
	});
});
