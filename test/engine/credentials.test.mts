/** The credential: its test, both logins, and every way to write a Base URL. */
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

const test = async (changes = {}) =>
	await engine.testCredential('infobipFacebookApi', account.form(changes));

/** Ways to write the sandbox's address. */
const baseUrls = [
	['as it is', (url: string) => url],
	['with a slash', (url: string) => `${url}/`],
	['with many slashes', (url: string) => `${url}////`],
	['with spaces', (url: string) => `  ${url}/ `],
	['without a scheme', (url: string) => url.replace('http://', '')],
	['without a scheme, with slashes', (url: string) => `${url.replace('http://', '')}//`],
	['in capitals', (url: string) => url.replace('http', 'HTTP')],
] as const;

const noDoubleSlash = () => {
	for (const { path } of account.sandbox.requests()) expect(path).not.toContain('//');
};

describe('the test', () => {
	it.each([
		['user name and password', {}],
		['API key', { authentication: 'apiKey', apiKey: 'engine-key' }],
		['API key pasted with its scheme', { authentication: 'apiKey', apiKey: 'App engine-key ' }],
	])('accepts a good %s', async (_what, changes) => {
		await expect(test(changes)).resolves.toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		expect(account.calls()).toEqual(['GET /facebook/1/applications']);
	});

	it('proves the login and not the host: a wrong password is no success', async () => {
		await expect(test({ password: 'wrong' })).resolves.toEqual({
			status: 'Error',
			message: expect.stringMatching(/^Infobip refused the credentials \(401\)\. Check/) as string,
		});
	});

	it('consumes nothing', async () => {
		account.sandbox.customerWrites('person', {
			applicationKey: account.applicationKey,
			message: { type: 'TEXT', text: 'still here' },
		});
		await test();
		expect(account.sandbox.state().waitingForPull).toBe(1);
	});

	it('asks the Messenger API where there is no Application Key', async () => {
		await test({ applicationKey: '' });
		expect(account.lastRequest()).toMatchObject({
			method: 'GET',
			path: '/messenger/1/logs',
			query: { limit: '1' },
		});
	});

	it.each(baseUrls)('works with the Base URL written %s', async (_how, write) => {
		const baseUrl = write(account.sandbox.url);
		await expect(test({ baseUrl })).resolves.toMatchObject({ status: 'OK' });
		noDoubleSlash();
	});

	it.each([
		[403, /right/],
		[404, /Base URL/],
		[429, /fewer requests/],
	])('says what a %i means', async (status, said) => {
		account.sandbox.addFaults({ status });
		await expect(test()).resolves.toEqual({
			status: 'Error',
			message: expect.stringMatching(said) as string,
		});
	});

	it('says that nothing listens there', async () => {
		await expect(test({ baseUrl: 'http://127.0.0.1:1' })).resolves.toEqual({
			status: 'Error',
			message: 'ECONNREFUSED',
		});
	});
});

describe('a node', () => {
	const list = async (changes = {}) =>
		await engine.run({
			node: 'infobipFacebook',
			parameters: { resource: 'application', operation: 'getAll' },
			credentials: { infobipFacebookApi: account.form(changes) },
		});

	it.each(baseUrls)('works with the Base URL written %s', async (_how, write) => {
		await expect(list({ baseUrl: write(account.sandbox.url) })).resolves.toHaveLength(1);
		expect(account.calls()).toEqual(['GET /facebook/1/applications']);
	});

	it('logs in with the API key', async () => {
		await list({ authentication: 'apiKey', apiKey: 'engine-key' });
		expect(account.lastRequest().headers.authorization).toBe('App engine-key');
	});

	it('logs in with a user name and password of any characters', async () => {
		await list();
		const [scheme, login = ''] = (account.lastRequest().headers.authorization ?? '').split(' ');
		expect(scheme).toBe('Basic');
		expect(Buffer.from(login, 'base64').toString('utf8')).toBe('engine:engine password: ünïcode');
	});

	it('speaks https where the Base URL has no scheme and is no loopback address', async () => {
		const baseUrl = 'nowhere.invalid/';
		await expect(list({ baseUrl })).rejects.toThrow('https://nowhere.invalid ');
	});
});

it('the app credential is tested at Facebook, and masks its two secrets', () => {
	const { test: appTest, properties } = engine.loaded.credentialType('infobipFacebookAppApi');
	expect(appTest?.request).toMatchObject({ baseURL: 'https://graph.facebook.com', url: '/me' });
	const masked = properties.filter(({ typeOptions }) => typeOptions?.password === true);
	expect(masked.map(({ name }) => name)).toEqual(['appSecret', 'pageAccessToken']);
});

it('the account credential masks password and API key', () => {
	const { properties } = engine.loaded.credentialType('infobipFacebookApi');
	const masked = properties.filter(({ typeOptions }) => typeOptions?.password === true);
	expect(masked.map(({ name }) => name)).toEqual(['password', 'apiKey']);
});
