/**
 * Replies to Send and Wait on their way through n8n. What becomes of them by each answer that n8n gives is
 * in `test/unit/trigger/replies.test.mts`.
 */
import type { IDataObject } from 'n8n-workflow';

import { messageIdOf, payloadOf } from '../../infobip/conversation/reference.ts';
import type { Reference } from '../../infobip/conversation/reference.ts';
import { ownAnswer } from '../../nodes/conversation/waitingAnswer.ts';
import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import type { CustomerPlay } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine, Trigger } from './engine.mts';

let engine: Engine;
let account: Account;
let trigger: Trigger;
let asked: { path: string; host: string | undefined; body: IDataObject }[];
let executionId = 100;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

beforeEach(async () => {
	account.reset();
	account.sandbox.addPage();
	asked = [];
	executionId += 1;
	trigger = engine.trigger({
		parameters: { receiveThrough: 'page', pageId: DEMO_PAGE_ID },
		credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
	});
	await trigger.publish();
});

afterEach(async () => {
	engine.answerWaiting();
	await trigger.unpublish();
});

const reference = (ageSeconds = 100): Reference => ({
	executionId: String(executionId),
	nodeId: '6b1f1c1e-0000-4000-8000-000000000000',
	run: '-1',
	askedAt: Math.floor(Date.now() / 1000) - ageSeconds,
	customer: 'a'.repeat(12),
	step: 0,
	signature: 'f'.repeat(64),
});

function answer(status: number, body: string | object): void {
	engine.answerWaiting((request) => {
		asked.push({
			path: request.originalUrl,
			host: request.headers.host,
			body: JSON.parse(request.rawBody.toString()) as IDataObject,
		});
		return { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
	});
}

/** Says it, and waits until Infobip's first try has ended. */
async function says(play: Omit<CustomerPlay, 'pageId'>): Promise<number | null> {
	const count = account.sandbox.forwards().length;
	account.sandbox.customerWrites('24060000000000001', { pageId: DEMO_PAGE_ID, ...play });
	await waitUntil('the trigger was called', () => {
		const { attempts = [] } = account.sandbox.forwards()[count] ?? {};
		return attempts.length > 0;
	});
	return account.sandbox.forwards()[count]?.attempts[0]?.status ?? null;
}

const tap = (of: Reference): Omit<CustomerPlay, 'pageId'> => ({
	message: {
		type: 'TEXT',
		text: 'Red',
		quickReply: { payload: payloadOf({ ...of, value: 'RED' }) },
	},
});

const types = (of: Reference): Omit<CustomerPlay, 'pageId'> => ({
	message: { type: 'TEXT', text: 'Red' },
	pairedMessageId: messageIdOf(of) ?? null,
});

async function started(): Promise<IDataObject[]> {
	return (await trigger.executions()).flatMap(({ items }) => items.map(({ json }) => json));
}

describe('a reply that continued the execution', () => {
	it.each(['resumed', 'askedAgain'] as const)('(%s) starts nothing', async (own) => {
		answer(200, ownAnswer(own));
		expect(await says(tap(reference()))).toBe(200);
		expect(await says(types(reference()))).toBe(200);
		expect(await started()).toEqual([]);
	});

	it('was handed to our own n8n alone, with the value signed and the customer named', async () => {
		answer(200, ownAnswer('resumed'));
		await says(tap(reference()));
		const [{ path, host, body } = { path: '', host: '', body: {} }, ...more] = asked;
		expect(more).toEqual([]);
		expect(path).toMatch(
			new RegExp(`^/webhook-waiting/${executionId}/[\\w-]{36}\\?q=-1&t=.*&v=RED&signature=f{64}$`),
		);
		expect(host).toBe(new URL(trigger.url()).host);
		expect(body).toMatchObject({ from: '24060000000000001', to: DEMO_PAGE_ID, payload: 'RED' });
	});

	it('is not handed over a second time, and a second tap is none', async () => {
		answer(200, ownAnswer('resumed'));
		await says({ ...tap(reference()), messageId: 'm_once' });
		await says({ ...tap(reference()), messageId: 'm_once' });
		await says({ ...tap(reference()), messageId: 'm_again' });
		expect(asked).toHaveLength(1);
		expect(await started()).toEqual([]);
	});
});

it('a reply to an execution that is gone starts the workflow, and says so', async () => {
	answer(404, { code: 404, message: 'The execution "7" does not exist.' });
	expect(await says(tap(reference()))).toBe(200);
	expect(await started()).toMatchObject([{ payload: 'RED', text: 'Red', expired: true }]);
});

it('a reply that cannot be handed over yet comes again', async () => {
	answer(502, 'Bad Gateway');
	expect(await says(tap(reference()))).toBe(503);
	expect(await started()).toEqual([]);
});
