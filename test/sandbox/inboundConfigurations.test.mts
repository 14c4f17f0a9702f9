import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { serviceException, text, useSandbox } from './sandboxSession.mts';

const session = useSandbox({ demoPageId: DEMO_PAGE_ID });
const path = '/resource-management/1/inbound-message-configurations';
const forwarding = { type: 'HTTP_FORWARD', url: 'https://hooks.example.com/in' };
const channel = 'MESSENGER';
const ours = { channel, resource: DEMO_PAGE_ID };
const NOT_FOUND = serviceException('NOT_FOUND', 'Requested URL not found');

const save = (body: object) => session.infobip('POST', path, body);
const find = (query: string) => session.infobip('GET', `${path}?${query}`);

describe('inbound configurations', () => {
	it('are made, found and deleted', async () => {
		const { status, data } = await save({ ...ours, forwarding });
		const configurationKey = text(data, 'configurationKey');
		const expected = {
			configurationKey,
			channel,
			forwarding: { ...forwarding, format: 'MO_OTT_MSISDN' },
		};
		expect([status, data]).toEqual([200, expected]);
		const resourceKey = session.sandbox.state().pages[0]?.resourceKey ?? '';
		for (const query of [
			`resource=${DEMO_PAGE_ID}`,
			`resourceKey=${resourceKey}`,
			`configurationKey=${configurationKey}`,
		]) {
			expect((await find(`channel=MESSENGER&${query}`)).data).toEqual([expected]);
		}
		expect((await session.infobip('DELETE', `${path}/${configurationKey}`)).status).toBe(204);
		expect(await session.infobip('DELETE', `${path}/${configurationKey}`)).toMatchObject({
			status: 404,
			data: NOT_FOUND,
		});
		expect(await find(`channel=MESSENGER&resource=${DEMO_PAGE_ID}`)).toMatchObject({ status: 404 });
	});

	it('are changed by saving them again', async () => {
		const first = await save({ ...ours, forwarding, conversations: { enabled: true } });
		const platform = { applicationId: 'app' };
		const second = await save({ ...ours, platform, unset: ['FORWARDING', 'ANSWERS'] });
		expect(second.data).toEqual({
			configurationKey: text(first.data, 'configurationKey'),
			channel,
			conversations: { enabled: true },
			platform,
		});
		const keyword = await save({ ...ours, keyword: 'STOP', forwarding });
		expect(text(keyword.data, 'configurationKey')).not.toBe(text(first.data, 'configurationKey'));
		expect((await find(`channel=MESSENGER&resource=${DEMO_PAGE_ID}&keyword=STOP`)).data).toEqual([
			keyword.data,
		]);
		expect(session.sandbox.state().inboundConfigurations).toMatchObject([
			{ pageId: DEMO_PAGE_ID, platform },
			{ pageId: DEMO_PAGE_ID, keyword: 'STOP' },
		]);
	});

	it.each([
		['channel', { resource: DEMO_PAGE_ID }],
		['channel', { ...ours, channel: 'FAX' }],
		['resource', { channel, forwarding }],
		['forwarding.url', { ...ours, forwarding: { type: 'HTTP_FORWARD' } }],
		['forwarding.type', { ...ours, forwarding: { type: 'PULL' } }],
		['keyword', { ...ours, keyword: 'x'.repeat(51) }],
		['username', { ...ours, username: ' ' }],
		['unset[0]', { ...ours, unset: ['ALL'] }],
		['unset', { ...ours, unset: ['PLATFORM', 'PLATFORM'] }],
		['colour', { ...ours, colour: 'red' }],
	])('are refused with a wrong %s', async (field, body) => {
		const { status, data } = await save(body);
		expect(status).toBe(400);
		expect(data).toMatchObject({
			requestError: { serviceException: { validationErrors: { [field]: [expect.any(String)] } } },
		});
	});

	it('need a page that is there, and a filter', async () => {
		expect((await save({ channel, resource: '1' })).status).toBe(404);
		expect((await find('channel=MESSENGER&resource=1')).status).toBe(404);
		expect((await find('channel=MESSENGER')).status).toBe(400);
		expect((await find(`resource=${DEMO_PAGE_ID}`)).status).toBe(400);
	});
});
