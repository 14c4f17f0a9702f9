import fc from 'fast-check';

import {
	customerKey,
	fromQuery,
	messageIdOf,
	parseReference,
	payloadOf,
	runKey,
	toQuery,
	waitingPath,
} from '../../../infobip/conversation/reference.ts';
import type { Reference } from '../../../infobip/conversation/reference.ts';

const hex = (length: number) =>
	fc.string({
		unit: fc.constantFrom('0', '1', '7', '9', 'a', 'c', 'f'),
		minLength: length,
		maxLength: length,
	});

const nodeId = fc.oneof(
	fc.uuid(),
	fc.string({ unit: 'grapheme', minLength: 1 }).filter((id) => !/^\.+$/.test(id)),
);

const reference: fc.Arbitrary<Reference> = fc.record({
	executionId: fc.integer({ min: 1, max: 2 ** 40 }).map(String),
	nodeId,
	run: fc
		.string()
		.map(runKey)
		.filter((run) => run !== ''),
	askedAt: fc.integer({ min: 1, max: 4_000_000_000 }),
	customer: hex(12),
	step: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant('reason' as const)),
	signature: hex(64),
});

describe('the reference of a question', () => {
	it('comes back from a message id and from a payload as it was', () => {
		fc.assert(
			fc.property(reference, fc.string({ unit: 'binary', minLength: 1 }), (one, value) => {
				const id = messageIdOf(one);
				if (id !== undefined) expect(parseReference(id)).toEqual(one);
				expect(parseReference(payloadOf({ ...one, value }))).toEqual({ ...one, value });
				expect(fromQuery(toQuery({ ...one, value }))).toEqual({
					run: one.run,
					askedAt: one.askedAt,
					customer: one.customer,
					step: one.step,
					value,
				});
			}),
		);
	});

	it('fits into a message id with the ids that n8n and the AI services give', () => {
		const one: Reference = {
			executionId: '1234567890',
			nodeId: '6b1f1c1e-0000-4000-8000-000000000000',
			run: runKey('toolu_01A09q90qw90lq917835lq9'),
			askedAt: 1_790_000_000,
			customer: 'a'.repeat(12),
			step: 3,
			signature: 'f'.repeat(64),
		};
		expect(messageIdOf(one)?.length).toBeLessThanOrEqual(200);
		expect(messageIdOf({ ...one, nodeId: 'x'.repeat(100) })).toBeUndefined();
	});

	it('is read from nothing else, and nothing leads out of the waiting path', () => {
		const base = 'https://n8n.example.com/webhook-waiting';
		const messed = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc
				.tuple(reference, fc.nat(), fc.string({ unit: 'binary', maxLength: 8 }))
				.map(([one, at, junk]) => {
					const text = payloadOf({ ...one, value: 'x' });
					const place = at % text.length;
					return text.slice(0, place) + junk + text.slice(place + junk.length);
				}),
			reference.map((one) => payloadOf({ ...one, value: 'x' }).replace(/[^.]+:x$/, '..%2f..:x')),
			reference.map((one) => payloadOf({ ...one, value: 'x' }).replace(/[^.]+:x$/, '%2e%2e:x')),
			reference.map((one) => payloadOf({ ...one, value: 'x' }).replace(/[^.]+:x$/, '..:x')),
		);
		fc.assert(
			fc.property(messed, (text) => {
				const read = parseReference(text);
				if (read === undefined) return;
				const url = new URL(`${base}${waitingPath(read)}`);
				expect(url.origin).toBe('https://n8n.example.com');
				expect(url.pathname).toBe(
					`/webhook-waiting/${read.executionId}/${encodeURIComponent(read.nodeId)}`,
				);
				expect(read.executionId).toMatch(/^\d+$/);
			}),
			{ numRuns: 2000 },
		);
	});

	it.each(['..', '.', '%2e%2e', 'a/b', 'a?b', 'a#b', '%2', '%zz'])(
		'refuses the node id %s',
		(id) => {
			const written = `ask1.7.abc.${'0'.repeat(12)}.0.${'0'.repeat(64)}.0.${id}`;
			expect(parseReference(written)).toBeUndefined();
			expect(
				parseReference(`ask1.7.abc.${'0'.repeat(12)}.0.${'0'.repeat(64)}.0.node`),
			).toBeDefined();
		},
	);

	it('tells customers and Pages apart', () => {
		const page = (id: string) => ({ kind: 'page', id }) as const;
		const application = (key: string) => ({ kind: 'application', key }) as const;
		expect(customerKey(page('1'), '23')).not.toBe(customerKey(page('12'), '3'));
		expect(customerKey(page('1'), '23')).not.toBe(customerKey(page('1'), '24'));
		expect(customerKey(application('A'), '23')).toBe(customerKey(application('B'), '23'));
	});
});
