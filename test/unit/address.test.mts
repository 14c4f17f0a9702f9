import fc from 'fast-check';

import {
	isInternal,
	isLoopback,
	isOnOwnNetwork,
	normalizeBaseUrl,
	parseHttpUrl,
} from '../../infobip/address.ts';

const urlOf = (host: string): URL => new URL(`http://${host}/file`);

describe('isOnOwnNetwork', () => {
	it.each([
		'http://127.0.0.1',
		'http://[::1]',
		'http://10.1.2.3',
		'http://172.16.0.1',
		'http://192.168.1.1',
		'http://100.64.0.1',
		'http://169.254.1.1',
		'http://[fd00::1]',
		'http://[fe80::1]',
		'http://sandbox:8787',
		'http://infobip.internal',
		'http://localhost',
	])('%s is', (text) => {
		expect(isOnOwnNetwork(new URL(text))).toBe(true);
	});

	it.each([
		'http://203.0.113.7',
		'http://8.8.8.8',
		'http://api.infobip.com',
		'http://240.0.0.1',
		'http://[2001:db8::1]',
		'http://[2a00::1]',
	])('%s is not', (text) => {
		expect(isOnOwnNetwork(new URL(text))).toBe(false);
	});
});

describe('normalizeBaseUrl', () => {
	it.each([
		['https://xxxxx.api.infobip.com', 'https://xxxxx.api.infobip.com'],
		['https://xxxxx.api.infobip.com/', 'https://xxxxx.api.infobip.com'],
		['https://xxxxx.api.infobip.com////', 'https://xxxxx.api.infobip.com'],
		['xxxxx.api.infobip.com', 'https://xxxxx.api.infobip.com'],
		['xxxxx.api.infobip.com//', 'https://xxxxx.api.infobip.com'],
		['  xxxxx.api.infobip.com/ \n', 'https://xxxxx.api.infobip.com'],
		['HTTPS://XXXXX.api.Infobip.com/', 'https://xxxxx.api.infobip.com'],
		['https://gateway.example.com//infobip//', 'https://gateway.example.com/infobip'],
		['http://proxy.example.com:8080/', 'http://proxy.example.com:8080'],
		['localhost:4000', 'http://localhost:4000'],
		['127.0.0.1:4000/', 'http://127.0.0.1:4000'],
		['[::1]:4000', 'http://[::1]:4000'],
		['https://localhost:4000', 'https://localhost:4000'],
		['api.infobip.com:8443', 'https://api.infobip.com:8443'],
	])('makes of %j: %s', (text, expected) => {
		expect(normalizeBaseUrl(text)).toBe(expected);
	});

	it.each([
		'',
		'   ',
		'/',
		'ftp://api.infobip.com',
		'file:///etc/hosts',
		'javascript://api.infobip.com/%0Aalert(1)',
		'https://api.infobip.com?x=1',
		'https://api.infobip.com/#top',
		'two words',
		'https://exa mple.com',
	])('makes nothing of %j', (text) => {
		expect(normalizeBaseUrl(text)).toBeUndefined();
	});

	it.each(['https://', 'http://', 'https:/', 'https:'])(
		'makes nothing of a scheme alone: %j',
		(text) => {
			expect(normalizeBaseUrl(text)).toBeUndefined();
		},
	);

	it('does not take a scheme that lacks a slash for a host', () => {
		expect(normalizeBaseUrl('https:/api.infobip.com') ?? '').not.toMatch(/^https?:\/\/https\b/);
	});

	it('drops a login that was pasted with the address', () => {
		expect(normalizeBaseUrl('https://user:pass@api.infobip.com/')).toBe('https://api.infobip.com');
	});

	const slashes = fc.stringMatching(/^[/\\]{0,5}$/);
	const pasted = fc
		.tuple(
			fc.constantFrom('', 'https://', 'http://', 'HTTPS:///', ' https://'),
			fc.constantFrom(
				'api.infobip.com',
				'localhost',
				'127.0.0.1',
				'[::1]',
				'x1.api.infobip.com:8443',
			),
			fc.array(fc.tuple(slashes, fc.constantFrom('a', '.', '..', '%2F', ' ', 'b c', 'é'))),
			slashes,
			fc.constantFrom('', ' ', '\n', '\t '),
		)
		.map(([scheme, host, segments, end, space]) =>
			[scheme, host, '/', ...segments.flat(), end, space].join(''),
		);

	it('never has // after the scheme, nor a slash at the end', () => {
		fc.assert(
			fc.property(fc.oneof(pasted, fc.string(), fc.webUrl()), (text) => {
				const baseUrl = normalizeBaseUrl(text);
				if (baseUrl === undefined) return;
				expect(baseUrl).toMatch(/^https?:\/\/[^/]/);
				expect(baseUrl.replace(/^https?:\/\//, '')).not.toContain('//');
				expect(baseUrl.endsWith('/')).toBe(false);
				expect(URL.canParse(`${baseUrl}/facebook/1/single`)).toBe(true);
			}),
			{ numRuns: 1000 },
		);
	});

	it('leaves what it made as it is', () => {
		fc.assert(
			fc.property(pasted, (text) => {
				const baseUrl = normalizeBaseUrl(text);
				expect(baseUrl === undefined ? undefined : normalizeBaseUrl(baseUrl)).toBe(baseUrl);
			}),
		);
	});
});

describe('parseHttpUrl', () => {
	it.each([
		'https://example.com',
		'http://example.com/a?b#c',
		'HTTP://EXAMPLE.COM',
		'http://[::1]',
	])('takes %s', (text) => {
		expect(parseHttpUrl(text)).toBeInstanceOf(URL);
	});

	it.each([
		'',
		'example.com',
		'//example.com',
		'/path',
		'https://',
		'ftp://example.com',
		'data:text/plain,a',
		'javascript:alert(1)',
		'mailto:a@example.com',
	])('does not take %j', (text) => {
		expect(parseHttpUrl(text)).toBeUndefined();
	});
});

type Octets = readonly [number, number, number, number];

const octet = fc.nat(255);
const between = (min: number, max: number) => fc.integer({ min, max });

const loopbackIpv4 = fc.tuple(fc.constant(127), octet, octet, octet);
/** RFC 1918, RFC 3927 (link local) and RFC 6598 (carrier NAT). */
const privateIpv4 = fc.oneof(
	fc.tuple(fc.constant(10), octet, octet, octet),
	fc.tuple(fc.constant(172), between(16, 31), octet, octet),
	fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
	fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
	fc.tuple(fc.constant(100), between(64, 127), octet, octet),
	fc.tuple(fc.constant(0), octet, octet, octet),
	fc.tuple(between(224, 255), octet, octet, octet),
);
/** Wholly public first octets, and the neighbours of the private ranges. */
const publicIpv4 = fc.oneof(
	fc.tuple(
		fc.constantFrom(1, 8, 9, 11, 31, 126, 128, 171, 173, 191, 193, 223),
		octet,
		octet,
		octet,
	),
	fc.tuple(fc.constant(172), fc.oneof(between(0, 15), between(32, 255)), octet, octet),
	fc.tuple(fc.constant(192), fc.constantFrom(167, 169), octet, octet),
	fc.tuple(fc.constant(169), fc.constantFrom(253, 255), octet, octet),
	fc.tuple(fc.constant(100), fc.oneof(between(0, 63), between(128, 255)), octet, octet),
);

const hex = (number: number): string => `0x${number.toString(16)}`;
const octal = (number: number): string => `0${number.toString(8)}`;
const whole = ([a, b, c, d]: Octets): number => ((a * 256 + b) * 256 + c) * 256 + d;
const spellings: ReadonlyArray<(octets: Octets) => string> = [
	(octets) => octets.join('.'),
	(octets) => octets.map(hex).join('.'),
	(octets) => octets.map(octal).join('.'),
	([a, b, c, d]) => [hex(a), octal(b), c, hex(d).toUpperCase()].join('.'),
	([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
	([a, b, c, d]) => `${hex(a)}.${octal(b)}.${c * 256 + d}`,
	(octets) => String(whole(octets)),
	(octets) => hex(whole(octets)),
	(octets) => octal(whole(octets)),
	(octets) => `${octets.join('.')}.`,
	(octets) => octets.join('.').replace(/\d/g, (digit) => `%3${digit}`),
	(octets) => octets.join('。'),
	(octets) => `8.8.8.8@${octets.join('.')}`,
	(octets) => `user:example.com@${octets.join('.')}:8080`,
];
const spelled = fc.constantFrom(...spellings);

const mapped = ([a, b, c, d]: Octets): string[] => {
	const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
	return [
		`[::ffff:${a}.${b}.${c}.${d}]`,
		`[::FFFF:${high}:${low}]`,
		`[0:0:0:0:0:ffff:${high}:${low}]`,
		`[0000:0000:0000:0000:0000:ffff:${a}.${b}.${c}.${d}]`,
	];
};

describe('isLoopback and isInternal', () => {
	it('know loopback however it is spelled', () => {
		fc.assert(
			fc.property(loopbackIpv4, spelled, (octets, spell) => {
				const url = urlOf(spell(octets));
				expect([url.href, isLoopback(url), isInternal(url)]).toEqual([url.href, true, true]);
			}),
		);
	});

	it('know private addresses however they are spelled, and that they are not loopback', () => {
		fc.assert(
			fc.property(privateIpv4, spelled, (octets, spell) => {
				const url = urlOf(spell(octets));
				expect([url.href, isLoopback(url), isInternal(url)]).toEqual([url.href, false, true]);
			}),
		);
	});

	it('let public addresses be, however they are spelled', () => {
		fc.assert(
			fc.property(publicIpv4, spelled, (octets, spell) => {
				const url = urlOf(spell(octets));
				expect([url.href, isLoopback(url), isInternal(url)]).toEqual([url.href, false, false]);
			}),
		);
	});

	it('know IPv4 addresses that are written as IPv6', () => {
		fc.assert(
			fc.property(loopbackIpv4, (octets) => {
				for (const host of mapped(octets)) expect(isLoopback(urlOf(host))).toBe(true);
			}),
		);
		fc.assert(
			fc.property(privateIpv4, (octets) => {
				for (const host of mapped(octets)) {
					expect(isInternal(urlOf(host))).toBe(true);
					expect(isLoopback(urlOf(host))).toBe(false);
				}
			}),
		);
	});

	const group = fc.nat(0xffff).map((number) => number.toString(16));
	const groups = (count: number) =>
		fc.array(group, { minLength: count, maxLength: count }).map((parts) => parts.join(':'));

	it('know unique local and link local IPv6', () => {
		const first = fc.oneof(between(0xfc00, 0xfdff), between(0xfe80, 0xfebf));
		fc.assert(
			fc.property(first, groups(7), (number, rest) => {
				expect(isInternal(urlOf(`[${number.toString(16)}:${rest}]`))).toBe(true);
			}),
		);
	});

	it('let public IPv6 be', () => {
		fc.assert(
			fc.property(between(0x2400, 0x2fff), groups(7), (number, rest) => {
				const url = urlOf(`[${number.toString(16)}:${rest}]`);
				expect([isLoopback(url), isInternal(url)]).toEqual([false, false]);
			}),
		);
	});

	it.each([
		'localhost',
		'LOCALHOST',
		'localhost.',
		'n8n.localhost',
		'①②⑦.0.0.1',
		'[::1]',
		'[0:0:0:0:0:0:0:1]',
		'user@localhost',
	])('take %s for loopback', (host) => {
		expect(isLoopback(urlOf(host))).toBe(true);
		expect(isInternal(urlOf(host))).toBe(true);
	});

	it.each([
		'n8n',
		'postgres:5432',
		'printer.local',
		'metadata.google.internal',
		'wiki.intranet',
		'nas.lan',
		'nas.LAN.',
		'router.home.arpa',
		'[::]',
		'0.0.0.0',
		'0',
		'10.0.0.0',
		'10.255.255.255',
		'172.16.0.0',
		'172.31.255.255',
		'192.168.0.0',
		'192.168.255.255',
		'100.64.0.0',
		'100.127.255.255',
		'169.254.169.254',
		'[::ffff:169.254.169.254]',
		'[64:ff9b::10.0.0.1]',
	])('take %s for internal', (host) => {
		expect(isInternal(urlOf(host))).toBe(true);
		expect(isLoopback(urlOf(host))).toBe(false);
	});

	it.each([
		['an IPv4-compatible address', '[::127.0.0.1]'],
		['an IPv4-compatible address', '[::10.0.0.1]'],
		['a site local address', '[fec0::1]'],
		['a multicast address', '[ff02::1]'],
	])('take %s, which the internet does not route, for internal: %s', (_, host) => {
		expect(isInternal(urlOf(host))).toBe(true);
	});

	it.each([
		'example.com',
		'xxxxx.api.infobip.com',
		'scontent.xx.fbcdn.net',
		'localhost.example.com',
		'notlocalhost.com',
		'127.0.0.1.example.com',
		'10.example.com',
		'192.168.example.com',
		'fc00.example.com',
		'local.example.com',
		'mylocal.com',
		'thelan.net',
		'example.com.',
		'8.8.8.8',
		'172.15.255.255',
		'172.32.0.0',
		'9.255.255.255',
		'11.0.0.0',
		'100.63.255.255',
		'100.128.0.0',
		'192.169.0.1',
		'223.255.255.255',
		'[2606:4700:4700::1111]',
		'127.0.0.1@example.com',
		'localhost:80@example.com',
	])('let %s be', (host) => {
		expect(isInternal(urlOf(host))).toBe(false);
		expect(isLoopback(urlOf(host))).toBe(false);
	});
});
