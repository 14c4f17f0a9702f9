/**
 * What the node says about each item, in n8n's own engine, is what the ledger knows: with each *On
 * Error*, with *Retry On Fail*, and with bodies of the user's own, whatever Infobip does.
 */
import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import type { FaultRule } from '../../sandbox/server.mts';
import type { Account } from '../engine/account.mts';
import { startEngine } from '../engine/engine.mts';
import type { Engine } from '../engine/engine.mts';
import { FastClock } from './FastClock.mts';
import { someMishaps } from './mishaps.mts';
import { checkEach, claimsOf, ON_ERROR } from './nodeTruth.mts';
import type { Claim, OnError } from './nodeTruth.mts';
import { truthSeed } from './seed.mts';

const SEED = truthSeed('sending by the node');

let engine: Engine;
let clock: FastClock;

beforeAll(async () => {
	engine = await startEngine();
	clock = new FastClock(25);
});

afterAll(async () => {
	clock.stop();
	await engine.close();
});

interface Run {
	readonly from: 'page' | 'application';
	readonly onError: OnError;
	/** n8n's *Retry On Fail*: how often n8n runs the node at most. */
	readonly tries: number;
	readonly items: ReadonlyArray<{ readonly to: readonly number[]; readonly ownId: boolean }>;
	/** How a body of the user's own is written; undefined for *Send Text*. */
	readonly body: 'content' | 'destinations' | 'message' | 'request' | undefined;
	readonly options: INodeParameters;
	readonly sends: ReadonlyArray<FaultRule | undefined>;
	readonly looks: ReadonlyArray<FaultRule | undefined>;
	readonly logDelaySeconds: number;
	readonly sendAnswer: 'flat' | 'messages';
	/** Whether Infobip rejects messages to everyone but the first two. */
	readonly rejects: boolean;
}

const options = fc.record(
	{
		batchSize: fc.integer({ min: 1, max: 4 }),
		maxConcurrentRequests: fc.integer({ min: 1, max: 3 }),
		retryFor: fc.constantFrom(0, 3, 60, 90),
		resendUnknown: fc.boolean(),
		returnRejected: fc.boolean(),
		includeDetails: fc.boolean(),
	},
	{ noNullPrototype: true },
);

const aRun = (body: fc.Arbitrary<Run['body']>, tries: fc.Arbitrary<number>): fc.Arbitrary<Run> =>
	fc.record({
		from: fc.constantFrom('page', 'page', 'application'),
		onError: fc.constantFrom(...ON_ERROR),
		tries,
		items: fc.array(
			fc.record({
				to: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
				ownId: fc.boolean(),
			}),
			{ minLength: 1, maxLength: 4 },
		),
		body,
		options,
		sends: someMishaps,
		looks: someMishaps,
		logDelaySeconds: fc.integer({ min: 0, max: 30 }),
		sendAnswer: fc.constantFrom('flat', 'messages'),
		rejects: fc.boolean(),
	});

const person = (number: number): string => `2406000000000000${number}`;
const textOf = (item: number): string => `text of ${item}`;

/** Whom an item is for: only a body of the user's own may name several. */
function peopleOf({ from, body }: Run, { to }: Run['items'][number]): string[] {
	const isForSeveral = from === 'page' && (body === 'destinations' || body === 'request');
	return (isForSeveral ? to : to.slice(0, 1)).map(person);
}

function bodyOf(run: Run, account: Account, item: number): unknown {
	const { from, body } = run;
	const wish = run.items[item]!;
	const people = peopleOf(run, wish);
	const content = { type: 'TEXT', text: textOf(item) };
	if (from === 'application') {
		if (body === 'content') return content;
		return { ...content, to: people[0], from: account.applicationKey };
	}
	if (body === 'content') return { content };
	const destinations = people.map((to, place) => ({
		to,
		...(wish.ownId ? { messageId: `own-${item}-${place}` } : {}),
	}));
	if (body === 'destinations') return { content, destinations };
	const messages = destinations.map((one) => ({
		sender: DEMO_PAGE_ID,
		content,
		destinations: [one],
	}));
	return body === 'message' ? messages[0] : { messages };
}

function nodeRun(run: Run, account: Account): Parameters<typeof claimsOf>[1] {
	const { from, body, tries } = run;
	const isPage = from === 'page';
	const usesOwnIds = isPage && run.items.every(({ ownId }) => ownId);
	return {
		node: 'infobipFacebook',
		parameters: {
			resource: 'message',
			operation: body === undefined ? 'sendText' : 'sendCustomJson',
			sendFrom: from,
			to: '={{ $json.to }}',
			...(body === undefined ? { text: '={{ $json.text }}' } : { body: '={{ $json.body }}' }),
			options: {
				...run.options,
				...(usesOwnIds && body === undefined ? { messageId: '={{ $json.id }}' } : {}),
			},
		},
		credentials: account.credentials(isPage ? { pageId: DEMO_PAGE_ID } : {}),
		input: run.items.map((wish, item) => ({
			json: {
				isInput: true,
				id: `own-${item}`,
				to: peopleOf(run, wish)[0],
				text: textOf(item),
				body: JSON.stringify(bodyOf(run, account, item)),
			},
		})),
		settings: tries > 1 ? { retryOnFail: true, maxTries: tries, waitBetweenTries: 0 } : {},
	};
}

function prepare(run: Run, account: Account): void {
	const { sandbox, applicationKey } = account;
	const { logDelaySeconds, sendAnswer } = run;
	for (const userKey of [person(0), person(1)]) {
		const message = { type: 'TEXT', text: 'Hello' } as const;
		sandbox.customerWrites(userKey, { pageId: DEMO_PAGE_ID, message });
		sandbox.customerWrites(userKey, { applicationKey, message });
	}
	sandbox.changeSettings({
		logDelaySeconds,
		sendAnswer,
		...(run.rejects ? { unknownRecipients: 'reject' } : {}),
	});
	for (const [method, mishaps] of [
		['POST', run.sends],
		['GET', run.looks],
	] as const) {
		sandbox.addFaults(
			...mishaps.map((mishap = {}) => ({ delayMs: 0, ...mishap, method, times: 1 })),
		);
	}
}

const isRejected = ({ status }: Record<string, unknown>): boolean =>
	['REJECTED', 'UNDELIVERABLE', 'EXPIRED'].includes(String(status));

async function checkRun(account: Account, run: Run): Promise<Array<Claim | undefined>> {
	prepare(run, account);
	const claims = await claimsOf(engine, nodeRun(run, account), run.onError);
	const accepted = account.sandbox.accepted();
	const mayDouble = run.from === 'application' && run.options['resendUnknown'] === true;
	for (const [item, wish] of run.items.entries()) {
		const people = peopleOf(run, wish);
		const times = people.map(
			(to) =>
				accepted.filter(
					(message) =>
						message.to === to && (message.content as { text?: string }).text === textOf(item),
				).length,
		);
		const claim = claims[item];
		const said = [`item ${item}`, claim, `accepted ${times.join()}`];
		if (!mayDouble) expect([said, Math.max(...times) <= 1]).toEqual([said, true]);
		if (claim === undefined) {
			// With Continue, something is said about every item.
			expect([said, run.onError]).toEqual([said, 'stop']);
			expect([said, Math.max(...times)]).toEqual([said, 0]);
		} else if (claim.kind === 'done' && claim.results.length > 0) {
			expect([said, claim.results.map(({ to }) => to).sort()]).toEqual([said, [...people].sort()]);
			for (const [place, to] of people.entries()) {
				const result = claim.results.find((one) => one['to'] === to)!;
				// What n8n passed on unsent would have the members of the input.
				expect([said, 'isInput' in result]).toEqual([said, false]);
				expect([said, to, times[place]! > 0]).toEqual([said, to, !isRejected(result)]);
			}
		} else if (claim.kind === 'done') {
			const mayBeRejected = run.options['returnRejected'] === true;
			if (!mayBeRejected) expect([said, Math.min(...times) > 0]).toEqual([said, true]);
		} else if (claim.kind === 'partlyDone') {
			expect([said, times.includes(0), Math.max(...times)]).toEqual([said, true, 1]);
		} else if (claim.kind === 'notDone') {
			// Of a body with several, what Infobip accepted beside a rejection is said with the rejection.
			const isWhole = people.length === 1;
			if (isWhole) expect([said, times]).toEqual([said, [0]]);
		} else if (claim.kind === 'rejected') {
			const named = /accepted the message to ([\d, ]+)/.exec(claim.text)?.[1]?.split(', ') ?? [];
			expect([said, people.filter((_, place) => times[place]! > 0)]).toEqual([
				said,
				people.filter((to) => named.includes(to)),
			]);
		}
	}
	return claims;
}

async function checkRuns(runs: Run[]): Promise<void> {
	const counts: Record<string, number> = {};
	await checkEach(runs, clock.now, async (account, run) => {
		for (const claim of await checkRun(account, run)) {
			const kind = claim?.kind ?? 'nothing';
			counts[kind] = (counts[kind] ?? 0) + 1;
		}
	});
	// A test that never sees one of them proves little.
	for (const kind of ['done', 'notDone', 'unknown', 'rejected']) {
		expect([counts, (counts[kind] ?? 0) > 0]).toEqual([counts, true]);
	}
}

const text = fc.constant<Run['body']>(undefined);
const own = fc.constantFrom<Run['body']>('content', 'destinations', 'message', 'request');

it('of messages: 200 runs', async () => {
	await checkRuns(fc.sample(aRun(text, fc.constant(1)), { numRuns: 200, seed: SEED }));
}, 300_000);

it('of messages, with Retry On Fail: 100 runs', async () => {
	const runs = fc.sample(aRun(text, fc.integer({ min: 2, max: 4 })), { numRuns: 100, seed: SEED });
	// What may have been sent is only safe if it is not sent again.
	await checkRuns(
		runs.map((run) => ({ ...run, options: { ...run.options, resendUnknown: false } })),
	);
}, 300_000);

it("of bodies of the user's own, some with Retry On Fail: 200 runs", async () => {
	const runs = fc.sample(aRun(own, fc.integer({ min: 1, max: 3 })), { numRuns: 200, seed: SEED });
	await checkRuns(
		runs.map((run) => ({
			...run,
			options: { ...run.options, ...(run.tries > 1 ? { resendUnknown: false } : {}) },
		})),
	);
}, 300_000);
