import type { InfobipAnswer } from '../../../infobip/call/client.ts';
import { ConnectionError, ApiError, UnexpectedAnswer } from '../../../infobip/errors.ts';
import { facebookInbox, facebookReports } from '../../../infobip/facebook/inbox.ts';
import { objectOf, type JsonValue } from '../../../infobip/json.ts';
import { pull } from '../../../infobip/inbound/pull.ts';
import { answering } from '../recordingTransport.mts';
import { rejectionOf } from '../rejection.mts';

/** A page with the messages of these numbers. */
function page(from: number, to: number, pendingMessageCount?: number): Partial<InfobipAnswer> {
	const results = Array.from({ length: to - from }, (_, index) => ({
		messageId: `m-${from + index}`,
		text: 'Hi',
	}));
	const messageCount = results.length;
	return { body: JSON.stringify({ results, messageCount, pendingMessageCount }) };
}

const ids = (results: readonly JsonValue[]) => results.map((result) => objectOf(result).messageId);

const limits = (requests: ReadonlyArray<{ query?: Readonly<Record<string, unknown>> }>) =>
	requests.map(({ query }) => query?.limit);

describe('pull', () => {
	it('asks once where one page holds everything', async () => {
		const { transport, requests } = answering(page(0, 2, 0));
		const { results, stoppedBy } = await pull(transport, facebookInbox, Infinity);
		expect(ids(results)).toEqual(['m-0', 'm-1']);
		expect(stoppedBy).toBeUndefined();
		expect(requests).toMatchObject([{ method: 'GET', path: '/facebook/1/inbox/reports' }]);
	});

	it('goes on until nothing is pending, and keeps the order', async () => {
		const { transport, requests } = answering(
			page(0, 1000, 1001),
			page(1000, 2000, 1),
			page(2000, 2001, 0),
		);
		const { results } = await pull(transport, facebookInbox, Infinity);
		expect(ids(results)).toEqual(Array.from({ length: 2001 }, (_, index) => `m-${index}`));
		expect(requests).toHaveLength(3);
	});

	it('continues until a page is empty if Infobip does not say what is pending', async () => {
		const { transport, requests } = answering(page(0, 3), page(3, 4), page(0, 0));
		const { results } = await pull(transport, facebookInbox, Infinity);
		expect(ids(results)).toEqual(['m-0', 'm-1', 'm-2', 'm-3']);
		expect(requests).toHaveLength(3);
	});

	it('keeps every record of an answer that has far more than were asked for', async () => {
		const { transport } = answering(page(0, 300_000, 0));
		const { results } = await pull(transport, facebookInbox, 10);
		expect(results).toHaveLength(300_000);
	});

	it('goes on behind an empty page where more is pending', async () => {
		const { transport } = answering(page(0, 2, 3), page(0, 0, 3), page(2, 3, 0));
		const { results } = await pull(transport, facebookInbox, Infinity);
		expect(ids(results)).toEqual(['m-0', 'm-1', 'm-2']);
	});

	it('does not go on for ever where pending messages do not come', async () => {
		const { transport, requests } = answering(page(0, 0, 5), page(0, 0, 5), page(0, 0, 5));
		expect((await pull(transport, facebookInbox, Infinity)).results).toEqual([]);
		expect(requests).toHaveLength(3);
	});

	it('ends where the same page comes again, and has it once', async () => {
		const { transport } = answering(page(0, 2, 9), page(2, 4, 9), page(0, 2, 9));
		const { results, stoppedBy } = await pull(transport, facebookInbox, Infinity);
		expect(ids(results)).toEqual(['m-0', 'm-1', 'm-2', 'm-3']);
		expect(stoppedBy).toMatchObject({
			message: expect.stringMatching(/same records again/) as string,
		});
	});

	it('ends after a thousand calls, with all that came', async () => {
		const pages = Array.from({ length: 1001 }, (_, index) => page(index, index + 1, 9));
		const { transport, requests } = answering(...pages);
		const { results, stoppedBy } = await pull(transport, facebookInbox, Infinity);
		expect([results.length, requests.length]).toEqual([1000, 1000]);
		expect(stoppedBy).toMatchObject({ message: expect.stringMatching(/1000 calls/) as string });
	});

	it.each([
		['a list', '[{"messageId":"m-0"}]', [{ messageId: 'm-0' }]],
		['under another name', '{"messages":[{"messageId":"m-0"}]}', [{ messageId: 'm-0' }]],
		['in an envelope that is not known', '{"new":[1]}', [{ new: [1] }]],
		['not as an object', '{"results":["m-0"]}', ['m-0']],
	])('gives what comes %s', async (_, body, records) => {
		const { results } = await pull(answering({ body }, page(0, 0)).transport, facebookInbox, 50);
		expect(results).toEqual(records);
	});

	it('gives an answer that breaks off as it came, and what was wrong with it', async () => {
		const body = '{"results":[{"messageId":"m-0","text":"Hi"},{"mess';
		const { results, stoppedBy } = await pull(answering({ body }).transport, facebookInbox, 50);
		expect(results).toEqual([body]);
		expect(stoppedBy).toBeInstanceOf(UnexpectedAnswer);
	});

	it('keeps an answer that breaks off behind a "<" of its own', async () => {
		const body = '{"results":[{"messageId":"m-0","text":"1 < 2"},{"mess';
		const { results } = await pull(answering({ body }).transport, facebookInbox, 50);
		expect(results).toEqual([body]);
	});

	it.each(['', ' \n', '{}', 'null', '{"results":null}', '{"results":[null,{}]}'])(
		'has nothing of the answer %j',
		async (body) => {
			const { results } = await pull(answering({ body }).transport, facebookInbox, 50);
			expect(results).toEqual([]);
		},
	);

	it.each([
		[1, [1]],
		[50, [50]],
		[1000, [1000]],
	])('asks for no more than the limit of %i', async (limit, expected) => {
		const { transport, requests } = answering(page(0, limit, 5000));
		const { results } = await pull(transport, facebookInbox, limit);
		expect(results).toHaveLength(limit);
		expect(limits(requests)).toEqual(expected);
	});

	it('asks for the rest of the limit only', async () => {
		const { transport, requests } = answering(
			page(0, 1000, 5000),
			page(1000, 1300, 4700),
			page(1300, 1500, 4500),
		);
		const { results } = await pull(transport, facebookInbox, 1500);
		expect(results).toHaveLength(1500);
		expect(limits(requests)).toEqual([1000, 500, 200]);
	});

	it('asks where the source says, with its query', async () => {
		const { transport, requests } = answering(page(0, 1, 0), page(0, 1, 0));
		await pull(transport, facebookReports, 7);
		await pull(transport, { task: 'pull', path: '/x', query: { channel: 'Y' } }, 7);
		expect(requests).toMatchObject([
			{ method: 'GET', path: '/facebook/1/reports', query: { limit: 7 } },
			{ method: 'GET', path: '/x', query: { channel: 'Y', limit: 7 } },
		]);
	});

	it('asks nothing for a limit of 0', async () => {
		const { transport, requests } = answering();
		expect((await pull(transport, facebookInbox, 0)).results).toEqual([]);
		expect(requests).toEqual([]);
	});
});

describe('where the first page does not come', () => {
	it.each([
		['Refused', ApiError, { status: 401 }],
		[
			'NotReached',
			ConnectionError,
			new ConnectionError('pull', 'https://api.infobip.com', 'timedOut'),
		],
		['UnexpectedAnswer', UnexpectedAnswer, { body: '\n<html></html>' }],
	])('throws %s', async (_, kind, answer) => {
		const error = await rejectionOf(pull(answering(answer).transport, facebookInbox, Infinity));
		expect(error).toBeInstanceOf(kind);
	});
});

describe('where a later page does not come', () => {
	it.each([
		['Refused', ApiError, { status: 503 }],
		[
			'NotReached',
			ConnectionError,
			new ConnectionError('pull', 'https://api.infobip.com', 'reset'),
		],
		['UnexpectedAnswer', UnexpectedAnswer, { body: '<html></html>' }],
	])('gives what it has, and what stopped it: %s', async (_, kind, answer) => {
		const { transport, requests } = answering(page(0, 2, 3), page(2, 4, 1), answer);
		const { results, stoppedBy } = await pull(transport, facebookInbox, Infinity);
		expect(ids(results)).toEqual(['m-0', 'm-1', 'm-2', 'm-3']);
		expect(stoppedBy).toBeInstanceOf(kind);
		expect(requests).toHaveLength(3);
	});
});
