import fc from 'fast-check';

import type { InfobipAnswer, InfobipRequest, Transport } from '../../../infobip/call/client.ts';
import { ConnectionError, ApiError, OutcomeUnknown } from '../../../infobip/errors.ts';
import { MessageRejected } from '../../../infobip/sending/MessageRejected.ts';
import type { OutboundMessage } from '../../../infobip/message/message.ts';
import type { Outcome, Outcomes, SendingOptions } from '../../../infobip/sending/outcome.ts';
import { sendAll as sendItems } from '../../../infobip/sending/sendAll.ts';
import { fakePatience, sendingOptions } from './sendingOptions.mts';

const PAGE = '102030405060708';

/** Items of one part each. */
const sendAll = async (
	transport: Transport,
	messages: readonly OutboundMessage[],
	options: SendingOptions,
): Promise<Outcomes> =>
	await sendItems(
		transport,
		messages.map((message) => [message]),
		options,
	);

const toPerson = (
	person: string,
	text: string,
	from: 'page' | 'application' = 'page',
): OutboundMessage => ({
	sender: from === 'page' ? { kind: 'page', id: PAGE } : { kind: 'application', key: 'A1B2' },
	recipient: { kind: 'userKey', value: person },
	content: { type: 'text', text },
	options: {},
});

interface OnWire {
	readonly to: string;
	readonly messageId: string;
	readonly text: string;
}

/** The messages of a request, whichever API it is for. */
function messagesIn({ path, body = '{}' }: InfobipRequest): OnWire[] {
	const json = JSON.parse(body) as {
		to: string;
		text: string;
		messages: Array<{
			destinations: [{ to: string; messageId: string }];
			content: { text: string };
		}>;
	};
	if (path === '/facebook/1/single')
		return [{ to: json.to, text: json.text, messageId: json.text }];
	return json.messages.map(({ destinations: [{ to, messageId }], content: { text } }) => ({
		to,
		messageId,
		text,
	}));
}

/** What happens to one request to send, beside what Infobip does with it. */
type Fate =
	| { readonly kind: 'taken' | 'lost before' | 'lost after' }
	| { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number };

/** Keeps what it took, refuses an id twice, and knows its logs, as Infobip does. */
class FakeInfobip {
	readonly taken: OnWire[] = [];
	readonly requests: InfobipRequest[] = [];
	underWay = 0;
	mostUnderWay = 0;
	private readonly fates: Fate[];
	private readonly refuses: (message: OnWire) => boolean;
	private readonly turns: readonly number[];

	/** @param turns how many turns of the event loop each request takes, over and over */
	constructor(
		fates: Fate[] = [],
		refuses: (message: OnWire) => boolean = () => false,
		turns: readonly number[] = [1],
	) {
		this.fates = fates;
		this.refuses = refuses;
		this.turns = turns;
	}

	readonly transport: Transport = async (request) => {
		const turns = this.turns[this.requests.length % this.turns.length] ?? 1;
		this.requests.push(request);
		this.underWay++;
		this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
		// Others get their turn, as on a network.
		for (let turn = 0; turn < turns; turn++) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		this.underWay--;
		return request.method === 'GET' ? this.logs(request) : this.send(request);
	};

	private send(request: InfobipRequest): InfobipAnswer {
		const fate = this.fates.shift() ?? { kind: 'taken' };
		if (fate.kind === 'status') return answerOf(fate.status, {}, fate.retryAfter);
		if (fate.kind === 'lost before') throw new ConnectionError(request.task, 'https://x', 'reset');
		const answer = this.take(request);
		if (fate.kind === 'lost after')
			throw new ConnectionError(request.task, 'https://x', 'timedOut');
		return answer;
	}

	private take(request: InfobipRequest): InfobipAnswer {
		const messages = messagesIn(request);
		const violations = messages.flatMap((message, place) =>
			this.refuses(message)
				? [{ property: `messages[${place}].content.text`, violation: 'is odd' }]
				: [],
		);
		if (violations.length > 0) {
			return answerOf(400, { errorCode: 'E400', description: 'No', action: '', violations });
		}
		this.taken.push(...messages);
		const status = { groupName: 'PENDING', name: 'PENDING_ACCEPTED' };
		const results = messages.map(({ to, messageId }) => ({ messageId, destination: to, status }));
		return answerOf(
			200,
			request.path === '/facebook/1/single' ? results[0] : { messages: results },
		);
	}

	private logs({ query }: InfobipRequest): InfobipAnswer {
		const ids = String(query?.messageId).split(',');
		const results = this.taken
			.filter(({ messageId }) => ids.includes(messageId))
			.map(({ to, messageId }) => ({
				messageId,
				destination: to,
				status: { groupName: 'PENDING' },
			}));
		return answerOf(200, { results });
	}

	sends(): InfobipRequest[] {
		return this.requests.filter(({ method }) => method === 'POST');
	}
}

function answerOf(status: number, body: unknown, retryAfter?: number): InfobipAnswer {
	const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
	return { status, headers, body: JSON.stringify(body) };
}

const people = (count: number, from: 'page' | 'application' = 'page') =>
	Array.from({ length: count }, (_, index) => toPerson(`p${index}`, `t${index}`, from));

const texts = (messages: readonly OnWire[]) => messages.map(({ text }) => text);

const recipients = (outcomes: ReadonlyArray<Outcome | undefined>) =>
	outcomes.map((outcome) => (outcome && 'sent' in outcome ? outcome.sent[0]?.to : outcome));

const errorAt = (outcomes: ReadonlyArray<Outcome | undefined>, index: number): unknown => {
	const outcome = outcomes[index];
	return outcome && 'error' in outcome ? outcome.error : undefined;
};

const onward = { stopOnFailure: false };

describe('from a Page', () => {
	it('250 messages travel in three requests, and each answer finds its message', async () => {
		const infobip = new FakeInfobip();
		const outcomes = await sendAll(infobip.transport, people(250), sendingOptions());
		expect(infobip.requests.map((request) => messagesIn(request).length)).toEqual([100, 100, 50]);
		expect(recipients(outcomes)).toEqual(people(250).map(({ recipient }) => recipient?.value));
	});

	it('an answer in another order finds its messages by their ids', async () => {
		const infobip = new FakeInfobip();
		const reversed: Transport = async (request) => {
			const answer = await infobip.transport(request);
			const { messages } = JSON.parse(answer.body) as { messages: unknown[] };
			return { ...answer, body: JSON.stringify({ messages: messages.reverse() }) };
		};
		expect(recipients(await sendAll(reversed, people(3), sendingOptions()))).toEqual([
			'p0',
			'p1',
			'p2',
		]);
	});

	it('messages with another schedule travel in another request', async () => {
		const infobip = new FakeInfobip();
		const [first, second, third] = people(3) as [OutboundMessage, OutboundMessage, OutboundMessage];
		const bulk = { ...second, options: { bulkId: 'spring' } };
		await sendAll(infobip.transport, [first, bulk, third], sendingOptions());
		expect(infobip.requests).toHaveLength(3);
		expect(texts(infobip.taken)).toEqual(['t0', 't1', 't2']);
	});

	it('what Infobip refuses fails alone, in its own words, and the rest is sent', async () => {
		const infobip = new FakeInfobip([], ({ text }) => text === 't1' || text === 't3');
		const outcomes = await sendAll(infobip.transport, people(5), sendingOptions(onward));
		expect(texts(infobip.taken)).toEqual(['t0', 't2', 't4']);
		expect(infobip.requests).toHaveLength(2);
		const error = errorAt(outcomes, 3);
		expect(error).toBeInstanceOf(ApiError);
		expect(error).toMatchObject({
			task: 'send the message to p3',
			refusal: { violations: { length: 1 } },
		});
		expect(recipients(outcomes).filter((one) => typeof one === 'string')).toEqual([
			'p0',
			'p2',
			'p4',
		]);
	});

	it('a refusal that names no message is about all of the request', async () => {
		const infobip = new FakeInfobip([{ kind: 'status', status: 403 }]);
		const options = sendingOptions({ ...onward, batchSize: 2 });
		const outcomes = await sendAll(infobip.transport, people(4), options);
		expect(texts(infobip.taken)).toEqual(['t2', 't3']);
		expect(errorAt(outcomes, 0)).toBeInstanceOf(ApiError);
		expect(errorAt(outcomes, 1)).toBeInstanceOf(ApiError);
	});

	it('the first failure ends the sending, unless it is to go on', async () => {
		const infobip = new FakeInfobip([{ kind: 'status', status: 403 }]);
		const options = sendingOptions({ batchSize: 2, parallel: 1 });
		const outcomes = await sendAll(infobip.transport, people(4), options);
		expect(infobip.taken).toEqual([]);
		expect(outcomes.slice(2)).toEqual([undefined, undefined]);
	});

	it('requests to different people are under way together, and a failure waits for them', async () => {
		const infobip = new FakeInfobip([{ kind: 'status', status: 403 }]);
		const options = sendingOptions({ batchSize: 2, parallel: 3 });
		const outcomes = await sendAll(infobip.transport, people(20), options);
		expect(infobip.mostUnderWay).toBe(3);
		expect(recipients(outcomes.slice(2, 6))).toEqual(['p2', 'p3', 'p4', 'p5']);
		expect(outcomes.slice(6)).toEqual(Array.from({ length: 14 }, () => undefined));
	});

	it('a request waits for one to the same person, also for one that is looked up and repeated', async () => {
		const infobip = new FakeInfobip([{ kind: 'lost before' }], () => false, [5, 1]);
		const messages = [
			toPerson('p0', 't0'),
			toPerson('p1', 't1'),
			toPerson('p0', 't2'),
			toPerson('p2', 't3'),
		];
		await sendAll(
			infobip.transport,
			messages,
			sendingOptions({ batchSize: 1, parallel: 4, retryPolicy: fakePatience(60_000) }),
		);
		const toFirst = infobip.taken.filter(({ to }) => to === 'p0');
		expect(texts(toFirst)).toEqual(['t0', 't2']);
		expect(infobip.mostUnderWay).toBe(3);
	});

	it('a request waits for a custom body that names the same person itself', async () => {
		const own = { to: 'p1', messageId: 'mine' };
		const content = { type: 'TEXT', text: 't0' };
		const body = { messages: [{ sender: PAGE, destinations: [own], content }] };
		const custom: OutboundMessage = {
			...toPerson('p0', ''),
			recipient: undefined,
			content: { type: 'custom', body },
		};
		const infobip = new FakeInfobip([], () => false, [5, 1]);
		await sendAll(infobip.transport, [custom, toPerson('p1', 't1')], sendingOptions());
		expect(texts(infobip.taken)).toEqual(['t0', 't1']);
		expect(infobip.mostUnderWay).toBe(1);
	});

	it('what broke off after Infobip acted is found in the logs, and not sent again', async () => {
		const infobip = new FakeInfobip([{ kind: 'lost after' }]);
		const outcomes = await sendAll(infobip.transport, people(120), sendingOptions());
		expect(texts(infobip.taken)).toEqual(people(120).map((_, index) => `t${index}`));
		expect(recipients(outcomes)).toEqual(people(120).map(({ recipient }) => recipient?.value));
		expect(infobip.sends()).toHaveLength(2);
		for (const { query } of infobip.requests) {
			expect(String(query?.messageId ?? '').length).toBeLessThanOrEqual(2048);
		}
	});

	it('what broke off before is sent again under the same ids', async () => {
		const infobip = new FakeInfobip([{ kind: 'lost before' }]);
		const retryPolicy = fakePatience(60_000);
		await sendAll(infobip.transport, people(2), sendingOptions({ retryPolicy }));
		const [first, second] = infobip.sends();
		expect(second?.body).toBe(first?.body);
		expect(texts(infobip.taken)).toEqual(['t0', 't1']);
	});

	it('what never comes through is uncertain', async () => {
		const infobip = new FakeInfobip(
			Array.from({ length: 9 }, () => ({ kind: 'lost before' as const })),
		);
		const retryPolicy = fakePatience(90_000);
		const outcomes = await sendAll(infobip.transport, people(1), sendingOptions({ retryPolicy }));
		expect(errorAt(outcomes, 0)).toBeInstanceOf(OutcomeUnknown);
		expect(infobip.sends()).toHaveLength(3);
	});

	const own = { to: 'p0', messageId: 'mine' };
	const content = { type: 'TEXT', text: 't0' };
	it.each([
		['a whole request', { messages: [{ sender: PAGE, destinations: [own], content }] }],
		['destinations of its own', { destinations: [own], content }],
	])('a custom body with %s is looked up by the ids in it', async (_, body) => {
		const infobip = new FakeInfobip([{ kind: 'lost after' }]);
		const custom: OutboundMessage = {
			...toPerson('p0', ''),
			content: { type: 'custom', body },
		};
		const outcomes = await sendAll(infobip.transport, [custom], sendingOptions());
		expect(recipients(outcomes)).toEqual(['p0']);
		expect(infobip.sends()).toHaveLength(1);
		expect(infobip.taken).toHaveLength(1);
	});

	it('a custom body is a request of its own', async () => {
		const infobip = new FakeInfobip();
		const custom: OutboundMessage = {
			...toPerson('p1', ''),
			content: { type: 'custom', body: { content: { type: 'TEXT', text: 't1' } } },
		};
		await sendAll(
			infobip.transport,
			[toPerson('p0', 't0'), custom, toPerson('p2', 't2')],
			sendingOptions(),
		);
		expect(infobip.requests).toHaveLength(3);
		expect(texts(infobip.taken)).toEqual(['t0', 't1', 't2']);
	});
});

describe('from an Application', () => {
	it('as many as wished are under way at once, and no more', async () => {
		const infobip = new FakeInfobip();
		const options = sendingOptions({ parallel: 7 });
		const outcomes = await sendAll(infobip.transport, people(50, 'application'), options);
		expect(infobip.mostUnderWay).toBe(7);
		expect(recipients(outcomes)).toEqual(people(50).map(({ recipient }) => recipient?.value));
	});

	it('a failure starts nothing more, and what was under way keeps its result', async () => {
		const infobip = new FakeInfobip([{ kind: 'taken' }, { kind: 'status', status: 403 }]);
		const options = sendingOptions({ parallel: 2 });
		const outcomes = await sendAll(infobip.transport, people(9, 'application'), options);
		expect(errorAt(outcomes, 1)).toBeInstanceOf(ApiError);
		expect(recipients(outcomes)[0]).toBe('p0');
		expect(infobip.requests.length).toBeLessThan(5);
		expect(outcomes.at(-1)).toBeUndefined();
	});

	it('what broke off is uncertain and not repeated, unless that is asked for', async () => {
		const careful = new FakeInfobip([{ kind: 'lost after' }]);
		const outcomes = await sendAll(careful.transport, people(1, 'application'), sendingOptions());
		expect(errorAt(outcomes, 0)).toBeInstanceOf(OutcomeUnknown);
		expect(careful.taken).toHaveLength(1);
		const bold = new FakeInfobip([{ kind: 'lost before' }]);
		const options = sendingOptions({ resendUnknown: true });
		expect(recipients(await sendAll(bold.transport, people(1, 'application'), options))).toEqual([
			'p0',
		]);
	});
});

describe.each(['page', 'application'] as const)('from a sender of kind %s', (from) => {
	it.each([429, 503])('a %i with Retry-After is tried again, ever later', async (status) => {
		const infobip = new FakeInfobip(
			[1, 2, 3].map(() => ({ kind: 'status', status, retryAfter: 0 })),
		);
		const retryPolicy = fakePatience(60_000);
		const outcomes = await sendAll(
			infobip.transport,
			people(1, from),
			sendingOptions({ retryPolicy }),
		);
		expect(recipients(outcomes)).toEqual(['p0']);
		expect(retryPolicy.pauses).toEqual([500, 1000, 2000]);
	});

	it('Retry-After is kept', async () => {
		const infobip = new FakeInfobip([{ kind: 'status', status: 429, retryAfter: 7 }]);
		const retryPolicy = fakePatience(60_000);
		await sendAll(infobip.transport, people(1, from), sendingOptions({ retryPolicy }));
		expect(retryPolicy.pauses).toEqual([7000]);
	});

	it('no wait goes past the time that is given', async () => {
		const infobip = new FakeInfobip([{ kind: 'status', status: 429, retryAfter: 61 }]);
		const retryPolicy = fakePatience(60_000);
		const outcomes = await sendAll(
			infobip.transport,
			people(1, from),
			sendingOptions({ retryPolicy }),
		);
		expect(errorAt(outcomes, 0)).toMatchObject({ status: 429, retryAfter: 61 });
		expect(retryPolicy.pauses).toEqual([]);
	});

	it('a 200 that says REJECTED is not sent', async () => {
		const status = { groupName: 'REJECTED', name: 'REJECTED_DND' };
		const transport: Transport = async ({ body = '{}' }) => {
			const json = JSON.parse(body) as { messages?: Array<{ destinations: [object] }> };
			const [message] = json.messages ?? [];
			return answerOf(200, { messages: [{ ...message?.destinations[0], status }] });
		};
		const outcomes = await sendAll(transport, people(1, from), sendingOptions());
		expect(errorAt(outcomes, 0)).toBeInstanceOf(MessageRejected);
	});

	it('nothing is lost, nothing doubled, and each person’s messages keep their order', async () => {
		const fate = fc.oneof(
			{ weight: 4, arbitrary: fc.constant<Fate>({ kind: 'taken' }) },
			fc.constantFrom<Fate>(
				{ kind: 'status', status: 503, retryAfter: 1 },
				{ kind: 'status', status: 429 },
			),
			...(from === 'page'
				? [fc.constantFrom<Fate>({ kind: 'lost before' }, { kind: 'lost after' })]
				: []),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 30 }),
				// Bounded, so that no message runs out of patience.
				fc.array(fate, { maxLength: 2 }),
				fc.integer({ min: 1, max: 7 }),
				fc.integer({ min: 1, max: 7 }),
				fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 }),
				async (persons, fates, batchSize, parallel, turns) => {
					const messages = persons.map((person, index) =>
						toPerson(`p${person}`, `t${index}`, from),
					);
					const infobip = new FakeInfobip([...fates], () => false, turns);
					const outcomes = await sendAll(
						infobip.transport,
						messages,
						sendingOptions({ batchSize, parallel, retryPolicy: fakePatience(600_000) }),
					);
					expect(recipients(outcomes)).toEqual(persons.map((person) => `p${person}`));
					expect(infobip.mostUnderWay).toBeLessThanOrEqual(parallel);
					expect([...texts(infobip.taken)].sort()).toEqual(
						messages.map((_, index) => `t${index}`).sort(),
					);
					for (const person of new Set(persons)) {
						const taken = infobip.taken.filter(({ to }) => to === `p${person}`);
						const order = taken.map(({ text }) => Number(text.slice(1)));
						expect(order).toEqual([...order].sort((a, b) => a - b));
					}
				},
			),
			{ numRuns: 300 },
		);
	});

	it('no message to a person leaves after one to them that failed', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 }),
				fc.uniqueArray(fc.nat(19), { maxLength: 3 }),
				fc.integer({ min: 1, max: 5 }),
				fc.integer({ min: 1, max: 5 }),
				fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 }),
				async (persons, odd, batchSize, parallel, turns) => {
					const messages = persons.map((person, index) =>
						toPerson(`p${person}`, `t${index}`, from),
					);
					const isOdd = ({ text }: OnWire): boolean => odd.includes(Number(text.slice(1)));
					const infobip = new FakeInfobip([], isOdd, turns);
					const options = sendingOptions({ batchSize, parallel });
					const outcomes = await sendAll(infobip.transport, messages, options);
					for (const person of new Set(persons)) {
						const ofPerson = outcomes.filter((_, index) => persons[index] === person);
						const unsent = ofPerson.findIndex((outcome) => !outcome || 'error' in outcome);
						const after = unsent === -1 ? [] : ofPerson.slice(unsent);
						expect(after.some((outcome) => outcome && 'sent' in outcome)).toBe(false);
					}
					expect(infobip.taken).toHaveLength(
						outcomes.filter((outcome) => outcome && 'sent' in outcome).length,
					);
				},
			),
			{ numRuns: 300 },
		);
	});
});
