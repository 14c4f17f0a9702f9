import fc from 'fast-check';

import { DISTORTIONS, TRANSFERS } from '../../sandbox/server.mts';
import type { FaultRule } from '../../sandbox/server.mts';

/** Every status that a server, a gateway or a proxy may answer. */
const STATUSES = [
	201, 202, 203, 204, 205, 206, 207, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402,
	403, 404, 405, 406, 408, 409, 410, 413, 415, 418, 421, 422, 423, 424, 425, 428, 429, 431, 444,
	449, 451, 460, 498, 499, 500, 501, 502, 503, 504, 505, 507, 508, 509, 511, 520, 522, 523, 524,
	525, 526, 527, 529, 530, 598, 599,
];
/** These say that nothing was done; a server that lies about that cannot be seen through. */
const SAYS_NO = (status: number): boolean =>
	status === 429 || (status >= 400 && status < 500 && status !== 408 && status !== 499);

const RETRY_AFTER = [
	'0',
	'1',
	'-5',
	'NaN',
	'0.2',
	'3, 1',
	'+2',
	'1e3',
	'0x10',
	'Infinity',
	'-0',
	' ',
	'2;',
	'2 seconds',
	'Wed, 21 Oct 2015 07:28:00 GMT',
	'Wed, 99 Oct 2015 07:28:00 GMT',
	'Fri, 31 Dec 9999 23:59:59 GMT',
	'2015-10-21T07:28:00Z',
	'99999999',
];
/** A blank one names no time. */
const namesTime = (retryAfter: string | undefined): boolean => (retryAfter ?? '').trim() !== '';

const aStatus: fc.Arbitrary<FaultRule> = fc
	.record({
		status: fc.constantFrom(...STATUSES),
		after: fc.boolean(),
		retryAfter: fc.option(fc.constantFrom(...RETRY_AFTER), { nil: undefined }),
	})
	.map(({ status, after, retryAfter }) => ({
		status,
		// A 503 that names a time to come back says no, too.
		after: after && !SAYS_NO(status) && !(status === 503 && namesTime(retryAfter)),
		...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
	}));

const when = fc.constantFrom('before' as const, 'after' as const);

/** What the sandbox can do to one request that sends, before or after it has acted. */
export const aMishap: fc.Arbitrary<FaultRule> = fc.oneof(
	{ weight: 3, arbitrary: aStatus },
	{ weight: 2, arbitrary: when.map((reset) => ({ reset })) },
	{ weight: 1, arbitrary: when.map((hang) => ({ hang })) },
	{ weight: 1, arbitrary: fc.constantFrom<FaultRule>({ stall: true }, { dripMs: 20 }) },
	{ weight: 1, arbitrary: fc.constant({ malformed: true }) },
	{ weight: 5, arbitrary: fc.constantFrom(...DISTORTIONS).map((distort) => ({ distort })) },
	{ weight: 2, arbitrary: fc.constantFrom(...TRANSFERS).map((transfer) => ({ transfer })) },
);

/** Requests that go well among those that do not. */
export const someMishaps = fc.array(fc.option(aMishap, { nil: undefined }), { maxLength: 6 });
