import { Members } from '../../../infobip/inbound/members.ts';
import type { JsonObject } from '../../../infobip/json.ts';

const of = (object: JsonObject) => new Members(object);

describe('a member', () => {
	it('is found by its name, however that is written', () => {
		for (const name of ['messageId', 'MESSAGE_ID', 'message-id', 'Message Id']) {
			const members = of({ [name]: 'm' });
			expect(members.has('messageId')).toBe(true);
			expect(members.peek('messageId')).toBe('m');
			expect(members.text('messageId')).toBe('m');
			expect(members.hasLeftovers).toBe(false);
		}
	});

	it('is the first that has the type that is asked for', () => {
		const members = of({ a: {}, b: true, c: 7, d: 'x' });
		expect(members.text('none', 'a', 'b', 'c', 'd')).toBe('7');
		expect(members.has('none', 'a')).toBe(false);
		expect(members.text('none')).toBeUndefined();
	});

	it('is read along with those that say the same, and no others', () => {
		const members = of({ a: 'x', b: 'x', c: 'y' });
		expect(members.text('a', 'b', 'c')).toBe('x');
		expect([members.has('a'), members.has('b'), members.has('c')]).toEqual([false, false, true]);
		expect(members.hasLeftovers).toBe(true);
	});

	it.each([null, '', {}, []])('is missing if it is %j', (value) => {
		const members = of({ a: value });
		expect(members.has('a')).toBe(false);
		expect(members.hasLeftovers).toBe(false);
	});

	it.each([
		[true, true],
		['TRUE', true],
		[false, false],
		['false', false],
		['maybe', undefined],
		[1, undefined],
	])('with %j is the flag %s', (value, flag) => {
		const members = of({ a: value });
		expect(members.flag('a')).toBe(flag);
		expect(members.hasLeftovers).toBe(flag === undefined);
	});

	it('is a time, or the text that is none', () => {
		expect(of({ a: '2026-03-01T12:00:00Z' }).moment('a')).toBe('2026-03-01T12:00:00.000Z');
		expect(of({ a: 'soon' }).moment('a')).toBe('soon');
	});

	it('is known to be without a use', () => {
		const members = of({ a: 1, B_c: 2 });
		members.ignore('a', 'bC');
		expect(members.hasLeftovers).toBe(false);
	});

	it('leaves a second one of its name unread', () => {
		const members = of({ a: 1, A: 2 });
		expect(members.number('a')).toBe(1);
		expect(members.hasLeftovers).toBe(true);
	});
});

describe('an object in a member', () => {
	it('leaves over what is not read in it', () => {
		const members = of({ a: { b: 1, c: 2 } });
		const inner = members.object('a');
		expect(inner.number('b')).toBe(1);
		expect(members.hasLeftovers).toBe(true);
		inner.ignore('c');
		expect(members.hasLeftovers).toBe(false);
	});

	it('is empty if there is none', () => {
		const members = of({ a: 'x' });
		expect(members.object('a', 'b').has('x')).toBe(false);
		expect(members.peek('a')).toBe('x');
	});
});

describe('a list in a member', () => {
	const texts = (members: Members) => members.list('a').map((one) => one.text('text'));

	it('has its texts and objects, without what is empty', () => {
		const members = of({ a: ['x', 7, null, '', {}, { text: 'y' }] });
		expect(texts(members)).toEqual(['x', '7', 'y']);
		expect(members.hasLeftovers).toBe(false);
	});

	it('may be a single value', () => {
		expect(texts(of({ a: 'x' }))).toEqual(['x']);
		expect(texts(of({}))).toEqual([]);
	});

	it('leaves over an element that is neither', () => {
		const members = of({ a: [['x']] });
		expect(texts(members)).toEqual([undefined]);
		expect(members.hasLeftovers).toBe(true);
	});
});
