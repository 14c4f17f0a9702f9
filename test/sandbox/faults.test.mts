import { isAxiosError } from 'axios';
import type { FaultRule } from '../../sandbox/server.mts';
import { serviceException, useSandbox } from './sandboxSession.mts';
import { waitUntil } from './waitUntil.mts';

const session = useSandbox();
const path = '/facebook/1/single';
let key: string;

beforeEach(() => {
	key = session.sandbox.addApplication();
});

async function inject(...rules: FaultRule[]): Promise<void> {
	expect((await session.control('POST', '/faults', rules)).status).toBe(200);
}

const send = () => session.infobip('POST', path, { from: key, to: 'u1', text: 'Hi' });
const sent = () => session.sandbox.conversation('u1').length;

async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
	const error: unknown = await call.catch((reason: unknown) => reason);
	return isAxiosError(error) ? error.code : undefined;
}

describe('faults', () => {
	it('answer with a status and Infobip’s envelope instead of acting', async () => {
		await inject({ status: 503, after: false });
		const { status, data } = await send();
		expect(status).toBe(503);
		expect(data).toEqual(
			serviceException('SERVICE_UNAVAILABLE', 'Service is temporarily unavailable'),
		);
		expect(sent()).toBe(0);
	});

	it('answer with a body and headers of their own', async () => {
		await inject({ status: 502, body: '<h1>Bad gateway</h1>', headers: { 'X-Own': 'yes' } });
		const { status, data, headers } = await send();
		expect([status, data, headers['x-own']]).toEqual([502, '<h1>Bad gateway</h1>', 'yes']);
		session.sandbox.clearFaults();
		await inject({ body: { own: 1 } });
		expect(await send()).toMatchObject({ status: 200, data: { own: 1 } });
		expect(sent()).toBe(1);
	});

	it('replace the answer of what was done, which a 5xx does by default', async () => {
		await inject({ status: 500 });
		const { status, data } = await send();
		expect([status, data]).toEqual([
			500,
			serviceException('GENERAL_ERROR', 'Something went wrong'),
		]);
		expect(sent()).toBe(1);
	});

	it('add headers alone to the true answer', async () => {
		await inject({ headers: { 'X-Own': 'yes' } });
		const { status, headers } = await send();
		expect([status, headers['x-own'], sent()]).toEqual([200, 'yes', 1]);
	});

	it.each([
		['before', 0],
		['after', 1],
	] as const)('close the socket %s acting', async (reset, messages) => {
		await inject({ reset });
		expect(await codeOf(send())).toBe('ECONNRESET');
		expect(sent()).toBe(messages);
		expect(session.sandbox.requests()).toMatchObject([{ outcome: 'reset', status: null }]);
	});

	it.each([
		['before', 0],
		['after', 1],
	] as const)('keep the answer back %s acting', async (hang, messages) => {
		await inject({ hang });
		const stop = new AbortController();
		const call = fetch(session.sandbox.url + path, {
			method: 'POST',
			headers: { authorization: 'App sandbox-api-key' },
			body: JSON.stringify({ from: key, to: 'u1', text: 'Hi' }),
			signal: stop.signal,
		});
		await waitUntil('the call hangs', () => session.sandbox.requests()[0]?.outcome === 'hung');
		expect(sent()).toBe(messages);
		stop.abort();
		await expect(call).rejects.toThrow();
	});

	it('break the JSON of the answer', async () => {
		await inject({ malformed: true });
		const { status, data } = await send();
		expect([status, sent()]).toEqual([200, 1]);
		expect(() => JSON.parse(String(data)) as unknown).toThrow(SyntaxError);
	});

	it('delay', async () => {
		await inject({ delayMs: 50 });
		const start = performance.now();
		expect((await send()).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThanOrEqual(45);
	});

	it('skip some requests and hit a number of them', async () => {
		await inject({ status: 500, skip: 1, times: 2 });
		const statuses: number[] = [];
		for (let call = 0; call < 5; call += 1) statuses.push((await send()).status);
		expect(statuses).toEqual([200, 500, 500, 200, 200]);
		expect((await session.control('GET', '/faults')).data).toMatchObject([{ matched: 5, hit: 2 }]);
	});

	it('strike by method and path, the first due rule alone', async () => {
		await inject(
			{ method: 'get', status: 500 },
			{ path: '/facebook/1/single', status: 503, times: 1 },
			{ path: '^/facebook/1/(single|none)$', status: 502 },
		);
		expect((await send()).status).toBe(503);
		expect((await send()).status).toBe(502);
		expect((await session.infobip('GET', '/facebook/1/applications')).status).toBe(500);
		expect((await session.infobip('POST', '/facebook/1/applications', '')).status).toBe(400);
		expect((await session.control('GET', '/state')).status).toBe(200);
	});

	it('end when they are deleted', async () => {
		await inject({ status: 500 });
		expect((await session.control('DELETE', '/faults')).status).toBe(204);
		expect((await send()).status).toBe(200);
	});

	it.each<object>([[{ path: '(' }], [{ status: 'x' }], [{ unknown: 1 }], [{ reset: 'now' }]])(
		'are refused when they make no sense: %j',
		async (rules) => {
			const { status, data } = await session.control('POST', '/faults', rules);
			expect(status).toBe(400);
			expect(data).toEqual({ error: expect.any(String) as string });
		},
	);
});

describe('the rate limit', () => {
	it('answers 429 with Retry-After to what is too much', async () => {
		const rule = { requestsPerSecond: 2, retryAfterSeconds: 7 };
		expect((await session.control('POST', '/rate-limit', rule)).status).toBe(200);
		const answers = await Promise.all(Array.from({ length: 6 }, send));
		const refused = answers.filter(({ status }) => status === 429);
		// A slow machine may need more than a second for the six.
		expect(refused.length).toBeGreaterThanOrEqual(1);
		expect(refused[0]?.headers['retry-after']).toBe('7');
		expect(refused[0]?.data).toEqual(serviceException('TOO_MANY_REQUESTS', 'Too many requests'));
		expect(sent()).toBe(6 - refused.length);
		await waitUntil('the second is over', async () => (await send()).status === 200);
	});

	it('is lifted by DELETE, and sends no Retry-After it was not given', async () => {
		session.sandbox.setRateLimit({ requestsPerSecond: 1 });
		const answers = await Promise.all(Array.from({ length: 4 }, send));
		const refused = answers.find(({ status }) => status === 429);
		expect(refused?.headers).not.toHaveProperty('retry-after');
		expect((await session.control('DELETE', '/rate-limit')).status).toBe(204);
		expect((await send()).status).toBe(200);
		expect((await send()).status).toBe(200);
	});
});
