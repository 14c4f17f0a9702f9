import { createHmac } from 'node:crypto';
import { useCustomersServer } from './customersServer.mts';
import { text, useSandbox } from './sandboxSession.mts';
import { waitUntil } from './waitUntil.mts';

const session = useSandbox();
const customer = useCustomersServer();
const inbox = '/facebook/1/inbox/reports';
const hello = { type: 'TEXT', text: 'Hello' } as const;
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/) as string;
const price = { pricePerMessage: 0, currency: 'EUR' };
let key: string;

beforeEach(() => {
	key = session.sandbox.addApplication();
});

async function addAction(action: object): Promise<void> {
	const configurations = `/facebook/1/applications/${key}/configurations`;
	const configuration = text((await session.infobip('POST', configurations)).data, 'key');
	const path = `${configurations}/${configuration}/actions`;
	expect((await session.infobip('POST', path, action)).status).toBe(200);
}

const forwardTo = (path: string, more: object = {}) =>
	addAction({ type: 'HTTP_FORWARD', forwardUrl: customer.url(path), ...more });

const calls = (count: number) =>
	waitUntil(`${count} forwards came`, () => customer.calls.length >= count && customer.calls);

function writes(userKey: string, text = 'Hello'): string {
	const message = { type: 'TEXT', text } as const;
	return session.sandbox.customerWrites(userKey, { applicationKey: key, message }).messageId;
}

describe('pulling', () => {
	it('hands each message out once, the oldest first', async () => {
		await addAction({ type: 'PULL', callbackData: 'tenant-7' });
		const ids = [writes('u1'), writes('u2'), writes('u1')];

		const first = await session.infobip('GET', `${inbox}?limit=2`);
		expect(first.data).toMatchObject({
			results: [
				{ messageId: ids[0], from: 'u1', callbackData: 'tenant-7' },
				{ messageId: ids[1], from: 'u2', callbackData: 'tenant-7' },
			],
			messageCount: 2,
			pendingMessageCount: 1,
		});
		const second = await session.infobip('GET', inbox);
		expect(second.data).toMatchObject({
			results: [{ messageId: ids[2] }],
			messageCount: 1,
			pendingMessageCount: 0,
		});
		const third = await session.infobip('GET', inbox);
		expect(third.data).toEqual({ results: [], messageCount: 0, pendingMessageCount: 0 });
	});

	it('also offers what came before there was any action', async () => {
		writes('u1');
		const { data } = await session.infobip('GET', inbox);
		expect(data).toMatchObject({ results: [{ callbackData: null }], messageCount: 1 });
	});

	it.each(['0', '-1', 'x', '1.5'])('refuses the limit %s', async (limit) => {
		expect((await session.infobip('GET', `${inbox}?limit=${limit}`)).status).toBe(400);
	});
});

describe('forwarding', () => {
	it('posts the envelope of a received message, nested', async () => {
		await forwardTo('/in', { callbackData: 'tenant-7' });
		const messageId = writes('u1');
		const [call] = await calls(1);
		expect(call).toEqual({
			path: '/in',
			contentType: 'application/json',
			body: {
				results: [
					{
						from: 'u1',
						to: key,
						integrationType: 'FACEBOOK',
						receivedAt: TIME,
						messageId,
						pairedMessageId: null,
						callbackData: 'tenant-7',
						message: hello,
						price,
					},
				],
				messageCount: 1,
				pendingMessageCount: 0,
			},
		});
		expect((await session.infobip('GET', inbox)).data).toMatchObject({ messageCount: 0 });
	});

	it('posts it flat when asked', async () => {
		await forwardTo('/in');
		session.sandbox.changeSettings({ layout: 'flat' });
		const messageId = writes('u1');
		const [call] = await calls(1);
		expect(call?.body.results).toEqual([
			{
				from: 'u1',
				to: key,
				applicationKey: key,
				receivedAt: TIME,
				messageId,
				pairedMessageId: null,
				callbackData: null,
				text: 'Hello',
				cleanText: 'Hello',
				keyword: null,
				price,
			},
		]);
	});

	it('reaches every Forward action, and Pull as well', async () => {
		await forwardTo('/one');
		await forwardTo('/two');
		await addAction({ type: 'PULL' });
		writes('u1');
		const paths = (await calls(2)).map(({ path }) => path);
		expect(paths.toSorted()).toEqual(['/one', '/two']);
		expect((await session.infobip('GET', inbox)).data).toMatchObject({ messageCount: 1 });
	});

	it('names the message of the business that is answered', async () => {
		await forwardTo('/in');
		const sent = await session.infobip('POST', '/facebook/1/single', {
			from: key,
			to: 'u1',
			text: 'Fine?',
		});
		writes('u1', 'Yes');
		const [call] = await calls(1);
		expect(call?.body.results[0]?.pairedMessageId).toBe(text(sent.data, 'messageId'));
	});

	it.each([
		{ type: 'TEXT', text: 'Yes', quickReply: { payload: 'FINE' } },
		{ type: 'IMAGE', url: 'https://example.com/a.png', stickerId: '7' },
		{ type: 'VIDEO', url: 'https://example.com/a.mp4' },
		{ type: 'AUDIO', url: 'https://example.com/a.mp3' },
		{ type: 'FILE', url: 'https://example.com/a.pdf' },
		{ type: 'LOCATION', latitude: 45.8, longitude: 15.97 },
		{ type: 'POSTBACK', title: 'Buy', payload: 'BUY' },
		{ type: 'FALLBACK', url: 'https://example.com', title: 'Link' },
		{ type: 'UNKNOWN', raw: { reaction: 'love' } },
	] as const)('carries %j', async (message) => {
		await forwardTo('/in');
		session.sandbox.customerWrites('u1', { applicationKey: key, message });
		session.sandbox.customerWrites('u1', { applicationKey: key, message, layout: 'flat' });
		const items = (await calls(2)).map(({ body }) => body.results[0]);
		expect(items).toContainEqual(expect.objectContaining({ message }));
		const { type, ...members } = message;
		const flat = type === 'TEXT' ? members : message;
		expect(items).toContainEqual(expect.objectContaining(flat));
	});
});

describe('what Meta posts', () => {
	const webhook = () => `${session.sandbox.url}/facebook/1/applications/${key}/webhook`;
	const event = (more: object) => ({ sender: { id: 'u1' }, recipient: { id: 'page' }, ...more });

	async function metaPosts(messaging: object[], secret?: string): Promise<number> {
		const body = JSON.stringify({ object: 'page', entry: [{ id: 'page', messaging }] });
		const digest = createHmac('sha256', secret ?? '')
			.update(body)
			.digest('hex');
		const headers = new Headers();
		if (secret !== undefined) headers.set('X-Hub-Signature-256', `sha256=${digest}`);
		return (await fetch(webhook(), { method: 'POST', body, headers })).status;
	}

	it('is verified by a challenge', async () => {
		const ask = async (token: string) =>
			fetch(`${webhook()}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=4711`);
		const right = await ask(session.sandbox.state().applications[0]?.verifyToken ?? '');
		expect([right.status, await right.text()]).toEqual([200, '4711']);
		expect((await ask('wrong')).status).toBe(403);
	});

	it('becomes received messages', async () => {
		const image = { type: 'image', payload: { url: 'https://example.com/a.png' } };
		const place = { type: 'location', payload: { coordinates: { lat: 1, long: 2 } } };
		const status = await metaPosts([
			event({ message: { mid: 'm1', text: 'Hi', quick_reply: { payload: 'P' } } }),
			event({ message: { mid: 'm2', text: 'Look', attachments: [image, place] } }),
			event({ postback: { mid: 'm3', title: 'Buy', payload: 'BUY' } }),
			event({ reaction: { emoji: 'x' } }),
		]);
		expect(status).toBe(200);
		const { data } = await session.infobip('GET', inbox);
		expect(data).toMatchObject({
			results: [
				{ messageId: 'm1', message: { type: 'TEXT', text: 'Hi', quickReply: { payload: 'P' } } },
				{ messageId: 'm2', message: { type: 'TEXT', text: 'Look' } },
				{ messageId: 'm2-1', message: { type: 'IMAGE', url: 'https://example.com/a.png' } },
				{ messageId: 'm2-2', message: { type: 'LOCATION', latitude: 1, longitude: 2 } },
				{ messageId: 'm3', message: { type: 'POSTBACK', title: 'Buy', payload: 'BUY' } },
				{ message: { type: 'UNKNOWN', raw: event({ reaction: { emoji: 'x' } }) } },
			],
		});
	});

	it('must be signed with the app secret if it is signed', async () => {
		const message = [event({ message: { mid: 'm1', text: 'Hi' } })];
		expect(await metaPosts(message, '0123456789abcdef0123456789abcdef')).toBe(200);
		expect(await metaPosts(message, 'another secret')).toBe(403);
		expect((await session.infobip('GET', inbox)).data).toMatchObject({ messageCount: 1 });
	});
});
