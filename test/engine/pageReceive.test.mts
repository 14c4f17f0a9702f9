/** Receive Through: Page. Who may start the workflow, and what becomes of each kind of event. */
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import type { CustomerPlay, Forward, PlayedContent } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account } from './account.mts';
import { documentedKinds } from './contractKinds.mts';
import { startEngine } from './engine.mts';
import type { Engine, Execution, Trigger } from './engine.mts';
import { FILE_URL, PLAYED_KINDS } from './playedKinds.mts';

let engine: Engine;
let account: Account;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

beforeEach(() => {
	account.reset();
	account.sandbox.addPage();
});

const customer = '24060000000000001';

const published = async (parameters: INodeParameters = {}): Promise<Trigger> => {
	const trigger = engine.trigger({
		parameters: { receiveThrough: 'page', ...parameters },
		credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
	});
	await trigger.publish();
	return trigger;
};

/** The forwards since, once each of them was tried. */
const tried = async (before: number, count: number): Promise<Forward[]> =>
	await waitUntil('every event was handed over', () => {
		const forwards = account.sandbox.forwards().slice(before);
		const done = forwards.filter(({ attempts }) => attempts.length > 0);
		return done.length >= count && done.length === forwards.length && forwards;
	});

const write = async (
	message: PlayedContent,
	more: Partial<CustomerPlay> = {},
): Promise<Forward[]> => {
	const before = account.sandbox.forwards().length;
	account.sandbox.customerWrites(customer, { pageId: DEMO_PAGE_ID, message, ...more });
	return await tried(before, 1);
};

const send = async (parameters: INodeParameters, messageId = 'order-77-a'): Promise<void> => {
	await engine.run({
		node: 'infobipFacebook',
		parameters: {
			resource: 'message',
			operation: 'sendText',
			sendFrom: 'page',
			to: customer,
			text: 'Hello',
			...parameters,
			options: { messageId, ...(parameters['options'] as INodeParameters | undefined) },
		},
		credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
	});
};

const login = (trigger: Trigger): { username: string; password: string } =>
	trigger.staticData()['subscription'] as { username: string; password: string };

const basic = (username: string, password: string): string =>
	`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

const post = async (trigger: Trigger, body: string, authorization?: string) =>
	await fetch(trigger.url(), {
		method: 'POST',
		body,
		headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
	});

/** A call as Infobip makes it. */
const call = async (trigger: Trigger, results: object[]): Promise<number> => {
	const { username, password } = login(trigger);
	const body = JSON.stringify({ results });
	return (await post(trigger, body, basic(username, password))).status;
};

const onlyItem = async (trigger: Trigger): Promise<Execution['items'][number]> => {
	const executions = await trigger.executions();
	expect(executions).toHaveLength(1);
	expect(executions[0]?.items).toHaveLength(1);
	return executions[0]!.items[0]!;
};

const hello = JSON.stringify({
	results: [{ sender: customer, to: DEMO_PAGE_ID, message: { type: 'TEXT', text: 'Hello' } }],
});
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

describe('a caller', () => {
	it('with username and password starts the workflow and gets 200', async () => {
		const trigger = await published();
		const { username, password } = login(trigger);
		expect((await post(trigger, hello, basic(username, password))).status).toBe(200);
		expect((await onlyItem(trigger)).json).toMatchObject({ text: 'Hello', from: customer });
	});

	it('without a login, or with a wrong one, gets 401 and starts nothing', async () => {
		const trigger = await published();
		const { username } = login(trigger);
		for (const authorization of [undefined, basic(username, '0'.repeat(64))]) {
			expect((await post(trigger, hello, authorization)).status).toBe(401);
		}
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it('is recognised by the login alone when nothing is stored any more', async () => {
		const trigger = await published();
		const { username, password } = login(trigger);
		Reflect.deleteProperty(trigger.staticData(), 'subscription');
		expect((await post(trigger, hello, basic(username, '0'.repeat(64)))).status).toBe(401);
		expect((await post(trigger, hello, basic(username, password))).status).toBe(200);
		await expect(trigger.executions()).resolves.toHaveLength(1);
	});

	it('is refused before its body is read', async () => {
		const trigger = await published();
		expect((await post(trigger, 'x'.repeat(20 * 1024 * 1024))).status).toBe(401);
	});

	it('is turned away after unpublishing', async () => {
		const trigger = await published();
		const { username, password } = login(trigger);
		await trigger.unpublish();
		expect((await post(trigger, hello, basic(username, password))).status).toBe(404);
	});

	it.each(['', '[]', '{}', '{"results":{}}', '{"results":[null]}'])(
		'with a login and the body %j gets 200 and starts nothing',
		async (body) => {
			const trigger = await published();
			const { username, password } = login(trigger);
			expect((await post(trigger, body, basic(username, password))).status).toBe(200);
			await expect(trigger.executions()).resolves.toEqual([]);
		},
	);

	it.each(['Hello', hello.slice(0, 40), '{"something":"new"}'])(
		'with a login and the body %j starts the workflow even where it waits for reports only',
		async (body) => {
			const trigger = await published({ triggerOn: ['seenReport'] });
			const { username, password } = login(trigger);
			expect((await post(trigger, body, basic(username, password))).status).toBe(200);
			expect((await onlyItem(trigger)).json).toMatchObject({ event: 'unknown', type: 'unknown' });
		},
	);
});

const kinds: typeof PLAYED_KINDS = [
	...PLAYED_KINDS,
	['unknown', { type: 'UNKNOWN', raw: { reaction: { emoji: 'x' } } }, {}],
];

/** What MO_MESSAGES_API_JSON has no name for comes without it. */
const poorer: Record<string, { type: string; content: object }> = {
	POSTBACK: { type: 'postback', content: { text: 'Track', payload: 'TRACK:1' } },
	QUICK_REPLY: { type: 'postback', content: { text: 'Yes', payload: 'YES' } },
	LOCATION_URL: { type: 'location', content: { url: FILE_URL } },
	FALLBACK: { type: 'link', content: { url: FILE_URL } },
	UNKNOWN: { type: 'unknown', content: {} },
};

const eventWith = (type: string, content: object) => ({
	event: 'messageReceived',
	messageId: expect.stringMatching(/^m_/) as string,
	from: customer,
	to: DEMO_PAGE_ID,
	receivedAt: time,
	replyWindowEndsAt: time,
	type,
	text: null,
	...(type === 'unknown' && { raw: expect.anything() as unknown }),
	...content,
});

describe('a received message', () => {
	describe.each(['sender', 'from', 'messagesApi'] as const)('in the layout "%s"', (layout) => {
		it.each(kinds)('of type %s is the same event', async (type, message, content) => {
			const trigger = await published();
			const [forward] = await write(message, { layout });
			expect(forward).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
			const name = message['quickReply'] === undefined ? message.type : 'QUICK_REPLY';
			const told = layout === 'messagesApi' ? poorer[name] : undefined;
			const { json } = await onlyItem(trigger);
			expect(json).toEqual(eventWith(told?.type ?? type, told?.content ?? content));
		});
	});

	it('together they hold every type that Infobip documents', () => {
		const types = new Set(kinds.map(([, { type }]) => type as string));
		expect([...types].toSorted()).toEqual(documentedKinds().received);
	});

	it('as subscribed to with the format MO_MESSAGES_API_JSON is the same event', async () => {
		const trigger = await published();
		const { subscriptionId } = account.sandbox.state().subscriptions[0]!;
		const response = await fetch(
			`${account.sandbox.url}/subscriptions/1/subscription/FACEBOOK/${subscriptionId}`,
			{
				method: 'PUT',
				headers: { authorization: `App ${account.sandbox.apiKey}` },
				body: JSON.stringify({
					events: [{ event: 'INBOUND_MESSAGE', format: 'MO_MESSAGES_API_JSON' }],
					resources: [DEMO_PAGE_ID],
					profile: { profileId: `${subscriptionId}-profile` },
				}),
			},
		);
		expect(response.status).toBe(200);
		const [forward] = await write({ type: 'TEXT', text: 'Hello' });
		expect(forward?.webhook).toBe('MO_MESSAGES_API_JSON');
		expect((await onlyItem(trigger)).json).toEqual(eventWith('text', { text: 'Hello' }));
	});

	it('tells person and Page apart where Infobip’s example has them the other way round', async () => {
		const trigger = await published();
		const overrides = { sender: DEMO_PAGE_ID, destination: customer };
		await write({ type: 'TEXT', text: 'Hello' }, { layout: 'messagesApi', overrides });
		expect((await onlyItem(trigger)).json).toMatchObject({ from: customer, to: DEMO_PAGE_ID });
	});

	it('knows which of our messages is answered, with its callback data', async () => {
		const trigger = await published();
		await send({ options: { callbackData: 'crm-4711' } });
		await write({ type: 'TEXT', text: 'Thanks' });
		expect((await onlyItem(trigger)).json).toMatchObject({
			pairedMessageId: 'order-77-a',
			callbackData: 'crm-4711',
		});
	});

	it('gives times in ISO 8601, and the end of the reply window 24 hours later', async () => {
		const trigger = await published();
		const overrides = { receivedAt: '2026-03-01T10:05:00.000+0100' };
		await write({ type: 'TEXT', text: 'Hi' }, { overrides });
		expect((await onlyItem(trigger)).json).toMatchObject({
			receivedAt: '2026-03-01T09:05:00.000Z',
			replyWindowEndsAt: '2026-03-02T09:05:00.000Z',
		});
	});

	it('has what Infobip sent with Include Raw', async () => {
		const trigger = await published({ receiveOptions: { includeRaw: true } });
		await write({ type: 'TEXT', text: 'Hi' });
		expect((await onlyItem(trigger)).json['raw']).toMatchObject({
			sender: customer,
			integrationType: 'FACEBOOK',
			message: { type: 'TEXT', text: 'Hi' },
		});
	});

	it('with an attachment is downloaded on request', async () => {
		const trigger = await published({ receiveOptions: { downloadAttachments: true } });
		const address = `${account.sandbox.url}/_sandbox/media/picture.png`;
		await write({ type: 'IMAGE', url: address });
		const { binary, json } = await onlyItem(trigger);
		expect(json).not.toHaveProperty('attachmentError');
		expect(binary?.['data']).toMatchObject({ mimeType: 'image/png' });
	});

	it('starts nothing where it is not among Trigger On', async () => {
		const trigger = await published({ triggerOn: ['seenReport'] });
		expect(await call(trigger, [{ sender: customer, message: { type: 'TEXT', text: 'Hi' } }])).toBe(
			200,
		);
		await expect(trigger.executions()).resolves.toEqual([]);
	});
});

describe('a delivery report', () => {
	it('starts the workflow with what became of the message', async () => {
		const trigger = await published({ triggerOn: ['deliveryReport'] });
		const options = { callbackData: 'crm-4711', campaignReferenceId: 'spring', bulkId: 'bulk-1' };
		await send({ options });
		await tried(0, 1);
		expect((await onlyItem(trigger)).json).toEqual({
			event: 'deliveryReport',
			messageId: 'order-77-a',
			bulkId: 'bulk-1',
			from: DEMO_PAGE_ID,
			to: customer,
			sentAt: time,
			doneAt: time,
			status: 'DELIVERED',
			statusName: 'DELIVERED_TO_HANDSET',
			statusDescription: 'Message delivered to handset',
			isFinal: true,
			errorName: 'NO_ERROR',
			errorDescription: 'No Error',
			permanent: false,
			callbackData: 'crm-4711',
			campaignReferenceId: 'spring',
			price: 0,
			currency: 'EUR',
		});
	});

	it.each(['UNDELIVERABLE', 'EXPIRED', 'REJECTED'] as const)('tells %s', async (outcome) => {
		account.sandbox.changeSettings({ deliveryOutcome: outcome });
		const trigger = await published({ triggerOn: ['deliveryReport'] });
		await send({});
		await tried(0, 1);
		expect((await onlyItem(trigger)).json).toMatchObject({
			status: outcome,
			errorName: expect.stringMatching(/^EC_/) as string,
		});
	});
});

describe('a seen report', () => {
	it('starts the workflow with who has seen which message', async () => {
		const trigger = await published({ triggerOn: ['seenReport'] });
		await send({ options: { campaignReferenceId: 'spring' } });
		await waitUntil(
			'it was delivered',
			() => account.sandbox.conversation(customer)[0]?.status === 'delivered',
		);
		account.sandbox.customerSees(customer, DEMO_PAGE_ID);
		await tried(0, 1);
		expect((await onlyItem(trigger)).json).toEqual({
			event: 'seenReport',
			messageId: 'order-77-a',
			from: DEMO_PAGE_ID,
			to: customer,
			sentAt: time,
			seenAt: time,
			campaignReferenceId: 'spring',
		});
	});
});

describe('a consent update', () => {
	it.each(['SUBSCRIBE', 'UNSUBSCRIBE'] as const)('tells %s', async (event) => {
		const trigger = await published({ triggerOn: ['consentUpdate'] });
		await send({ operation: 'sendOptIn', title: 'News', payload: 'NEWS' });
		account.sandbox.customerConsents(customer, { pageId: DEMO_PAGE_ID, event, payload: 'NEWS' });
		await tried(0, 1);
		expect((await onlyItem(trigger)).json).toEqual({
			event: 'consentUpdate',
			consent: event,
			from: customer,
			to: DEMO_PAGE_ID,
			createdAt: time,
			payload: 'NEWS',
			title: 'News',
			token: expect.any(String) as string,
			tokenExpiry: time,
			tokenStatus: 'NOT_REFRESHED',
			timezone: 'Europe/Zagreb',
		});
	});
});

describe('several events', () => {
	const all = ['messageReceived', 'deliveryReport', 'seenReport', 'consentUpdate'];

	it('of all four kinds start one workflow, each in its turn', async () => {
		const trigger = await published({ triggerOn: all });
		await send({});
		await tried(0, 1);
		account.sandbox.customerSees(customer, DEMO_PAGE_ID);
		await tried(0, 2);
		account.sandbox.customerConsents(customer, { pageId: DEMO_PAGE_ID, event: 'SUBSCRIBE' });
		await tried(0, 3);
		await write({ type: 'TEXT', text: 'Hello' });
		const executions = await trigger.executions();
		expect(executions.map(({ items }) => items[0]?.json['event'])).toEqual([
			'deliveryReport',
			'seenReport',
			'consentUpdate',
			'messageReceived',
		]);
	});

	it('in one body are one execution with one item each, in their order', async () => {
		const trigger = await published();
		const { subscriptionId } = account.sandbox.state().subscriptions[0]!;
		const response = await fetch(
			`${account.sandbox.url}/subscriptions/1/profiles/${subscriptionId}-profile`,
			{
				method: 'PUT',
				headers: { authorization: `App ${account.sandbox.apiKey}` },
				body: JSON.stringify({
					webhook: { notifyUrl: trigger.url() },
					security: { authId: `${subscriptionId}-security` },
					maxBucketSize: 100,
				}),
			},
		);
		expect(response.status).toBe(200);
		const texts = ['one', 'two', 'three', 'four'];
		account.sandbox.customersWrite({
			pageId: DEMO_PAGE_ID,
			messages: texts.map((text, index) => ({
				userKey: `customer-${index}`,
				message: { type: 'TEXT', text },
			})),
		});
		await tried(0, 1);
		const [execution, ...others] = await trigger.executions();
		expect(others).toEqual([]);
		expect(execution?.items.map(({ json }) => [json['from'], json['text']])).toEqual(
			texts.map((text, index) => [`customer-${index}`, text]),
		);
	});

	it('in one body are told apart by what they are, and only the wanted ones come', async () => {
		const trigger = await published({ triggerOn: ['messageReceived', 'seenReport'] });
		const status = await call(trigger, [
			{ sender: customer, to: DEMO_PAGE_ID, message: { type: 'TEXT', text: 'new' } },
			{ from: customer, to: DEMO_PAGE_ID, message: { type: 'TEXT', text: 'older' } },
			{ messageId: 'm', to: customer, sender: DEMO_PAGE_ID, status: { groupName: 'DELIVERED' } },
			{ messageId: 'm', from: customer, to: DEMO_PAGE_ID, seenAt: '2026-03-01T10:00:00.000+0000' },
			{
				event: 'MO',
				channel: 'MESSENGER',
				sender: customer,
				destination: DEMO_PAGE_ID,
				content: [{ type: 'TEXT', text: 'Messages API' }],
			},
		]);
		expect(status).toBe(200);
		const [execution] = await trigger.executions();
		expect(execution?.items.map(({ json }) => [json['event'], json['from'], json['text']])).toEqual(
			[
				['messageReceived', customer, 'new'],
				['messageReceived', customer, 'older'],
				['seenReport', DEMO_PAGE_ID, undefined],
				['messageReceived', customer, 'Messages API'],
			],
		);
	});

	it('without results get 200 and start nothing', async () => {
		const trigger = await published();
		expect(await call(trigger, [])).toBe(200);
		await expect(trigger.executions()).resolves.toEqual([]);
	});
});

describe('filters', () => {
	it.each([
		['a kind that is not wanted', { messageTypes: ['image'] }],
		['a sender that is not wanted', { senders: 'somebody, somebody-else' }],
	])('answer 200 to %s and start nothing', async (_case, filters) => {
		const trigger = await published({ filters });
		const [forward] = await write({ type: 'TEXT', text: 'Hi' });
		expect(forward).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }] });
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it.each([
		['kind', { messageTypes: ['text', 'image'] }],
		['sender', { senders: ` somebody ,${customer}` }],
		['anything, being empty', { messageTypes: [], senders: ' , ' }],
	])('let pass by %s', async (_case, filters) => {
		const trigger = await published({ filters });
		await write({ type: 'TEXT', text: 'Hi' });
		await expect(trigger.executions()).resolves.toHaveLength(1);
	});

	it('of kinds are for messages: reports pass them; those of senders know the person', async () => {
		const triggerOn = ['deliveryReport'];
		const filters = { messageTypes: ['image'], senders: customer };
		const trigger = await published({ triggerOn, filters });
		const other = await published({ triggerOn, filters: { senders: DEMO_PAGE_ID } });
		await send({});
		await tried(0, 2);
		await expect(trigger.executions()).resolves.toHaveLength(1);
		await expect(other.executions()).resolves.toEqual([]);
	});
});

describe('Infobip, which tries again until it gets 200,', () => {
	it('is answered at once and does not try again', async () => {
		const trigger = await published();
		const [forward] = await write({ type: 'TEXT', text: 'Hi' });
		expect(forward?.attempts).toHaveLength(1);
		await expect(trigger.executions()).resolves.toHaveLength(1);
	});
});
