import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import type { PlayedContent } from '../../sandbox/server.mts';
import { useCustomersServer } from './customersServer.mts';
import { basic, text, useSandbox } from './sandboxSession.mts';
import { waitUntil } from './waitUntil.mts';

const session = useSandbox({ demoPageId: DEMO_PAGE_ID });
const customer = useCustomersServer();
const inbound = '/messages-api/1/inbound?channel=MESSENGER';
const configurations = '/resource-management/1/inbound-message-configurations';
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/) as string;
const price = { pricePerMessage: 0, currency: 'EUR' };

function writes(value = 'Hello', more: object = {}): string {
	const message = { type: 'TEXT', text: value } as const;
	return session.sandbox.customerWrites('u1', { pageId: DEMO_PAGE_ID, message, ...more }).messageId;
}
const calls = (count: number) =>
	waitUntil(`${count} calls came`, () => customer.calls.length >= count && customer.calls);
const pull = async () => (await session.infobip('GET', inbound)).data;

async function subscribe(id: string, more: object = {}, profile: object = {}): Promise<void> {
	const body = {
		subscriptionId: id,
		events: ['INBOUND_MESSAGE'],
		profile: { profileId: id, webhook: { notifyUrl: customer.url(`/${id}`) }, ...profile },
		...more,
	};
	expect(
		(await session.infobip('POST', '/subscriptions/1/subscription/FACEBOOK', body)).status,
	).toBe(201);
}

async function configure(more: object): Promise<string> {
	const body = { channel: 'MESSENGER', resource: DEMO_PAGE_ID, ...more };
	const { status, data } = await session.infobip('POST', configurations, body);
	expect(status).toBe(200);
	return text(data, 'configurationKey');
}
const forwardTo = (path: string, format?: string) => ({
	forwarding: { type: 'HTTP_FORWARD', url: customer.url(path), ...(format && { format }) },
});

describe('who gets a message', () => {
	it('is the inbound configuration of the page, if it forwards', async () => {
		await subscribe('sub');
		const key = await configure(forwardTo('/first'));
		writes();
		const [call] = await calls(1);
		expect(call).toMatchObject({ path: '/first', authorization: undefined });
		await session.infobip('DELETE', `${configurations}/${key}`);
		writes();
		expect((await calls(2))[1]?.path).toBe('/sub');
		expect(await pull()).toMatchObject({ messageCount: 0 });
	});

	it('is not a configuration that does something else', async () => {
		await subscribe('sub');
		await configure({ conversations: { enabled: true } });
		writes();
		expect((await calls(1))[0]?.path).toBe('/sub');
	});

	it('may depend on the first word', async () => {
		await configure({ ...forwardTo('/stop'), keyword: 'STOP' });
		await configure(forwardTo('/rest'));
		writes('stop it');
		expect((await calls(1))[0]?.path).toBe('/stop');
		writes('do not stop');
		expect((await calls(2))[1]?.path).toBe('/rest');
	});

	it('is every subscription to the event that means this page', async () => {
		const other = session.sandbox.addPage({ id: '2', name: 'Other' });
		await subscribe('all');
		await subscribe('ours', { resources: ['1', DEMO_PAGE_ID] });
		await subscribe('others', { resources: [other] });
		await subscribe('seen', { events: ['SEEN'] });
		await subscribe('app', { criteria: [{ applicationId: 'app' }] });
		await subscribe('user', { users: ['someone'] });
		writes();
		expect((await calls(2)).map(({ path }) => path).toSorted()).toEqual(['/all', '/ours']);
		session.sandbox.customerWrites('u1', {
			pageId: other,
			message: { type: 'TEXT', text: 'Hello' },
		});
		expect(
			(await calls(4))
				.slice(2)
				.map(({ path }) => path)
				.toSorted(),
		).toEqual(['/all', '/others']);
		expect(await pull()).toMatchObject({ messageCount: 0, pendingMessageCount: 0 });
	});

	it('is whoever fetches it, if nobody else', async () => {
		const messageIds = [writes('1'), writes('2')];
		expect((await session.infobip('GET', `${inbound}&limit=1`)).data).toEqual({
			results: [
				{
					event: 'MO',
					channel: 'MESSENGER',
					sender: 'u1',
					destination: DEMO_PAGE_ID,
					content: [{ type: 'TEXT', text: '1', cleanText: '1' }],
					receivedAt: TIME,
					messageId: messageIds[0],
					messageCount: 1,
				},
			],
			messageCount: 1,
			pendingMessageCount: 1,
		});
		expect((await session.infobip('GET', '/messages-api/1/inbound?channel=SMS')).data).toEqual({
			results: [],
			messageCount: 0,
			pendingMessageCount: 0,
		});
		expect(await pull()).toMatchObject({ results: [{ messageId: messageIds[1] }] });
		expect(await pull()).toMatchObject({ results: [] });
	});

	it.each(['', '?channel=FAX', '?channel=MESSENGER&limit=0'])(
		'is nobody who asks for "%s"',
		async (query) => {
			writes();
			const { status, data } = await session.infobip('GET', `/messages-api/1/inbound${query}`);
			expect([status, data]).toMatchObject([400, { errorCode: 'E400', violations: [{}] }]);
			expect(session.sandbox.state().waitingPageMessages).toBe(1);
		},
	);
});

describe('the layout of a received message', () => {
	it('is the Messenger API’s', async () => {
		await subscribe('sub');
		const sent = {
			sender: DEMO_PAGE_ID,
			destinations: [{ to: 'u1', messageId: 'order-77' }],
			content: { type: 'TEXT', text: 'Fine?' },
			webhooks: { callbackData: 'order=77', delivery: { notify: false } },
		};
		await session.infobip('POST', '/messenger/1/messages', { messages: [sent] });
		const message = { type: 'TEXT', text: 'Yes', quickReply: { payload: 'FINE' } } as const;
		const messageId = writes('', { message });
		expect((await calls(1))[0]?.body).toEqual({
			results: [
				{
					sender: 'u1',
					to: DEMO_PAGE_ID,
					integrationType: 'FACEBOOK',
					receivedAt: TIME,
					messageId,
					pairedMessageId: 'order-77',
					callbackData: 'order=77',
					message: { ...message, mid: messageId },
					price,
				},
			],
			messageCount: 1,
			pendingMessageCount: 0,
		});
	});

	it('names the message that is answered, not a typing sign or what never arrived', async () => {
		await subscribe('sub');
		const send = (messageId: string, content: object) =>
			session.infobip('POST', '/messenger/1/messages', {
				messages: [{ sender: DEMO_PAGE_ID, destinations: [{ to: 'u1', messageId }], content }],
			});
		await send('fine', { type: 'TEXT', text: 'Fine?' });
		await waitUntil('it arrived', () => session.sandbox.state().waitingReports === 1);
		session.sandbox.changeSettings({ deliveryOutcome: 'REJECTED' });
		await send('lost', { type: 'TEXT', text: 'Hello?' });
		await waitUntil('it ended', () => session.sandbox.state().waitingReports === 2);
		await send('typing', { type: 'SENDER_ACTION', senderAction: 'TYPING_ON' });
		writes('Yes');
		expect((await calls(1))[0]?.body.results).toMatchObject([{ pairedMessageId: 'fine' }]);
	});

	it('may be overridden, and is then no claim about Infobip', async () => {
		await subscribe('sub');
		writes('Hello', { overrides: { price: undefined, invented: 1 } });
		const [item] = (await calls(1))[0]?.body.results ?? [];
		expect(item).toHaveProperty('invented', 1);
		expect(item).not.toHaveProperty('price');
		expect(session.sandbox.forwards()[0]).not.toHaveProperty('webhook');
	});

	it('may be the older one', async () => {
		await subscribe('sub');
		await session.control('POST', '/settings', { pageLayout: 'from' });
		writes();
		const [item] = (await calls(1))[0]?.body.results ?? [];
		expect(item).toMatchObject({ from: 'u1', pairedMessageId: null, callbackData: null });
		expect(item).not.toHaveProperty('sender');
	});

	it.each(['subscription', 'configuration'])('may be asked for by a %s', async (kind) => {
		const format = 'MO_MESSAGES_API_JSON';
		if (kind === 'subscription') {
			await subscribe('sub', { events: [{ event: 'INBOUND_MESSAGE', format }] });
		} else {
			await configure({ ...forwardTo('/in', format), platform: { applicationId: 'app' } });
		}
		writes();
		const [call] = await calls(1);
		expect(call?.body).toEqual({ results: [expect.objectContaining({ event: 'MO' })] });
	});

	it.each<[PlayedContent, object[]]>([
		[{ type: 'TEXT', text: 'a' }, [{ type: 'TEXT', text: 'a', cleanText: 'a' }]],
		[
			{ type: 'TEXT', text: 'a', quickReply: { payload: 'A' } },
			[{ type: 'BUTTON_REPLY', text: 'a', payload: 'A' }],
		],
		[
			{ type: 'POSTBACK', title: 'Buy', payload: 'BUY' },
			[{ type: 'BUTTON_REPLY', text: 'Buy', payload: 'BUY' }],
		],
		[{ type: 'IMAGE', url: 'https://example.com/a.png' }, [{ type: 'IMAGE' }]],
		[{ type: 'VIDEO', url: 'https://example.com/a.mp4' }, [{ type: 'VIDEO' }]],
		[{ type: 'AUDIO', url: 'https://example.com/a.mp3' }, [{ type: 'AUDIO' }]],
		[{ type: 'FILE', url: 'https://example.com/a.pdf' }, [{ type: 'FILE' }]],
		[{ type: 'URL', url: 'https://example.com' }, [{ type: 'URL', url: 'https://example.com' }]],
		[
			{ type: 'LOCATION', latitude: 1, longitude: 2 },
			[{ type: 'LOCATION', latitude: 1, longitude: 2 }],
		],
		[
			{ type: 'LOCATION_URL', url: 'https://example.com' },
			[{ type: 'LOCATION', url: 'https://example.com' }],
		],
		[
			{ type: 'FALLBACK', url: 'https://example.com', title: 'Link' },
			[{ type: 'URL', url: 'https://example.com' }],
		],
		[{ type: 'UNKNOWN', raw: { reaction: 'love' } }, []],
	])('carries %j in every form', async (message, content) => {
		await subscribe('sub');
		const messageId = writes('', { message });
		const expected = message.type === 'TEXT' ? { ...message, mid: messageId } : message;
		expect((await calls(1))[0]?.body.results).toMatchObject([{ message: expected }]);
		writes('', { message, layout: 'from' });
		expect((await calls(2))[1]?.body.results).toMatchObject([{ from: 'u1' }]);
		writes('', { message, layout: 'messagesApi' });
		expect((await calls(3))[2]?.body.results).toMatchObject([{ content }]);
	});
});

describe('a call to a subscription', () => {
	it('carries username, password and fixed headers', async () => {
		await subscribe(
			'sub',
			{},
			{
				headers: { authorization: 'mine', 'X-Own': 'yes' },
				security: {
					authId: 'auth',
					type: 'BASIC',
					credentials: { username: 'n8n', password: 'p:q' },
				},
			},
		);
		writes();
		expect((await calls(1))[0]?.authorization).toBe(basic('n8n', 'p:q'));
		expect(JSON.stringify(session.sandbox.forwards())).not.toContain('Authorization');
	});

	it('may carry as many messages as its profile allows', async () => {
		await subscribe('three', {}, { maxBucketSize: 3 });
		await subscribe('one');
		const { data } = await session.control('POST', '/batches', {
			pageId: DEMO_PAGE_ID,
			messages: [0, 1, 2, 3].map((index) => ({
				userKey: `u${index}`,
				messageId: `m-${index}`,
				message: { type: 'TEXT', text: 'Hi' },
			})),
			order: [3, 2, 1, 0],
		});
		expect(data).toEqual({ messageIds: ['m-0', 'm-1', 'm-2', 'm-3'] });
		const bodies = (path: string) =>
			customer.calls
				.filter((call) => call.path === path)
				.map(({ body }) => body.results.map(({ messageId }) => messageId));
		await calls(6);
		expect(bodies('/three')).toEqual([['m-3', 'm-2', 'm-1'], ['m-0']]);
		expect(bodies('/one')).toEqual([['m-3'], ['m-2'], ['m-1'], ['m-0']]);
	});

	it('is repeated on Infobip’s schedule, until the subscription is gone', async () => {
		await subscribe('sub');
		customer.answers = [500, 401];
		writes();
		await waitUntil('it was taken', () => session.sandbox.forwards()[0]?.state === 'delivered');
		expect(session.sandbox.forwards()).toMatchObject([
			{
				origin: 'sub',
				webhook: 'INBOUND_MESSAGE',
				attempts: [{ nextInMinutes: 1 }, { nextInMinutes: 2 }, { status: 200 }],
			},
		]);
		session.sandbox.setSecondsPerMinute(3600);
		customer.answers = [500];
		writes();
		await waitUntil('it waits', () => session.sandbox.forwards()[1]?.state === 'waiting');
		await session.infobip('DELETE', '/subscriptions/1/subscription/FACEBOOK/sub');
		await waitUntil('it ended', () => session.sandbox.forwards()[1]?.state === 'cancelled');
	});

	it('reports deliveries, and what was seen', async () => {
		await subscribe(
			'sub',
			{ events: ['DELIVERY', 'SEEN'], criteria: [{ applicationId: 'app' }] },
			{ maxBucketSize: 2 },
		);
		const message = (messageId: string, options: object) => ({
			sender: DEMO_PAGE_ID,
			destinations: [{ to: 'u1', messageId }],
			content: { type: 'TEXT', text: 'Hi' },
			options,
		});
		const ours = { platform: { applicationId: 'app' } };
		await session.infobip('POST', '/messenger/1/messages', {
			messages: [message('a', ours), message('b', {}), message('c', ours)],
		});
		expect((await calls(1))[0]?.body).toMatchObject({
			results: [{ messageId: 'a', status: { id: 5 } }, { messageId: 'c' }],
		});
		expect((await session.infobip('GET', '/messenger/1/reports')).data).toMatchObject({
			results: [{ messageId: 'b' }],
		});
		session.sandbox.customerSees('u1', DEMO_PAGE_ID);
		expect((await calls(2))[1]?.body).toMatchObject({
			results: [{ messageId: 'a', from: 'u1', to: DEMO_PAGE_ID }, { messageId: 'c' }],
		});
	});

	it('reports consent', async () => {
		await subscribe('sub', { events: ['CONSENT_UPDATE'] });
		const payload = { type: 'OPT_IN', payload: 'NEWS', title: 'News?' };
		const optIn = {
			sender: DEMO_PAGE_ID,
			destinations: [{ to: 'u1' }],
			content: { type: 'TEMPLATE', payload },
		};
		await session.infobip('POST', '/messenger/1/messages', { messages: [optIn] });
		const play = { pageId: DEMO_PAGE_ID, event: 'SUBSCRIBE', payload: 'NEWS' };
		expect((await session.control('POST', '/customers/u1/consent', play)).status).toBe(204);
		expect((await calls(1))[0]?.body).toEqual({
			results: [
				{
					channel: 'MESSENGER',
					event: 'SUBSCRIBE',
					sender: DEMO_PAGE_ID,
					from: 'u1',
					createdAt: TIME,
					channelData: {
						notificationMessagesToken: expect.any(String) as string,
						tokenExpiry: TIME,
						userTokenStatus: 'NOT_REFRESHED',
						notificationMessagesTimezone: 'Europe/Zagreb',
						subscriptionPayload: 'NEWS',
						subscriptionTitle: 'News?',
					},
				},
			],
		});
		session.sandbox.customerConsents('u1', { pageId: DEMO_PAGE_ID, event: 'UNSUBSCRIBE' });
		expect((await calls(2))[1]?.body.results).toMatchObject([{ event: 'UNSUBSCRIBE' }]);
	});
});

describe('a play', () => {
	const hello = { type: 'TEXT', text: 'Hello' };

	it.each([
		[404, '/customers/u1/messages', { pageId: 'NONE', message: hello }],
		[400, '/customers/u1/messages', { message: hello }],
		[400, '/customers/u1/messages', { pageId: 'a', applicationKey: 'b', message: hello }],
		[400, '/customers/u1/messages', { pageId: DEMO_PAGE_ID, message: hello, layout: 'flat' }],
		[400, '/customers/u1/messages', { applicationKey: 'K', message: hello, layout: 'sender' }],
		[404, '/customers/u1/consent', { pageId: 'NONE', event: 'SUBSCRIBE' }],
		[400, '/customers/u1/consent', { pageId: DEMO_PAGE_ID, event: 'PERHAPS' }],
		[400, '/customers/u1/seen', {}],
		[400, '/pages', { id: 7 }],
	])('is refused with %i: %s %j', async (expected, path, play) => {
		const { status, data } = await session.control('POST', path, play);
		expect([status, data]).toEqual([expected, { error: expect.any(String) as string }]);
	});

	it('connects pages', async () => {
		const { data } = await session.control('POST', '/pages', { id: '7', name: 'Tea house' });
		expect(data).toEqual({ id: '7' });
		session.sandbox.reset();
		expect((await session.control('POST', '/pages', {})).data).toEqual({ id: DEMO_PAGE_ID });
		expect(session.sandbox.state().pages).toMatchObject([{ id: DEMO_PAGE_ID }]);
	});
});
