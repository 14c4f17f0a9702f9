import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import axios from 'axios';
import type { ViewChange } from '../../sandbox/chat/view.mts';
import { withoutSecrets } from '../../sandbox/chat/withoutSecrets.mts';
import { useCustomersServer } from './customersServer.mts';
import { text, useSandbox } from './sandboxSession.mts';
import { waitUntil } from './waitUntil.mts';

const session = useSandbox();
const customer = useCustomersServer();
const say = (words: string) => ({ type: 'TEXT', text: words }) as const;

/** An open page, by what it is told. */
class Listener {
	readonly changes: ViewChange[] = [];
	readonly #response: IncomingMessage;

	private constructor(response: IncomingMessage) {
		this.#response = response;
		let waiting = '';
		response.on('data', (chunk: Buffer) => {
			const events = (waiting + chunk.toString('utf8')).split('\n\n');
			waiting = events.pop() ?? '';
			for (const event of events) {
				const [, data] = /^data: (.*)$/.exec(event) ?? [];
				if (data !== undefined) this.changes.push(JSON.parse(data) as ViewChange);
			}
		});
	}

	static async open(query: string): Promise<Listener> {
		const call = request(`${session.sandbox.url}/_sandbox/chat/events?${query}`);
		call.end();
		const [response] = (await once(call, 'response')) as [IncomingMessage];
		expect(response.headers['content-type']).toBe('text/event-stream');
		const listener = new Listener(response);
		listeners.push(listener);
		return listener;
	}

	async hears(what: string, is: (change: ViewChange) => boolean): Promise<ViewChange> {
		return waitUntil(`the page hears ${what}`, () => this.changes.find(is));
	}

	close(): void {
		this.#response.destroy();
	}
}

const listeners: Listener[] = [];
afterEach(() => {
	for (const listener of listeners.splice(0)) listener.close();
});

describe('the chat page', () => {
	it('is served with all that it loads, as scripts a browser can read', async () => {
		const { url } = session.sandbox;
		const page = await axios.get<string>(url);
		expect(page.headers['content-security-policy']).toContain("script-src 'self'");
		const addresses = [...page.data.matchAll(/(?:src|href|srcset)="(\/_sandbox[^"]+)"/g)];
		const waiting = addresses.map(([, path = '']) => path);
		const loaded = new Set<string>();
		for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
			if (loaded.has(path)) continue;
			loaded.add(path);
			const { data, headers } = await axios.get<string>(url + path, { responseType: 'text' });
			expect(headers['x-content-type-options']).toBe('nosniff');
			if (!path.endsWith('.mts')) continue;
			expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
			for (const [, file = ''] of data.matchAll(/from '\.\/([\w.]+)'/g)) {
				waiting.push(`/_sandbox/chat/page/${file}`);
			}
			expect(data).not.toMatch(/^(import type|interface |export interface )/m);
		}
		expect(loaded.size).toBeGreaterThan(15);
	});

	it.each(['page/none.mts', 'page/..%2Froutes.mts', 'samples/..%2F..%2Fmain.mts', 'uploads/none'])(
		'has no %s',
		async (path) => {
			const { status, data } = await session.control('GET', `/chat/${path}`);
			expect([status, data]).toEqual([404, { error: expect.any(String) as string }]);
		},
	);

	it('keeps a file of the customer, and serves it so that it can do nothing', async () => {
		const address = `${session.sandbox.url}/_sandbox/chat/uploads/note.html`;
		const headers = { 'Content-Type': 'text/html' };
		const { data } = await axios.post<{ path: string }>(address, '<b>hi</b>', { headers });
		expect(data.path).toMatch(/^\/_sandbox\/chat\/uploads\/[\w-]+\.html$/);
		const file = await axios.get(session.sandbox.url + data.path);
		expect(file.data).toBe('<b>hi</b>');
		expect(file.headers).toMatchObject({
			'content-type': 'text/html',
			'content-security-policy': expect.stringMatching(/sandbox$/) as string,
		});
	});

	it('refuses an empty file, and one that is too large', async () => {
		const post = async (body: Buffer) =>
			axios.post(`${session.sandbox.url}/_sandbox/chat/uploads/a.bin`, body, {
				validateStatus: () => true,
			});
		expect((await post(Buffer.alloc(0))).status).toBe(400);
		expect((await post(Buffer.alloc(6 * 1024 * 1024))).status).toBe(413);
	});
});

describe('a page of another site', () => {
	it.each([
		['GET', '/', { Origin: 'https://evil.example' }],
		['POST', '/_sandbox/reset', { Origin: 'https://evil.example' }],
		['GET', '/_sandbox/chat/events', { Origin: 'null' }],
		['GET', '/', { Host: 'rebound.example' }],
		['GET', '/_sandbox/requests', { Host: 'rebound.example:80' }],
	])('is refused %s %s with %j', async (method, path, headers) => {
		const answer = await axios.request<unknown>({
			method,
			url: session.sandbox.url + path,
			headers,
			validateStatus: () => true,
		});
		expect([answer.status, answer.data]).toEqual([403, { error: expect.any(String) as string }]);
	});

	it.each(['127.0.0.1', 'localhost'])('differs from the own one at %s', async (host) => {
		const { port } = new URL(session.sandbox.url);
		const own = `${host}:${port}`;
		const { status } = await axios.get(`${session.sandbox.url}/_sandbox/state`, {
			headers: { Host: own, Origin: `http://${own}` },
		});
		expect(status).toBe(200);
	});
});

describe('the stream of changes', () => {
	it('says who there is to write to, and who receives', async () => {
		const key = session.sandbox.addApplication();
		session.sandbox.addPage({ id: '77', name: 'Shop' });
		const listener = await Listener.open('');
		const [first] = [await listener.hears('the beginning', () => true)];
		expect(first).toMatchObject({
			isFresh: true,
			places: [
				{ kind: 'page', id: '77', name: 'Shop', receiving: 'nobody' },
				{ kind: 'application', id: key, receiving: 'nobody' },
			],
			isPlaceKnown: true,
		});
		const configurations = `/facebook/1/applications/${key}/configurations`;
		const configuration = text((await session.infobip('POST', configurations)).data, 'key');
		const actions = `${configurations}/${configuration}/actions`;
		await session.infobip('POST', actions, { type: 'PULL' });
		await listener.hears('of Pull', ({ places }) => places?.[1]?.receiving === 'pull');
		await session.infobip('POST', actions, { type: 'HTTP_FORWARD', forwardUrl: customer.url() });
		await listener.hears('of Forward', ({ places }) => places?.[1]?.receiving === 'forward');
		await session.infobip('POST', '/subscriptions/1/subscription/FACEBOOK', {
			subscriptionId: 's',
			events: ['INBOUND_MESSAGE'],
			resources: ['77'],
			profile: { profileId: 'p', webhook: { notifyUrl: customer.url() } },
		});
		await listener.hears('of a subscription', ({ places }) => places?.[0]?.receiving === 'forward');
	});

	it('says that a place is not there', async () => {
		const listener = await Listener.open('page=none&customer=u1');
		expect(await listener.hears('the beginning', () => true)).toMatchObject({
			isPlaceKnown: false,
		});
	});

	it('tells one conversation only, and each change once', async () => {
		session.sandbox.addPage({ id: '77' });
		session.sandbox.addPage({ id: '78' });
		session.sandbox.customerWrites('u1', { pageId: '77', message: say('Before') });
		const listener = await Listener.open('page=77&customer=u1');
		await listener.hears('what was said', ({ entries }) => entries?.length === 1);
		session.sandbox.customerWrites('u1', { pageId: '78', message: say('Elsewhere') });
		session.sandbox.customerWrites('u2', { pageId: '77', message: say('Somebody else') });
		const content = say('Answer');
		const messages = [{ sender: '77', destinations: [{ to: 'u1' }], content }];
		await session.infobip('POST', '/messenger/1/messages', { messages });
		await listener.hears(
			'of the delivery',
			({ entries }) => entries?.[0]?.status === 'delivered' && entries.length === 1,
		);
		const told = listener.changes.flatMap(({ entries = [] }) => entries);
		expect(new Set(told.map(({ shown }) => shown.text))).toEqual(new Set(['Before', 'Answer']));
		expect(told.filter(({ shown }) => shown.text === 'Before')).toHaveLength(1);
		expect(listener.changes.at(-1)?.places).toBeUndefined();
	});

	it('says what became of a message, and of its forward', async () => {
		const key = session.sandbox.addApplication();
		const configurations = `/facebook/1/applications/${key}/configurations`;
		const configuration = text((await session.infobip('POST', configurations)).data, 'key');
		const forwardUrl = customer.url('/in?secret=hidden');
		const action = { type: 'HTTP_FORWARD', forwardUrl };
		await session.infobip('POST', `${configurations}/${configuration}/actions`, action);
		customer.answers = [503];
		session.sandbox.setSecondsPerMinute(3600);
		const listener = await Listener.open(`application=${key}&customer=u1`);
		session.sandbox.customerWrites('u1', { applicationKey: key, message: say('Hello') });
		await listener.hears('of the refusal', ({ entries }) => {
			const { handover } = entries?.[0] ?? {};
			return handover?.status === 503 && handover.nextInMinutes === 1;
		});
		session.sandbox.setSecondsPerMinute(0.02);
		await listener.hears(
			'of the delivery',
			({ entries }) => entries?.[0]?.handover?.state === 'delivered',
		);
		expect(JSON.stringify(listener.changes)).not.toContain('hidden');
	});

	it('begins anew after a reset', async () => {
		session.sandbox.addPage({ id: '77' });
		session.sandbox.customerWrites('u1', { pageId: '77', message: say('Forget me') });
		const listener = await Listener.open('page=77&customer=u1');
		await listener.hears('what was said', ({ entries }) => entries?.length === 1);
		session.sandbox.reset();
		const fresh = await listener.hears(
			'of the reset',
			({ isFresh, places }) => isFresh === true && places?.length === 0,
		);
		expect(fresh.entries).toBeUndefined();
	});

	it('remembers what a customer has agreed to', async () => {
		session.sandbox.addPage({ id: '77' });
		const listener = await Listener.open('page=77&customer=u1');
		const consent = { pageId: '77', payload: 'NEWS' };
		session.sandbox.customerConsents('u1', { ...consent, event: 'SUBSCRIBE' });
		await listener.hears('of the consent', ({ consents }) => consents?.[0] === 'NEWS');
		session.sandbox.customerConsents('u1', { ...consent, event: 'UNSUBSCRIBE' });
		await listener.hears('that it is gone', (change) => {
			const isLater = listener.changes.indexOf(change) > 1;
			return isLater && change.consents?.length === 0;
		});
	});

	it('lists the newest hundred calls, laid out, digit by digit and without secrets', async () => {
		const app =
			'{"facebook":{"application":{"id":12345678901234567,"secret":"hush"},"page":{"accessToken":"EAAB-hush"}}}';
		for (let call = 0; call < 101; call += 1)
			await session.infobip('GET', '/facebook/1/applications/NONE');
		await session.infobip('POST', '/facebook/1/applications', app);
		const listener = await Listener.open('');
		const { calls = [] } = await listener.hears('the beginning', () => true);
		expect(calls).toHaveLength(100);
		expect(calls.at(-2)).toMatchObject({
			title: 'GET /facebook/1/applications/NONE',
			result: '404',
			isGood: false,
		});
		expect(calls.at(-1)).toMatchObject({
			kind: 'request',
			title: 'POST /facebook/1/applications',
			isGood: true,
			notes: ['Login: Basic, not shown'],
			sent: expect.stringContaining('"id": 12345678901234567,\n') as string,
		});
		expect(JSON.stringify(calls)).not.toContain('hush');
	});
});

describe('a text without its secrets', () => {
	it.each([
		['{"secret":"a\\"b","to":"c"}', '{"secret":"•••","to":"c"}'],
		['{"pageAccessToken": "abc"', '{"pageAccessToken": "•••"'],
		['{"password":"cut o', '{"password":"•••"'],
		['{"headers":{"Authorization":"App x"}}', '{"headers":{"Authorization":"•••"}}'],
		['{"tokenExpiry":"2026"}', '{"tokenExpiry":"2026"}'],
		['{"forwardUrl":"https://a/b?secret=s&c=d"}', '{"forwardUrl":"https://a/b?secret=•••&c=d"}'],
		['/webhook?hub.verify_token=abc', '/webhook?hub.verify_token=•••'],
		['{"key":"ABC","text":"my password: x"}', '{"key":"ABC","text":"my password: x"}'],
	])('%s', (given, expected) => {
		expect(withoutSecrets(given)).toBe(expected);
	});
});
