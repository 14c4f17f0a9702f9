/** What a person gets for bad input or a bad day at Infobip: the sentence, and how much was sent. */
import type { FaultRule } from '../../sandbox/server.mts';
import { Account, picked } from './account.mts';
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
});

const to = '24060000000000001';
const hello = {
	resource: 'message',
	operation: 'sendText',
	sendFrom: 'application',
	to,
	text: 'Hello',
};
/** Without trying again what Infobip does not take at once. */
const atOnce = { ...hello, options: { retryFor: 0 } };

const run = async (parameters: object, login = {}) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: { ...parameters },
		credentials: account.credentials(login),
	});

/** What the node shows. */
const refusal = async (parameters: object, login = {}): Promise<RunError> => {
	const error: unknown = await run(parameters, login).catch((thrown: unknown) => thrown);
	if (error instanceof RunError) return error;
	throw new Error('The node did not refuse');
};

describe('wrong credentials', () => {
	it.each([
		['password', { password: 'wrong' }],
		['username', { username: 'wrong' }],
		['API key', { authentication: 'apiKey', apiKey: 'wrong' }],
	])('a wrong %s is sent once, and says what to check', async (_what, login) => {
		const error = await refusal(hello, login);
		expect(error.message).toBe('Infobip refused the credentials (401): Invalid login details');
		expect(error.description).toMatch(/Username and Password.*API Key.*Base URL/);
		expect(error.httpCode).toBe('401');
		expect(account.calls()).toEqual(['POST /facebook/1/single']);
	});

	it.each([
		['Username', { username: '' }],
		['Password', { password: '' }],
		['API Key', { authentication: 'apiKey', apiKey: ' ' }],
	])('an empty %s is not sent at all', async (label, login) => {
		const error = await refusal(hello, login);
		expect(error.message).toMatch(new RegExp(`credential.*${label}`));
		expect(account.calls()).toEqual([]);
	});

	it('a Base URL that is none is not called', async () => {
		const error = await refusal(hello, { baseUrl: 'my account' });
		expect(error.message).toMatch(/Base URL/);
		expect(account.calls()).toEqual([]);
	});
});

describe('no Application Key anywhere', () => {
	it.each([
		['message', 'sendText', { sendFrom: 'application', to, text: 'Hello' }],
		['application', 'get', {}],
		['configuration', 'create', {}],
		['configuration', 'getAll', {}],
		['action', 'getAll', { configurationKey: picked('ABC') }],
	])('%s %s names both places and sends nothing', async (resource, operation, parameters) => {
		const error = await refusal({ resource, operation, ...parameters }, { applicationKey: '' });
		expect(error.message).toMatch(/^'Application' is empty\. Choose one here.*the credential/);
		expect(account.calls()).toEqual([]);
	});
});

describe('a key that Infobip does not know', () => {
	const unknown = '00000000000000000000000000000000';

	it.each([
		['application', 'get', { applicationKey: picked(unknown) }, 'Application does not exist'],
		[
			'message',
			'sendText',
			{ sendFrom: 'application', applicationKey: picked(unknown), to, text: 'x' },
			'Application does',
		],
		['configuration', 'get', { configurationKey: picked(unknown) }, 'Configuration does not exist'],
		['configuration', 'delete', { configurationKey: picked(unknown) }, 'Configuration does not'],
		['action', 'getAll', { configurationKey: picked(unknown) }, 'Configuration does not exist'],
	])(
		'%s %s passes on what Infobip said and which key was asked for',
		async (resource, operation, keys, said) => {
			const { message, httpCode, description } = await refusal({ resource, operation, ...keys });
			expect(message).toContain(said);
			expect(message).toContain(unknown);
			expect(httpCode).toBe('404');
			expect(description).not.toBe('');
		},
	);

	it.each(['get', 'delete'])('action %s does so for an action', async (operation) => {
		const [made] = await run({ resource: 'configuration', operation: 'create' });
		const configurationKey = picked(made?.json['key'] as string);
		const actionKey = picked(unknown);
		const keys = { configurationKey, actionKey };
		const { message } = await refusal({ resource: 'action', operation, ...keys });
		expect(message).toContain('Action does not exist');
		expect(message).toContain(unknown);
	});
});

describe('refused before sending, naming field and limit', () => {
	const postback = (title = 'A', payload = 'A') => ({ type: 'postback', title, payload });
	const buttons = (...button: object[]) => ({ operation: 'sendButtons', buttons: { button } });
	const image = (url: string) => ({ operation: 'sendImage', url });

	it.each([
		['a text of 2,001 characters', { text: 'x'.repeat(2001) }, /'Text'.*2001.*2000/],
		['a text of blanks', { text: '  ' }, /'Text' is empty/],
		['no recipient', { to: '={{ "" }}' }, /'To' is empty/],
		['a recipient of blanks', { to: '  ' }, /'To' is empty/],
		['no phone number', { recipientType: 'phoneNumber', to: 'Ann' }, /'To' is not a phone number/],
		['4 buttons', buttons(postback(), postback(), postback(), postback()), /'Buttons'.*4.*3/],
		['no button', buttons(), /'Buttons' is empty/],
		['a title of 21 characters', buttons(postback('x'.repeat(21))), /'Title' of button 1.*21.*20/],
		['the second title empty', buttons(postback(), postback('')), /'Title' of button 2 is empty/],
		['a payload of 1,001', buttons(postback('A', 'x'.repeat(1001))), /'Payload' of button 1.*1000/],
		[
			'a button URL that is none',
			buttons({ type: 'url', title: 'A', url: 'x' }),
			/'URL' of button 1/,
		],
		[
			'641 characters over buttons',
			{ ...buttons(postback()), text: 'x'.repeat(641) },
			/'Text'.*641.*640/,
		],
		['a URL that is none', image('mug.png'), /'Image URL' is not a URL.*"mug\.png"/],
		['a URL of another kind', image('ftp://example.com/mug.png'), /'Image URL' is not a URL/],
		[
			'a URL of 1,001 characters',
			image(`https://e.com/${'x'.repeat(987)}`),
			/'Image URL'.*1001.*1000/,
		],
		[
			'callback data of 4,001',
			{ options: { callbackData: 'x'.repeat(4001) } },
			/'Callback Data'.*4000/,
		],
		[
			'30 seconds',
			{ options: { validityPeriod: 30, validityPeriodUnit: 'SECONDS' } },
			/'Validity Period'.*30 seconds/,
		],
		[
			'49 hours',
			{ options: { validityPeriod: 49, validityPeriodUnit: 'HOURS' } },
			/'Validity Period'.*48 hours/,
		],
		[
			'JSON that is none',
			{ operation: 'sendCustomJson', body: '={{ "{" }}' },
			/'JSON' is not valid JSON/,
		],
		[
			'JSON that is a list',
			{ operation: 'sendCustomJson', body: '[]' },
			/'JSON' must be a JSON object/,
		],
	])('%s', async (_case, parameters, said) => {
		const error = await refusal({ ...hello, ...parameters });
		expect(error.message).toMatch(said);
		expect(error.description).toMatch(/Nothing was sent/);
		expect(account.calls()).toEqual([]);
	});

	it.each([
		['2,000 characters', { text: 'x'.repeat(2000) }],
		['a title of 20 characters', { ...buttons(postback('x'.repeat(20))), text: 'x'.repeat(640) }],
		['a URL of 1,000 characters', image(`https://e.com/${'x'.repeat(986)}`)],
		['31 seconds', { options: { validityPeriod: 31, validityPeriodUnit: 'SECONDS' } }],
		['48 hours', { options: { validityPeriod: 48, validityPeriodUnit: 'HOURS' } }],
	])('but not %s', async (_case, parameters) => {
		await expect(run({ ...hello, ...parameters })).resolves.toHaveLength(1);
	});

	it('says everything that is wrong at once', async () => {
		const { message } = await refusal({ ...hello, to: '={{ "" }}', text: ' ' });
		expect(message).toMatch(/'To' is empty/);
		expect(message).toMatch(/'Text' is empty/);
	});

	it.each(['application', 'configuration', 'action', 'receivedMessage'])(
		'a Limit of %s that is none',
		async (resource) => {
			const configurationKey = picked('ABC');
			const list = { resource, operation: 'getAll', limit: '={{ 0 }}', configurationKey };
			const { message } = await refusal(list);
			expect(message).toMatch(/'Limit'/);
			expect(account.calls()).toEqual([]);
		},
	);

	it.each([
		['configuration', 'get', {}, "'Configuration'"],
		['action', 'getAll', {}, "'Configuration'"],
		['action', 'delete', { configurationKey: picked('ABC') }, "'Action'"],
	])(
		'%s %s without its key, given by an expression that is empty',
		async (resource, operation, keys, label) => {
			const empty = { configurationKey: picked('={{ "" }}'), actionKey: picked('={{ "" }}') };
			const { message } = await refusal({ resource, operation, ...empty, ...keys });
			expect(message).toContain(label);
			expect(account.calls()).toEqual([]);
		},
	);
});

describe('Infobip says no', () => {
	const fault = (rule: FaultRule) => {
		account.sandbox.addFaults(rule);
	};

	it('passes on every field that Infobip names', async () => {
		const body = '{"type":"IMAGE","to":"","url":"no url"}';
		const custom = {
			resource: 'message',
			operation: 'sendCustomJson',
			sendFrom: 'application',
			to: '',
			body,
		};
		const { message, description } = await refusal(custom);
		expect(message).toMatch(/Bad request \(400, BAD_REQUEST\)/);
		expect(description).toMatch(/'URL' must be a valid URL/);
		expect(description).toMatch(/'To' must not be blank/);
	});

	it.each([
		[403, /right/],
		[404, /Facebook API/],
		[429, /fewer requests/],
	])('passes on a %i, with what to do', async (status, advice) => {
		fault({ status });
		const error = await refusal(atOnce);
		expect(error.httpCode).toBe(String(status));
		expect(error.message).toMatch(new RegExp(`send the message.*${String(status)}`));
		expect(error.description).toMatch(advice);
		expect(account.calls()).toHaveLength(1);
	});

	it.each([302, 408, 500, 502, 503, 504])('a %i leaves the outcome unknown', async (status) => {
		fault({ status });
		const error = await refusal(hello);
		expect(error.httpCode).toBe(String(status));
		expect(error.message).toMatch(/^The outcome of the request to send .* is unknown/);
		expect(error.description).toMatch(/may have sent.*may get it twice/);
		expect(account.calls()).toHaveLength(1);
	});

	it('says how long Infobip asks to wait', async () => {
		account.sandbox.setRateLimit({ requestsPerSecond: 1, retryAfterSeconds: 7 });
		await run(hello);
		const { description } = await refusal(atOnce);
		expect(description).toContain('7 seconds');
	});

	it('shows the text of a page that is not of Infobip', async () => {
		fault({ status: 502, body: '<html><h1>Bad gateway</h1> of your company</html>' });
		const { message } = await refusal(atOnce);
		expect(message).toContain('Bad gateway of your company');
	});

	it('does not follow a redirect, which would carry the login elsewhere', async () => {
		fault({ status: 302, headers: { location: `${account.sandbox.url}/elsewhere` } });
		await refusal(hello);
		expect(account.calls()).toEqual(['POST /facebook/1/single']);
	});
});

describe('Infobip cannot be reached', () => {
	it('because nothing listens: operation and address', async () => {
		const { message } = await refusal(atOnce, { baseUrl: 'http://127.0.0.1:1' });
		expect(message).toContain('http://127.0.0.1:1');
		expect(message).toContain(`send the message to ${to}`);
		expect(message).toContain('refused');
	});

	it('because no such host exists', async () => {
		const { message } = await refusal(hello, { baseUrl: 'https://nowhere.invalid' });
		expect(message).toContain('https://nowhere.invalid');
	});

	it.each(['before', 'after'] as const)(
		'because the connection breaks %s it acted: sent once, and uncertain',
		async (reset) => {
			account.sandbox.addFaults({ path: '/single', reset });
			const { message, description } = await refusal(hello);
			expect(message).toContain(account.sandbox.url);
			expect(message).toContain(`send the message to ${to}`);
			expect(description).toMatch(/may have sent/);
			expect(account.calls()).toHaveLength(1);
		},
	);

	it.each(['malformed', 'empty'])('because the answer is %s', async (kind) => {
		account.sandbox.addFaults(kind === 'empty' ? { status: 200, body: '' } : { malformed: true });
		const list = { resource: 'application', operation: 'getAll' };
		const { message } = await refusal(list);
		expect(message).toMatch(/list the applications.*form that is not known/);
	});
});
