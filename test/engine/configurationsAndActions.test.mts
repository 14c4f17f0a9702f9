/** Resources Configuration and Action: every operation, their parents, and the secret of a trigger's URL. */
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

const run = async (resource: string, operation: string, parameters: object = {}) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: { resource, operation, ...parameters },
		credentials: account.credentials(),
	});

const made = async (resource: string, parameters: object = {}): Promise<string> => {
	const [item] = await run(resource, 'create', parameters);
	account.sandbox.clearRequests();
	return item?.json['key'] as string;
};

const configurations = () => account.configurations();

describe('Configuration', () => {
	it('Create makes one without a body and gives its key', async () => {
		const items = await run('configuration', 'create');
		// What is there is read first, in case the answer does not say which one is new.
		const path = account.path('configurations');
		expect(account.calls()).toEqual([`GET ${path}`, `POST ${path}`]);
		expect(account.lastRequest().body).toBeNull();
		expect(items).toEqual([{ json: { key: configurations()[0]?.key }, pairedItem: { item: 0 } }]);
	});

	it('Create makes it in the application picked in the node', async () => {
		const other = account.sandbox.addApplication();
		await run('configuration', 'create', { applicationKey: picked(other, 'list') });
		expect(account.calls()).toContain(`POST /facebook/1/applications/${other}/configurations`);
		expect(configurations()).toEqual([]);
	});

	it.each(['list', 'key'] as const)('Get finds the one picked by %s', async (mode) => {
		const key = await made('configuration');
		const items = await run('configuration', 'get', { configurationKey: picked(key, mode) });
		expect(account.calls()).toEqual([`GET ${account.path('configurations', key)}`]);
		expect(items).toEqual([{ json: { key }, pairedItem: { item: 0 } }]);
	});

	it.each([
		['Limit', { limit: 2 }, 2],
		['Return All', { returnAll: true }, 3],
	])('Get Many keeps to %s', async (_case, parameters, count) => {
		const keys = [await made('configuration'), await made('configuration')];
		keys.push(await made('configuration'));
		const items = await run('configuration', 'getAll', parameters);
		expect(items.map(({ json }) => json['key'])).toEqual(keys.slice(0, count));
	});

	it('Get Many shows what is in each of them, in one request more', async () => {
		const [empty, full] = [await made('configuration'), await made('configuration')];
		const place = { configurationKey: picked(full) };
		await made('action', { ...place, forwardUrl: 'https://hooks.example.com/2?secret=hidden-one' });
		const items = await run('configuration', 'getAll');
		expect(items.map(({ json }) => json)).toEqual([
			{ key: empty, actions: [] },
			{ key: full, actions: ['Forward to https://hooks.example.com/2?secret=***'] },
		]);
		expect(account.calls()).toHaveLength(3);
	});

	it('Create and Action Create send additional fields', async () => {
		const additionalFields = '{ "keyword": "HELP" }';
		const key = await made('configuration', { options: { additionalFields } });
		await run('configuration', 'create', { options: { additionalFields } });
		expect(account.lastBody()).toEqual({ keyword: 'HELP' });
		await run('action', 'create', {
			configurationKey: picked(key),
			actionType: 'PULL',
			options: { additionalFields: { isActive: true }, callbackData: 'crm' },
		});
		expect(account.lastBody()).toEqual({ type: 'PULL', callbackData: 'crm', isActive: true });
		await expect(
			run('configuration', 'create', { options: { additionalFields: '[1]' } }),
		).rejects.toThrow("'Additional Fields (JSON)' must be a JSON object");
	});

	it('Get Many reports entries that it cannot read', async () => {
		const body = { configurations: [{ key: 'K' }, { name: 'no key' }] };
		account.sandbox.addFaults({ path: '/configurations$', body });
		const { hints } = await engine.runWithHints({
			node: 'infobipFacebook',
			parameters: {
				resource: 'configuration',
				operation: 'getAll',
				applicationKey: picked(account.applicationKey),
			},
			credentials: account.credentials(),
		});
		expect(hints).toEqual([expect.stringMatching(/returned 1 more in a form that is not known/)]);
	});

	it('Delete says what it deleted', async () => {
		const [kept, key] = [await made('configuration'), await made('configuration')];
		const items = await run('configuration', 'delete', { configurationKey: picked(key) });
		expect(items).toEqual([{ json: { deleted: true, key }, pairedItem: { item: 0 } }]);
		expect(account.calls()).toEqual([`DELETE ${account.path('configurations', key)}`]);
		expect(configurations()).toMatchObject([{ key: kept }]);
	});
});

describe('Action', () => {
	let configurationKey: string;

	beforeEach(async () => {
		configurationKey = await made('configuration');
	});

	const place = () => ({ configurationKey: picked(configurationKey, 'list') });
	const path = (...below: string[]) =>
		account.path('configurations', configurationKey, 'actions', ...below);

	it('Create makes a Forward action', async () => {
		const forwardUrl = 'https://hooks.example.com/messenger';
		const items = await run('action', 'create', {
			...place(),
			forwardUrl: ` ${forwardUrl} `,
			options: { callbackData: 'tenant-7' },
		});
		expect(account.calls()).toEqual([`POST ${path()}`]);
		expect(account.lastBody()).toEqual({
			type: 'HTTP_FORWARD',
			forwardUrl,
			callbackData: 'tenant-7',
		});
		expect(items[0]?.json).toEqual({ ...configurations()[0]?.actions[0] });
	});

	it('Create makes a Pull action, without a URL', async () => {
		const [item] = await run('action', 'create', { ...place(), actionType: 'PULL' });
		expect(account.lastBody()).toEqual({ type: 'PULL' });
		expect(item?.json).toMatchObject({ type: 'PULL', key: expect.any(String) as string });
	});

	it.each([
		['http://hooks.example.com/messenger', /'Forward URL' must begin with https/],
		['ftp://hooks.example.com', /'Forward URL' is not a URL/],
		['hooks.example.com', /'Forward URL' is not a URL/],
	])('Create refuses the Forward URL %s before sending', async (forwardUrl, said) => {
		await expect(run('action', 'create', { ...place(), forwardUrl })).rejects.toThrow(said);
		expect(account.calls()).toEqual([]);
	});

	it('Create lets a loopback address go without https', async () => {
		const forwardUrl = 'http://localhost:5678/hook';
		await run('action', 'create', { ...place(), forwardUrl });
		expect(account.lastBody()).toMatchObject({ forwardUrl });
	});

	it.each(['key', 'actionKey'] as const)(
		'Get reads the list and knows a key called %s',
		async (actionKeyName) => {
			account.sandbox.changeSettings({ actionKeyName });
			await made('action', { ...place(), actionType: 'PULL' });
			const key = await made('action', { ...place(), forwardUrl: 'https://hooks.example.com/2' });
			const [item] = await run('action', 'get', { ...place(), actionKey: picked(key) });
			expect(account.calls()).toEqual([`GET ${path()}`]);
			expect(item?.json).toMatchObject({ key, forwardUrl: 'https://hooks.example.com/2' });
		},
	);

	it.each([
		['Limit', { limit: 1 }, 1],
		['Return All', { returnAll: true }, 2],
	])('Get Many keeps to %s', async (_case, parameters, count) => {
		await made('action', { ...place(), actionType: 'PULL' });
		await made('action', { ...place(), forwardUrl: 'https://hooks.example.com/2' });
		await expect(run('action', 'getAll', { ...place(), ...parameters })).resolves.toHaveLength(
			count,
		);
	});

	it('Delete says what it deleted, and leaves the other action', async () => {
		const kept = await made('action', { ...place(), actionType: 'PULL' });
		const key = await made('action', { ...place(), actionType: 'PULL' });
		const items = await run('action', 'delete', { ...place(), actionKey: picked(key, 'list') });
		expect(items).toEqual([{ json: { deleted: true, key }, pairedItem: { item: 0 } }]);
		expect(account.calls()).toEqual([`DELETE ${path(key)}`]);
		expect(configurations()[0]?.actions).toMatchObject([{ key: kept }]);
	});

	it('shows the secret in the URL of a trigger only with Include Secrets', async () => {
		const forwardUrl = 'https://n8n.example.com/webhook/abc/webhook?secret=only-the-trigger-knows';
		const key = await made('action', { ...place(), forwardUrl });
		const shown = [
			await run('action', 'get', { ...place(), actionKey: picked(key) }),
			await run('action', 'getAll', place()),
		];
		expect(JSON.stringify(shown)).not.toContain('only-the-trigger-knows');
		expect(JSON.stringify(shown)).toContain('https://n8n.example.com/webhook/abc/webhook');
		const options = { includeSecrets: true };
		const [asked] = await run('action', 'getAll', { ...place(), options });
		expect(asked?.json['forwardUrl']).toBe(forwardUrl);
	});

	it.each(['.', '..'])('does not take the key %s for a step up to the parent', async (key) => {
		// Sent as a path, it would delete the configuration, or list instead of deleting.
		const actionKey = picked(key);
		await expect(run('action', 'delete', { ...place(), actionKey })).rejects.toThrow();
		expect(account.calls().filter((call) => !call.includes('/actions/'))).toEqual([]);
		expect(configurations()).toHaveLength(1);
	});

	it('encodes a key that is none, instead of calling another address', async () => {
		const actionKey = picked('../../../single?x=1#');
		await expect(run('action', 'delete', { ...place(), actionKey })).rejects.toThrow();
		expect(account.calls()).toEqual([`DELETE ${path('..%2F..%2F..%2Fsingle%3Fx%3D1%23')}`]);
	});
});
