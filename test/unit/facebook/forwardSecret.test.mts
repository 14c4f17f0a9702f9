import fc from 'fast-check';

import {
	carriesSecret,
	isSameForward,
	maskSecret,
	withSecret,
} from '../../../infobip/facebook/forwardSecret.ts';

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

describe('isSameForward', () => {
	const wanted = withSecret('https://n8n.example.com/webhook/a-1/webhook', 'f'.repeat(64));

	it.each([
		wanted,
		wanted.replace('https://n8n', 'HTTPS://N8N'),
		wanted.replace('.com/', '.com:443/'),
		wanted.replace('a-1', '%61%2d1'),
		`${wanted}#`,
	])('knows %s', (url) => {
		expect(isSameForward(url, wanted)).toBe(true);
	});

	it.each([
		wanted.replace('f?', 'e?').replace(/f$/, 'e'),
		wanted.replace('https', 'http'),
		wanted.replace('.com/', '.com:444/'),
		wanted.replace('a-1', 'A-1'),
		wanted.replace('/a-1', '%2Fa-1'),
		`${wanted}&x=1`,
		wanted.slice(0, 40),
		'',
	])('tells %s from it', (url) => {
		expect(isSameForward(url, wanted)).toBe(false);
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
				const forwardUrl = withSecret(url, text);
				for (const shown of [forwardUrl, `POST to ${forwardUrl}`, encodeURIComponent(forwardUrl)]) {
					expect(maskSecret(shown)).not.toContain(text);
				}
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
