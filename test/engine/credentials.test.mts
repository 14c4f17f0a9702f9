/** The credential: its test, both logins, and every way to write a Base URL. */
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Account } from './account.mts';
import { CredentialStore } from './credentialStore.mts';
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

/** Runs a server of any kind while the visit lasts. */
async function listening(
	listener: RequestListener,
	visit: (url: string, requests: () => number) => Promise<void>,
): Promise<void> {
	let requests = 0;
	const server = createServer((request, response) => {
		requests += 1;
		listener(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		await visit(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => requests);
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

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
		['username and password', {}],
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

	it('asks the Messenger API if the credential is set to Page', async () => {
		await test({ sendAndReceiveThrough: 'page' });
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

	it.each(['facebook', 'messenger'] as const)(
		'passes if only one API is there, and the account is used with the other: no %s',
		async (absent) => {
			account.sandbox.changeSettings({ apis: { [absent]: false } });
			for (const applicationKey of [account.applicationKey, '']) {
				await expect(test({ applicationKey })).resolves.toMatchObject({ status: 'OK' });
			}
		},
	);

	it.each(['results', 'data', 'items', 'keys', 'array', 'paged'] as const)(
		'passes for a list in the form %s',
		async (listAnswer) => {
			account.sandbox.changeSettings({ listAnswer });
			await expect(test()).resolves.toMatchObject({ status: 'OK' });
		},
	);

	it.each([
		[403, /right/],
		[404, /Base URL/],
		[429, /fewer requests/],
		[503, /internal error/],
	])('says what a %i means', async (status, said) => {
		account.sandbox.addFaults({ status });
		await expect(test()).resolves.toEqual({
			status: 'Error',
			message: expect.stringMatching(said) as string,
		});
	});

	it('passes if one API accepts the login and the other one refuses it', async () => {
		account.sandbox.addFaults({ status: 401, path: '^/facebook/' });
		await expect(test()).resolves.toMatchObject({ status: 'OK' });
		account.sandbox.clearFaults();
		account.sandbox.addFaults({ status: 403, path: '^/messenger/' });
		await expect(test({ applicationKey: '' })).resolves.toMatchObject({ status: 'OK' });
	});

	it.each([
		[
			'http://127.0.0.1:1',
			/^Nothing listens at 127\.0\.0\.1:1\. Check host and port in 'Base URL'/,
		],
		['https://nowhere.invalid', /^The host nowhere\.invalid does not exist\. Check host and port/],
		['not a url', /^'Base URL' is not a URL/],
		['', /^'Base URL' is empty/],
		['http://api.infobip.com', /^'Base URL' begins with http:\/\/.*unencrypted/],
		['http://203.0.113.7:8080', /^'Base URL' begins with http:\/\/.*unencrypted/],
	])('says what is wrong with the Base URL %j', async (baseUrl, said) => {
		await expect(test({ baseUrl })).resolves.toEqual({
			status: 'Error',
			message: expect.stringMatching(said) as string,
		});
	});

	it.each([
		[{ username: '' }, /'Username' or 'Password' is empty/],
		[{ authentication: 'apiKey', apiKey: ' ' }, /'API Key' is empty/],
	])('says what is missing of the login: %j', async (changes, said) => {
		await expect(test(changes)).resolves.toEqual({
			status: 'Error',
			message: expect.stringMatching(said) as string,
		});
		expect(account.calls()).toEqual([]);
	});
});

describe('the test of something that is not Infobip', () => {
	const n8nPage =
		'<!DOCTYPE html><html><head><title>n8n.io - Workflow Automation</title></head></html>';
	const unknownWebhook =
		'{"code":404,"message":"The requested webhook \\"GET facebook/1/applications\\" is not registered."}';

	it.each([
		['a web page', 200, '<html><body>Welcome</body></html>', /web page \(200\).*'Base URL'/],
		['a web page that says 404', 404, '<html>Not found</html>', /web page \(404\)/],
		['n8n itself', 200, n8nPage, /the one of n8n/],
		['the webhooks of n8n', 404, unknownWebhook, /the one of n8n/],
		['no content', 204, '', /without content \(204\).*'Base URL'/],
		['an empty 200', 200, '', /without content \(200\)/],
		['JSON of another kind', 200, '{"ok":true}', /not how Infobip answers.*'Base URL'/],
		['an empty object', 200, '{}', /not how Infobip answers/],
		['an empty list', 200, '[]', /not how Infobip answers/],
		['null', 200, 'null', /not how Infobip answers/],
		['a list of something else', 200, '{"data":[{"id":1}]}', /not how Infobip answers/],
		['a text', 200, 'OK', /not how Infobip answers/],
		['half an answer', 200, '{"applications":[', /not how Infobip answers/],
		['a login page of its own', 401, '{"error":"login"}', /refused.*\(401\), but not as Infobip/],
		['a gateway', 502, '<h1>Bad gateway</h1>', /'Base URL'/],
	])('fails, with a sentence: %s', async (_what, status, body, said) => {
		await listening(
			(_request, response) => response.writeHead(status).end(body),
			async (baseUrl, requests) => {
				for (const applicationKey of ['', 'KEY']) {
					await expect(test({ baseUrl, applicationKey })).resolves.toEqual({
						status: 'Error',
						message: expect.stringMatching(said) as string,
					});
				}
				expect(requests()).toBe(4);
			},
		);
	});

	it.each([301, 302, 303, 307, 308])('does not follow a redirect (%i)', async (status) => {
		await listening(
			(_request, response) => response.end('{"applications":[]}'),
			async (elsewhere, stolen) => {
				await listening(
					({ url }, response) =>
						response.writeHead(status, { location: `${elsewhere}${url}` }).end(),
					async (baseUrl) => {
						await expect(test({ baseUrl })).resolves.toEqual({
							status: 'Error',
							message: expect.stringContaining(
								`The address redirects to ${elsewhere} (${status})`,
							) as string,
						});
					},
				);
				expect(stolen()).toBe(0);
			},
		);
	});

	it('shows no login, whatever the server repeats of it', async () => {
		await listening(
			({ headers }, response) => {
				const { password } = account.sandbox;
				response.writeHead(500).end(`${headers.authorization} ${password}`);
			},
			async (baseUrl) => {
				const { message } = await test({ baseUrl });
				expect(message).not.toContain('Basic');
				expect(message).not.toContain(account.sandbox.password);
			},
		);
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

	it('logs in with a username and password of any characters', async () => {
		await list();
		const [scheme, login = ''] = (account.lastRequest().headers.authorization ?? '').split(' ');
		expect(scheme).toBe('Basic');
		expect(Buffer.from(login, 'base64').toString('utf8')).toBe('engine:engine password: ünïcode');
	});

	it('asks n8n for the credential once, however many requests follow', async () => {
		const asked = jest.spyOn(CredentialStore.prototype, 'getDecrypted');
		await engine.run({
			node: 'infobipFacebook',
			parameters: { resource: 'message', operation: 'sendText', to: '={{ $json.to }}', text: 'Hi' },
			credentials: account.credentials(),
			input: ['a', 'b', 'c'].map((to) => ({ json: { to } })),
		});
		expect(account.calls()).toHaveLength(3);
		expect(asked).toHaveBeenCalledTimes(1);
		asked.mockRestore();
	});

	it('does not send a login over http to the internet', async () => {
		const baseUrl = 'http://203.0.113.7:8080';
		await expect(list({ baseUrl })).rejects.toThrow(/'Base URL' begins with http:/);
	});

	it('speaks https where the Base URL has no scheme and is no loopback address', async () => {
		const baseUrl = 'nowhere.invalid/';
		await expect(list({ baseUrl })).rejects.toThrow('https://nowhere.invalid ');
	});
});

it('the credential masks every secret', () => {
	const { properties } = engine.loaded.credentialType('infobipFacebookApi');
	const masked = properties.filter(({ typeOptions }) => typeOptions?.password === true);
	expect(masked.map(({ name }) => name)).toEqual([
		'password',
		'apiKey',
		'appSecret',
		'pageAccessToken',
	]);
});
