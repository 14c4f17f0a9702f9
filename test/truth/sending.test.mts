/**
 * What is said about each message is what the ledger knows, whatever Infobip does: random items and
 * options, and at each request anything that the sandbox can do to it.
 */
import fc from 'fast-check';

import { OutcomeUnknown } from '../../infobip/errors.ts';
import type { OutboundMessage } from '../../infobip/message/message.ts';
import { EarlierTries } from '../../infobip/sending/EarlierTries.ts';
import type { Delivery } from '../../infobip/sending/PendingMessage.ts';
import { apiOf } from '../../infobip/outbound/apiOf.ts';
import { derivedIds } from '../../infobip/sending/derivedIds.ts';
import { MessageRejected } from '../../infobip/sending/MessageRejected.ts';
import { failed, type Outcome, type Outcomes } from '../../infobip/sending/outcome.ts';
import { sendAll } from '../../infobip/sending/sendAll.ts';
import type { FaultRule } from '../../sandbox/server.mts';
import { aMishap, someMishaps } from './mishaps.mts';
import { PAGE, VirtualInfobip } from './VirtualInfobip.mts';
import { truthSeed } from './seed.mts';

const SEED = truthSeed('sending');

let infobip: VirtualInfobip;
let applicationKey: string;

beforeAll(async () => {
	infobip = await VirtualInfobip.start();
});

afterAll(async () => {
	await infobip.sandbox.close();
});

interface Run {
	readonly from: 'page' | 'application';
	/** By item: its recipient, and how many parts it has. */
	readonly items: ReadonlyArray<{
		readonly to: number;
		readonly parts: number;
		readonly ownId: boolean;
	}>;
	readonly batchSize: number;
	readonly parallel: number;
	readonly retryFor: number;
	readonly resendUnknown: boolean;
	readonly returnRejected: boolean;
	readonly stopOnFailure: boolean;
	readonly sends: ReadonlyArray<FaultRule | undefined>;
	readonly looks: ReadonlyArray<FaultRule | undefined>;
	readonly logDelaySeconds: number;
	readonly duplicateIds: 'accept' | 'refuse';
	readonly deliveryTrouble: boolean;
	readonly sendAnswer: 'flat' | 'messages';
	/** Whether another message has had the ids of the user's own before. */
	readonly usesIdsAgain: boolean;
}

const aRun: fc.Arbitrary<Run> = fc.record({
	from: fc.constantFrom('page', 'page', 'application'),
	items: fc.array(
		fc.record({ to: fc.nat(3), parts: fc.constantFrom(1, 1, 1, 2, 3, 5), ownId: fc.boolean() }),
		{ minLength: 1, maxLength: 6 },
	),
	batchSize: fc.integer({ min: 1, max: 4 }),
	parallel: fc.integer({ min: 1, max: 3 }),
	retryFor: fc.constantFrom(0, 3, 60, 90),
	resendUnknown: fc.boolean(),
	returnRejected: fc.boolean(),
	stopOnFailure: fc.boolean(),
	sends: someMishaps,
	looks: someMishaps,
	logDelaySeconds: fc.integer({ min: 0, max: 30 }),
	duplicateIds: fc.constantFrom('accept', 'refuse'),
	deliveryTrouble: fc.boolean(),
	sendAnswer: fc.constantFrom('flat', 'messages'),
	usesIdsAgain: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});

const textOf = (item: number, part: number): string => `text ${item}.${part}`;

const ownIdOf = (item: number, part: number): string => `own-${item}-${part}`;

function partsOf(run: Run): OutboundMessage[][] {
	return run.items.map(({ to, parts, ownId }, item) =>
		Array.from({ length: parts }, (_, part) => ({
			sender:
				run.from === 'page'
					? { kind: 'page', id: PAGE }
					: { kind: 'application', key: applicationKey },
			recipient: { kind: 'userKey', value: `2406000000000000${to}` },
			content: { type: 'text', text: textOf(item, part) },
			options: ownId ? { messageId: ownIdOf(item, part) } : {},
			...(part > 0 && to % 2 === 0 ? { pauseBefore: 1000 } : {}),
		})),
	);
}

async function prepare(run: Run, hoursAgo = 1): Promise<void> {
	tries = new EarlierTries();
	infobip.sandbox.reset();
	applicationKey = infobip.sandbox.addApplication();
	const { logDelaySeconds, duplicateIds, sendAnswer, deliveryTrouble } = run;
	infobip.sandbox.changeSettings({
		logDelaySeconds,
		duplicateIds,
		sendAnswer,
		...(deliveryTrouble ? { outsideWindow: 'reject' } : {}),
	});
	for (const [item, { parts, ownId }] of run.items.entries()) {
		if (!run.usesIdsAgain || !ownId || run.from !== 'page') continue;
		for (let part = 0; part < parts; part++) await infobip.useId(ownIdOf(item, part), hoursAgo);
	}
	infobip.play('POST', run.sends);
	infobip.play('GET', run.looks);
}

const RUN = 'run';
let tries: EarlierTries;

const send = async (run: Run): Promise<Outcomes> => {
	const deliveries = new Map<string, Delivery>();
	const outcomes = await sendAll(
		infobip.transport,
		partsOf(run),
		{
			apiOf,
			batchSize: run.batchSize,
			parallel: run.parallel,
			resendUnknown: run.resendUnknown,
			returnRejected: run.returnRejected,
			stopOnFailure: run.stopOnFailure,
			messageIdOf: derivedIds(['truth']),
			retryPolicy: infobip.retryPolicy(run.retryFor),
			earlier: tries.of(RUN),
		},
		(id, delivery) => deliveries.set(id, delivery),
	);
	tries.note(
		RUN,
		deliveries,
		outcomes.every((outcome) => outcome && 'sent' in outcome),
	);
	return outcomes;
};

/** The claim about an item, in the words of the user. */
type Claim = 'sent' | 'partly sent' | 'rejected' | 'not sent' | 'unknown' | 'not tried';

function claimOf(outcome: Outcome | undefined): Claim {
	if (outcome === undefined) return 'not tried';
	if ('partlySent' in outcome) return 'partly sent';
	if ('sent' in outcome)
		return outcome.sent.some(({ isRejected }) => isRejected) ? 'rejected' : 'sent';
	if (outcome.error instanceof OutcomeUnknown) return 'unknown';
	return outcome.error instanceof MessageRejected ? 'rejected' : 'not sent';
}

/** Holds what is said about each item against the ledger. */
function checkClaims(run: Run, outcomes: Outcomes): void {
	const mayDouble = run.from === 'application' && run.resendUnknown;
	for (const [item, { to, parts }] of run.items.entries()) {
		const outcome = outcomes[item];
		const claim = claimOf(outcome);
		const accepted = Array.from({ length: parts }, (_, part) =>
			infobip.timesAccepted(textOf(item, part)),
		);
		const told = `item ${item}: ${claim}, accepted ${accepted.join()}`;
		if (!mayDouble)
			expect([told, Math.max(...accepted)]).toEqual([told, Math.min(1, Math.max(...accepted))]);
		if (claim === 'sent') expect([told, Math.min(...accepted)]).not.toEqual([told, 0]);
		if (outcome && 'sent' in outcome) {
			expect(outcome.sent.map((sent) => sent.to)).toEqual([`2406000000000000${to}`]);
		}
		if (claim !== 'sent') checkParts(told, outcome, accepted);
	}
}

/** Parts of an item that was not sent as a whole: what is not called sent or unknown was not sent. */
function checkParts(told: string, outcome: Outcome | undefined, accepted: readonly number[]): void {
	if (outcome && 'sent' in outcome) return;
	const parts = failed(outcome) ? outcome.parts : outcome?.partlySent;
	const { sent = [], unknown = [] } = parts ?? {};
	for (const [part, times] of accepted.entries()) {
		if (sent.includes(part)) expect([told, part, times]).not.toEqual([told, part, 0]);
		else if (unknown.includes(part)) continue;
		else if (claimOf(outcome) === 'unknown' && accepted.length === 1) continue;
		else expect([told, part, times]).toEqual([told, part, 0]);
	}
}

it('says of each message what the ledger knows: 4,000 runs', async () => {
	await fc.assert(
		fc.asyncProperty(aRun, async (run) => {
			await prepare(run);
			checkClaims(run, await send(run));
		}),
		{ numRuns: 4000, seed: SEED },
	);
}, 300_000);

it('so it does when n8n runs all items again, as Retry On Fail does: 600 runs', async () => {
	await fc.assert(
		fc.asyncProperty(aRun, async (any) => {
			// What may have been sent is only safe if Infobip refuses its id, or if it is not sent again.
			const run: Run = { ...any, duplicateIds: 'refuse', resendUnknown: false };
			await prepare(run);
			for (let tries = 0; tries < 3; tries++) {
				const outcomes = await send(run);
				checkClaims(run, outcomes);
				if (outcomes.every((outcome) => outcome && 'sent' in outcome)) return;
			}
		}),
		{ numRuns: 600, seed: SEED },
	);
}, 300_000);

it('leaves nothing of a Page unknown after a single mishap: 500 runs', async () => {
	await fc.assert(
		fc.asyncProperty(aRun, aMishap, async (any, mishap) => {
			const run: Run = {
				...any,
				from: 'page',
				sends: [mishap],
				looks: [],
				retryFor: 90,
				stopOnFailure: false,
				deliveryTrouble: false,
				usesIdsAgain: false,
			};
			await prepare(run);
			const outcomes = await send(run);
			checkClaims(run, outcomes);
			expect(outcomes.map(claimOf)).not.toContain('unknown');
		}),
		{ numRuns: 500, seed: SEED },
	);
}, 300_000);

it('never takes an ID that Infobip has had long ago for this message: 200 runs', async () => {
	await fc.assert(
		fc.asyncProperty(aRun, async (any) => {
			const items = any.items.map((item) => ({ ...item, ownId: true }));
			const run: Run = {
				...any,
				from: 'page',
				items,
				sends: [],
				duplicateIds: 'refuse',
				usesIdsAgain: true,
			};
			// The logs begin 48 hours ago.
			await prepare(run, 72);
			const outcomes = await send(run);
			checkClaims(run, outcomes);
			expect(outcomes.map(claimOf)).not.toContain('sent');
		}),
		{ numRuns: 200, seed: SEED },
	);
}, 300_000);
