/** Secrets appear in no output, error or log: everything that can be seen is searched for them. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import { Account, facebookApp } from './account.mts';
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

/** Every secret in every form in which it could be written. */
const secrets = (): string[] => {
	const { username, password, apiKey } = account.sandbox;
	const { appSecret, pageAccessToken } = facebookApp;
	const login = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
	return [password, apiKey, login, appSecret, pageAccessToken];
};

/** All that an error holds, as n8n keeps it with the execution and shows under "Error details". */
const shown = (value: unknown): string => {
	const seen = new Set<unknown>();
	const own = (_key: string, member: unknown): unknown => {
		if (typeof member !== 'object' || member === null) return member;
		if (seen.has(member)) return undefined;
		seen.add(member);
		if (!(member instanceof Error)) return member;
		const { message, stack, cause } = member;
		return { own: Object.entries(member), message, stack, cause };
	};
	return JSON.stringify({ value }, own);
};

const expectNoSecret = (text: string, more: string[] = []) => {
	const leaks = [...secrets(), ...more].flatMap((secret) => {
		const at = text.indexOf(secret);
		return at === -1 ? [] : [text.slice(Math.max(0, at - 200), at + secret.length)];
	});
	expect(leaks).toEqual([]);
};

const run = async (parameters: INodeParameters, form = {}) =>
	await engine
		.run({
			node: 'infobipFacebook',
			parameters,
			credentials: account.credentials(form),
		})
		.catch((error: unknown) => error);

const everything: INodeParameters[] = [
	{ resource: 'application', operation: 'create' },
	{ resource: 'application', operation: 'getAll' },
	{ resource: 'application', operation: 'get' },
	{ resource: 'configuration', operation: 'create' },
	{ resource: 'configuration', operation: 'getAll' },
	{ resource: 'message', operation: 'sendText', to: 'person', text: 'Hello' },
	{ resource: 'receivedMessage', operation: 'getAll' },
];

const logins = [{}, { authentication: 'apiKey', apiKey: 'engine-key' }];

it.each(everything)('no result of $resource $operation shows one', async (parameters) => {
	for (const login of logins) expectNoSecret(shown(await run(parameters, login)));
});

describe.each([
	['refuses', { status: 401 }],
	['stumbles', { status: 500 }],
	['breaks off', { reset: 'before' as const }],
	['babbles', { status: 200, body: 'no JSON' }],
])('when Infobip %s,', (_case, fault) => {
	it.each(everything)('the error of $resource $operation shows none', async (parameters) => {
		account.sandbox.addFaults(fault);
		for (const login of logins) {
			const outcome = await run(parameters, login);
			// What a pull has received comes as an item, however little of it can be read.
			const isPulled = parameters['resource'] === 'receivedMessage' && 'body' in fault;
			if (!isPulled) expect(outcome).toBeInstanceOf(Error);
			expectNoSecret(shown(outcome));
		}
	});

	it('the error of a list and of a credential test shows none', async () => {
		account.sandbox.addFaults(fault);
		const credentials = account.credentials();
		const list = engine.listSearch('infobipFacebook', 'searchApplications', { credentials });
		expectNoSecret(shown(await list.catch((error: unknown) => error)));
		expectNoSecret(shown(await engine.testCredential('infobipFacebookApi', account.form())));
	});

	it('the error of publishing and unpublishing shows neither these nor the secret of the URL', async () => {
		const trigger = engine.trigger({ parameters: {}, credentials: account.credentials() });
		await trigger.publish();
		const secret = account.actions()[0]?.forwardUrl?.split('secret=')[1] ?? 'none';
		account.sandbox.addFaults(fault);
		expectNoSecret(shown(await trigger.unpublish().catch((error: unknown) => error)), [secret]);
		const other = engine.trigger({ parameters: {}, credentials: account.credentials() });
		expectNoSecret(shown(await other.publish().catch((error: unknown) => error)), [secret]);
	});
});

it('an echo of Infobip does not show the page access token and the app secret', async () => {
	account.sandbox.addFaults({
		method: 'POST',
		path: '/applications$',
		status: 400,
		body: {
			requestError: {
				serviceException: {
					messageId: 'BAD_REQUEST',
					text: 'Bad request',
					validationErrors: { 'facebook.application.id': ['is not known to Facebook'] },
				},
			},
		},
	});
	const error = await run({ resource: 'application', operation: 'create' });
	expect(shown(error)).toContain('is not known to Facebook');
	expectNoSecret(shown(error));
});

describe('an answer that is not understood', () => {
	it.each([
		['create', {}],
		['get', {}],
		['getAll', {}],
	])(
		'is not shown with the secrets that %s of an application has in it',
		async (operation, more) => {
			account.reset();
			const { appSecret: secret, pageAccessToken: accessToken } = facebookApp;
			account.applicationKey = account.sandbox.addApplication({ secret, accessToken });
			for (const fault of [
				{ malformed: true },
				{ status: 200, body: unknownShape(secret, accessToken) },
			]) {
				account.sandbox.clearFaults();
				account.sandbox.addFaults(fault);
				// A list in a form that is not documented may be read after all.
				const outcome = await run({ resource: 'application', operation, ...more });
				expectNoSecret(outcome instanceof Error ? shown(outcome) : JSON.stringify(outcome));
			}
		},
	);

	it('is not shown with the secret of a trigger that it has in it', async () => {
		const trigger = engine.trigger({ parameters: {}, credentials: account.credentials() });
		await trigger.publish();
		const [action] = account.actions();
		const secret = action?.forwardUrl?.split('secret=')[1] ?? 'none';
		account.sandbox.addFaults({
			method: 'GET',
			path: '/actions$',
			status: 200,
			body: { list: [action] },
		});
		expectNoSecret(shown(await trigger.unpublish().catch((error: unknown) => error)), [secret]);
	});
});

function unknownShape(secret: string, accessToken: string) {
	return { data: [{ page: { accessToken }, application: { secret } }] };
}

it('the item of a received message does not show the secret of the URL', async () => {
	const parameters = { receiveOptions: { includeRaw: true } };
	const trigger = engine.trigger({ parameters, credentials: account.credentials() });
	await trigger.publish();
	const secret = account.actions()[0]?.forwardUrl?.split('secret=')[1] ?? 'none';
	await account.customerWrites({ type: 'TEXT', text: 'Hello' });
	expectNoSecret(shown(await trigger.executions()), [secret]);
});

it('the log of all this shows none', async () => {
	const trigger = engine.trigger({ parameters: {}, credentials: account.credentials() });
	await trigger.publish();
	const secret = account.actions()[0]?.forwardUrl?.split('secret=')[1] ?? 'none';
	account.sandbox.addFaults({ status: 500 });
	await trigger.unpublish().catch(() => undefined);
	await engine
		.trigger({ parameters: {}, credentials: account.credentials() })
		.publish()
		.catch(() => undefined);
	// n8n writes its log a moment later.
	await sleep(200);
	const log = engine.log();
	expect(log).toContain('Infobip');
	expectNoSecret(log, [secret]);
});

/** A server that repeats all it is told: headers, body, and what it was told before. */
describe('a server that echoes everything', () => {
	const told = new Set<string>();
	let write: (text: string) => unknown = (text) => text;
	let status = 200;
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			const header = request.headers.authorization ?? '';
			const login = Buffer.from(header.replace(/^\S+ /, ''), 'base64').toString();
			for (const text of [header, login, login.replace(/^[^:]*:/, ''), body, request.url ?? '']) {
				if (text !== '') told.add(text);
			}
			const text = [...told].join(' ');
			const echo = write(text);
			const requestError = { serviceException: { messageId: text, text: echo } };
			const results = [
				{ key: 'AB', name: echo, note: text, list: [{ accessToken: 'EAAfake' }, body] },
			];
			const answer =
				status === 200
					? { key: 'AB', results, configurations: results, applications: results, echo }
					: { requestError, errorCode: text, description: echo, violations: [{ violation: text }] };
			const json = JSON.stringify(answer);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(isEscaped ? escaped(json) : json);
		});
	});
	let isEscaped = false;
	let url = '';

	beforeAll(async () => {
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => {
		server.close();
		server.closeAllConnections();
	});
	beforeEach(() => {
		told.clear();
	});

	/** Every letter of a text as \u0061; the structure stays. */
	const escaped = (json: string): string =>
		json.replace(
			/(?<!\\u?[\da-f]{0,3})(?<!\\)[g-z]/g,
			(letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
		);

	const ways: [string, (text: string) => unknown][] = [
		['as it is', (text) => text],
		['as an object', (text) => ({ deep: [{ quoted: text }] })],
		['in a URL', (text) => `https://x.example/?echo=${encodeURIComponent(text)}`],
		['in Base64', (text) => [...told].map((one) => Buffer.from(one).toString('base64')).join(text)],
	];

	describe.each([200, 201, 302, 400, 401, 404, 422, 500, 503])('with status %i', (code) => {
		it.each(ways)('%s, shows none', async (_way, repeat) => {
			status = code;
			write = repeat;
			for (const unicode of [false, true]) {
				isEscaped = unicode;
				for (const login of logins) {
					told.clear();
					const form = { ...login, baseUrl: url };
					for (const parameters of everything.filter(
						({ resource }) => resource !== 'receivedMessage',
					)) {
						const atOnce = { ...parameters, options: { retryFor: 0 } };
						expectNoSecret(shown(await run(atOnce, form)), ['EAAfake']);
					}
				}
			}
		});

		it.each(['application', 'page'])('a trigger of %s shows none', async (receiveThrough) => {
			status = 200;
			// Long texts are cut in errors, so the secrets come first.
			write = (text) => `${(text.match(/[0-9a-f]{64}/g) ?? []).join(' ')} ${text}`;
			isEscaped = false;
			const credentials = account.credentials({ baseUrl: url, pageId: '102030405060708' });
			const parameters = { receiveThrough, applicationKey: account.applicationKey };
			const trigger = engine.trigger({ parameters, credentials });
			const published = await trigger.publish().catch((error: unknown) => error);
			const secretsTold = [...told].join(' ').match(/[0-9a-f]{64}/g) ?? [];
			expectNoSecret(shown(published), secretsTold);
			expect(secretsTold).not.toEqual([]);
			status = code;
			const unpublished = await trigger.unpublish().catch((error: unknown) => error);
			expectNoSecret(shown(unpublished), secretsTold);
		});
	});
});
