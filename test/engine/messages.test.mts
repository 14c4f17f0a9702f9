/** Resource Message: every kind of content and every option, as on the wire. */
import { Account, picked } from './account.mts';
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
});

const to = '24060000000000001';

const send = async (operation: string, parameters: object, input = [{ json: {} }]) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'message', operation, sendFrom: 'application', to, ...parameters },
		credentials: account.credentials(),
		input,
	});

it('goes out as one POST of JSON, with the login', async () => {
	await send('sendText', { text: 'Hello' });
	expect(account.calls()).toEqual(['POST /facebook/1/single']);
	const { username, password } = account.sandbox;
	const login = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
	expect(account.lastRequest().headers).toMatchObject({
		authorization: `Basic ${login}`,
		'content-type': 'application/json',
		accept: 'application/json',
	});
});

it('arrives with the person', async () => {
	await send('sendText', { text: 'Grüße 👋\n"quoted"' });
	expect(account.sandbox.conversation(to)).toMatchObject([
		{ said: 'business', message: { type: 'TEXT', text: 'Grüße 👋\n"quoted"' } },
	]);
});

describe('content', () => {
	const url = 'https://example.com/files/mug.png';
	const button = (title: string, more: object) => ({ type: 'URL', title, ...more });
	const buttonTemplate = (buttons: object[]) => ({
		type: 'TEMPLATE',
		payload: { type: 'BUTTON', text: 'Choose', buttons },
	});

	it.each([
		['sendText', { text: 'Hello' }, { type: 'TEXT', text: 'Hello' }],
		['sendImage', { url }, { type: 'IMAGE', url }],
		['sendVideo', { url: ` ${url} ` }, { type: 'VIDEO', url }],
		['sendAudio', { url }, { type: 'AUDIO', url }],
		['sendFile', { url }, { type: 'FILE', url }],
		[
			'sendButtons',
			{
				text: 'Choose',
				buttons: {
					button: [
						{ type: 'url', title: 'Track', url: 'https://example.com/orders/4711' },
						{ type: 'postback', title: 'Call me', payload: 'CALL:4711' },
						{ title: 'Default kind', payload: 'DEFAULT' },
					],
				},
			},
			buttonTemplate([
				button('Track', { url: 'https://example.com/orders/4711' }),
				button('Call me', { type: 'POSTBACK', payload: 'CALL:4711' }),
				button('Default kind', { type: 'POSTBACK', payload: 'DEFAULT' }),
			]),
		],
	])('of %s', async (operation, parameters, content) => {
		await send(operation, parameters);
		expect(account.lastBody()).toEqual({ from: account.applicationKey, to, ...content });
	});

	it.each([
		['a text', '{"type":"TEXT","text":"Hi","tag":"ACCOUNT_UPDATE"}'],
		[
			'an object from an expression',
			'={{ ({ type: "TEXT", text: "Hi", tag: "ACCOUNT_UPDATE" }) }}',
		],
	])('of sendCustomJson given as %s gets sender and recipient', async (_case, body) => {
		await send('sendCustomJson', { body });
		expect(account.lastBody()).toEqual({
			from: account.applicationKey,
			to,
			type: 'TEXT',
			text: 'Hi',
			tag: 'ACCOUNT_UPDATE',
		});
	});

	it('of sendCustomJson keeps the sender and recipient it names itself', async () => {
		const key = account.sandbox.addApplication();
		const body = `{"applicationKey":"${key}","to":{"userKey":"9"},"message":{"type":"TEXT","text":"x"}}`;
		await send('sendCustomJson', { to: '', body });
		expect(account.lastBody()).toEqual(JSON.parse(body));
	});

	it('of sendCustomJson gets the options that it does not have itself', async () => {
		const body = '{"type":"TEXT","text":"x","validityPeriod":2}';
		const options = { callbackData: 'crm', notificationType: 'NO_PUSH', validityPeriod: 5 };
		await send('sendCustomJson', { body, options });
		expect(account.lastBody()).toEqual({
			...{ from: account.applicationKey, to, type: 'TEXT', text: 'x', validityPeriod: 2 },
			...{ callbackData: 'crm', notificationType: 'NO_PUSH' },
		});
	});

	it('of sendCustomJson keeps long numbers digit by digit', async () => {
		await send('sendCustomJson', { body: '{"type":"TEXT","text":"x","ref":12345678901234567}' });
		expect(account.lastRequest().body).toMatch(/"ref":"?12345678901234567"?[,}]/);
	});
});

describe('sender and recipient', () => {
	it.each(['list', 'key'] as const)('sends from the application picked by %s', async (mode) => {
		const key = account.sandbox.addApplication();
		await send('sendText', { text: 'Hello', applicationKey: picked(key, mode) });
		expect(account.lastBody()).toMatchObject({ from: key });
	});

	it('sends to a phone number as such', async () => {
		await send('sendText', { text: 'Hello', recipientType: 'phoneNumber', to: '38591234567' });
		expect(account.lastBody()).toMatchObject({ to: { phoneNumber: '38591234567' } });
	});

	it('takes a number that an expression gives as the text of the user key', async () => {
		await send('sendText', { text: 'Hello', to: '={{ $json.id }}' }, [{ json: { id: 240600001 } }]);
		expect(account.lastBody()).toMatchObject({ to: '240600001' });
	});
});

describe('options', () => {
	it.each([
		['Callback Data', { callbackData: 'crm-4711' }, { callbackData: 'crm-4711' }],
		['Notification Type', { notificationType: 'SILENT_PUSH' }, { notificationType: 'SILENT_PUSH' }],
		[
			'Validity Period',
			{ validityPeriod: 2, validityPeriodUnit: 'HOURS' },
			{ validityPeriod: 2, validityPeriodTimeUnit: 'HOURS' },
		],
		[
			'Validity Period without a unit',
			{ validityPeriod: 5 },
			{ validityPeriod: 5, validityPeriodTimeUnit: 'MINUTES' },
		],
	])('%s travels with the message', async (_label, options, onWire) => {
		await send('sendText', { text: 'Hello', options });
		expect(account.lastBody()).toEqual({
			from: account.applicationKey,
			to,
			type: 'TEXT',
			text: 'Hello',
			...onWire,
		});
	});

	it('travel with every kind of content', async () => {
		const options = { callbackData: 'crm-4711' };
		const url = 'https://example.com/x';
		const buttons = { button: [{ type: 'postback', title: 'A', payload: 'A' }] };
		for (const [operation, content] of Object.entries({
			sendText: { text: 'Hello' },
			sendImage: { url },
			sendVideo: { url },
			sendAudio: { url },
			sendFile: { url },
			sendButtons: { text: 'Hello', buttons },
		})) {
			await send(operation, { ...content, options });
			expect(account.lastBody()).toMatchObject(options);
		}
	});
});

describe('result', () => {
	it.each(['flat', 'messages'] as const)(
		'has the message id of a %s answer',
		async (sendAnswer) => {
			account.sandbox.changeSettings({ sendAnswer });
			const items = await send('sendText', { text: 'Hello' });
			const [{ messageId } = { messageId: '' }] = account.sandbox.conversation(to);
			expect(items).toHaveLength(1);
			expect(items[0]).toMatchObject({
				json: { messageId, to, status: 'PENDING' },
				pairedItem: { item: 0 },
			});
		},
	);

	it('is a refusal where Infobip answers 200 and rejects the message', async () => {
		account.sandbox.addFaults({
			path: '/single',
			status: 200,
			body: {
				to,
				messageCount: 1,
				messageId: 'x',
				status: {
					groupId: 5,
					groupName: 'REJECTED',
					id: 12,
					name: 'REJECTED_NOT_ENOUGH_CREDITS',
					description: 'Not enough credits',
				},
			},
		});
		await expect(send('sendText', { text: 'Hello' })).rejects.toThrow(
			/REJECTED_NOT_ENOUGH_CREDITS.*Not enough credits/,
		);
	});
});
