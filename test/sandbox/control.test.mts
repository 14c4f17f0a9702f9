import { DEFAULT_FORMS } from '../../sandbox/facebook/answerForms.mts';
import { useCustomersServer } from './customersServer.mts';
import { serviceException, text, useSandbox } from './sandboxSession.mts';
import { waitUntil } from './waitUntil.mts';

const session = useSandbox();
const customer = useCustomersServer();
let key: string;

beforeEach(() => {
	key = session.sandbox.addApplication({ id: 98765432109876543n });
});

async function addForward(): Promise<object> {
	const configurations = `/facebook/1/applications/${key}/configurations`;
	const configuration = text((await session.infobip('POST', configurations)).data, 'key');
	const action = { type: 'HTTP_FORWARD', forwardUrl: customer.url('/in'), callbackData: 'c' };
	const { data } = await session.infobip(
		'POST',
		`${configurations}/${configuration}/actions`,
		action,
	);
	return { key: configuration, actions: [data] };
}

const say = (text: string) => ({ type: 'TEXT', text }) as const;
const calls = (count: number) =>
	waitUntil(`${count} forwards came`, () => customer.calls.length >= count && customer.calls);

describe('a customer who writes', () => {
	it('gets a message id and is in the conversation', async () => {
		const body = { applicationKey: key, message: say('Hello') };
		const { status, data } = await session.control('POST', '/customers/u1/messages', body);
		expect([status, data]).toEqual([200, { messageId: expect.stringMatching(/^m_/) as string }]);
		await session.infobip('POST', '/facebook/1/single', { from: key, to: 'u1', text: 'Hi' });
		const conversation = await session.control('GET', '/conversations/u1');
		expect(conversation.data).toMatchObject({
			userKey: 'u1',
			entries: [
				{ said: 'customer', messageId: text(data, 'messageId'), message: say('Hello') },
				{ said: 'business', message: say('Hi') },
			],
		});
		expect((await session.control('GET', '/conversations')).data).toEqual({ userKeys: ['u1'] });
	});

	it('may be handed over several times, but spoke once', async () => {
		await addForward();
		const body = { applicationKey: key, message: say('Hello'), messageId: 'm-1', times: 3 };
		await session.control('POST', '/customers/u1/messages', body);
		for (const call of await calls(3)) {
			expect(call.body.results).toMatchObject([{ messageId: 'm-1' }]);
		}
		expect(session.sandbox.conversation('u1')).toHaveLength(1);
	});

	it('may be played with members Infobip has not shown', async () => {
		await addForward();
		session.sandbox.customerWrites('u1', {
			applicationKey: key,
			message: say('Hello'),
			overrides: { sender: 'u1', from: undefined, message: { type: 'REACTION' } },
		});
		const [call] = await calls(1);
		expect(call?.body.results[0]).toMatchObject({ sender: 'u1', message: { type: 'REACTION' } });
		expect(call?.body.results[0]).not.toHaveProperty('from');
	});

	it.each([
		[404, { applicationKey: 'NONE', message: say('Hello') }],
		[400, { message: say('Hello') }],
		[400, { applicationKey: 'KEY' }],
		[400, { applicationKey: 'KEY', message: 'Hello' }],
		[400, { applicationKey: 'KEY', message: { type: 'TEXT' } }],
		[400, { applicationKey: 'KEY', message: { type: 'STICKER' } }],
		[400, { applicationKey: 'KEY', message: { type: 'TEXT', text: 'x', quickReply: 'P' } }],
		[400, { applicationKey: 'KEY', message: say('Hello'), times: 0 }],
	])('gets %i and a sentence for %j', async (expected, play) => {
		const body = JSON.stringify(play).replace('"KEY"', JSON.stringify(key));
		const { status, data } = await session.control('POST', '/customers/u1/messages', body);
		expect([status, data]).toEqual([expected, { error: expect.any(String) as string }]);
	});
});

describe('a batch', () => {
	const messages = ['u1', 'u2', 'u1'].map((userKey, index) => ({
		userKey,
		messageId: `m-${index}`,
		message: say(`No. ${index}`),
	}));

	it('travels in one body, in the order asked for', async () => {
		await addForward();
		const play = { applicationKey: key, messages, order: [2, 0, 1] };
		const { data } = await session.control('POST', '/batches', play);
		expect(data).toEqual({ messageIds: ['m-0', 'm-1', 'm-2'] });
		const [call] = await calls(1);
		expect(call?.body).toMatchObject({
			results: [{ messageId: 'm-2' }, { messageId: 'm-0' }, { messageId: 'm-1' }],
			messageCount: 3,
		});
		const times = call?.body.results.map(({ receivedAt }) => receivedAt);
		expect(times?.toSorted()).toEqual([times?.[1], times?.[2], times?.[0]]);
	});

	it('may travel one by one', async () => {
		await addForward();
		session.sandbox.customersWrite({
			applicationKey: key,
			messages,
			order: [2, 1, 0],
			separately: true,
			layout: 'flat',
		});
		const results = (await calls(3)).map(({ body }) => body.results);
		expect(results).toMatchObject([
			[{ messageId: 'm-2', text: 'No. 2' }],
			[{ messageId: 'm-1' }],
			[{ messageId: 'm-0' }],
		]);
	});

	it.each([[[0, 1]], [[0, 1, 1]], [[1, 2, 3]]])('is refused with the order %j', async (order) => {
		const play = { applicationKey: key, messages, order };
		expect((await session.control('POST', '/batches', play)).status).toBe(400);
		expect(session.sandbox.state().waitingForPull).toBe(0);
	});
});

describe('what the sandbox remembers', () => {
	it('is shown as a whole', async () => {
		const configuration = await addForward();
		expect((await session.control('GET', '/state')).data).toEqual({
			applications: [
				{
					key,
					appId: '98765432109876543',
					name: expect.any(String) as string,
					webhookPath: `/facebook/1/applications/${key}/webhook`,
					verifyToken: key,
					configurations: [configuration],
				},
			],
			waitingForPull: 0,
			pages: [],
			subscriptions: [],
			profiles: [],
			security: [],
			inboundConfigurations: [],
			waitingReports: 0,
			waitingPageMessages: 0,
			settings: {
				...DEFAULT_FORMS,
				sendAnswer: 'flat',
				actionKeyName: 'key',
				layout: 'nested',
				apis: { facebook: true, messenger: true },
				pageLayout: 'sender',
				deliveryOutcome: 'DELIVERED',
				outsideWindow: 'accept',
				unknownRecipients: 'accept',
				trouble: 'none',
				channelOutcomes: {},
				stepReportLayout: 'messagesApi',
				logsKnowMessagesApi: true,
				logDelaySeconds: 0,
				duplicateIds: 'refuse',
			},
			secondsPerMinute: 0.02,
			rateLimit: null,
		});
	});

	it('includes every request to the Infobip side, as it came', async () => {
		const body = `{"from":"${key}", "to":"ü1","text":"Hi"}`;
		await session.infobip('POST', '/facebook/1/single?a=1&a=2&b=x', body, { 'X-Own': 'yes' });
		await session.infobip('GET', '/facebook/1/none', undefined, { Authorization: 'App wrong' });
		await session.control('GET', '/state');
		expect((await session.control('GET', '/requests')).data).toMatchObject([
			{
				method: 'POST',
				path: '/facebook/1/single',
				query: { a: ['1', '2'], b: 'x' },
				headers: { 'x-own': 'yes', authorization: expect.stringMatching(/^Basic /) as string },
				body,
				outcome: 'answered',
				status: 200,
				responseBody: expect.stringContaining('"messageId"') as string,
				time: expect.any(String) as string,
			},
			{
				method: 'GET',
				path: '/facebook/1/none',
				body: null,
				status: 401,
				responseBody: JSON.stringify(serviceException('UNAUTHORIZED', 'Invalid login details')),
			},
		]);
		expect((await session.control('DELETE', '/requests')).status).toBe(204);
		expect((await session.control('GET', '/requests')).data).toEqual([]);
	});

	it('includes every forward and its attempts', async () => {
		await addForward();
		session.sandbox.customerWrites('u1', { applicationKey: key, message: say('Hello') });
		await waitUntil('it was delivered', () => session.sandbox.forwards()[0]?.state === 'delivered');
		expect((await session.control('GET', '/forwards')).data).toMatchObject([
			{
				url: customer.url('/in'),
				body: expect.stringContaining('Hello') as string,
				state: 'delivered',
				attempts: [{ number: 1, status: 200, error: null, nextInMinutes: null }],
			},
		]);
	});

	it('is forgotten on reset', async () => {
		await addForward();
		session.sandbox.setSecondsPerMinute(3600);
		customer.answers = [500];
		session.sandbox.customerWrites('u1', { applicationKey: key, message: say('Hello') });
		await waitUntil('it waits', () => session.sandbox.forwards()[0]?.state === 'waiting');
		session.sandbox.addFaults({ status: 500 });
		session.sandbox.setRateLimit({ requestsPerSecond: 1 });
		await session.control('POST', '/settings', { sendAnswer: 'messages', layout: 'flat' });

		expect((await session.control('POST', '/reset')).status).toBe(204);
		expect(session.sandbox.state()).toMatchObject({
			applications: [],
			settings: { sendAnswer: 'flat', layout: 'nested' },
			secondsPerMinute: 0.02,
			rateLimit: null,
		});
		for (const path of ['/requests', '/forwards', '/faults']) {
			expect((await session.control('GET', path)).data).toEqual([]);
		}
		expect(session.sandbox.userKeys()).toEqual([]);
		expect(customer.calls).toHaveLength(1);
	});

	it('has the demo application again after a reset', async () => {
		const { startSandbox } = await import('../../sandbox/server.mts');
		const own = await startSandbox({ demoApplicationKey: 'DEMO' });
		try {
			own.addApplication();
			own.reset();
			expect(own.state().applications.map(({ key }) => key)).toEqual(['DEMO']);
		} finally {
			await own.close();
		}
	});
});

describe('the control API', () => {
	it.each([
		['POST', '/settings', { layout: 'round' }, 400],
		['POST', '/clock', { secondsPerMinute: 0 }, 400],
		['POST', '/clock', '{', 400],
		['GET', '/none', undefined, 404],
	])('answers %s %s %j with %i and a sentence', async (method, path, body, expected) => {
		const { status, data } = await session.control(method, path, body);
		expect([status, data]).toEqual([expected, { error: expect.any(String) as string }]);
	});

	it('serves a picture, a text and a file of any size', async () => {
		const get = async (path: string) => fetch(`${session.sandbox.url}/_sandbox/media/${path}`);
		const picture = await get('picture.png');
		expect(picture.headers.get('content-type')).toBe('image/png');
		expect(Buffer.from(await picture.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG');
		expect((await get('note.txt')).headers.get('content-type')).toMatch(/^text\/plain/);
		const big = await get('big.bin?bytes=200001');
		expect(big.headers.get('content-length')).toBe('200001');
		expect((await big.arrayBuffer()).byteLength).toBe(200001);
		const chunked = await get('big.bin?bytes=200001&chunked=true');
		expect(chunked.headers.get('content-length')).toBeNull();
		expect((await chunked.arrayBuffer()).byteLength).toBe(200001);
	});

	it('has a page for people at /', async () => {
		const page = await fetch(session.sandbox.url);
		expect(page.headers.get('content-type')).toMatch(/^text\/html/);
		for (const [, link] of (await page.text()).matchAll(/href="([^"]+)"/g)) {
			expect((await fetch(session.sandbox.url + String(link))).status).toBe(200);
		}
	});
});
