import fc from 'fast-check';

import { carriesSecret, maskSecret, withSecret } from '../../../infobip/facebook/forwardSecret.ts';

const secret = fc.stringMatching(/^[0-9a-f]{64}$/);
/** An address that does not hold the secret by itself. */
const address = fc.webUrl({ withQueryParameters: true, withFragments: true });

const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

describe('withSecret', () => {
	it('adds the secret to what the address has already', () => {
		expect(withSecret('https://n8n.example.com/webhook/a', 'abc')).toBe(
			'https://n8n.example.com/webhook/a?secret=abc',
		);
		expect(withSecret('https://n8n.example.com/webhook/a?x=1', 'abc')).toBe(
			'https://n8n.example.com/webhook/a?x=1&secret=abc',
		);
	});

	it('makes an address whose call is let in', () => {
		fc.assert(
			fc.property(address, fc.string({ unit: 'binary', minLength: 1 }), (url, text) => {
				expect(carriesSecret(queryOf(withSecret(url, text)), text)).toBe(true);
			}),
		);
	});
});

describe('carriesSecret', () => {
	it('is true for the exact secret only', () => {
		fc.assert(
			fc.property(secret, fc.oneof(secret, fc.string()), (right, given) => {
				expect(carriesSecret({ secret: right }, right)).toBe(true);
				expect(carriesSecret({ secret: given }, right)).toBe(given === right);
			}),
		);
	});

	it('is false for what is almost the secret', () => {
		fc.assert(
			fc.property(secret, fc.nat(63), (right, place) => {
				const other = right[place] === '0' ? '1' : '0';
				const almost = [
					right.slice(0, place) + other + right.slice(place + 1),
					right.slice(0, place),
					right + other,
					` ${right}`,
					`${right} `,
					`${right}\0`,
				];
				expect(almost.some((given) => carriesSecret({ secret: given }, right))).toBe(false);
			}),
		);
	});

	it('minds the case', () => {
		expect(carriesSecret({ secret: 'ABC' }, 'abc')).toBe(false);
		expect(carriesSecret({ Secret: 'abc' }, 'abc')).toBe(false);
	});

	it.each([
		[{}],
		[{ secret: undefined }],
		[{ secret: null }],
		[{ secret: '' }],
		[{ secret: ['abc'] }],
		[{ secret: ['abc', 'abc'] }],
		[{ secret: new String('abc') }],
		[{ token: 'abc' }],
	])('is false for the query %j', (query) => {
		expect(carriesSecret(query, 'abc')).toBe(false);
	});

	it.each([undefined, ''])('is false for every call where the stored secret is %j', (stored) => {
		for (const query of [{}, { secret: '' }, { secret: 'undefined' }, { secret: undefined }]) {
			expect(carriesSecret(query, stored)).toBe(false);
		}
	});
});

describe('maskSecret', () => {
	it('shows the address without the secret', () => {
		expect(maskSecret('https://n8n.example.com/webhook/a?x=1&secret=abc')).toBe(
			'https://n8n.example.com/webhook/a?x=1&secret=***',
		);
	});

	it.each([
		'https://example.com/a',
		'https://example.com/a?x=1',
		'https://example.com/a?x=%20y',
		'no address',
		'',
	])('leaves %j as it is', (url) => {
		expect(maskSecret(url)).toBe(url);
	});

	it('never shows the secret', () => {
		fc.assert(
			fc.property(address, secret, (url, text) => {
				expect(maskSecret(withSecret(url, text))).not.toContain(text);
			}),
		);
	});

	it.each([
		['written twice', 'https://example.com/?secret=0123abcd&secret=0123abcd'],
		['in an escaped name', 'https://example.com/?s%65cret=0123abcd'],
		['before a fragment', 'https://example.com/?secret=0123abcd#top'],
		['behind an empty part', 'https://example.com/?&&secret=0123abcd'],
	])('does not show a secret that is %s', (_, url) => {
		expect(maskSecret(url)).not.toContain('0123abcd');
	});
});
