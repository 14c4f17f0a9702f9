/** What the two APIs hand out: delivery reports, received messages and logs. */
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import type { PlayedContent } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine } from './engine.mts';

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

const to = '24060000000000001';

const runWithHints = async (parameters: INodeParameters, more: object = {}) =>
	await engine.runWithHints({
		node: 'infobipFacebook',
		parameters,
		credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
		...more,
	});

const run = async (parameters: INodeParameters, more: object = {}) =>
	(await runWithHints(parameters, more)).outputs[0] ?? [];

const getMany = (resource: string, parameters: INodeParameters = {}): INodeParameters => ({
	resource,
	operation: 'getAll',
	readFrom: 'page',
	...parameters,
});

/** Sends without a word of the node, for many at once. */
const sendMany = async (count: number, more: object = {}): Promise<void> => {
	const response = await fetch(`${account.sandbox.url}/messenger/1/messages`, {
		method: 'POST',
		headers: { authorization: `App ${account.sandbox.apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			messages: [
				{
					sender: DEMO_PAGE_ID,
					destinations: Array.from({ length: count }, (_, index) => ({
						to,
						messageId: `m-${index}`,
					})),
					content: { type: 'TEXT', text: 'Hello' },
					...more,
				},
			],
			options: { schedule: { bulkId: 'bulk-1' } },
		}),
	});
	expect(response.status).toBe(200);
};

/** Sends, and waits until the reports are there to be fetched. */
const sendAndDeliver = async (count: number, more?: object): Promise<void> => {
	const before = account.sandbox.state().waitingReports;
	await sendMany(count, more);
	await waitUntil(
		'the reports wait',
		() => account.sandbox.state().waitingReports === before + count,
	);
	account.sandbox.clearRequests();
};

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

describe('Delivery Report Get Many of Pages', () => {
	it('gives each report in our words, paired with its item', async () => {
		await sendAndDeliver(1, {
			webhooks: { callbackData: 'crm-4711' },
			options: { campaignReferenceId: 'spring' },
		});
		const items = await run(getMany('deliveryReport'));
		expect(items).toEqual([
			{
				json: {
					event: 'deliveryReport',
					messageId: 'm-0',
					bulkId: 'bulk-1',
					from: DEMO_PAGE_ID,
					to,
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
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([
		['UNDELIVERABLE', 'EC_UNKNOWN_USER'],
		['EXPIRED', 'EC_VALIDITY_EXPIRED'],
		['REJECTED', 'EC_BLOCKED_USER'],
	] as const)('tells %s with its reason', async (deliveryOutcome, errorName) => {
		account.sandbox.changeSettings({ deliveryOutcome });
		await sendAndDeliver(1);
		const [item] = await run(getMany('deliveryReport'));
		expect(item?.json).toMatchObject({ status: deliveryOutcome, errorName });
	});

	it('gives each report once only', async () => {
		await sendAndDeliver(2);
		await expect(run(getMany('deliveryReport'))).resolves.toHaveLength(2);
		await expect(run(getMany('deliveryReport'))).resolves.toEqual([]);
	});

	it('asks for no more than Limit, and leaves the rest where it is', async () => {
		await sendAndDeliver(5);
		await expect(run(getMany('deliveryReport', { limit: 2 }))).resolves.toHaveLength(2);
		expect(account.lastRequest().query).toEqual({ limit: '2' });
		expect(account.sandbox.state().waitingReports).toBe(3);
	});

	it('asks for 50 where nothing is said', async () => {
		await run(getMany('deliveryReport'));
		expect(account.lastRequest().query).toEqual({ limit: '50' });
	});

	it('takes only what the filters name, and leaves the others', async () => {
		await sendAndDeliver(3);
		const byMessage = getMany('deliveryReport', { options: { messageId: 'm-1' } });
		const items = await run(byMessage);
		expect(items.map(({ json }) => json['messageId'])).toEqual(['m-1']);
		expect(account.calls().slice(0, 1)).toEqual(['GET /messenger/1/reports']);
		expect(account.lastRequest().query).toMatchObject({ messageId: 'm-1' });
		const byBulk = getMany('deliveryReport', { options: { bulkId: 'bulk-1' } });
		await expect(run(byBulk)).resolves.toHaveLength(2);
		expect(account.lastRequest().query).toMatchObject({ bulkId: 'bulk-1' });
	});

	it('asks again with Return All until none is left', async () => {
		await sendAndDeliver(1203);
		const items = await run(getMany('deliveryReport', { returnAll: true }));
		expect(new Set(items.map(({ json }) => json['messageId'])).size).toBe(1203);
		expect(account.sandbox.state().waitingReports).toBe(0);
	});

	it('keeps what it has when a later call breaks, and warns: Infobip would not give it again', async () => {
		await sendAndDeliver(1203);
		account.sandbox.addFaults({ path: '/reports', skip: 1, status: 500 });
		const parameters = getMany('deliveryReport', { returnAll: true });
		const { outputs, hints } = await runWithHints(parameters);
		expect(outputs[0]).toHaveLength(1000);
		expect(hints).toEqual([
			expect.stringMatching(
				/Infobip refused to pull the delivery reports.*500.*in the output: 1000$/,
			) as string,
		]);
		account.sandbox.clearFaults();
		await expect(run(parameters)).resolves.toHaveLength(203);
	});

	it('leaves no warning where all went well', async () => {
		await sendAndDeliver(1);
		expect((await runWithHints(getMany('deliveryReport'))).hints).toEqual([]);
	});

	it('is honest about a failure before the first report', async () => {
		account.sandbox.addFaults({ path: '/reports', status: 500 });
		await expect(run(getMany('deliveryReport'))).rejects.toThrow(
			/Infobip refused to pull the delivery reports/,
		);
	});

	it('has what Infobip sent with Include Raw only', async () => {
		await sendAndDeliver(2);
		const [without] = await run(getMany('deliveryReport', { limit: 1 }));
		expect(without?.json).not.toHaveProperty('raw');
		const [withRaw] = await run(getMany('deliveryReport', { options: { includeRaw: true } }));
		expect(withRaw?.json['raw']).toMatchObject({
			sender: DEMO_PAGE_ID,
			status: { groupName: 'DELIVERED' },
		});
	});
});

describe('Delivery Report Get Many of Applications', () => {
	it('asks the Facebook API, whose path is a guess, and says what it answers', async () => {
		const report = {
			messageId: 'm-1',
			to,
			status: { groupName: 'DELIVERED', name: 'DELIVERED_TO_HANDSET' },
		};
		account.sandbox.addFaults({
			path: '/reports',
			status: 200,
			body: { results: [report] },
			times: 1,
		});
		account.sandbox.addFaults({ path: '/reports', status: 200, body: { results: [] } });
		const items = await run(getMany('deliveryReport', { readFrom: 'application' }));
		expect(new Set(account.calls())).toEqual(new Set(['GET /facebook/1/reports']));
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({
			event: 'deliveryReport',
			messageId: 'm-1',
			to,
			status: 'DELIVERED',
		});
	});

	it('does not send the filters that only Pages have', async () => {
		account.sandbox.addFaults({ path: '/reports', status: 200, body: { results: [] } });
		const options = { messageId: 'm-1', bulkId: 'bulk-1' };
		await run(getMany('deliveryReport', { readFrom: 'application', options }));
		expect(account.lastRequest().query).toEqual({ limit: '50' });
	});
});

describe('Received Message Get Many of Pages', () => {
	const writes = (...messages: PlayedContent[]): string[] =>
		account.sandbox.customersWrite({
			pageId: DEMO_PAGE_ID,
			messages: messages.map((message, index) => ({ userKey: `customer-${index}`, message })),
		}).messageIds;

	const texts = (count: number): PlayedContent[] =>
		Array.from({ length: count }, (_, index) => ({ type: 'TEXT', text: `Message ${index}` }));

	it('gives each message as one event, the same as through a Forward action', async () => {
		const messageIds = writes(...texts(3));
		const items = await run(getMany('receivedMessage'));
		expect(account.calls()[0]).toBe('GET /messages-api/1/inbound');
		expect(account.lastRequest().query).toMatchObject({ channel: 'MESSENGER' });
		expect(items.map(({ json }) => json)).toEqual(
			messageIds.map((messageId, index) => ({
				event: 'messageReceived',
				messageId,
				from: `customer-${index}`,
				to: DEMO_PAGE_ID,
				receivedAt: time,
				replyWindowEndsAt: time,
				type: 'text',
				text: `Message ${index}`,
			})),
		);
	});

	it('tells person and Page apart where Infobip names them the other way round', async () => {
		account.sandbox.customerWrites('customer', {
			pageId: DEMO_PAGE_ID,
			message: { type: 'TEXT', text: 'Hi' },
			overrides: { sender: DEMO_PAGE_ID, destination: 'customer' },
		});
		const [item] = await run(getMany('receivedMessage'));
		expect(item?.json).toMatchObject({ from: 'customer', to: DEMO_PAGE_ID });
	});

	it('knows which of our messages is answered, with its callback data', async () => {
		await sendMany(1, { webhooks: { callbackData: 'crm-4711' } });
		account.sandbox.customerWrites(to, {
			pageId: DEMO_PAGE_ID,
			message: { type: 'TEXT', text: 'Thanks' },
		});
		const [item] = await run(getMany('receivedMessage'));
		expect(item?.json).toMatchObject({ pairedMessageId: 'm-0', callbackData: 'crm-4711' });
	});

	it('gives each message once only', async () => {
		writes(...texts(2));
		await expect(run(getMany('receivedMessage'))).resolves.toHaveLength(2);
		await expect(run(getMany('receivedMessage'))).resolves.toEqual([]);
	});

	it('asks for no more than Limit, and leaves the rest where it is', async () => {
		writes(...texts(5));
		await expect(run(getMany('receivedMessage', { limit: 2 }))).resolves.toHaveLength(2);
		expect(account.sandbox.state().waitingPageMessages).toBe(3);
	});

	it('asks again with Return All until none is left', async () => {
		writes(...texts(1203));
		const items = await run(getMany('receivedMessage', { returnAll: true }));
		expect(items.map(({ json }) => json['text'])).toEqual(texts(1203).map(({ text }) => text));
		expect(account.sandbox.state().waitingPageMessages).toBe(0);
	});

	it('keeps what it has when a later call breaks, and warns', async () => {
		writes(...texts(1203));
		account.sandbox.addFaults({ path: '/inbound', skip: 1, reset: 'before' });
		const parameters = getMany('receivedMessage', { returnAll: true });
		const { outputs, hints } = await runWithHints(parameters);
		expect(outputs[0]).toHaveLength(1000);
		expect(hints).toEqual([
			expect.stringMatching(
				/could not be reached .*pull the received messages.*in the output: 1000$/,
			) as string,
		]);
	});

	it('takes only what the filters name', async () => {
		const options = { applicationId: 'shop', entityId: 'zagreb', campaignReferenceId: 'spring' };
		for (const resource of ['receivedMessage', 'deliveryReport']) {
			await run(getMany(resource, { options }));
			expect(account.lastRequest()).toMatchObject({ status: 200, query: options });
		}
	});

	it('does not touch what waits for Pull at an application, nor the other way round', async () => {
		writes(...texts(2));
		account.sandbox.customersWrite({
			applicationKey: account.applicationKey,
			messages: [{ userKey: 'other', message: { type: 'TEXT', text: 'To the application' } }],
		});
		const fromApplications = await run(getMany('receivedMessage', { readFrom: 'application' }));
		expect(fromApplications.map(({ json }) => json['text'])).toEqual(['To the application']);
		await expect(run(getMany('receivedMessage'))).resolves.toHaveLength(2);
	});
});

describe('Log Get Many', () => {
	it('returns what Infobip has logged in the terms of the delivery report', async () => {
		await sendAndDeliver(1);
		const [item] = await run(getMany('log'));
		expect(item?.json).toMatchObject({
			messageId: 'm-0',
			from: DEMO_PAGE_ID,
			to,
			status: 'DELIVERED',
			text: 'Hello',
			type: 'TEXT',
			bulkId: 'bulk-1',
			statusName: 'DELIVERED_TO_HANDSET',
			sentAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
		});
		expect(Object.keys(item?.json ?? {}).slice(0, 5)).toEqual([
			'messageId',
			'from',
			'to',
			'status',
			'text',
		]);
	});

	it('returns the raw entry without Simplify, and takes nothing away', async () => {
		await sendAndDeliver(1, { webhooks: { callbackData: 'crm-4711' } });
		for (let time = 0; time < 2; time++) {
			const items = await run(getMany('log', { simplify: false }));
			expect(items).toHaveLength(1);
			expect(items[0]).toMatchObject({
				json: {
					sender: DEMO_PAGE_ID,
					destination: to,
					bulkId: 'bulk-1',
					messageId: 'm-0',
					status: { groupName: 'DELIVERED' },
					content: { type: 'TEXT', text: 'Hello' },
				},
				pairedItem: { item: 0 },
			});
		}
		expect(account.sandbox.state().waitingReports).toBe(1);
	});

	it('asks for no more than Limit', async () => {
		await sendMany(5);
		await expect(run(getMany('log', { limit: 2 }))).resolves.toHaveLength(2);
		expect(account.lastRequest().query).toEqual({ limit: '2', useCursor: 'true' });
	});

	it('follows the cursor with Return All, and gives each entry once', async () => {
		await sendMany(2501);
		account.sandbox.clearRequests();
		const items = await run(getMany('log', { returnAll: true }));
		expect(new Set(items.map(({ json }) => json['messageId'])).size).toBe(2501);
		expect(items).toHaveLength(2501);
		const queries = account.sandbox.requests().map(({ query }) => query);
		expect(queries.map(({ limit }) => limit)).toEqual(['1000', '1000', '1000']);
		expect(queries.map(({ cursor }) => typeof cursor)).toEqual(['undefined', 'string', 'string']);
	});

	it('stops at a Limit over one page', async () => {
		await sendMany(1203);
		account.sandbox.clearRequests();
		await expect(run(getMany('log', { limit: 1100 }))).resolves.toHaveLength(1100);
		expect(account.sandbox.requests().map(({ query: { limit } }) => limit)).toEqual([
			'1000',
			'100',
		]);
	});

	it('fails where a later page fails, for nothing is lost: it can be read again', async () => {
		await sendMany(1203);
		account.sandbox.addFaults({ path: '/logs', skip: 1, status: 500 });
		await expect(run(getMany('log', { returnAll: true }))).rejects.toThrow(
			/Infobip refused to read the logs/,
		);
	});

	const filters: [string, INodeParameters, Record<string, string>][] = [
		['Bulk IDs', { bulkId: 'bulk-1, bulk-2' }, { bulkId: 'bulk-1,bulk-2' }],
		['Message IDs', { messageId: 'm-0 ,m-1' }, { messageId: 'm-0,m-1' }],
		['Page ID', { sender: ' 1020 ' }, { sender: '1020' }],
		['To', { destination: to }, { destination: to }],
		['Status', { generalStatus: 'EXPIRED' }, { generalStatus: 'EXPIRED' }],
		[
			'Sent Since',
			{ sentSince: '2026-03-01T10:00:00.000Z' },
			{ sentSince: '2026-03-01T10:00:00.000+0000' },
		],
		[
			'Sent Until',
			{ sentUntil: '2026-03-01T10:00:00+02:00' },
			{ sentUntil: '2026-03-01T08:00:00.000+0000' },
		],
		[
			'Sent Since as a DateTime of an expression',
			{ sentSince: '={{ DateTime.fromISO("2026-03-01T10:00:00.000Z") }}' },
			{ sentSince: '2026-03-01T10:00:00.000+0000' },
		],
	];

	it.each(filters)('asks with the filter %s', async (_label, options, query) => {
		await run(getMany('log', { options }));
		expect(account.lastRequest()).toMatchObject({
			status: 200,
			query: { ...query, limit: '50', useCursor: 'true' },
		});
	});

	it('gives what the filters let pass', async () => {
		await sendMany(3);
		const items = await run(getMany('log', { options: { messageId: 'm-0,m-2' } }));
		expect(items.map(({ json }) => json['messageId']).sort()).toEqual(['m-0', 'm-2']);
		const tomorrow = new Date(Date.now() + 24 * 3600 * 1000).toISOString();
		await expect(run(getMany('log', { options: { sentSince: tomorrow } }))).resolves.toEqual([]);
		await expect(run(getMany('log', { options: { sender: '1' } }))).resolves.toEqual([]);
	});

	it('refuses a date that is none, and asks nothing', async () => {
		await expect(run(getMany('log', { options: { sentSince: 'yesterday' } }))).rejects.toThrow(
			/'Sent Since' is not a valid date: "yesterday"/,
		);
		expect(account.calls()).toEqual([]);
	});
});

describe('a Limit that is none', () => {
	it.each(['deliveryReport', 'receivedMessage', 'log'])(
		'is refused by %s before anything is returned',
		async (resource) => {
			await expect(run(getMany(resource, { limit: '={{ 0 }}' }))).rejects.toThrow(/'Limit'/);
			expect(account.calls()).toEqual([]);
		},
	);
});
