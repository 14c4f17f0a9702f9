/** Failover as the form has it: on the wire, refused before sending, validated, and reported. */
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account } from './account.mts';
import { RunError, startEngine } from './engine.mts';
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

const TO = '24060000000000001';
const PHONE = '385911234567';
const SEND = '/messages-api/1/messages';

async function run(
	parameters: INodeParameters,
	input?: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	return await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'message', operation: 'sendText', sendFrom: 'page', ...parameters },
		credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
		...(input && { input }),
	});
}

const whatsApp = {
	channel: 'WHATSAPP',
	sender: '385919999999',
	recipient: '={{ $json.phone }}',
	content: 'template',
	templateName: 'order_shipped',
	templateLanguage: 'en',
	templateValues: '={{ [$json.name, 77] }}',
	tryFor: 2,
	tryForUnit: 'HOURS',
};
const sms = {
	channel: 'SMS',
	sender: 'MugShop',
	recipient: '={{ $json.phone }}',
	content: 'text',
	text: '=Hello {{ $json.name }}',
};
const rcs = { channel: 'RCS', sender: 'agent', recipient: '={{ $json.phone }}', content: 'same' };

const contacts = [
	{ json: { userKey: TO, phone: '+385 91 123 4567', name: 'Ana' } },
	{ json: { userKey: '24060000000000002', phone: '385917654321', name: 'Ben' } },
];

const notice = { to: '={{ $json.userKey }}', text: '=Order of {{ $json.name }}' };

interface OnWire {
	messages: { failover: object[]; destinations: { messageId: string }[] }[];
}

describe('a send with failover', () => {
	it('goes through the Messages API, each item with its own steps', async () => {
		const options = {
			failover: { step: [whatsApp, sms, rcs] },
			reportEveryStep: true,
			adaptToChannel: false,
			validityPeriod: 10,
			callbackData: 'crm=4711',
			regional: { settings: { principalEntityId: '1', recipientType: 'TACIR', brandCode: '2' } },
		};
		const items = await run({ ...notice, options }, contacts);
		expect(items.map(({ json }) => json['status'])).toEqual(['PENDING', 'PENDING']);
		const [request] = account.sandbox.requests();
		expect(request).toMatchObject({ path: SEND, status: 200 });
		const body = JSON.parse(request?.body ?? '') as OnWire;
		expect(body).toEqual({
			messages: [
				{
					channel: 'MESSENGER',
					sender: DEMO_PAGE_ID,
					destinations: [
						{
							messageId: expect.stringMatching(/^n8n-[\da-f]{32}\.RCS$/) as string,
							byChannel: [
								{ channel: 'MESSENGER', to: TO },
								{ channel: 'WHATSAPP', to: PHONE },
								{ channel: 'SMS', to: PHONE },
								{ channel: 'RCS', to: PHONE },
							],
						},
					],
					content: { body: { type: 'TEXT', text: 'Order of Ana' } },
					options: {
						validityPeriod: { amount: 10, timeUnit: 'MINUTES' },
						adaptationMode: false,
						regional: {
							indiaDlt: { principalEntityId: '1' },
							turkeyIys: { recipientType: 'TACIR', brandCode: 2 },
						},
					},
					webhooks: {
						delivery: { receiveTriggeredFailoverReports: true },
						contentType: 'application/json',
						callbackData: 'crm=4711',
					},
					failover: [
						{
							channel: 'WHATSAPP',
							sender: '385919999999',
							template: { templateName: 'order_shipped', language: 'en' },
							content: { body: { type: 'TEXT', 1: 'Ana', 2: '77' } },
							validityPeriod: { amount: 2, timeUnit: 'HOURS' },
						},
						{
							channel: 'SMS',
							sender: 'MugShop',
							content: { body: { type: 'TEXT', text: 'Hello Ana' } },
							validityPeriod: { amount: 60, timeUnit: 'MINUTES' },
						},
						{
							channel: 'RCS',
							sender: 'agent',
							validityPeriod: { amount: 60, timeUnit: 'MINUTES' },
						},
					],
				},
				expect.objectContaining({
					content: { body: { type: 'TEXT', text: 'Order of Ben' } },
				}) as object,
			],
			options: { messageOrdering: { respectOrder: false } },
		});
	});

	it('takes the steps as JSON from an expression, and knows what each is', async () => {
		const failoverJson =
			'={{ [{ channel: "sms", sender: "MugShop", recipient: $json.phone, text: "Hi" }, { channel: "VIBER_BM", sender: "MugShop", recipient: $json.phone, mediaUrl: "https://example.com/a.png" }] }}';
		await run({ ...notice, options: { failoverJson } }, contacts);
		const [request] = account.sandbox.requests();
		const { messages } = JSON.parse(request?.body ?? '') as OnWire;
		expect(messages.map(({ failover }) => failover)).toEqual(
			contacts.map(() => [
				{
					channel: 'SMS',
					sender: 'MugShop',
					content: { body: { type: 'TEXT', text: 'Hi' } },
				},
				{
					channel: 'VIBER_BM',
					sender: 'MugShop',
					content: { body: { type: 'IMAGE', url: 'https://example.com/a.png' } },
				},
			]),
		);
	});

	it('keeps to the Messenger API without a step', async () => {
		await run({ to: TO, text: 'Hi', options: { failoverJson: '[]', reportEveryStep: true } });
		expect(account.lastRequest().path).toBe('/messenger/1/messages');
	});

	it('sends each person one message after the other', async () => {
		const [ana, ben] = contacts;
		const twice = [ana, ben, ana].filter((one) => one !== undefined);
		await run({ ...notice, options: { failover: { step: [sms] } } }, twice);
		const bodies = account.sandbox.requests().map(({ body }) => JSON.parse(body ?? '') as OnWire);
		expect(bodies.map(({ messages }) => messages.length)).toEqual([2, 1]);
	});

	it('is chosen by a custom body that names a channel', async () => {
		const json = {
			channel: 'MESSENGER',
			sender: DEMO_PAGE_ID,
			destinations: [
				{
					byChannel: [
						{ channel: 'MESSENGER', to: TO },
						{ channel: 'SMS', to: PHONE },
					],
				},
			],
			content: { body: { type: 'LIST', text: 'Choose', sections: [] } },
			failover: [{ channel: 'SMS', sender: 'MugShop' }],
		};
		await run({ operation: 'sendCustomJson', to: '', body: JSON.stringify(json) });
		expect(account.lastRequest()).toMatchObject({ path: SEND, status: 200 });
	});

	it.each<[string, IDataObject, string]>([
		[
			'a step without a recipient',
			{ failover: { step: [{ ...sms, recipient: '' }] } },
			"'Recipient' of failover step 1 is empty",
		],
		[
			'a channel twice',
			{ failover: { step: [sms, sms] } },
			"'Channel' of failover step 2 is SMS, which an earlier step uses already",
		],
		[
			'Messenger as a step',
			{ failoverJson: '[{"channel":"MESSENGER","sender":"1","recipient":"1"}]' },
			"'Channel' of failover step 1 is Messenger, where the message is sent first",
		],
		[
			'a number that is none',
			{ failover: { step: [{ ...sms, tryFor: '={{ "soon" }}' }] } },
			"'Try For' of failover step 1",
		],
		['JSON that is no list', { failoverJson: '{}' }, "'Failover' must be a list"],
		[
			'values that are neither list nor object',
			{ failover: { step: [{ ...whatsApp, templateValues: '"Ana"' }] } },
			"'Template Values' of failover step 1 must be a JSON array or object",
		],
		[
			'the SMS failover of before',
			{ smsFailoverText: 'We wrote to you' },
			`'SMS Failover Text' no longer exists, because it had no phone number to send to. Remove it, and add "Failover" with a step for SMS`,
		],
		[
			'the SMS sender of before',
			{ smsFailoverSender: 'MugShop' },
			"'SMS Failover Sender' no longer exists",
		],
		[
			'a text in several parts',
			{ failover: { step: [sms] }, showTyping: 'natural' },
			"'Failover' works with a single message, and this one has several parts",
		],
	])('refuses %s, and sends nothing', async (_what, options, message) => {
		const failing = run({ ...notice, options: options as INodeParameters }, contacts);
		await expect(failing).rejects.toThrow(RunError);
		await expect(failing).rejects.toThrow(message);
		expect(account.sandbox.requests()).toEqual([]);
	});
});

describe('Validate Message', () => {
	const validate = async (parameters: INodeParameters): Promise<IDataObject[]> => {
		const operation = { resource: 'setup', operation: 'validateMessage' };
		const items = await run({ ...operation, to: TO, ...parameters });
		return items.map(({ json }) => json);
	};
	const step = { ...sms, recipient: PHONE, text: 'Hi' };

	it('returns one item for each channel, with what would be left out, and sends nothing', async () => {
		const buttons = { button: [{ type: 'postback', title: 'Yes', payload: 'YES' }] };
		const parameters = { messageType: 'sendButtons', text: 'Well?', buttons };
		const options = { failover: { step: [{ ...step, content: 'same' }] } };
		expect(await validate({ ...parameters, options })).toEqual([
			{ channel: 'MESSENGER', name: 'Messenger', step: 0, ok: true, refused: [], leftOut: [] },
			{
				channel: 'SMS',
				name: 'SMS',
				step: 1,
				ok: true,
				refused: [],
				leftOut: [
					{
						field: 'Content of failover step 1',
						problem: 'not supported by SMS',
						property: 'messages[0].failover[0].content.buttons',
					},
				],
			},
		]);
		expect(account.lastRequest()).toMatchObject({ path: `${SEND}/validate`, status: 200 });
		expect(account.sandbox.userKeys()).toEqual([]);
	});

	it('says what Infobip would refuse', async () => {
		const buttons = { button: [{ type: 'postback', title: 'Yes', payload: 'YES' }] };
		const parameters = { messageType: 'sendButtons', text: 'Well?', buttons };
		const options = { adaptToChannel: false, failover: { step: [{ ...step, content: 'same' }] } };
		const [messenger, second] = await validate({ ...parameters, options });
		expect(messenger).toMatchObject({ ok: true });
		expect(second).toMatchObject({ ok: false, refused: [{ problem: 'not supported by SMS' }] });
		expect(account.lastRequest()).toMatchObject({ status: 400 });
	});

	it('says what the node would refuse, without asking Infobip', async () => {
		const options = { failover: { step: [{ ...step, recipient: '' }] } };
		const [messenger, second] = await validate({ text: 'Hi', options });
		expect(messenger).toMatchObject({ ok: true });
		expect(second).toMatchObject({
			ok: false,
			refused: [{ field: 'Recipient of failover step 1', problem: 'is empty' }],
		});
		expect(account.sandbox.requests()).toEqual([]);
	});

	it('fails where the login may not use the Messages API', async () => {
		account.sandbox.addFaults({ path: 'validate', status: 403 });
		await expect(validate({ text: 'Hi' })).rejects.toThrow(RunError);
	});
});

describe('delivery reports of all channels', () => {
	const reports = async (options: INodeParameters): Promise<IDataObject[]> => {
		const operation = { resource: 'deliveryReport', operation: 'getAll', readFrom: 'page' };
		const items = await run({ ...operation, returnAll: true, options });
		return items.map(({ json }) => json);
	};

	it('say which step it was, and whether it was the last', async () => {
		account.sandbox.changeSettings({ channelOutcomes: { MESSENGER: 'REJECTED' } });
		const failover = { step: [{ ...sms, recipient: PHONE, text: 'Hi' }] };
		const options = { failover, reportEveryStep: true, campaignReferenceId: 'notices' };
		const [sent] = await run({ to: TO, text: 'Hi', options });
		await waitUntil('both reports wait', () => account.sandbox.state().waitingReports === 2);
		const found = await reports({ channel: 'all', campaignReferenceId: 'notices' });
		const messageId = sent?.json['messageId'];
		expect(found).toEqual([
			expect.objectContaining({
				channel: 'MESSENGER',
				isFinal: false,
				status: 'REJECTED',
				messageId,
			}),
			expect.objectContaining({ channel: 'SMS', isFinal: true, status: 'DELIVERED', to: PHONE }),
		]);
		expect(await reports({ channel: 'all', campaignReferenceId: 'notices' })).toEqual([]);
	});

	it('name only the step that delivered, unless every step is to be reported', async () => {
		account.sandbox.changeSettings({ channelOutcomes: { MESSENGER: 'REJECTED' } });
		const failover = { step: [{ ...sms, recipient: PHONE, text: 'Hi' }] };
		await run({ to: TO, text: 'Hi', options: { failover, campaignReferenceId: 'notices' } });
		await waitUntil('the report waits', () => account.sandbox.state().waitingReports === 1);
		expect(await reports({ channel: 'all', campaignReferenceId: 'notices' })).toEqual([
			expect.objectContaining({ channel: 'SMS', isFinal: true, status: 'DELIVERED', to: PHONE }),
		]);
	});

	it.each([
		['DELIVERED', true],
		['REJECTED', false],
	] as const)(
		'name the Messenger step in the layout of the Messenger API, too: %s',
		async (outcome, isFinal) => {
			account.sandbox.changeSettings({ channelOutcomes: { MESSENGER: outcome } });
			const failover = { step: [{ ...sms, recipient: PHONE, text: 'Hi' }] };
			await run({ to: TO, text: 'Hi', options: { failover, reportEveryStep: true } });
			await waitUntil('the reports wait', () => {
				const { waitingReports } = account.sandbox.state();
				return waitingReports === (isFinal ? 1 : 2);
			});
			expect(await reports({})).toEqual([
				expect.objectContaining({ channel: 'MESSENGER', isFinal, status: outcome, to: TO }),
			]);
		},
	);

	it('are not taken from others: a filter is needed', async () => {
		await expect(reports({ channel: 'SMS' })).rejects.toThrow(
			`'Channel' needs "Campaign Reference ID", "Bulk ID" or "Message ID"`,
		);
		expect(account.sandbox.requests()).toEqual([]);
	});
});

describe('the trigger of a Page', () => {
	it.each(['messagesApi', 'messenger'] as const)(
		'outputs the report of the Messenger step in the layout of %s, and says that another follows',
		async (stepReportLayout) => {
			account.sandbox.changeSettings({
				channelOutcomes: { MESSENGER: 'UNDELIVERABLE' },
				stepReportLayout,
			});
			const trigger = engine.trigger({
				parameters: { receiveThrough: 'page', triggerOn: ['deliveryReport'] },
				credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
			});
			await trigger.publish();
			const failover = { step: [{ ...sms, recipient: PHONE, text: 'Hi' }] };
			await run({ to: TO, text: 'Hi', options: { failover, reportEveryStep: true } });
			await waitUntil('the step was reported', () =>
				account.sandbox.forwards().some(({ state }) => state === 'delivered'),
			);
			const [execution] = await trigger.executions();
			expect(execution?.items[0]?.json).toMatchObject({
				event: 'deliveryReport',
				status: 'UNDELIVERABLE',
				from: DEMO_PAGE_ID,
				to: TO,
				isFinal: false,
			});
			// The SMS has no subscription: its report waits to be pulled.
			await waitUntil('the SMS report waits', () => account.sandbox.state().waitingReports === 1);
			await trigger.unpublish();
		},
	);
});
