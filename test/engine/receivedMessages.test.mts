/** Resource Received Message: pulled once, in order, with the stable shape of an event. */
import type { PlayedContent } from '../../sandbox/server.mts';
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
});

const pull = async (parameters: object = {}, settings = {}) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'receivedMessage', operation: 'getAll', ...parameters },
		credentials: account.credentials(),
		...settings,
	});

const writes = (...messages: PlayedContent[]) =>
	account.sandbox.customersWrite({
		applicationKey: account.applicationKey,
		messages: messages.map((message, index) => ({ userKey: `customer-${index}`, message })),
	}).messageIds;

const texts = (count: number): PlayedContent[] =>
	Array.from({ length: count }, (_, index) => ({ type: 'TEXT', text: `Message ${index}` }));

it.each(['nested', 'flat'] as const)(
	'gives each message as one event, in the %s layout',
	async (layout) => {
		account.sandbox.changeSettings({ layout });
		const messageIds = writes(...texts(3));
		const items = await pull();
		expect(items.map(({ json }) => json)).toEqual(
			messageIds.map((messageId, index) => ({
				event: 'messageReceived',
				messageId,
				from: `customer-${index}`,
				to: account.applicationKey,
				receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
				replyWindowEndsAt: expect.stringMatching(/Z$/) as string,
				type: 'text',
				text: `Message ${index}`,
			})),
		);
		expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
	},
);

it('gives each message once only', async () => {
	writes(...texts(2));
	await expect(pull()).resolves.toHaveLength(2);
	await expect(pull()).resolves.toEqual([]);
});

it('gives the reply window as 24 hours after the message', async () => {
	writes(...texts(1));
	const [item] = await pull();
	const { receivedAt, replyWindowEndsAt } = item!.json as Record<string, string>;
	expect(Date.parse(replyWindowEndsAt!) - Date.parse(receivedAt!)).toBe(24 * 3600 * 1000);
});

it('asks for no more than Limit, and leaves the rest where it is', async () => {
	writes(...texts(5));
	await expect(pull({ limit: 2 })).resolves.toHaveLength(2);
	expect(account.lastRequest().query).toEqual({ limit: '2' });
	expect(account.sandbox.state().waitingForPull).toBe(3);
});

it('asks again with Return All until none is left', async () => {
	writes(...texts(1203));
	await expect(pull({ returnAll: true })).resolves.toHaveLength(1203);
	expect(account.calls()).toHaveLength(2);
	expect(account.sandbox.state().waitingForPull).toBe(0);
});

it('keeps what it has pulled when a later call breaks: Infobip would not give it again', async () => {
	writes(...texts(1203));
	account.sandbox.addFaults({ path: '/inbox/reports', skip: 1, status: 500 });
	await expect(pull({ returnAll: true })).resolves.toHaveLength(1000);
});

it('has what Infobip sent with Include Raw only', async () => {
	writes(...texts(2));
	const [without] = await pull({ limit: 1 });
	expect(without?.json).not.toHaveProperty('raw');
	const [withRaw] = await pull({ options: { includeRaw: true } });
	expect(withRaw?.json['raw']).toMatchObject({
		integrationType: 'FACEBOOK',
		message: { type: 'TEXT', text: 'Message 1' },
	});
});

it('is honest about a failure before the first message', async () => {
	account.sandbox.addFaults({ path: '/inbox/reports', status: 500 });
	await expect(pull()).rejects.toThrow(/Infobip refused to pull the received messages/);
});

it('says at the field that each message is returned once', () => {
	const { properties } = engine.loaded.getByNameAndVersion(
		engine.loaded.typeOf('infobipFacebook'),
	).description;
	const notice = properties.find(
		({ type, displayOptions }) =>
			type === 'notice' && displayOptions?.show?.['resource']?.includes('receivedMessage'),
	);
	expect(notice?.displayName).toMatch(/once/);
});

describe('what was taken is never lost:', () => {
	const forItems = async (parameters: object, count: number, settings = {}) =>
		await engine.runWithHints({
			node: 'infobipFacebook',
			parameters: {
				resource: 'receivedMessage',
				operation: 'getAll',
				readFrom: 'application',
				...parameters,
			},
			credentials: account.credentials(),
			input: Array.from({ length: count }, (_, index) => ({ json: { index } })),
			...settings,
		});

	it('nothing is asked for where a later item cannot be read', async () => {
		writes(...texts(2));
		const limit = '={{ $json.index === 1 ? 0 : 50 }}';
		await expect(forItems({ limit }, 2)).rejects.toThrow(/'Limit'/);
		expect(account.calls()).toEqual([]);
		expect(account.sandbox.state().waitingForPull).toBe(2);
	});

	it('what came for the first item comes although the second fails, with a hint', async () => {
		writes(...texts(3));
		account.sandbox.addFaults({ path: '/inbox/reports', skip: 1, status: 500 });
		const { outputs, hints } = await forItems({ limit: 2 }, 2);
		expect(outputs[0]?.map(({ json }) => json['text'])).toEqual(['Message 0', 'Message 1']);
		expect(hints).toEqual([
			expect.stringMatching(/pull the received messages.*in the output: 2$/) as string,
		]);
	});

	it('an answer in a form that is not known comes as it is', async () => {
		account.sandbox.addFaults({ path: '/inbox/reports', status: 200, body: { new: [{ a: 1 }] } });
		const { outputs } = await forItems({}, 1);
		expect(outputs[0]?.map(({ json }) => json)).toMatchObject([
			{ type: 'unknown', raw: { new: [{ a: 1 }] } },
		]);
	});
});
