import { retryPauseMinutes } from '../../sandbox/platform/retryPause.mts';
import type { Forward } from '../../sandbox/server.mts';
import { useCustomersServer } from './customersServer.mts';
import { text, useSandbox } from './sandboxSession.mts';
import { waitUntil } from './waitUntil.mts';

const session = useSandbox({ secondsPerMinute: 0.01 });
const customer = useCustomersServer();
const message = { type: 'TEXT', text: 'Hello' } as const;
let key: string;
let action: string;

beforeEach(async () => {
	key = session.sandbox.addApplication();
	action = await addForward(customer.url('/in'));
});

async function addForward(forwardUrl: string): Promise<string> {
	const configurations = `/facebook/1/applications/${key}/configurations`;
	const configuration = text((await session.infobip('POST', configurations)).data, 'key');
	const actions = `${configurations}/${configuration}/actions`;
	const { data } = await session.infobip('POST', actions, { type: 'HTTP_FORWARD', forwardUrl });
	return `${actions}/${text(data, 'key')}`;
}

async function forwardThat(what: string, is: (forward: Forward) => boolean): Promise<Forward> {
	return waitUntil(`a forward ${what}`, () => session.sandbox.forwards().find(is));
}

const writes = () => session.sandbox.customerWrites('u1', { applicationKey: key, message });

describe('Infobip’s retries', () => {
	it('pause 1, 2, 5, 10, 17, … minutes', () => {
		const pauses = Array.from({ length: 11 }, (_, retry) => retryPauseMinutes(retry));
		expect(pauses).toEqual([1, 2, 5, 10, 17, 26, 37, 50, 65, 82, 101]);
	});

	it('repeat the same body until 200 comes', async () => {
		customer.answers = [500, 404, 201, 302];
		writes();
		const forward = await forwardThat('was delivered', ({ state }) => state === 'delivered');
		expect(forward.attempts).toMatchObject([
			{ number: 1, status: 500, nextInMinutes: 1 },
			{ number: 2, status: 404, nextInMinutes: 2 },
			{ number: 3, status: 201, nextInMinutes: 5 },
			{ number: 4, status: 302, nextInMinutes: 10 },
			{ number: 5, status: 200, nextInMinutes: null },
		]);
		expect(customer.calls).toHaveLength(5);
		for (const call of customer.calls) expect(call).toEqual(customer.calls[0]);
	});

	it('never come before their pause is over', async () => {
		customer.answers = [500, 500];
		writes();
		const forward = await forwardThat('was delivered', ({ state }) => state === 'delivered');
		const times = forward.attempts.map(({ at }) => Date.parse(at));
		// 1 and 2 minutes of 10 ms each, less what timers and rounding may take away.
		expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(8);
		expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(18);
	});

	it('follow a connection that breaks', async () => {
		customer.answers = [(response) => response.destroy()];
		writes();
		const forward = await forwardThat('was delivered', ({ state }) => state === 'delivered');
		expect(forward.attempts[0]).toMatchObject({
			status: null,
			error: expect.any(String) as string,
		});
		expect(forward.attempts[1]).toMatchObject({ status: 200, error: null });
	});

	it('end after eleven tries', async () => {
		session.sandbox.setSecondsPerMinute(0.001);
		customer.answers = Array.from({ length: 20 }, () => 503);
		writes();
		const forward = await forwardThat('was given up', ({ state }) => state === 'given up');
		expect(forward.attempts).toHaveLength(11);
		expect(customer.calls).toHaveLength(11);
	});

	it('hold up no other forward', async () => {
		session.sandbox.setSecondsPerMinute(3600);
		customer.answers = [500];
		writes();
		await forwardThat('waits', ({ state }) => state === 'waiting');
		writes();
		await forwardThat('was delivered', ({ state }) => state === 'delivered');
		expect(session.sandbox.forwards().map(({ state }) => state)).toEqual(['waiting', 'delivered']);
	});

	it('go on at once when the clock is put forward', async () => {
		session.sandbox.setSecondsPerMinute(3600);
		customer.answers = [500];
		writes();
		await forwardThat('waits', ({ state }) => state === 'waiting');
		const { status } = await session.control('POST', '/clock', { secondsPerMinute: 0.01 });
		expect(status).toBe(200);
		await forwardThat('was delivered', ({ state }) => state === 'delivered');
	});

	it('stop with the action', async () => {
		session.sandbox.setSecondsPerMinute(3600);
		customer.answers = [500];
		writes();
		await forwardThat('waits', ({ state }) => state === 'waiting');
		await session.infobip('DELETE', action);
		await forwardThat('was cancelled', ({ state }) => state === 'cancelled');
		expect(customer.calls).toHaveLength(1);
	});
});

it('close() ends retries and open calls', async () => {
	const { startSandbox } = await import('../../sandbox/server.mts');
	const own = await startSandbox({ secondsPerMinute: 3600, demoApplicationKey: key });
	const base = `${own.url}/facebook/1/applications/${key}/configurations`;
	const headers = { authorization: 'App sandbox-api-key' };
	const created = await fetch(base, { method: 'POST', headers });
	const configuration: unknown = await created.json();
	for (const path of ['/hangs', '/fails']) {
		const body = JSON.stringify({ type: 'HTTP_FORWARD', forwardUrl: customer.url(path) });
		await fetch(`${base}/${text(configuration, 'key')}/actions`, { method: 'POST', headers, body });
	}
	customer.answers = [() => undefined, 500];
	own.customerWrites('u1', { applicationKey: key, message });
	await waitUntil('both were tried', () => customer.calls.length === 2);
	own.addFaults({ hang: 'before' });
	const hanging = fetch(base, { headers }).then(
		() => 'answered',
		() => 'broken',
	);
	await waitUntil('a call hangs', () => own.requests().at(-1)?.outcome === 'hung');

	await own.close();
	expect(await hanging).toBe('broken');
	expect(own.forwards()).toEqual([]);
	await expect(fetch(own.url)).rejects.toThrow();
});
