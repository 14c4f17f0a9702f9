import { randomUUID } from 'node:crypto';
import { DEMO_PAGE_ID, startSandbox } from '../../sandbox/server.mts';
import type { PlayedContent, Sandbox } from '../../sandbox/server.mts';
import { useCustomersServer } from '../sandbox/customersServer.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { SAMPLES } from './bodies.mts';
import { CHANNELS } from '../../sandbox/messagesApi/channels.mts';
import { contractFolder } from './contract.mts';
import { readOpenApi } from './openApi.mts';
import { describeWithContract } from './describeWithContract.mts';
import {
	channelMessages,
	freeMessages,
	rareMessages,
	SAMPLE_TYPES,
	templateMessages,
	WHOLE_REQUEST,
} from './messagesApiBodies.mts';

const RECEIVED: PlayedContent[] = [
	{ type: 'TEXT', text: 'Hello' },
	{ type: 'TEXT', text: 'Yes', quickReply: { payload: 'YES' } },
	{ type: 'IMAGE', url: 'https://example.com/a.png' },
	{ type: 'VIDEO', url: 'https://example.com/a.mp4' },
	{ type: 'AUDIO', url: 'https://example.com/a.mp3' },
	{ type: 'FILE', url: 'https://example.com/a.pdf' },
	{ type: 'URL', url: 'https://example.com' },
	{ type: 'LOCATION_URL', url: 'https://example.com' },
	{ type: 'LOCATION', latitude: 45.8, longitude: 15.97 },
	{ type: 'POSTBACK', title: 'Buy', payload: 'BUY' },
	{ type: 'FALLBACK', url: 'https://example.com', title: 'Link' },
	{ type: 'UNKNOWN', raw: { reaction: 'love' } },
];

/** The samples share one id, which Infobip takes once. */
function withFreshIds(body: object): unknown {
	return JSON.parse(
		JSON.stringify(body).replace('"messageId":"a"', `"messageId":"${randomUUID()}"`),
	);
}

describeWithContract('all that the sandbox says', (contract) => {
	const customer = useCustomersServer();
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox({ demoPageId: DEMO_PAGE_ID, secondsPerMinute: 0.02 });
	});
	afterEach(async () => {
		await sandbox.close();
	});

	async function call(method: string, path: string, body?: unknown): Promise<Response> {
		return fetch(sandbox.url + path, {
			method,
			headers: { authorization: `App ${sandbox.apiKey}` },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
	}
	const violations = () => [
		...sandbox.requests().flatMap((request) => contract.checkExchange(request)),
		...sandbox.forwards().flatMap((forward) => contract.checkForward(forward)),
	];

	const subscription = (subscriptionId: string, events: unknown[]) => ({
		subscriptionId,
		events,
		profile: { profileId: subscriptionId, webhook: { notifyUrl: customer.url('/in') } },
	});
	const FACEBOOK = '/subscriptions/1/subscription/FACEBOOK';

	it('keeps the contract in every operation', async () => {
		const configurations = '/resource-management/1/inbound-message-configurations';
		for (const { method, path, body } of SAMPLES) {
			if (method === 'POST' && path.startsWith('/messenger/')) {
				const text = JSON.stringify(body).replace('"sender":"1"', `"sender":"${DEMO_PAGE_ID}"`);
				const { messages } = JSON.parse(text) as { messages: { destinations: object[] }[] };
				const [message] = messages;
				await call(method, path, { messages: [{ ...message, destinations: [{ to: 'u1' }] }] });
			}
		}
		await call('GET', '/messenger/1/reports?limit=10');
		await call('GET', '/messenger/1/logs?useCursor=true&limit=2');
		sandbox.customerWrites('u1', { pageId: DEMO_PAGE_ID, message: RECEIVED[0]! });
		await call('GET', '/messages-api/1/inbound?channel=MESSENGER');
		await call('POST', '/messages-api/1/messages', channelMessages()[0]);
		await call('POST', '/messages-api/1/messages/validate', channelMessages()[0]);
		await call('GET', '/messages-api/1/reports?channel=SMS');

		const basic = { type: 'BASIC', credentials: { username: 'u', password: 'p' } };
		await call('POST', '/subscriptions/1/security', { authId: 'a', ...basic });
		await call('PUT', '/subscriptions/1/security/a', basic);
		await call('POST', '/subscriptions/1/profiles', { profileId: 'p', security: { authId: 'a' } });
		await call('PUT', '/subscriptions/1/profiles/p', { security: { authId: 'a' } });
		const existing = { events: ['SEEN'], profile: { profileId: 'p' } };
		await call('POST', FACEBOOK, { subscriptionId: 's', ...existing });
		await call('PUT', `${FACEBOOK}/s`, existing);
		for (const [list, id] of [
			[FACEBOOK, 's'],
			['/subscriptions/1/profiles', 'p'],
			['/subscriptions/1/security', 'a'],
		] as const) {
			await call('GET', `${list}?page=0&size=5`);
			await call('GET', `${list}/${id}`);
			await call('DELETE', `${list}/${id}`);
			await call('DELETE', `${list}/${id}`);
		}
		const forwarding = { type: 'HTTP_FORWARD', url: customer.url('/in') };
		const saved = await call('POST', configurations, {
			channel: 'MESSENGER',
			resource: DEMO_PAGE_ID,
			forwarding,
		});
		const { configurationKey } = (await saved.json()) as { configurationKey: string };
		await call('GET', `${configurations}?channel=MESSENGER&resource=${DEMO_PAGE_ID}`);
		await call('DELETE', `${configurations}/${configurationKey}`);

		expect(violations()).toEqual([]);
		const succeeded = sandbox.requests().filter(({ status }) => status !== null && status < 300);
		const tried = new Set(succeeded.map((request) => contract.operationOf(request)));
		expect(contract.operations().filter((one) => !tried.has(one))).toEqual([]);
	});

	it('keeps it for each body, button, template and channel of the Messages API', async () => {
		const bodies = [
			WHOLE_REQUEST,
			...rareMessages(),
			...channelMessages(),
			...[...freeMessages(), ...templateMessages()].map(({ body }) => body),
		];
		for (const body of bodies) {
			await call('POST', '/messages-api/1/messages/validate', body);
			const answer = await call('POST', '/messages-api/1/messages', withFreshIds(body));
			expect([JSON.stringify(body), answer.status]).toEqual([JSON.stringify(body), 200]);
		}
		await waitUntil('each has its report', () =>
			sandbox
				.userKeys()
				.every((key) => sandbox.conversation(key).every(({ status }) => status !== 'pending')),
		);
		await call('POST', '/messages-api/1/messages/validate', { messages: [{}], mood: 'good' });
		await call('GET', '/messages-api/1/reports?limit=1000');
		expect(violations()).toEqual([]);
		expect(new Set(sandbox.requests().map(({ status }) => status))).toEqual(new Set([200, 400]));
	});

	it.each([
		['MessagesApiMessageBody', 18],
		['MessagesApiMessageButton', 6],
		['MessagesApiTemplateHeader', 5],
		['MessagesApiTemplateButton', 7],
	])('tries each of %s: %i', (schema, count) => {
		const { schemas } = readOpenApi(contractFolder(), 'messages-api.json')!.components;
		const choices = schemas[schema]?.['oneOf'] as { properties: { type: { const: string } } }[];
		const types = choices.map(({ properties }) => properties.type.const);
		expect(types).toHaveLength(count);
		expect([...new Set(SAMPLE_TYPES[schema])].sort()).toEqual(types.sort());
	});

	it('tries each channel of the contract: 10', () => {
		const { schemas } = readOpenApi(contractFolder(), 'messages-api.json')!.components;
		expect(CHANNELS).toHaveLength(10);
		expect(schemas['OutboundMessageChannel']?.['enum']).toEqual(CHANNELS);
	});

	it('keeps it in the reports of steps', async () => {
		await call('POST', FACEBOOK, subscription('s', ['DELIVERY']));
		await call('POST', '/subscriptions/1/subscription/SMS', subscription('sms', ['DELIVERY']));
		const layouts = ['messagesApi', 'messenger'] as const;
		for (const [index, stepReportLayout] of layouts.entries()) {
			sandbox.changeSettings({ channelOutcomes: { MESSENGER: 'REJECTED' }, stepReportLayout });
			await call('POST', '/messages-api/1/messages', {
				messages: [
					{
						channel: 'MESSENGER',
						sender: DEMO_PAGE_ID,
						destinations: [
							{
								byChannel: [
									{ channel: 'MESSENGER', to: 'u1' },
									{ channel: 'SMS', to: '385910000000' },
								],
							},
						],
						content: { body: { type: 'TEXT', text: 'Hello' } },
						webhooks: { delivery: { receiveTriggeredFailoverReports: true } },
						failover: [{ channel: 'SMS', sender: 'Shop' }],
					},
				],
			});
			await waitUntil('both steps were reported', () => {
				const forwards = sandbox.forwards();
				const isTaken = forwards.every(({ state }) => state === 'delivered');
				return forwards.length === 2 * (index + 1) && isTaken;
			});
		}
		expect(violations()).toEqual([]);
		expect(
			sandbox
				.forwards()
				.map(({ webhook }) => webhook)
				.sort(),
		).toEqual([
			'DELIVERY',
			'MESSAGES_API_DELIVERY',
			'MESSAGES_API_DELIVERY',
			'MESSAGES_API_DELIVERY',
		]);
	});

	it('keeps it in every webhook', async () => {
		const events = ['DELIVERY', 'SEEN', 'CONSENT_UPDATE', 'INBOUND_MESSAGE'];
		await call('POST', FACEBOOK, subscription('s', events));
		const message = {
			sender: DEMO_PAGE_ID,
			destinations: [{ to: 'u1' }],
			content: { type: 'TEXT', text: 'Hello' },
			webhooks: { callbackData: 'order=77' },
			options: { platform: { applicationId: 'a' }, campaignReferenceId: 'c' },
		};
		await call('POST', '/messenger/1/messages', { messages: [message] });
		await waitUntil('it arrived', () => sandbox.conversation('u1')[0]?.status === 'delivered');
		sandbox.customerSees('u1', DEMO_PAGE_ID);
		sandbox.customerConsents('u1', { pageId: DEMO_PAGE_ID, event: 'SUBSCRIBE', payload: 'NEWS' });
		for (const content of RECEIVED) {
			for (const layout of ['sender', 'from', 'messagesApi'] as const) {
				sandbox.customerWrites('u1', { pageId: DEMO_PAGE_ID, message: content, layout });
			}
		}
		await waitUntil('all were taken', () =>
			sandbox.forwards().every(({ state }) => state === 'delivered'),
		);
		expect(violations()).toEqual([]);
		expect(new Set(sandbox.forwards().map(({ webhook }) => webhook))).toEqual(
			new Set([...events, 'MO_MESSAGES_API_JSON']),
		);
	});

	it('keeps it in every error', async () => {
		const paths = ['/messenger/1/logs', '/messages-api/1/inbound?channel=MESSENGER', FACEBOOK];
		sandbox.changeSettings({ apis: { messenger: false } });
		for (const path of paths) await call('GET', path);
		sandbox.changeSettings({ apis: { messenger: true } });
		for (const path of paths) await fetch(sandbox.url + path);
		await call('POST', '/messenger/1/messages', { messages: 1 });
		await call('POST', FACEBOOK, { subscriptionId: 7 });
		await call('GET', `${FACEBOOK}/none`);
		sandbox.setRateLimit({ requestsPerSecond: 1 });
		for (const path of paths) await call('GET', path);
		expect(violations()).toEqual([]);
		const statuses = new Set(sandbox.requests().map(({ status }) => status));
		expect(statuses).toEqual(new Set([404, 401, 400, 200, 429]));
	});

	it('would be found out', async () => {
		const logs = '/messenger/1/logs';
		await call('GET', '/messenger/1/none');
		expect(violations()).toEqual(['The contract has no GET /messenger/1/none']);
		sandbox.clearRequests();
		await call('GET', `${logs}?colour=red`);
		expect(violations()).toHaveLength(1);
		sandbox.clearRequests();
		// A fault is no word of the sandbox's own, and who was answered 400 has been told.
		sandbox.addFaults({ status: 502, body: '<h1>Bad gateway</h1>' });
		await call('GET', logs);
		sandbox.clearFaults();
		await call('GET', `${logs}?limit=x`);
		await call('GET', '/facebook/1/applications');
		expect(violations()).toEqual([]);
		const [faulty] = sandbox.requests();
		expect(contract.checkExchange({ ...faulty!, faulty: false })).toHaveLength(1);
	});
});
