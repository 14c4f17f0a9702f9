/** The pieces that sending is made of, one by one. */
import {
	ApiError,
	ConnectionError,
	InvalidInput,
	OutcomeUnknown,
	UnexpectedAnswer,
} from '../../../infobip/errors.ts';
import type { OutboundMessage } from '../../../infobip/message/message.ts';
import { apiOf } from '../../../infobip/outbound/apiOf.ts';
import { attributeFailure } from '../../../infobip/sending/attributeFailure.ts';
import { checkMessageIds } from '../../../infobip/sending/checkMessageIds.ts';
import { derivedIds } from '../../../infobip/sending/derivedIds.ts';
import { EarlierTries } from '../../../infobip/sending/EarlierTries.ts';
import { MessageRejected } from '../../../infobip/sending/MessageRejected.ts';
import { failed } from '../../../infobip/sending/outcome.ts';
import { PendingMessage, type Delivery } from '../../../infobip/sending/PendingMessage.ts';
import type { QueuedMessage, SendApi } from '../../../infobip/sending/sendApi.ts';
import { combineParts, type SentMessage } from '../../../infobip/sending/sentMessage.ts';
import { messageOf, pageMessageOf, USER_KEY } from '../outboundMessage.mts';

const sentAs = (messageId: string | null, members: Partial<SentMessage> = {}): SentMessage => ({
	messageId,
	to: USER_KEY,
	status: 'PENDING',
	isRejected: false,
	isDuplicate: false,
	details: {},
	...members,
});

const hello = pageMessageOf({ type: 'text', text: 'Hello' });

const queuedAs = (
	ids: readonly string[],
	message: OutboundMessage = hello,
	derivedId = 'n8n-1',
): QueuedMessage => ({ item: 0, part: 0, message, ids, derivedId });

const unclear = new ConnectionError('send', 'https://x', 'reset');
const refusal = { code: 'E400', text: 'No', violations: [] };

describe('the parts of an item as one message', () => {
	it('are the part itself if there is one', () => {
		const only = sentAs('a');
		expect(combineParts([only])).toBe(only);
	});

	it('have id and recipient of the last, the ids of all, and the details of the worst', () => {
		const parts = [
			sentAs('a', { status: 'REJECTED', isRejected: true, details: { statusName: 'X' } }),
			sentAs('b', { to: 'somebody', details: { statusName: 'Y' } }),
		] as const;
		expect(combineParts(parts)).toEqual({
			messageId: 'b',
			to: 'somebody',
			status: 'REJECTED',
			isRejected: true,
			isDuplicate: false,
			details: { statusName: 'X', messageIds: ['a', 'b'] },
		});
	});

	const ranking: Array<string | null> = [
		'REJECTED',
		'UNDELIVERABLE',
		'EXPIRED',
		null,
		'PENDING',
		'ACCEPTED',
		'DELIVERED',
	];
	const pairs = ranking
		.slice(1)
		.map((better, index) => ({ worse: ranking[index] ?? null, better }));

	it.each<{ worse: string | null; better: string | null }>(pairs)(
		'$worse is worse than $better',
		({ worse, better }) => {
			const bad = sentAs('a', { status: worse });
			const good = sentAs('b', { status: better });
			expect(combineParts([bad, good]).status).toBe(worse);
			expect(combineParts([good, bad]).status).toBe(worse);
		},
	);

	it('take a status that is not known for one between bad and good', () => {
		const of = (status: string) =>
			combineParts([sentAs('a', { status: 'NEW' }), sentAs('b', { status })]).status;
		expect([of('EXPIRED'), of('PENDING')]).toEqual(['EXPIRED', 'NEW']);
	});
});

describe('what earlier tries of a run have sent', () => {
	const taken: Delivery = { sent: [sentAs('a')] };
	const rejected: Delivery = { sent: [sentAs('a', { isRejected: true })] };
	const partly: Delivery = { sent: [sentAs('a', { isRejected: true }), sentAs('b')] };
	const failedPartly: Delivery = {
		error: new MessageRejected('send', sentAs('a', { isRejected: true }), [sentAs('b')]),
	};
	const failedWhole: Delivery = {
		error: new MessageRejected('send', sentAs('a', { isRejected: true })),
	};
	const unknown: Delivery = { error: new OutcomeUnknown('send', unclear, 'send') };
	const refused: Delivery = { error: new ApiError('send', 400, refusal) };
	const all: Array<[string, Delivery]> = [
		['taken', taken],
		['rejected', rejected],
		['partly', partly],
		['failedPartly', failedPartly],
		['failedWhole', failedWhole],
		['unknown', unknown],
		['refused', refused],
	];

	it('is what was sent, or may have been', () => {
		const tries = new EarlierTries();
		expect(tries.of('run')).toBeUndefined();
		tries.note('run', all, false);
		expect(tries.of('run')).toEqual(
			new Map<string, Delivery>([
				['taken', taken],
				['partly', partly],
				['failedPartly', failedPartly],
				['unknown', unknown],
			]),
		);
		expect(tries.of('another')).toBeUndefined();
	});

	it('is forgotten once all are sent, and replaced by a later try', () => {
		const tries = new EarlierTries();
		tries.note('run', all, false);
		tries.note('run', [['b', taken]], false);
		expect([...tries.of('run')!.keys()]).toEqual(['b']);
		tries.note('run', all, true);
		expect(tries.of('run')).toBeUndefined();
	});

	it('is kept of the last twenty runs', () => {
		const tries = new EarlierTries();
		for (let run = 0; run < 20; run++) tries.note(`run ${run}`, all, false);
		tries.note('run 0', all, false);
		expect(tries.of('run 1')?.size).toBe(4);
		tries.note('run 20', all, false);
		expect([tries.of('run 0')?.size, tries.of('run 1')?.size, tries.of('run 2')?.size]).toEqual([
			4,
			undefined,
			4,
		]);
	});
});

describe("ids of the user's own", () => {
	const withId = (messageId?: string) => pageMessageOf({ type: 'text', text: 'Hi' }, { messageId });
	const problems = async (...ids: Array<string | undefined>) =>
		[
			...(await checkMessageIds(
				ids.map((id) => [withId(id)]),
				{ apiOf },
			)),
		].map(([item, error]) => [item, error instanceof InvalidInput ? error.message : error]);
	const same = (id: string, items: string) =>
		`messageId "${id}" is the same for items ${items}. Give each message an ID of its own`;

	it('are right if each is another, and those of the node always are', async () => {
		expect(await problems('a', 'b', undefined, undefined)).toEqual([]);
		expect(await checkMessageIds([undefined, [withId('a')]], { apiOf })).toEqual(new Map());
		expect(await problems('a')).toEqual([]);
	});

	it('are not those of messages with failover, which end in a channel', async () => {
		const sms = { channel: 'SMS', sender: 'Shop', recipient: '385911234567' };
		const chain = pageMessageOf(
			{ type: 'text', text: 'Hi' },
			{ failover: [{ ...sms, content: { type: 'same' } }] },
		);
		expect(await checkMessageIds([[chain], [chain]], { apiOf })).toEqual(new Map());
	});

	it('must not be the same in any letter case', async () => {
		expect(await problems('a', 'b', 'A')).toEqual([
			[0, same('a', '1, 3')],
			[2, same('a', '1, 3')],
		]);
	});

	it('are listed up to the tenth item', async () => {
		const ten = '1, 2, 3, 4, 5, 6, 7, 8, 9, 10';
		expect((await problems(...Array<string>(10).fill('a')))[9]).toEqual([9, same('a', ten)]);
		expect((await problems(...Array<string>(11).fill('a')))[10]).toEqual([
			10,
			same('a', `${ten} and others`),
		]);
	});

	it.each(['a,b', 'a b', ' a', 'a\n'])('must be one: %j', async (id) => {
		expect(await problems('x', id)).toEqual([
			[1, `messageId must not contain commas or spaces: "${id}"`],
		]);
	});
});

describe('which messages a refusal is about', () => {
	const api: SendApi = {
		...apiOf(hello),
		fieldOf: (property, type = 'custom') => [type, property],
	};
	const violation = (property: string) => ({ property, violation: 'is odd' });
	const [a, b, c] = ['a', 'b', 'c'].map((id) => queuedAs([id])) as [
		QueuedMessage,
		QueuedMessage,
		QueuedMessage,
	];
	const refused = (...properties: string[]) =>
		new ApiError(
			'send 3 messages',
			400,
			{ ...refusal, violations: properties.map(violation) },
			{ retryAfter: 7, absentApi: 'messenger' },
		);

	it('is those whose places it names, each with its own violations', () => {
		const error = refused('messages[2].to', 'messages[0].from', 'messages[2].text', 'other');
		const found = attributeFailure(api, error, [a, b, c]);
		expect(found.map(([queued]) => queued)).toEqual([a, c]);
		expect(found[1]?.[1]).toMatchObject({
			task: `send the message to ${USER_KEY}`,
			status: 400,
			retryAfter: 7,
			absentApi: 'messenger',
			refusal: {
				code: 'E400',
				violations: ['messages[2].to', 'messages[2].text'].map((property) => ({
					...violation(property),
					field: ['text', property],
				})),
			},
		});
	});

	it.each([[[]], [['other']], [['messages[7].to']]])(
		'is all of them if it names none of theirs: %j',
		(properties) => {
			const error = refused(...properties);
			const violations = properties.map((property) => ({
				...violation(property),
				field: ['custom', property],
			}));
			const ofAll = { task: error.task, refusal: { ...refusal, violations } };
			expect(attributeFailure(api, error, [a, b])).toMatchObject([
				[a, ofAll],
				[b, ofAll],
			]);
		},
	);

	it('is the only one, whatever it names', () => {
		const [[queued, error] = []] = attributeFailure(api, refused('other'), [a]);
		expect(queued).toBe(a);
		expect(error).toMatchObject({
			task: `send the message to ${USER_KEY}`,
			refusal: { violations: [violation('other')] },
		});
		const named = new ApiError(`send the message to ${USER_KEY} from application A`, 400, refusal);
		expect(attributeFailure(api, named, [a])[0]?.[1]).toMatchObject({ task: named.task });
	});

	it('is all of them if it is no refusal of Infobip', () => {
		expect(attributeFailure(api, unclear, [a, b])).toEqual([
			[a, unclear],
			[b, unclear],
		]);
		expect(attributeFailure(api, unclear, [a])).toEqual([[a, unclear]]);
	});
});

describe('a message on its way', () => {
	const duplicate = (id: string) =>
		sentAs(id, {
			status: 'REJECTED',
			isRejected: true,
			isDuplicate: true,
			details: { bulkId: 'b' },
		});

	const pendingAs = (queued: QueuedMessage): PendingMessage =>
		new PendingMessage(queued, undefined);

	/** Tried, without an answer. */
	const tried = (queued: QueuedMessage): PendingMessage => {
		const pending = pendingAs(queued);
		pending.noteUnknown(unclear);
		return pending;
	};

	it('has its results when each of its ids has one, in any letter case', () => {
		const pending = pendingAs(queuedAs(['a', 'B']));
		expect([pending.isOpen, pending.isUnanswered]).toEqual([true, true]);
		expect(pending.noteAnswer([sentAs('A')])).toBeUndefined();
		expect([pending.isAnswered('a'), pending.isAnswered('B')]).toEqual([true, false]);
		expect(pending.missingIds()).toEqual(['B']);
		expect([pending.isOpen, pending.isUnanswered]).toEqual([true, true]);
		expect(pending.noteAnswer([sentAs('b')])).toEqual([sentAs('A'), sentAs('b')]);
		expect([pending.isOpen, pending.isUnanswered]).toEqual([false, false]);
	});

	it('without ids has what the answer has, and stays open', () => {
		const pending = pendingAs(queuedAs([]));
		expect(pending.noteAnswer([])).toBeUndefined();
		expect(pending.noteAnswer([sentAs(null)])).toEqual([sentAs(null)]);
		expect([pending.isOpen, pending.isUnanswered]).toEqual([true, true]);
	});

	it('has no result by an answer without an id', () => {
		expect(pendingAs(queuedAs(['a'])).noteAnswer([sentAs(null)])).toBeUndefined();
	});

	it('takes a refused duplicate for an answer, but no result', () => {
		const pending = pendingAs(queuedAs(['a']));
		expect(pending.noteAnswer([duplicate('a')])).toBeUndefined();
		expect([pending.isAnswered('A'), pending.isUnanswered]).toEqual([true, false]);
		expect([pending.isOpen, pending.missingIds()]).toEqual([true, ['a']]);
	});

	it.each<[string, QueuedMessage, string | null, boolean]>([
		['its recipient', queuedAs(['mine']), USER_KEY, true],
		['somebody else', queuedAs(['mine']), 'somebody', false],
		['nobody', queuedAs(['mine']), null, true],
		['somebody else, under an id that is ours', queuedAs(['n8n-1']), 'somebody', true],
		['somebody else, under an id of ours with failover', queuedAs(['n8n-1.SMS']), 'somebody', true],
		['somebody else, as one of its destinations', queuedAs(['mine', 'x']), 'somebody', true],
		[
			'somebody, and has no recipient of its own',
			queuedAs(['mine'], { ...hello, recipient: undefined }),
			'somebody',
			true,
		],
	])('is found in the logs if they have it for %s', (_, queued, to, isFound) => {
		const pending = pendingAs(queued);
		const [id = ''] = queued.ids;
		pending.noteLogs([sentAs('another'), sentAs(null), sentAs(id.toUpperCase(), { to })]);
		expect(pending.missingIds().includes(id)).toBe(!isFound);
	});

	it('is found in the logs if they have its id for others, too', () => {
		const pending = pendingAs(queuedAs(['mine']));
		const own = sentAs('mine', { status: 'DELIVERED' });
		pending.noteLogs([sentAs('mine', { to: 'somebody' }), own]);
		expect(pending.conclude(false, false)).toEqual({ sent: [own] });
	});

	it('keeps what an answer said rather than what the logs have', () => {
		const pending = pendingAs(queuedAs(['a']));
		pending.noteAnswer([sentAs('a', { status: 'ACCEPTED' })]);
		pending.noteLogs([sentAs('a', { status: 'DELIVERED' })]);
		expect(pending.conclude(false, false)).toEqual({ sent: [sentAs('a', { status: 'ACCEPTED' })] });
	});

	it('that no answer and no log knows is uncertain', () => {
		const { error } = tried(queuedAs(['a'])).conclude(false, true) as { error: OutcomeUnknown };
		expect(error).toBeInstanceOf(OutcomeUnknown);
		expect(error).toMatchObject({
			task: `send the message to ${USER_KEY}`,
			cause: unclear,
			change: 'send',
		});
		expect(tried(queuedAs([])).conclude(false, false)).toMatchObject({
			error: { cause: unclear },
		});
		const unasked = pendingAs(queuedAs(['a']));
		expect(() => unasked.conclude(false, false)).toThrow(
			`No answer was noted for: send the message to ${USER_KEY}`,
		);
	});

	it('that was sent before in this run, and refused as a duplicate, was accepted', () => {
		const pending = tried(queuedAs(['Mine']));
		pending.noteAnswer([duplicate('mine')]);
		expect(pending.conclude(false, false)).toEqual({
			sent: [
				{
					messageId: 'mine',
					to: USER_KEY,
					status: 'ACCEPTED',
					isRejected: false,
					isDuplicate: false,
					details: {
						bulkId: 'b',
						action: 'Infobip had accepted this message before and refused it this time.',
					},
				},
			],
		});
	});

	const firstTry = (id: string): PendingMessage => {
		const pending = pendingAs(queuedAs([id]));
		pending.noteAnswer([duplicate(id)]);
		pending.noteUnknown(unclear);
		return pending;
	};

	it.each([
		['mine', false],
		['n8n-1', false],
		['n8n-1', true],
	])('that is refused as a duplicate at its first try is uncertain: %s, %s', (id, isAbsent) => {
		const { error } = firstTry(id).conclude(false, isAbsent) as { error: OutcomeUnknown };
		expect(error).toBeInstanceOf(OutcomeUnknown);
		expect(error).toMatchObject({ task: `send the message to ${USER_KEY}`, change: 'send' });
		expect(error.cause).toBeInstanceOf(MessageRejected);
	});

	it('whose id the logs do not have, or have for somebody else, is rejected', () => {
		expect(firstTry('mine').conclude(false, true)).toMatchObject({
			error: { rejected: duplicate('mine') },
		});
		const tries = [firstTry('Mine'), tried(queuedAs(['Mine']))];
		for (const pending of tries) {
			pending.noteAnswer([duplicate('Mine')]);
			pending.noteLogs([sentAs('mine', { to: 'somebody' })]);
			const { error } = pending.conclude(false, false) as { error: unknown };
			expect(error).toBeInstanceOf(MessageRejected);
		}
		expect(firstTry('mine').conclude(true, true)).toEqual({ sent: [duplicate('mine')] });
	});

	it('that was sent before in this run, and rejected without a reason, may have been a duplicate', () => {
		const rejected = (statusName?: string) =>
			sentAs('a', {
				status: 'REJECTED',
				isRejected: true,
				details: statusName === undefined ? {} : { statusName },
			});
		for (const vague of [rejected(), rejected('rejected')]) {
			expect(pendingAs(queuedAs(['a'])).noteAnswer([vague])).toEqual([vague]);
			const pending = tried(queuedAs(['a']));
			expect(pending.noteAnswer([vague])).toBeUndefined();
			pending.noteLogs([sentAs('a')]);
			expect(pending.conclude(false, false)).toEqual({ sent: [sentAs('a')] });
		}
		const clear = rejected('REJECTED_NETWORK');
		expect(tried(queuedAs(['a'])).noteAnswer([clear])).toEqual([clear]);
	});

	it('that an earlier try may have sent is rejected only if the logs do not have it', () => {
		const rejected = sentAs('n8n-1', { status: 'REJECTED', isRejected: true });
		const rejectedAfter = (earlier: Delivery, isAbsent: boolean): unknown => {
			const pending = new PendingMessage(queuedAs(['n8n-1']), earlier);
			pending.noteAnswer([rejected]);
			const delivery = pending.conclude(false, isAbsent);
			return 'error' in delivery ? delivery.error : undefined;
		};
		const mayBeSent = { error: unclear };
		expect(rejectedAfter(mayBeSent, false)).toMatchObject({
			name: 'OutcomeUnknown',
			cause: { rejected },
		});
		expect(rejectedAfter(mayBeSent, true)).toMatchObject({ rejected });
		expect(rejectedAfter({ sent: [sentAs('n8n-1')] }, false)).toMatchObject({ rejected });
	});

	it('with several destinations fails as a whole, and says which were accepted', () => {
		const pending = pendingAs(queuedAs(['a', 'b']));
		const bad = sentAs('a', { isRejected: true, status: 'REJECTED' });
		expect(pending.judge([bad, sentAs('b')], false)).toMatchObject({
			error: { task: pending.task, rejected: bad, accepted: [sentAs('b')] },
		});
		expect(pending.judge([bad, sentAs('b')], true)).toEqual({ sent: [bad, sentAs('b')] });
		expect(tried(queuedAs(['a'])).judge([], true)).toMatchObject({ error: { cause: unclear } });
	});

	it.each<[string, object, boolean]>([
		['at its first attempt', {}, false],
		['after one without an answer', {}, true],
		['after one without an answer', { findInLogs: () => undefined }, false],
		['after one without an answer', { findInLogs: () => undefined, logsMayLack: false }, false],
		['after one without an answer', { findInLogs: () => undefined, logsMayLack: true }, true],
	])('that is refused %s, with %j, may have been sent: %s', (when, members, mayBeSent) => {
		const error = new ApiError('send', 400, refusal);
		const api = { ...apiOf(hello), findInLogs: undefined, logsMayLack: undefined, ...members };
		const pending = when === 'at its first attempt' ? pendingAs : tried;
		const delivery = pending(queuedAs(['a'])).failedBecause(error, api);
		if (mayBeSent) expect(delivery).toMatchObject({ error: { cause: unclear } });
		else expect(delivery).toEqual({ error });
	});
});

it('the ids of the node are short, and the same for the same part of the same run', () => {
	const idOf = derivedIds(['instance', 'execution']);
	expect(idOf(0, 0)).toMatch(/^n8n-[0-9a-f]{32}$/);
	expect(derivedIds(['instance', 'execution'])(0, 0)).toBe(idOf(0, 0));
	const others = [idOf(0, 1), idOf(1, 0), idOf(11, 0), idOf(1, 10), derivedIds(['another'])(0, 0)];
	expect(new Set([idOf(0, 0), ...others]).size).toBe(6);
});

it('a rejected message says why, in the words of its status', () => {
	const rejected = (details: SentMessage['details'], status: string | null = 'REJECTED') =>
		new MessageRejected('send', sentAs('a', { status, details }));
	const named = { statusName: 'REJECTED_SENDER', statusDescription: 'Not yours' };
	expect(rejected(named)).toMatchObject({
		name: 'MessageRejected',
		reason: 'REJECTED_SENDER: Not yours',
		accepted: [],
	});
	expect(rejected({ statusDescription: 'Not yours' }).reason).toBe('REJECTED: Not yours');
	expect(rejected({}, null).reason).toBe('');
});

it('an outcome has failed if it has an error', () => {
	expect(failed(undefined)).toBe(false);
	expect(failed({ sent: [] })).toBe(false);
	expect(failed({ error: new UnexpectedAnswer('send', {}) })).toBe(true);
});

it('a message from an application has no ids to look up', () => {
	expect(apiOf(messageOf({ type: 'text', text: 'Hi' }))).not.toHaveProperty('findInLogs');
});
