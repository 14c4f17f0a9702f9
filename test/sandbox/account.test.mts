import { basic, serviceException, useSandbox } from './sandboxSession.mts';

const session = useSandbox();
const path = '/facebook/1/applications';

describe('logging in', () => {
	it.each([basic('demo', 'sandbox'), 'App sandbox-api-key'])('takes %s', async (Authorization) => {
		const { status } = await session.infobip('GET', path, undefined, { Authorization });
		expect(status).toBe(200);
	});

	it.each([
		'',
		'Basic',
		basic('demo', 'wrong'),
		basic('someone', 'sandbox'),
		'App wrong',
		'Bearer sandbox-api-key',
	])('refuses "%s"', async (Authorization) => {
		const { status, data } = await session.infobip('GET', path, undefined, { Authorization });
		expect(status).toBe(401);
		expect(data).toEqual(serviceException('UNAUTHORIZED', 'Invalid login details'));
	});

	it('does nothing for a caller it refuses', async () => {
		const key = session.sandbox.addApplication();
		await session.infobip('DELETE', `${path}/${key}`, undefined, { Authorization: 'App wrong' });
		expect(session.sandbox.state().applications).toHaveLength(1);
	});

	it('takes the credentials it was started with', async () => {
		const { startSandbox } = await import('../../sandbox/server.mts');
		const own = await startSandbox({ username: 'u', password: 'p:q', apiKey: 'k' });
		try {
			for (const authorization of [basic('u', 'p:q'), 'App k']) {
				const answer = await fetch(own.url + path, { headers: { authorization } });
				expect(answer.status).toBe(200);
			}
		} finally {
			await own.close();
		}
	});
});

it('answers an unknown address with Infobip’s envelope', async () => {
	const { status, data } = await session.infobip('GET', '/facebook/1/reports');
	expect(status).toBe(404);
	expect(data).toEqual(serviceException('NOT_FOUND', 'Requested URL not found'));
});

it('consumes nothing for a HEAD', async () => {
	const applicationKey = session.sandbox.addApplication();
	const message = { type: 'TEXT', text: 'Hello' } as const;
	session.sandbox.customerWrites('u1', { applicationKey, message });
	expect((await session.infobip('HEAD', '/facebook/1/inbox/reports')).status).toBe(404);
	expect(session.sandbox.state().waitingForPull).toBe(1);
});
