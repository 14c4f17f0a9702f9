/** What becomes of replies to questions of Send and Wait, by each answer that n8n gives at a waiting URL. */
import type { IDataObject } from 'n8n-workflow';

import { messageIdOf, payloadOf } from '../../../infobip/conversation/reference.ts';
import type { Reference } from '../../../infobip/conversation/reference.ts';
import { readCounters } from '../../../nodes/connection/receiptCounters.ts';
import { ownAnswer } from '../../../nodes/conversation/waitingAnswer.ts';
import { DEMO_PAGE_ID } from '../../../sandbox/server.mts';
import { Account } from '../../engine/account.mts';
import { setDate } from '../../setDate.mts';
import { FastClock } from '../../truth/FastClock.mts';
import { SmallN8n } from './SmallN8n.mts';
import type { SmallTrigger } from './SmallN8n.mts';

let n8n: SmallN8n;
let account: Account;
let trigger: SmallTrigger;
/** What was handed to waiting executions. */
let asked: Array<{ path: string; host: string | undefined; body: IDataObject }>;
/** Another one for each test: what was answered is remembered in the process. */
let executionId = 100;

beforeAll(async () => {
	n8n = await SmallN8n.start();
	account = await Account.open(600);
});

afterAll(async () => {
	await account.close();
	await n8n.close();
});

beforeEach(async () => {
	account.reset();
	account.sandbox.addPage();
	executionId += 1;
	n8n.logged.length = 0;
	asked = [];
	answer(200, ownAnswer('resumed'));
	await publish();
});

afterEach(() => {
	jest.useRealTimers();
});

async function publish(parameters: IDataObject = {}): Promise<void> {
	trigger = n8n.trigger({
		parameters: { receiveThrough: 'page', pageId: DEMO_PAGE_ID, ...parameters },
		credential: account.form({ pageId: DEMO_PAGE_ID }),
	});
	await trigger.create();
	account.sandbox.clearRequests();
}

/** From now on, the waiting URLs answer so. */
function answer(status: number, body: string | object): void {
	n8n.server.waiting = (request) => {
		asked.push({
			path: request.originalUrl,
			host: request.headers.host,
			body: JSON.parse(request.rawBody.toString()) as IDataObject,
		});
		return { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
	};
}

const running = { code: 409, message: 'The execution "7" is running already.' };

/** n8n is asked several times, with pauses, while an answer may still change. */
async function fast<T>(work: () => Promise<T>): Promise<T> {
	const clock = new FastClock(500);
	try {
		return await work();
	} finally {
		clock.stop();
	}
}

const reference = (ageSeconds = 100): Reference => ({
	executionId: String(executionId),
	nodeId: '6b1f1c1e-0000-4000-8000-000000000000',
	run: '-1',
	askedAt: Math.floor(Date.now() / 1000) - ageSeconds,
	customer: 'a'.repeat(12),
	step: 0,
	signature: 'f'.repeat(64),
});

const customer = '24060000000000001';
let number = 0;

type Message = Record<string, unknown>;

const message = (members: Message = {}): Message => ({
	from: customer,
	to: DEMO_PAGE_ID,
	messageId: `m_${(number += 1)}`,
	receivedAt: new Date().toISOString(),
	message: { type: 'TEXT', text: 'Red' },
	...members,
});

const tap = (of: Reference, members: Message = {}): Message =>
	message({
		message: {
			type: 'TEXT',
			text: 'Red',
			quickReply: { payload: payloadOf({ ...of, value: 'RED' }) },
		},
		...members,
	});

const types = (of: Reference, members: Message = {}): Message =>
	message({ pairedMessageId: messageIdOf(of), ...members });

/** Infobip calls with this; what it is answered. */
async function says(...results: Message[]): Promise<number> {
	const login = trigger.stored.production['subscription'] as Record<string, string>;
	const pair = `${login['username']}:${login['password']}`;
	const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
	const body = JSON.stringify({ results });
	return (await fetch(trigger.url(), { method: 'POST', body, headers: { authorization } })).status;
}

const minutes = 60_000;

describe('a reply', () => {
	it('continues the execution that waits for it, in our own n8n, and starts nothing', async () => {
		expect(await says(tap(reference(), { messageId: 'm_tap' }))).toBe(200);
		expect(trigger.executions).toEqual([]);
		const [{ path, host, body } = { path: '', host: '', body: {} }, ...more] = asked;
		expect(more).toEqual([]);
		expect(path).toMatch(
			new RegExp(`^/webhook-waiting/${executionId}/[\\w-]{36}\\?q=-1&t=.*&v=RED&signature=f{64}$`),
		);
		expect(host).toBe(new URL(n8n.url).host);
		expect(body).toMatchObject({ from: customer, to: DEMO_PAGE_ID, payload: 'RED' });
		expect(readCounters(trigger.ids.workflowId)).toMatchObject([{ resumed: { count: 1 } }]);
		expect(readCounters(trigger.ids.workflowId)[0]).not.toHaveProperty('started');
	});

	it.each([
		['as Infobip pairs it', (of: Reference) => types(of)],
		['as the customer chose to answer', (of: Reference) => message({ replyTo: messageIdOf(of) })],
		[
			'as the customer chose, whatever Infobip pairs it with',
			(of: Reference) => types({ ...of, executionId: '999999' }, { replyTo: messageIdOf(of) }),
		],
	])('that is typed is handed over %s', async (_how, says_) => {
		expect(await says(says_(reference()))).toBe(200);
		expect(asked.map(({ path }) => path.split('/')[2])).toEqual([String(executionId)]);
		expect(asked[0]?.body).toMatchObject({ text: 'Red', payload: null });
		expect(trigger.executions).toEqual([]);
	});

	it('beside other events continues its execution, and they start the workflow in order', async () => {
		await publish({ triggerOn: ['messageReceived', 'seenReport'] });
		const seen = {
			messageId: 'x',
			from: customer,
			to: DEMO_PAGE_ID,
			seenAt: '2026-03-01T10:00:00Z',
		};
		expect(await says(message(), tap(reference()), seen)).toBe(200);
		expect(trigger.received.map(({ event }) => event)).toEqual(['messageReceived', 'seenReport']);
		expect(asked).toHaveLength(1);
	});

	it('is a message as any other where replies are ignored', async () => {
		await publish({ replies: 'ignore' });
		const seen = {
			messageId: 'x',
			from: customer,
			to: DEMO_PAGE_ID,
			seenAt: '2026-03-01T10:00:00Z',
		};
		await says(tap(reference()), types(reference()), seen);
		expect(asked).toEqual([]);
		expect(trigger.received).toMatchObject([{ text: 'Red' }, { text: 'Red' }]);
		expect(trigger.received[0]).not.toHaveProperty('expired');
	});
});

describe('a reply that comes again', () => {
	it('is not handed over again within a quarter of an hour', async () => {
		const typed = types(reference());
		await says(typed);
		await says(typed);
		setDate(Date.now() + 14 * minutes);
		await says(typed);
		expect(asked).toHaveLength(1);
		expect(trigger.executions).toEqual([]);
	});

	it('while it is handed over is not handed over again', async () => {
		const typed = types(reference());
		expect(await Promise.all([says(typed), says(typed), says(typed)])).toEqual([200, 200, 200]);
		expect(asked).toHaveLength(1);
	});

	it('with another id is a second tap, which does nothing for a minute', async () => {
		await says(tap(reference()));
		await says(tap(reference()));
		expect(asked).toHaveLength(1);
		setDate(Date.now() + 2 * minutes);
		await says(tap(reference()));
		expect(asked).toHaveLength(2);
		expect(trigger.executions).toEqual([]);
	});

	it('with another id at the same moment is a second tap as well', async () => {
		await Promise.all([says(tap(reference())), says(tap(reference()))]);
		expect(asked).toHaveLength(1);
	});

	it('with other words is one more reply, and so is one of another customer or question', async () => {
		await says(types(reference(), { messageId: 'm_same' }));
		await says(types(reference()));
		await says(types(reference(), { messageId: 'm_same', from: '2' }));
		await says(types(reference(), { messageId: null }), types(reference(), { messageId: null }));
		for (const other of [{ nodeId: 'another' }, { run: '1' }, { executionId: '99999' }]) {
			await says(tap({ ...reference(), ...other }));
		}
		expect(asked).toHaveLength(8);
	});

	it('is a second tap only once the first was taken', async () => {
		answer(200, ownAnswer('askedAgain'));
		const first = tap(reference());
		await says(first);
		await says(tap(reference()));
		expect(asked).toHaveLength(2);
		await says(first);
		expect(asked).toHaveLength(2);
		expect(trigger.executions).toEqual([]);
	});
});

describe('a reply that nobody waits for any more starts the workflow, and says so:', () => {
	it.each<[string, number, string | object]>([
		['the execution is gone', 404, { code: 404, message: 'The execution "7" does not exist.' }],
		['it has failed', 409, { code: 409, message: 'The execution "7" has finished with error.' }],
		['n8n has its page for that', 200, '<html><title>No action required</title></html>'],
		['another question waits', 200, ownAnswer('notWaiting')],
	])('%s', async (_case, status, body) => {
		answer(status, body);
		expect(await says(tap(reference()), types(reference()))).toBe(200);
		expect(trigger.received).toMatchObject([
			{ payload: 'RED', text: 'Red', expired: true },
			{ text: 'Red', expired: true },
		]);
		expect(trigger.received[1]?.['payload']).toBeUndefined();
	});

	it('but a tap on what is answered at this moment says no more than the other', async () => {
		answer(200, ownAnswer('answered'));
		const tapped = tap(reference());
		await says(tapped);
		await says(tapped);
		expect(asked).toHaveLength(1);
		expect(trigger.executions).toEqual([]);
		await says(types(reference()));
		expect(trigger.received).toMatchObject([{ text: 'Red', expired: true }]);
	});
});

describe('an execution that runs, n8n says,', () => {
	beforeEach(() => {
		answer(409, running);
	});

	it('may not be stored as waiting yet: the reply comes again', async () => {
		const replies = [tap(reference(0)), types(reference(50))];
		for (const reply of replies) {
			expect(await fast(async () => await says(reply))).toBe(503);
		}
		expect(trigger.executions).toEqual([]);
		expect(readCounters(trigger.ids.workflowId)).toMatchObject([
			{ calls: { count: 2 }, refused: { 'waiting execution not ready': { count: 2 } } },
		]);
	});

	it('was answered by somebody if it was asked long ago: the reply starts the workflow', async () => {
		expect(await fast(async () => await says(tap(reference(70)), types(reference(70))))).toBe(200);
		expect(trigger.received).toMatchObject([
			{ payload: 'RED', expired: true },
			{ text: 'Red', expired: true },
		]);
	});

	it('was answered through this process: a tap does nothing, and typed words are not lost', async () => {
		answer(200, ownAnswer('resumed'));
		await says(tap(reference()));
		answer(409, running);
		setDate(Date.now() + 2 * minutes);
		expect(await fast(async () => await says(tap(reference())))).toBe(200);
		expect(trigger.executions).toEqual([]);
		expect(await fast(async () => await says(types(reference())))).toBe(200);
		expect(trigger.received).toMatchObject([{ text: 'Red', expired: true }]);
	});
});

describe('what cannot be handed over yet comes again:', () => {
	const cases: Array<[string, number, string | object]> = [
		['a proxy answers for n8n', 200, '<html>Please log in</html>'],
		['n8n is not there', 502, 'Bad Gateway'],
		['n8n lost a race', 500, { code: 0, message: 'There was a problem' }],
		['the question cannot be asked again', 200, ownAnswer('unavailable')],
		['an answer with a mark that is not ours', 200, { resumed: true }],
	];

	it.each(cases)('%s', async (_case, status, body) => {
		answer(status, body);
		expect(await fast(async () => await says(tap(reference())))).toBe(503);
		expect(trigger.executions).toEqual([]);
	});

	it.each(cases)(
		'but not for ever, and then it starts the workflow: %s',
		async (_case, status, body) => {
			answer(status, body);
			const at = (ago: number) => ({ receivedAt: new Date(Date.now() - ago).toISOString() });
			const young = tap(reference(), at(14 * minutes));
			expect(await fast(async () => await says(young))).toBe(503);
			for (const old of [
				tap(reference(), at(16 * minutes)),
				tap(reference(), { receivedAt: null }),
			]) {
				expect(await fast(async () => await says(old))).toBe(200);
			}
			expect(trigger.received).toMatchObject([{ text: 'Red' }, { text: 'Red' }]);
			expect(trigger.received[0]).not.toHaveProperty('expired');
		},
	);

	it('with everything beside it, and nothing is handed over twice', async () => {
		const [first, second] = [types(reference()), types({ ...reference(), executionId: '99998' })];
		const others = n8n.server.waiting;
		n8n.server.waiting = (request) =>
			request.originalUrl.includes('/99998/') ? { status: 502, body: '' } : others(request);
		expect(await says(message(), second, first)).toBe(503);
		expect(trigger.executions).toEqual([]);
		expect(asked).toHaveLength(1);
		n8n.server.waiting = others;
		expect(await says(message(), second, first)).toBe(200);
		expect(asked).toHaveLength(2);
		expect(trigger.received).toHaveLength(1);
	});
});

describe('a reference that is not genuine', () => {
	it.each<[string, number, string | object]>([
		['n8n does not know the signature', 401, { error: 'Invalid token' }],
		['somebody else was asked', 200, ownAnswer('foreign')],
	])(
		'continues nothing: the message starts the workflow as any other: %s',
		async (_case, status, body) => {
			answer(status, body);
			expect(await says(tap(reference()))).toBe(200);
			expect(trigger.received).toMatchObject([
				{ payload: payloadOf({ ...reference(), value: 'RED' }) },
			]);
			expect(trigger.received[0]).not.toHaveProperty('expired');
		},
	);

	it('from the future makes no call, unless clocks may differ by so much', async () => {
		await says(tap(reference(-70)));
		expect(asked).toEqual([]);
		expect(trigger.received).toHaveLength(1);
		await says(tap(reference(-50)));
		expect(asked).toHaveLength(1);
	});

	it.each([
		'ask1.7/../../rest.abc',
		'http://127.0.0.1:9/webhook-waiting/7/node?signature=1',
		`ask1.7.abc.${'a'.repeat(12)}.0.${'f'.repeat(64)}.0.%2e%2e:RED`,
	])('makes no call: %s', async (payload) => {
		const quickReply = { payload };
		expect(await says(message({ message: { type: 'TEXT', text: 'Red', quickReply } }))).toBe(200);
		expect(asked).toEqual([]);
		expect(trigger.received).toMatchObject([{ payload }]);
	});

	it('is not looked for behind a tap on something else', async () => {
		const quickReply = { payload: 'MENU' };
		await says(types(reference(), { message: { type: 'TEXT', text: 'Menu', quickReply } }));
		expect(asked).toEqual([]);
		expect(trigger.received).toMatchObject([{ payload: 'MENU' }]);
	});
});

describe('typed words without a pairing', () => {
	/** The Page asks this customer. */
	const ask = async (of: Reference): Promise<void> => {
		const destinations = [{ to: customer, messageId: messageIdOf(of) }];
		const content = { type: 'TEXT', text: 'Which colour?' };
		const response = await fetch(`${account.sandbox.url}/messenger/1/messages`, {
			method: 'POST',
			headers: {
				authorization: `App ${account.sandbox.apiKey}`,
				'content-type': 'application/json',
			},
			body: JSON.stringify({ messages: [{ sender: DEMO_PAGE_ID, destinations, content }] }),
		});
		expect(response.status).toBe(200);
		account.sandbox.clearRequests();
	};

	const later = (): string => new Date(Date.now() + 1000).toISOString();
	const logs = 'GET /messenger/1/logs';

	it('start the workflow, and nothing is read for them', async () => {
		await ask(reference());
		await says(message());
		expect(trigger.received).toHaveLength(1);
		expect(account.calls()).toEqual([]);
	});

	describe('if they may answer,', () => {
		beforeEach(async () => {
			await publish({ replies: 'resumeTyped' });
		});

		it('answer the last question that the Page has sent to the customer before', async () => {
			await ask(reference());
			await says(message({ receivedAt: later() }));
			expect(account.calls()).toEqual([logs]);
			expect(asked.map(({ path }) => path.split('/')[2])).toEqual([String(executionId)]);
			expect(trigger.executions).toEqual([]);
		});

		it('are looked up once, also if they come again', async () => {
			await ask(reference());
			const typed = message({ receivedAt: later() });
			await says(typed);
			await says(typed);
			expect(account.calls()).toEqual([logs]);
			expect(asked).toHaveLength(1);
		});

		it('are no report, which starts the workflow without a look', async () => {
			await publish({ replies: 'resumeTyped', triggerOn: ['seenReport'] });
			const seenAt = '2026-03-01T10:00:00Z';
			await says({ messageId: 'x', from: customer, to: DEMO_PAGE_ID, seenAt });
			expect(account.calls()).toEqual([]);
			expect(trigger.received).toMatchObject([{ event: 'seenReport' }]);
		});

		it('answer none that was sent after them', async () => {
			await ask(reference());
			await says(message({ receivedAt: new Date(Date.now() - 5000).toISOString() }));
			expect(asked).toEqual([]);
			expect(trigger.received).toHaveLength(1);
		});

		it('start the workflow if there was no question', async () => {
			expect(await says(message())).toBe(200);
			expect(account.calls()).toEqual([logs]);
			expect(trigger.received).toHaveLength(1);
			expect(trigger.received[0]).not.toHaveProperty('expired');
		});

		it('need no logs if they are paired', async () => {
			await says(types(reference()));
			expect(account.calls()).toEqual([]);
			expect(asked).toHaveLength(1);
		});

		it.each(['from', 'to'])('start the workflow if it is not known: %s', async (party) => {
			await ask(reference());
			await says(message({ [party]: null }));
			expect(account.calls()).toEqual([]);
			expect(trigger.received).toMatchObject([{ [party]: null }]);
		});

		const notRead = (reason: string) => [
			expect.stringMatching(
				new RegExp(`^Infobip's logs could not be read to find the question: .*${reason}`),
			) as string,
		];

		it.each([429, 500, 503])(
			'come again if Infobip answers %i, unless they are old',
			async (status) => {
				account.sandbox.addFaults({ path: '/logs', status, body: 'The logs are away' });
				expect(await says(message())).toBe(503);
				expect(trigger.executions).toEqual([]);
				expect(n8n.warnings).toHaveLength(1);
				const receivedAt = new Date(Date.now() - 16 * minutes).toISOString();
				expect(await says(message({ receivedAt }))).toBe(200);
				expect(trigger.received).toHaveLength(1);
			},
		);

		it('come again if Infobip is not there, which is logged', async () => {
			trigger.credential = account.form({ pageId: DEMO_PAGE_ID, baseUrl: 'http://127.0.0.1:9' });
			expect(await says(message())).toBe(503);
			expect(n8n.warnings).toEqual(notRead(''));
		});

		it.each([400, 403, 499])(
			'start the workflow if Infobip refuses with %i, which is logged',
			async (status) => {
				const body = {
					requestError: { serviceException: { messageId: 'NO', text: 'Not for you' } },
				};
				account.sandbox.addFaults({ path: '/logs', status, body });
				expect(await says(message())).toBe(200);
				expect(trigger.received).toHaveLength(1);
				expect(n8n.warnings).toEqual(notRead('Not for you'));
			},
		);
	});
});
