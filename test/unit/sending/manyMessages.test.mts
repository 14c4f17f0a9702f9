/**
 * In which order messages leave, how many requests are under way at once, which message a refusal is
 * about, and how long is waited. What is said of each message is held against the ledger in
 * `test/truth`.
 */
import fc from 'fast-check';

import type { Transport } from '../../../infobip/call/client.ts';
import { ApiError, OutcomeUnknown } from '../../../infobip/errors.ts';
import type { OutboundMessage } from '../../../infobip/message/message.ts';
import type { Outcome, Outcomes, SendingOptions } from '../../../infobip/sending/outcome.ts';
import { sendAll } from '../../../infobip/sending/sendAll.ts';
import type { FaultRule } from '../../../sandbox/server.mts';
import { PAGE, VirtualInfobip } from '../../truth/VirtualInfobip.mts';
import { fakePatience, sendingOptions } from './sendingOptions.mts';

type SenderKind = 'page' | 'application';

/** Longer than Infobip accepts. The limits of our own are checked before `sendAll`. */
const TOO_LONG = 'x'.repeat(2001);

let infobip: VirtualInfobip;
let applicationKey: string;

beforeAll(async () => {
	infobip = await VirtualInfobip.start();
});

afterAll(async () => {
	await infobip.sandbox.close();
});

const reset = (): void => {
	infobip.sandbox.reset();
	infobip.sandbox.clearRequests();
	applicationKey = infobip.sandbox.addApplication();
};

beforeEach(reset);

const userKeyOf = (person: number): string => `24060000000000${String(person).padStart(2, '0')}`;

const toPerson = (person: number, text: string, from: SenderKind = 'page'): OutboundMessage => ({
	sender:
		from === 'page' ? { kind: 'page', id: PAGE } : { kind: 'application', key: applicationKey },
	recipient: { kind: 'userKey', value: userKeyOf(person) },
	content: { type: 'text', text },
	options: {},
});

/** A message to each of so many people. */
const people = (count: number, from?: SenderKind): OutboundMessage[] =>
	Array.from({ length: count }, (_, person) => toPerson(person, `t${person}`, from));

interface Run {
	readonly outcomes: Outcomes;
	/** The most requests that were under way at once. */
	readonly mostUnderWay: number;
}

/** Sends items of one part each. */
async function send(
	messages: readonly OutboundMessage[],
	choice: Partial<SendingOptions> = {},
): Promise<Run> {
	let underWay = 0;
	let mostUnderWay = 0;
	const transport: Transport = async (request) => {
		mostUnderWay = Math.max(mostUnderWay, ++underWay);
		return await infobip.transport(request).finally(() => underWay--);
	};
	const items = messages.map((message) => [message]);
	const outcomes = await sendAll(transport, items, sendingOptions(choice));
	return { outcomes, mostUnderWay };
}

/** Texts that Infobip has accepted, in its order. */
const accepted = (person?: number): string[] =>
	infobip.sandbox
		.accepted()
		.filter(({ to }) => person === undefined || to === userKeyOf(person))
		.map(({ content }) => (content as { text: string }).text);

const isSent = (outcome: Outcome | undefined): boolean =>
	outcome !== undefined && 'sent' in outcome;

const errorAt = (outcomes: Outcomes, item: number): unknown => {
	const outcome = outcomes[item];
	return outcome && 'error' in outcome ? outcome.error : undefined;
};

const sends = (): number =>
	infobip.sandbox.requests().filter(({ method }) => method === 'POST').length;

/** Milliseconds that requests take, in turn: those that overtake others show what is not in order. */
const delays = fc.array(fc.constantFrom(0, 2, 5, 15), { minLength: 1, maxLength: 6 });

const slowly = (delaysMs: readonly number[]): FaultRule[] =>
	Array.from({ length: 30 }, (_, place) => ({ delayMs: delaysMs[place % delaysMs.length]! }));

describe.each(['page', 'application'] as const)('order, from a sender of kind %s', (from) => {
	it('each person’s messages are accepted in their order, once, within the limit of requests', async () => {
		const trouble = fc.oneof(
			{ weight: 4, arbitrary: fc.constant<FaultRule>({}) },
			fc.constantFrom<FaultRule>(
				{ status: 503, after: false, headers: { 'retry-after': '1' } },
				{ status: 429 },
			),
			...(from === 'page'
				? [fc.constantFrom<FaultRule>({ reset: 'before' }, { reset: 'after' })]
				: []),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.nat(4), { maxLength: 30 }),
				// Bounded, so that no message runs out of time.
				fc.array(trouble, { maxLength: 2 }),
				delays,
				fc.integer({ min: 1, max: 7 }),
				fc.integer({ min: 1, max: 7 }),
				async (persons, troubles, delaysMs, batchSize, parallel) => {
					reset();
					infobip.play(
						'POST',
						slowly(delaysMs).map((slow, place) => ({ ...slow, ...troubles[place] })),
					);
					const messages = persons.map((person, item) => toPerson(person, `t${item}`, from));
					const retryPolicy = infobip.retryPolicy(600);
					const run = await send(messages, { batchSize, parallel, retryPolicy });
					expect(run.outcomes.filter((outcome) => !isSent(outcome))).toEqual([]);
					expect(run.mostUnderWay).toBeLessThanOrEqual(parallel);
					for (const person of new Set(persons)) {
						const own = persons.flatMap((to, item) => (to === person ? [`t${item}`] : []));
						expect(accepted(person)).toEqual(own);
					}
				},
			),
			{ numRuns: 100 },
		);
	});

	it('no message to a person leaves after one to them that failed', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.nat(3), { maxLength: 20 }),
				fc.uniqueArray(fc.nat(19), { maxLength: 3 }),
				delays,
				fc.integer({ min: 1, max: 5 }),
				fc.integer({ min: 1, max: 5 }),
				async (persons, refused, delaysMs, batchSize, parallel) => {
					reset();
					infobip.play('POST', slowly(delaysMs));
					const messages = persons.map((person, item) =>
						toPerson(person, refused.includes(item) ? TOO_LONG : `t${item}`, from),
					);
					const { outcomes } = await send(messages, { batchSize, parallel });
					for (const person of new Set(persons)) {
						const own = outcomes.filter((_, item) => persons[item] === person).map(isSent);
						expect(own).toEqual([...own].sort((one, other) => Number(other) - Number(one)));
					}
					expect(accepted()).toHaveLength(outcomes.filter(isSent).length);
				},
			),
			{ numRuns: 100 },
		);
	});
});

it('a request waits for a custom body that names the same person itself', async () => {
	infobip.play('POST', [{ delayMs: 30 }]);
	const destinations = [{ to: userKeyOf(1), messageId: 'mine' }];
	const content = { type: 'TEXT', text: 't0' };
	const body = { messages: [{ sender: PAGE, destinations, content }] };
	const custom: OutboundMessage = {
		...toPerson(0, ''),
		recipient: undefined,
		content: { type: 'custom', body },
	};
	const { mostUnderWay } = await send([custom, toPerson(1, 't1')]);
	expect(accepted()).toEqual(['t0', 't1']);
	expect(mostUnderWay).toBe(1);
});

it.each<[string, Partial<OutboundMessage>]>([
	['another schedule', { options: { bulkId: 'spring' } }],
	[
		'a custom body',
		{ content: { type: 'custom', body: { content: { type: 'TEXT', text: 't1' } } } },
	],
])('a message with %s travels in another request, in its turn', async (_, change) => {
	const messages = people(3).map((one, person) => (person === 1 ? { ...one, ...change } : one));
	await send(messages, { parallel: 1 });
	expect(sends()).toBe(3);
	expect(accepted()).toEqual(['t0', 't1', 't2']);
});

describe.each(['page', 'application'] as const)('concurrency, from a sender of kind %s', (from) => {
	it('as many requests as allowed are under way at once, and no more', async () => {
		infobip.sandbox.addFaults({ delayMs: 10 });
		const { mostUnderWay, outcomes } = await send(people(50, from), { batchSize: 1, parallel: 7 });
		expect(mostUnderWay).toBe(7);
		expect(outcomes.filter(isSent)).toHaveLength(50);
	});

	it('a failure starts nothing more, and what is under way keeps its result', async () => {
		infobip.play('POST', [{ status: 403 }, { delayMs: 30 }, { delayMs: 30 }]);
		const { outcomes } = await send(people(9, from), { batchSize: 1, parallel: 3 });
		expect(outcomes.map(isSent)).toEqual([false, true, true, ...Array<boolean>(6).fill(false)]);
		expect(errorAt(outcomes, 0)).toBeInstanceOf(ApiError);
		expect(outcomes.slice(3)).toEqual(Array(6).fill(undefined));
		expect(sends()).toBe(3);
	});
});

describe('refusals of a request with several messages', () => {
	const goOn = { stopOnFailure: false };

	it('are about the messages that Infobip names; the rest is sent', async () => {
		const messages = people(5).map((message, person) =>
			person === 1 || person === 3 ? toPerson(person, TOO_LONG) : message,
		);
		const { outcomes } = await send(messages, goOn);
		expect(accepted()).toEqual(['t0', 't2', 't4']);
		expect(sends()).toBe(2);
		expect(outcomes.map(isSent)).toEqual([true, false, true, false, true]);
		for (const person of [1, 3]) {
			const error = errorAt(outcomes, person);
			expect(error).toBeInstanceOf(ApiError);
			expect(error).toMatchObject({
				task: `send the message to ${userKeyOf(person)}`,
				refusal: {
					violations: [{ property: `messages[${person}].content.text`, field: ['text'] }],
				},
			});
		}
	});

	it('are about all of its messages if Infobip names none', async () => {
		infobip.play('POST', [{ status: 403 }]);
		const { outcomes } = await send(people(4), { ...goOn, batchSize: 2, parallel: 1 });
		expect(accepted()).toEqual(['t2', 't3']);
		expect(errorAt(outcomes, 0)).toBeInstanceOf(ApiError);
		expect(errorAt(outcomes, 1)).toBeInstanceOf(ApiError);
	});
});

describe.each(['page', 'application'] as const)('waits, from a sender of kind %s', (from) => {
	it.each([429, 503])('are ever longer after a %i, up to 20 seconds', async (status) => {
		const unavailable = { status, after: false, headers: { 'retry-after': '0' } };
		infobip.play('POST', Array<FaultRule>(7).fill(unavailable));
		const retryPolicy = fakePatience(600_000);
		const { outcomes } = await send(people(1, from), { retryPolicy });
		expect(outcomes.map(isSent)).toEqual([true]);
		expect(retryPolicy.pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000]);
	});

	it('are as long as Retry-After says', async () => {
		infobip.play('POST', [{ status: 429, headers: { 'retry-after': '7' } }]);
		const retryPolicy = fakePatience(60_000);
		await send(people(1, from), { retryPolicy });
		expect(retryPolicy.pauses).toEqual([7000]);
	});

	it('do not begin if they would end after the time limit', async () => {
		infobip.play('POST', [{ status: 429, headers: { 'retry-after': '61' } }]);
		const retryPolicy = fakePatience(60_000);
		const { outcomes } = await send(people(1, from), { retryPolicy });
		expect(errorAt(outcomes, 0)).toMatchObject({ status: 429, retryAfter: 61 });
		expect(retryPolicy.pauses).toEqual([]);
	});
});

it('a message that never arrives is sent three times, each time the logs have been read', async () => {
	infobip.play('POST', Array<FaultRule>(9).fill({ reset: 'before' }));
	const { outcomes } = await send(people(1), { retryPolicy: infobip.retryPolicy(90) });
	expect(errorAt(outcomes, 0)).toBeInstanceOf(OutcomeUnknown);
	expect(sends()).toBe(3);
});

it.each([
	[true, 2],
	[false, 1],
])(
	'from an Application, a request without an answer is sent again only if that is chosen: %s',
	async (resendUnknown, count) => {
		infobip.play('POST', [{ reset: 'before' }]);
		const { outcomes } = await send(people(1, 'application'), { resendUnknown });
		expect(outcomes.map(isSent)).toEqual([resendUnknown]);
		expect(sends()).toBe(count);
	},
);
