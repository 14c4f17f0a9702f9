import { serviceException, useSandbox } from './sandboxSession.mts';

const session = useSandbox();
const path = '/subscriptions/1/subscription/FACEBOOK';
const profiles = '/subscriptions/1/profiles';
const security = '/subscriptions/1/security';

const credentials = { username: 'u', password: 'p' };
const basic = { authId: 'auth-1', type: 'BASIC', credentials };
const profile = {
	profileId: 'prof-1',
	webhook: { notifyUrl: 'https://hooks.example.com/in' },
	security: basic,
};
const subscription = {
	subscriptionId: 'sub-1',
	name: 'Ours',
	events: ['INBOUND_MESSAGE', { event: 'DELIVERY', format: 'MO_OTT_MSISDN' }],
	resources: ['102030405060708'],
	profile,
};
const ids = {
	subscriptionId: 'sub-1',
	profile: { profileId: 'prof-1', security: { authId: 'auth-1' } },
};

const get = async (url: string) => (await session.infobip('GET', url)).data;
const create = (body: object = subscription) => session.infobip('POST', path, body);
const notFound = (what: string) => serviceException('NOT_FOUND', `${what} does not exist`);
const wrong = (...fields: string[]) => ({
	requestError: {
		serviceException: {
			messageId: 'BAD_REQUEST',
			validationErrors: Object.fromEntries(
				fields.map((field) => [field, [expect.any(String) as string]]),
			),
		},
	},
});

describe('a subscription', () => {
	it('is made together with its profile and security', async () => {
		const { status, headers, data } = await create();
		expect([status, headers.location, data]).toEqual([201, `${path}/sub-1`, ids]);
		expect(await get(`${path}/sub-1`)).toEqual({ ...subscription, profile: ids.profile });
		expect(await get(`${profiles}/prof-1`)).toEqual({ ...profile, security: { authId: 'auth-1' } });
		expect(await get(`${security}/auth-1`)).toEqual(basic);
	});

	it('may share a profile, and a profile a security', async () => {
		await create();
		const more = { subscriptionId: 'sub-2', events: ['SEEN'] };
		expect((await create({ ...more, profile: { profileId: 'prof-1' } })).data).toEqual({
			...ids,
			subscriptionId: 'sub-2',
		});
		const own = { profileId: 'prof-2', webhook: profile.webhook, security: { authId: 'auth-1' } };
		expect((await create({ ...more, subscriptionId: 'sub-3', profile: own })).status).toBe(201);
		expect(session.sandbox.state()).toMatchObject({
			subscriptions: [{}, {}, {}],
			profiles: [{}, {}],
			security: [{ authId: 'auth-1' }],
		});
	});

	it('is refused when something it names is not there', async () => {
		expect(await create({ ...subscription, profile: { profileId: 'none' } })).toMatchObject({
			status: 404,
			data: notFound('Profile'),
		});
		const unsafe = { ...profile, security: { authId: 'none' } };
		expect(await create({ ...subscription, profile: unsafe })).toMatchObject({
			status: 404,
			data: notFound('Security setting'),
		});
		expect(session.sandbox.state()).toMatchObject({ subscriptions: [], profiles: [] });
	});

	it.each([
		['subscriptionId', {}],
		['profileId', { subscriptionId: 'sub-2' }],
		['authId', { subscriptionId: 'sub-2', profile: { ...profile, profileId: 'prof-2' } }],
	])('is refused when its %s is taken', async (field, more) => {
		await create();
		const { status, data } = await create({ ...subscription, ...more });
		expect(status).toBe(400);
		expect(data).toMatchObject(wrong(field));
		expect(session.sandbox.state()).toMatchObject({ subscriptions: [{}], profiles: [{}] });
	});

	it.each([
		['subscriptionId', { subscriptionId: undefined }],
		['subscriptionId', { subscriptionId: '' }],
		['subscriptionId', { subscriptionId: 'a b' }],
		['events', { events: undefined }],
		['events[0]', { events: ['BOUNCE'] }],
		['name', { name: '' }],
		['colour', { colour: 'red' }],
		['profile.profileId', { profile: {} }],
		['profile.maxBucketSize', { profile: { ...profile, maxBucketSize: 0 } }],
		['profile.webhook.notifyUrl', { profile: { ...profile, webhook: {} } }],
		['profile.webhook.notifyUrl', { profile: { ...profile, webhook: { notifyUrl: 'here' } } }],
		['profile.security.type', { profile: { ...profile, security: { ...basic, type: 'NONE' } } }],
		[
			'profile.security.credentials',
			{ profile: { ...profile, security: { ...basic, type: 'HMAC' } } },
		],
	])('is refused with a wrong %s', async (field, more) => {
		const { status, data } = await create({ ...subscription, ...more });
		expect(status).toBe(400);
		expect(data).toMatchObject(wrong(field));
		expect(session.sandbox.state().subscriptions).toEqual([]);
	});

	it('can be changed', async () => {
		await create();
		await session.infobip('POST', profiles, { profileId: 'prof-2' });
		const change = { events: ['SEEN'], profile: { profileId: 'prof-2' } };
		const { status, data } = await session.infobip('PUT', `${path}/sub-1`, change);
		expect([status, data]).toEqual([
			200,
			{ subscriptionId: 'sub-1', profile: { profileId: 'prof-2' } },
		]);
		expect(await get(`${path}/sub-1`)).toEqual({ subscriptionId: 'sub-1', ...change });
		const none = { ...change, profile: { profileId: 'none' } };
		expect((await session.infobip('PUT', `${path}/sub-1`, none)).status).toBe(404);
		expect((await session.infobip('PUT', `${path}/none`, change)).status).toBe(404);
		expect((await session.infobip('PUT', `${path}/sub-1`, {})).status).toBe(400);
	});

	it('leaves profile and security behind when it goes', async () => {
		await create();
		const { status, data } = await session.infobip('DELETE', `${path}/sub-1`);
		expect([status, data]).toEqual([200, ids]);
		expect(await get(`${path}/sub-1`)).toEqual(notFound('Subscription'));
		expect((await session.infobip('DELETE', `${path}/sub-1`)).status).toBe(404);
		expect((await session.infobip('DELETE', `${profiles}/prof-1`)).data).toEqual(ids.profile);
		expect((await session.infobip('DELETE', `${security}/auth-1`)).data).toEqual({
			authId: 'auth-1',
		});
		expect(session.sandbox.state()).toMatchObject({ profiles: [], security: [] });
	});

	it('belongs to one channel', async () => {
		const profile = { profileId: 'sms' };
		const sms = '/subscriptions/1/subscription/SMS';
		const body = {
			subscriptionId: 'sms',
			events: ['DELIVERY'],
			profile: { ...profile, headers: {} },
		};
		expect((await session.infobip('POST', sms, body)).status).toBe(201);
		expect((await session.infobip('GET', `${sms}/sms`)).status).toBe(200);
		const facebook = '/subscriptions/1/subscription/FACEBOOK';
		expect((await session.infobip('GET', `${facebook}/sms`)).status).toBe(404);
		expect((await session.infobip('GET', facebook)).data).toMatchObject({ results: [] });
	});

	it('is there for no channel but those of messages', async () => {
		const path = '/subscriptions/1/subscription/EMAIL';
		expect((await session.infobip('GET', path)).status).toBe(404);
	});
});

describe('profiles and securities', () => {
	it('stay while they are used', async () => {
		await create();
		const removal = async (url: string) => (await session.infobip('DELETE', url)).data;
		expect(await removal(`${profiles}/prof-1`)).toMatchObject(wrong('profileId'));
		expect(await removal(`${security}/auth-1`)).toMatchObject(wrong('authId'));
	});

	it('are made, read and changed on their own', async () => {
		const secret = { type: 'HMAC', credentials: { secretKey: 'k', algorithm: 'HMAC_SHA_256' } };
		const made = await session.infobip('POST', security, { authId: 'a', ...secret });
		expect([made.status, made.headers.location, made.data]).toEqual([
			201,
			`${security}/a`,
			{ authId: 'a' },
		]);
		expect(
			await session.infobip('PUT', `${security}/a`, { type: 'BASIC', credentials }),
		).toMatchObject({ status: 200, data: { authId: 'a' } });
		expect(await get(`${security}/a`)).toEqual({ authId: 'a', type: 'BASIC', credentials });

		const own = { profileId: 'p', maxBucketSize: 10, headers: { 'X-Own': 'yes' } };
		const created = await session.infobip('POST', profiles, own);
		expect([created.status, created.headers.location, created.data]).toEqual([
			201,
			`${profiles}/p`,
			{ profileId: 'p' },
		]);
		const change = {
			webhook: { notifyUrl: 'https://hooks.example.com' },
			security: { authId: 'a' },
		};
		expect((await session.infobip('PUT', `${profiles}/p`, change)).data).toEqual({
			profileId: 'p',
			security: { authId: 'a' },
		});
		expect(await get(`${profiles}/p`)).toEqual({ profileId: 'p', ...change });
		const none = { security: { authId: 'none' } };
		expect((await session.infobip('PUT', `${profiles}/p`, none)).status).toBe(404);
		expect((await session.infobip('PUT', `${profiles}/none`, {})).status).toBe(404);
		expect((await session.infobip('PUT', `${security}/none`, {})).status).toBe(404);
	});

	it('show no secret in the state', async () => {
		await create();
		expect(session.sandbox.state().security).toEqual([{ authId: 'auth-1', type: 'BASIC' }]);
		expect(JSON.stringify(session.sandbox.state())).not.toContain('password');
	});
});

describe('lists', () => {
	it('are paged', async () => {
		for (let number = 0; number < 5; number += 1) {
			await create({
				...subscription,
				subscriptionId: `sub-${number}`,
				profile: number === 0 ? profile : { profileId: 'prof-1' },
			});
		}
		expect(await get(`${path}?page=1&size=2`)).toMatchObject({
			results: [{ subscriptionId: 'sub-2' }, { subscriptionId: 'sub-3' }],
			paging: { page: 1, size: 2, totalPages: 3, totalResults: 5 },
		});
		expect(await get(`${path}?page=9`)).toMatchObject({
			results: [],
			paging: { page: 9, size: 20, totalPages: 1, totalResults: 5 },
		});
		expect(await get(profiles)).toMatchObject({ results: [{ profileId: 'prof-1' }] });
		expect(await get(security)).toMatchObject({ results: [basic] });
	});

	it.each(['page=-1', 'size=0', 'size=101', 'size=x'])('are refused with %s', async (query) => {
		const { status, data } = await session.infobip('GET', `${path}?${query}`);
		expect(status).toBe(400);
		expect(data).toMatchObject(wrong(query.split('=')[0] ?? ''));
	});

	it('are filtered by what a subscription names', async () => {
		await create();
		await create({
			subscriptionId: 'sub-2',
			events: [],
			criteria: [{ applicationId: 'app' }],
			users: ['demo'],
			profile: { profileId: 'prof-1' },
		});
		const found = async (query: string) =>
			((await get(`${path}?${query}`)) as { results: { subscriptionId: string }[] }).results.map(
				({ subscriptionId }) => subscriptionId,
			);
		expect(await found('resource=102030405060708')).toEqual(['sub-1']);
		expect(await found('applicationId=app')).toEqual(['sub-2']);
		expect(await found('user=demo')).toEqual(['sub-2']);
		expect(await found('entityId=none')).toEqual([]);
	});
});
