import fc from 'fast-check';

import { DISTORTIONS } from '../../sandbox/server.mts';
import type { FaultRule } from '../../sandbox/server.mts';

/** Every status that a server, a gateway or a proxy may answer. */
const STATUSES = [
	204, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 408, 409, 413, 422, 425, 429, 499, 500,
	501, 502, 503, 504, 507, 520, 522, 524, 529, 599,
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
	'Wed, 21 Oct 2015 07:28:00 GMT',
	'99999999',
];

const aStatus: fc.Arbitrary<FaultRule> = fc
	.record({
		status: fc.constantFrom(...STATUSES),
		after: fc.boolean(),
		retryAfter: fc.option(fc.constantFrom(...RETRY_AFTER), { nil: undefined }),
	})
	.map(({ status, after, retryAfter }) => ({
		status,
		// A 503 that names a time to come back says no, too.
		after: after && !SAYS_NO(status) && !(status === 503 && retryAfter !== undefined),
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
);

/** Requests that go well among those that do not. */
export const someMishaps = fc.array(fc.option(aMishap, { nil: undefined }), { maxLength: 6 });
