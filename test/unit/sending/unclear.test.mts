/** What is done about a message whose outcome is not known, and for how long. */
import {
	writtenBody,
	type InfobipAnswer,
	type InfobipRequest,
	type Transport,
} from '../../../infobip/call/client.ts';
import {
	ApiError,
	ConnectionError,
	OutcomeUnknown,
	UnexpectedAnswer,
} from '../../../infobip/errors.ts';
import type { OutboundMessage } from '../../../infobip/message/message.ts';
import { lookUp } from '../../../infobip/sending/lookUp.ts';
import type { RetryPolicy } from '../../../infobip/sending/outcome.ts';
import { PendingMessage } from '../../../infobip/sending/PendingMessage.ts';
import { TimeLimit } from '../../../infobip/sending/retrying.ts';
import { sendAll } from '../../../infobip/sending/sendAll.ts';
import type { SentMessage } from '../../../infobip/sending/sentMessage.ts';
import { rejectionOf } from '../rejection.mts';
import { fakePatience, sendingOptions } from './sendingOptions.mts';

const PAGE = '102030405060708';

const to = (person: string, kind: 'page' | 'application' = 'page'): OutboundMessage => ({
	sender: kind === 'page' ? { kind, id: PAGE } : { kind, key: 'A1B2' },
	recipient: { kind: 'userKey', value: person },
	content: { type: 'text', text: 'Hi' },
	options: {},
});

const sentAs = (messageId: string): SentMessage => ({
	messageId,
	to: 'p',
	status: 'PENDING',
	isRejected: false,
	isDuplicate: false,
	details: {},
});

const refusal = { code: undefined, text: 'No', violations: [] };
const lost = new ConnectionError('send', 'https://x', 'reset');

describe('looking up', () => {
	const pending = (...ids: string[]) =>
		new PendingMessage({ item: 0, part: 0, message: to('p'), ids, derivedId: 'n8n' }, undefined);
	const unused: Transport = async () => await Promise.reject(new Error('Not called'));

	/** @param found what the logs have at each look; an error is thrown */
	async function look(
		policy: RetryPolicy,
		messages: readonly PendingMessage[],
		...found: Array<readonly string[] | Error>
	) {
		const asked: Array<readonly string[]> = [];
		const findInLogs = async (_: Transport, ids: readonly string[]) => {
			const now = found[asked.length] ?? [];
			asked.push(ids);
			if (now instanceof Error) throw now;
			return now.map((id) => sentAs(id));
		};
		const limit = new TimeLimit(policy);
		return { ...(await lookUp(unused, findInLogs, messages, policy, limit)), asked };
	}

	it('ends when all are found, and asks for those that are not', async () => {
		const policy = fakePatience(60_000);
		const messages = [pending('a'), pending('b')];
		expect(await look(policy, messages, [], ['a'], ['b'])).toEqual({
			isAbsent: false,
			mayResend: false,
			asked: [['a', 'b'], ['a', 'b'], ['b']],
		});
		expect(policy.pauses).toEqual([1000, 2000, 4000]);
	});

	it('goes on for as long as the logs lag, and then knows that the message is absent', async () => {
		const policy = fakePatience(60_000);
		expect(await look(policy, [pending('a')])).toMatchObject({ isAbsent: true, mayResend: true });
		expect(policy.pauses).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
	});

	it.each([
		['other', false],
		['A', true],
	])('takes an answer that has %s for an answer to its question: %s', async (id, isAbsent) => {
		const answers = [...Array<string[]>(5).fill([]), [id]];
		const messages = [pending('a'), pending('b')];
		expect(await look(fakePatience(60_000), messages, ...answers)).toMatchObject({
			isAbsent,
			mayResend: isAbsent,
		});
	});

	it.each([
		[0, [1000], false],
		[10_000, [1000, 2000, 4000, 3000], false],
		[30_999, [1000, 2000, 4000, 8000, 8000, 7999], false],
		[31_000, [1000, 2000, 4000, 8000, 8000, 8000], true],
	])('has %i ms, which is too short to send again', async (total, pauses, isAbsent) => {
		const policy = fakePatience(total);
		expect(await look(policy, [pending('a')])).toMatchObject({ isAbsent, mayResend: false });
		expect(policy.pauses).toEqual(pauses);
	});

	it.each([5, 6])('forgives a timer that comes early, by 5 ms and no more: %i', async (early) => {
		const pauses: number[] = [];
		let now = 100;
		const policy: RetryPolicy = {
			total: 0,
			now: () => now,
			random: () => 1,
			pause: async (milliseconds) => {
				now += milliseconds - (pauses.length === 0 ? early : 0);
				pauses.push(milliseconds);
			},
		};
		await look(policy, [pending('a')]);
		expect(pauses).toEqual(early === 5 ? [1000] : [1000, 6]);
	});

	it.each([
		new ApiError('read the logs', 403, refusal),
		lost,
		new UnexpectedAnswer('read the logs', {}),
	])('knows nothing while the logs cannot be read: $name', async (error) => {
		const errors = Array<Error>(6).fill(error);
		expect(await look(fakePatience(60_000), [pending('a')], ...errors)).toMatchObject({
			isAbsent: false,
			mayResend: false,
		});
		expect(await look(fakePatience(60_000), [pending('a')], error, ['a'])).toMatchObject({
			asked: [['a'], ['a']],
		});
	});

	it('throws what is about something else', async () => {
		const cancelled = new Error('Cancelled');
		expect(await rejectionOf(look(fakePatience(0), [pending('a')], cancelled))).toBe(cancelled);
	});
});

type Script = Array<InfobipAnswer | Error | ((request: InfobipRequest) => InfobipAnswer)>;

/** Answers requests to send one after another; the logs have what is given. */
function scripted(script: Script, logs: readonly string[] = []) {
	const sends: InfobipRequest[] = [];
	const transport: Transport = async (request) => {
		if (request.method === 'GET') {
			return answer(200, { results: logs.map((messageId) => ({ messageId, status: {} })) });
		}
		const next = script[sends.length] ?? lost;
		sends.push(request);
		if (next instanceof Error) throw next;
		return typeof next === 'function' ? next(request) : next;
	};
	return { transport, sends };
}

const answer = (status: number, body: unknown, headers = {}): InfobipAnswer => ({
	status,
	headers,
	body: JSON.stringify(body),
});

const messageIdOf = (item: number): string => `id-${item}`;
const options = (total: number, more: object = {}) =>
	sendingOptions({ messageIdOf, retryPolicy: fakePatience(total), ...more });
const pending = (messageId: string) => ({ messageId, status: { groupName: 'PENDING' } });
const errorOf = (outcome: unknown): unknown => (outcome as { error?: unknown }).error;

describe('a message that Infobip does not have', () => {
	it('is sent again twice at most, however much time there is', async () => {
		const { transport, sends } = scripted([]);
		const [outcome] = await sendAll(transport, [[to('p')]], options(600_000));
		expect(errorOf(outcome)).toBeInstanceOf(OutcomeUnknown);
		expect(sends).toHaveLength(3);
	});

	it('is not sent again if there is no time to be sure of it', async () => {
		const { transport, sends } = scripted([]);
		await sendAll(transport, [[to('p')]], options(30_000));
		expect(sends).toHaveLength(1);
	});

	it('is sent again without those of its request that have an answer', async () => {
		const { transport, sends } = scripted([
			answer(200, { messages: [pending('id-0')] }),
			answer(200, { messages: [pending('id-1')] }),
		]);
		const outcomes = await sendAll(transport, [[to('p')], [to('q')]], options(60_000));
		expect(outcomes).toMatchObject([
			{ sent: [{ messageId: 'id-0' }] },
			{ sent: [{ messageId: 'id-1' }] },
		]);
		expect(sends.map((send) => writtenBody(send).match(/id-\d/g))).toEqual([
			['id-0', 'id-1'],
			['id-1'],
		]);
	});

	it('is sent again to those of its destinations that are missing', async () => {
		const body = {
			content: { type: 'TEXT', text: 'Hi' },
			destinations: [
				{ to: 'p', messageId: 'a' },
				{ to: 'q', messageId: 'b' },
			],
		};
		const custom: OutboundMessage = { ...to('p'), content: { type: 'custom', body } };
		const { transport, sends } = scripted([
			answer(200, { messages: [pending('a')] }),
			answer(200, { messages: [pending('b')] }),
		]);
		const outcomes = await sendAll(transport, [[custom]], options(60_000));
		expect(outcomes).toMatchObject([{ sent: [{ messageId: 'a' }, { messageId: 'b' }] }]);
		const again = JSON.parse(writtenBody(sends[1]!)) as {
			messages: Array<{ destinations: unknown }>;
		};
		expect(again.messages).toMatchObject([{ destinations: [{ to: 'q', messageId: 'b' }] }]);
		expect(again.messages[0]?.destinations).toHaveLength(1);
	});

	it('and then is refused, fails with the refusal', async () => {
		const { transport } = scripted([lost, answer(400, {})]);
		const [outcome] = await sendAll(transport, [[to('p')]], options(60_000));
		expect(errorOf(outcome)).toMatchObject({ status: 400 });
	});

	it('and that cannot be looked up, is sent again once on request, and is uncertain after', async () => {
		const items = [[to('p', 'application')]];
		const never = scripted([]);
		const bold = { resendUnknown: true };
		const [unknown] = await sendAll(never.transport, items, options(0, bold));
		expect(errorOf(unknown)).toBeInstanceOf(OutcomeUnknown);
		expect(never.sends).toHaveLength(2);
		const refused = scripted([lost, answer(400, {})]);
		const [outcome] = await sendAll(refused.transport, items, options(0, bold));
		expect(errorOf(outcome)).toBeInstanceOf(OutcomeUnknown);
	});

	it('is refused as a duplicate when it comes again: so Infobip had it', async () => {
		const duplicate = { messageId: 'id-0', status: { id: 23, groupName: 'REJECTED' } };
		const { transport, sends } = scripted([lost, answer(200, { messages: [duplicate] })]);
		const outcomes = await sendAll(transport, [[to('p')]], options(90_000));
		expect(outcomes).toMatchObject([{ sent: [{ messageId: 'id-0', status: 'ACCEPTED' }] }]);
		expect(sends.length).toBeGreaterThan(1);
	});
});

describe('a request', () => {
	it('is called by what it sends, and from where if that is not the only one', async () => {
		const tasksOf = async (...messages: OutboundMessage[]) => {
			const { transport, sends } = scripted([]);
			await sendAll(
				transport,
				messages.map((message) => [message]),
				options(0),
			);
			return sends.map(({ task, method, path }) => `${method} ${path}: ${task}`);
		};
		expect(await tasksOf(to('p'))).toEqual(['POST /messenger/1/messages: send the message to p']);
		expect(await tasksOf(to('p'), to('q'), to('r'))).toEqual([
			'POST /messenger/1/messages: send 3 messages, the first to p',
		]);
		expect(await tasksOf(to('p', 'application'))).toEqual([
			'POST /facebook/1/single: send the message to p from application A1B2',
		]);
	});

	it('waits for half of its back-off at least, and twenty seconds at most', async () => {
		const retryPolicy = { ...fakePatience(600_000), random: () => 0 };
		const busy = Array<InfobipAnswer>(8).fill(answer(429, {}));
		const { transport } = scripted([...busy, answer(200, { messages: [pending('id-0')] })]);
		await sendAll(transport, [[to('p')]], options(0, { retryPolicy }));
		expect(retryPolicy.pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
	});

	it('waits up to the end of its time', async () => {
		const retryPolicy = fakePatience(7000);
		const { transport, sends } = scripted([answer(429, {}, { 'retry-after': '7' })]);
		await sendAll(transport, [[to('p', 'application')]], options(0, { retryPolicy }));
		expect(retryPolicy.pauses[0]).toBe(7000);
		expect(sends).toHaveLength(2);
	});

	it('is sent again after a connection that was refused, and not after a 503 that asks for nothing', async () => {
		const refused = new ConnectionError('send', 'https://x', 'refused');
		const items = [[to('p', 'application')]];
		const first = scripted([refused, answer(200, { messageId: 'x' })]);
		expect(await sendAll(first.transport, items, options(60_000))).toMatchObject([{ sent: [{}] }]);
		const second = scripted([answer(503, {})]);
		await sendAll(second.transport, items, options(60_000));
		expect(second.sends).toHaveLength(1);
		const third = scripted([new ConnectionError('send', 'https://x', 'unknownHost')]);
		await sendAll(third.transport, items, options(60_000));
		expect(third.sends).toHaveLength(1);
	});
});
