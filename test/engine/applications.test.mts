/** Resource Application: every operation, the app id digit by digit, and secrets kept back. */
import { Account, facebookApp, picked } from './account.mts';
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

const run = async (parameters: object, changes = {}, input = [{ json: {} }]) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'application', ...parameters },
		credentials: { ...account.credentials(), ...changes },
		input,
	});

describe('Create', () => {
	it.each(['1234567890123456', '12345678901234567', '98765432109876543'])(
		'sends app id %s as a JSON number with all its digits',
		async (appId) => {
			const [item] = await run({ operation: 'create' }, account.credentials({ appId }));
			expect(account.lastRequest()).toMatchObject({
				method: 'POST',
				path: '/facebook/1/applications',
				headers: { 'content-type': 'application/json', accept: 'application/json' },
			});
			expect(account.lastRequest().body).toBe(
				`{"facebook":{"page":{"accessToken":"${facebookApp.pageAccessToken}"},` +
					`"application":{"id":${appId},"secret":"${facebookApp.appSecret}"}}}`,
			);
			expect(String(idOf(item?.json))).toBe(appId);
		},
	);

	it('takes App ID, App Secret and Page Access Token from the fields of the node if they are filled in', async () => {
		const items = await engine.run({
			node: 'infobipFacebook',
			parameters: {
				resource: 'application',
				operation: 'create',
				appId: '={{ $json.appId }}',
				appSecret: '={{ $json.appSecret }}',
				pageAccessToken: ' pasted with spaces ',
			},
			credentials: account.credentials(),
			input: [{ json: { appId: '17841400000000017', appSecret: 'from-an-item' } }],
		});
		expect(account.lastBody()).toMatchObject({
			facebook: {
				page: { accessToken: 'pasted with spaces' },
				application: { secret: 'from-an-item' },
			},
		});
		expect(account.lastRequest().body).toContain('"id":17841400000000017,');
		expect(items).toHaveLength(1);
	});

	it('keeps token and secret out of the result, and has key, name and picture in it', async () => {
		const [item] = await run({ operation: 'create' });
		expect(item?.json).toMatchObject({
			key: expect.stringMatching(/^[0-9A-F]{32}$/) as string,
			facebook: {
				application: {
					name: expect.any(String) as string,
					imageUrl: expect.stringMatching(/^https:/) as string,
				},
			},
		});
		const text = JSON.stringify(item);
		expect(text).not.toContain(facebookApp.appSecret);
		expect(text).not.toContain(facebookApp.pageAccessToken);
	});

	it('says which callback URL to look for in the Facebook app', async () => {
		const [item] = await run({ operation: 'create' });
		const key = item?.json['key'] as string;
		const expectedCallbackUrl = `https://api.infobip.com/facebook/1/applications/${key}/webhook`;
		expect(item?.json).toMatchObject({ expectedCallbackUrl });
		const [again] = await run({ operation: 'get', applicationKey: picked(key) });
		expect(again?.json).toMatchObject({ expectedCallbackUrl });
	});

	it('has them in it with Include Secrets', async () => {
		const [item] = await run({ operation: 'create', options: { includeSecrets: true } });
		expect(item?.json).toMatchObject({
			facebook: {
				page: { accessToken: facebookApp.pageAccessToken },
				application: { secret: facebookApp.appSecret },
			},
		});
	});

	it.each([
		['App ID', { appId: '12345abc' }],
		['App Secret', { appSecret: ' ' }],
		['Page Access Token', { pageAccessToken: '' }],
	])('is refused before sending when %s is wrong', async (label, wrong) => {
		await expect(run({ operation: 'create' }, account.credentials(wrong))).rejects.toThrow(label);
		expect(account.calls()).toEqual([]);
	});
});

describe('Get', () => {
	it.each(['list', 'key'] as const)('finds the application picked by %s', async (mode) => {
		const key = account.sandbox.addApplication({ id: 11111111111111117n });
		const [item] = await run({ operation: 'get', applicationKey: picked(key, mode) });
		expect(account.calls()).toEqual([`GET /facebook/1/applications/${key}`]);
		expect(item?.json['key']).toBe(key);
		expect(String(idOf(item?.json))).toBe('11111111111111117');
	});

	it('falls back on the application key of the credential', async () => {
		const [item] = await run({ operation: 'get' });
		expect(item?.json['key']).toBe(account.applicationKey);
	});

	it('hides the secrets, unless they are asked for', async () => {
		const [hidden] = await run({ operation: 'get' });
		expect(JSON.stringify(hidden)).not.toMatch(/accessToken|"secret"/);
		const [shown] = await run({ operation: 'get', options: { includeSecrets: true } });
		expect(shown?.json).toMatchObject({
			facebook: {
				page: { accessToken: 'EAAB-demo-token' },
				application: { secret: expect.any(String) as string },
			},
		});
	});
});

describe('Get Many', () => {
	beforeEach(() => {
		for (let app = 0; app < 60; app++) account.sandbox.addApplication();
	});

	it.each([
		['50 by default', {}, 50],
		['as many as Limit says', { limit: 3 }, 3],
		['all with Return All', { returnAll: true }, 61],
	])('gives %s, one item each', async (_case, parameters, count) => {
		const items = await run({ operation: 'getAll', ...parameters });
		expect(items).toHaveLength(count);
		expect(new Set(items.map(({ json }) => json['key'])).size).toBe(count);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: count }, () => ({ item: 0 })),
		);
		expect(account.calls()).toEqual(['GET /facebook/1/applications']);
	});

	it('hides the secrets of every one', async () => {
		const items = await run({ operation: 'getAll', returnAll: true });
		expect(JSON.stringify(items)).not.toMatch(/accessToken|"secret"/);
	});

	it('reads a bare array as well as an envelope', async () => {
		account.sandbox.changeSettings({ listAnswer: 'array' });
		await expect(run({ operation: 'getAll', limit: 2 })).resolves.toHaveLength(2);
	});
});

describe('Update', () => {
	it('replaces what Facebook gave, and shows no secret', async () => {
		const [item] = await run({
			operation: 'update',
			applicationKey: picked(account.applicationKey, 'list'),
		});
		expect(account.calls()).toEqual([`PUT ${account.path()}`]);
		expect(account.lastRequest().body).toContain(`"id":${facebookApp.appId},`);
		expect(item?.json['key']).toBe(account.applicationKey);
		expect(String(idOf(item?.json))).toBe(facebookApp.appId);
		expect(JSON.stringify(item)).not.toMatch(/accessToken|"secret"/);
	});
});

describe('Delete', () => {
	it('says what it deleted', async () => {
		const key = account.sandbox.addApplication();
		const items = await run({ operation: 'delete', applicationKey: picked(key) });
		expect(items).toEqual([{ json: { deleted: true, key }, pairedItem: { item: 0 } }]);
		expect(account.calls()).toEqual([`DELETE /facebook/1/applications/${key}`]);
		const left = account.sandbox.state().applications.map((application) => application.key);
		expect(left).toEqual([account.applicationKey]);
	});

	it.each(['delete', 'update'])(
		'needs a key in the node: no default decides what %s hits',
		async (operation) => {
			await expect(run({ operation })).rejects.toThrow(/Application/);
			expect(account.calls()).toEqual([]);
			expect(account.sandbox.state().applications).toHaveLength(1);
		},
	);
});

function idOf(json: Record<string, unknown> | undefined): unknown {
	const facebook = json?.['facebook'] as { application: { id: unknown } } | undefined;
	return facebook?.application.id;
}
