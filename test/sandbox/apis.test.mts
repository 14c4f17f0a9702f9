import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { serviceException, useSandbox } from './sandboxSession.mts';

const session = useSandbox({ demoPageId: DEMO_PAGE_ID });
const logs = '/messenger/1/logs';
const messengerPaths = [
	logs,
	'/messenger/1/reports',
	'/messages-api/1/inbound?channel=MESSENGER',
	'/subscriptions/1/subscription/FACEBOOK',
	'/subscriptions/1/profiles',
	'/subscriptions/1/security',
];
const newShapePaths = messengerPaths.slice(0, 3);
const platformPaths = messengerPaths.slice(3);
const facebookPath = '/facebook/1/applications';
const NOT_FOUND = serviceException('NOT_FOUND', 'Requested URL not found');
const newShape = (errorCode: string) => ({
	errorCode,
	description: expect.any(String) as string,
	action: expect.any(String) as string,
	violations: [],
	resources: [],
});

const get = (path: string, headers: Record<string, string> = {}) =>
	session.infobip('GET', path, undefined, headers);

describe('an account with one API', () => {
	it('may lack the Messenger API', async () => {
		await session.control('POST', '/settings', { apis: { messenger: false } });
		expect(session.sandbox.state().settings.apis).toEqual({ facebook: true, messenger: false });
		for (const path of messengerPaths) {
			expect(await get(path)).toMatchObject({ status: 404, data: NOT_FOUND });
		}
		expect((await get(facebookPath)).status).toBe(200);
		expect((await get(logs, { Authorization: 'App wrong' })).status).toBe(401);
	});

	it('may lack the Facebook API', async () => {
		session.sandbox.changeSettings({ apis: { facebook: false } });
		expect(await get(facebookPath)).toMatchObject({ status: 404, data: NOT_FOUND });
		for (const path of messengerPaths) expect((await get(path)).status).toBe(200);
		session.sandbox.reset();
		expect((await get(facebookPath)).status).toBe(200);
	});
});

describe('errors', () => {
	it('have the shape of their API', async () => {
		const Authorization = 'App wrong';
		for (const path of newShapePaths) {
			const { status, data } = await get(path, { Authorization });
			expect([status, data]).toEqual([401, newShape('E401')]);
		}
		for (const path of platformPaths) {
			const { status, data } = await get(path, { Authorization });
			expect([status, data]).toEqual([
				401,
				serviceException('UNAUTHORIZED', 'Invalid login details'),
			]);
		}
	});

	it('keep that shape when they are injected', async () => {
		for (const status of [403, 429, 500, 503]) {
			session.sandbox.clearFaults();
			session.sandbox.addFaults({ status });
			expect((await get(logs)).data).toEqual(newShape(`E${status}`));
			expect((await get('/subscriptions/1/profiles')).data).toHaveProperty('requestError');
		}
		expect(session.sandbox.requests().every(({ faulty }) => faulty)).toBe(true);
	});

	it('report a broken rate limit in that shape', async () => {
		session.sandbox.setRateLimit({ requestsPerSecond: 1, retryAfterSeconds: 7 });
		expect((await get(logs)).status).toBe(200);
		const { status, data, headers } = await get(logs);
		expect([status, data, headers['retry-after']]).toEqual([429, newShape('E429'), '7']);
		expect((await get('/subscriptions/1/profiles')).data).toMatchObject({
			requestError: { serviceException: { messageId: 'TOO_MANY_REQUESTS' } },
		});
	});
});
