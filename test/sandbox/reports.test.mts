import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { useCustomersServer } from './customersServer.mts';
import { text, useSandbox } from './sandboxSession.mts';
import { waitUntil } from './waitUntil.mts';

const session = useSandbox({ demoPageId: DEMO_PAGE_ID });
const customer = useCustomersServer();
const reports = '/messenger/1/reports';
const logs = '/messenger/1/logs';

async function send(messageId: string, more: object = {}, schedule: object = {}): Promise<void> {
	const message = {
		sender: DEMO_PAGE_ID,
		destinations: [{ to: 'u1', messageId }],
		content: { type: 'TEXT', text: 'Hello' },
		...more,
	};
	const body = { messages: [message], options: { schedule } };
	expect((await session.infobip('POST', '/messenger/1/messages', body)).status).toBe(200);
}

const results = async (path: string) =>
	(await session.infobip('GET', path)).data as { results: Record<string, unknown>[] };
const ids = async (path: string) => (await results(path)).results.map(({ messageId }) => messageId);
const waiting = (count: number) =>
	waitUntil(`${count} reports wait`, () => session.sandbox.state().waitingReports === count);
const calls = (count: number) =>
	waitUntil(`${count} calls came`, () => customer.calls.length >= count && customer.calls);

describe('delivery reports', () => {
	it('wait to be fetched, each once', async () => {
		const webhooks = { callbackData: 'order=77' };
		const platform = { applicationId: 'app', entityId: 'ent' };
		await send('a', { webhooks, options: { platform, campaignReferenceId: 'c' } });
		await send('b');
		await waiting(2);
		expect((await results(`${reports}?limit=1`)).results).toEqual([
			{
				bulkId: expect.any(String) as string,
				messageId: 'a',
				to: 'u1',
				sender: DEMO_PAGE_ID,
				sentAt: expect.stringMatching(/\+0000$/) as string,
				doneAt: expect.stringMatching(/\+0000$/) as string,
				messageCount: 1,
				callbackData: 'order=77',
				price: { pricePerMessage: 0, currency: 'EUR' },
				status: expect.objectContaining({ groupName: 'DELIVERED', id: 5 }) as object,
				error: expect.objectContaining({ groupName: 'OK' }) as object,
				platform,
				campaignReferenceId: 'c',
			},
		]);
		expect(await ids(reports)).toEqual(['b']);
		expect(await ids(reports)).toEqual([]);
	});

	it.each([
		'messageId=b',
		'bulkId=B',
		'applicationId=app',
		'entityId=ent',
		'campaignReferenceId=c',
	])('can be asked for by %s', async (query) => {
		await send('a');
		const platform = { applicationId: 'app', entityId: 'ent' };
		await send('b', { options: { platform, campaignReferenceId: 'c' } }, { bulkId: 'B' });
		await waiting(2);
		expect(await ids(`${reports}?${query}`)).toEqual(['b']);
		expect(await ids(`${logs}?${query}`)).toEqual(['b']);
		expect(session.sandbox.state().waitingReports).toBe(1);
	});

	it('go to the URL of the message, and do not wait then', async () => {
		await send('a', { webhooks: { delivery: { url: customer.url('/dlr') }, callbackData: 'x' } });
		const [call] = await calls(1);
		expect(call).toMatchObject({
			path: '/dlr',
			authorization: undefined,
			body: { results: [{ messageId: 'a', callbackData: 'x', status: { id: 5 } }] },
		});
		expect(await ids(reports)).toEqual([]);
		expect(await ids(logs)).toEqual(['a']);
	});

	it('are left out when nobody wants them', async () => {
		await send('a', { webhooks: { delivery: { notify: false, url: customer.url('/dlr') } } });
		await send('b');
		await waiting(1);
		expect(await ids(reports)).toEqual(['b']);
		expect(customer.calls).toEqual([]);
	});

	it.each(['limit=0', 'limit=1001', 'limit=x'])('are refused with %s', async (query) => {
		await send('a');
		await waiting(1);
		const { status, data } = await session.infobip('GET', `${reports}?${query}`);
		expect(status).toBe(400);
		expect(data).toMatchObject({ errorCode: 'E400', violations: [{ property: 'limit' }] });
		expect(session.sandbox.state().waitingReports).toBe(1);
	});
});

describe('logs', () => {
	it('take nothing away and come newest first', async () => {
		for (const id of ['a', 'b', 'c']) await send(id);
		expect(await ids(logs)).toEqual(['c', 'b', 'a']);
		expect(await ids(logs)).toEqual(['c', 'b', 'a']);
		await waiting(3);
	});

	it('are paged by a cursor that new messages do not disturb', async () => {
		for (const id of ['a', 'b', 'c']) await send(id);
		const page = async (query: string) =>
			(await session.infobip('GET', `${logs}?limit=2&${query}`)).data;
		const first = await page('useCursor=true');
		expect(first).toMatchObject({
			results: [{ messageId: 'c' }, { messageId: 'b' }],
			cursor: { limit: 2, nextCursor: expect.any(String) as string },
		});
		await send('d');
		const cursor = text((first as { cursor: object }).cursor, 'nextCursor');
		const last = await page(`useCursor=true&cursor=${cursor}`);
		expect(last).toMatchObject({ results: [{ messageId: 'a' }] });
		expect(last).toHaveProperty('cursor', { limit: 2 });
		expect(await page('')).not.toHaveProperty('cursor');
	});

	it('are filtered', async () => {
		await send('a', {}, { bulkId: 'A' });
		await send('b', { destinations: [{ to: 'u2', messageId: 'b' }] }, { bulkId: 'B' });
		await send('c', { sender: '1' });
		await waiting(2);
		expect(await ids(`${logs}?destination=u2`)).toEqual(['b']);
		expect(await ids(`${logs}?sender=1`)).toEqual(['c']);
		expect(await ids(`${logs}?messageId=a,b`)).toEqual(['b', 'a']);
		expect(await ids(`${logs}?messageId=a&messageId=c`)).toEqual(['c', 'a']);
		expect(await ids(`${logs}?bulkId=A,B&destination=u1`)).toEqual(['a']);
		expect(await ids(`${logs}?generalStatus=REJECTED`)).toEqual(['c']);
		const hour = 60 * 60_000;
		const time = (offset: number) =>
			encodeURIComponent(new Date(Date.now() + offset).toISOString().replace('Z', '+0000'));
		expect(await ids(`${logs}?sentSince=${time(-hour)}&sentUntil=${time(hour)}`)).toHaveLength(3);
		expect(await ids(`${logs}?sentSince=${time(hour)}`)).toEqual([]);
		expect(await ids(`${logs}?sentUntil=${time(-hour)}`)).toEqual([]);
	});

	it.each(['generalStatus=FINE', 'sentSince=today', 'useCursor=perhaps', 'limit=1001'])(
		'are refused with %s',
		async (query) => {
			const { status, data } = await session.infobip('GET', `${logs}?${query}`);
			expect(status).toBe(400);
			expect(data).toMatchObject({ violations: [{ property: query.split('=')[0] }] });
		},
	);
});

describe('seen reports', () => {
	const sees = (userKey: string) =>
		session.control('POST', `/customers/${userKey}/seen`, { pageId: DEMO_PAGE_ID });

	it('go to the URL of the message, once', async () => {
		const webhooks = { seen: { url: customer.url('/seen') } };
		await send('a', { webhooks, options: { platform: { applicationId: 'app' } } });
		await send('b', { webhooks });
		await send('typing', { content: { type: 'SENDER_ACTION', senderAction: 'TYPING_ON' } });
		await waiting(3);
		expect((await sees('u1')).data).toEqual({ messageIds: ['a', 'b'] });
		const [call] = await calls(1);
		expect(call).toMatchObject({
			path: '/seen',
			body: {
				results: [
					{ messageId: 'a', from: 'u1', to: DEMO_PAGE_ID, applicationId: 'app' },
					{ messageId: 'b' },
				],
			},
		});
		expect(session.sandbox.conversation('u1').map(({ status }) => status)).toEqual([
			'seen',
			'seen',
			'delivered',
		]);
		expect(session.sandbox.customerSees('u1', DEMO_PAGE_ID)).toEqual({ messageIds: [] });
	});

	it('come only for what has arrived', async () => {
		session.sandbox.changeSettings({ deliveryOutcome: 'UNDELIVERABLE' });
		await send('a');
		await waiting(1);
		expect((await sees('u1')).data).toEqual({ messageIds: [] });
	});

	it('need a page that is there', async () => {
		const { status } = await session.control('POST', '/customers/u1/seen', { pageId: '1' });
		expect(status).toBe(404);
	});
});
