/** The "From list" locators: what they offer, that they know their parents, and what goes wrong aloud. */
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

const search = async (
	method: string,
	{
		parameters = {},
		filter,
		login = {},
		node = 'infobipFacebook',
	}: {
		parameters?: object;
		filter?: string;
		login?: object;
		node?: string;
	} = {},
) =>
	await engine.listSearch(node, method, {
		parameters: { ...parameters },
		credentials: account.credentials({ ...login }),
		...(filter === undefined ? {} : { filter }),
	});

const make = async (resource: string, parameters: object): Promise<string> => {
	const [item] = await engine.run({
		node: 'infobipFacebook',
		parameters: { resource, operation: 'create', ...parameters },
		credentials: account.credentials(),
	});
	account.sandbox.clearRequests();
	return item?.json['key'] as string;
};

describe.each(['infobipFacebook', 'infobipFacebookTrigger'])('of %s', (node) => {
	it('applications have the name that Facebook gave and the key as value', async () => {
		const { results } = await search('searchApplications', { node });
		const [application] = account.sandbox.state().applications;
		expect(results).toMatchObject([{ name: application?.name, value: application?.key }]);
	});

	it('applications are found by part of their name or key, in any case', async () => {
		account.sandbox.addApplication({ id: 1000000000000001n });
		const [first, second] = (await search('searchApplications', { node })).results;
		const byName = await search('searchApplications', { node, filter: first!.name.toUpperCase() });
		expect(byName.results).toEqual([first]);
		const filter = String(second!.value).slice(3, 20).toLowerCase();
		const byKey = await search('searchApplications', { node, filter });
		expect(byKey.results).toEqual([second]);
	});

	it.each(['list', 'key'] as const)(
		'configurations are those of the application picked by %s',
		async (mode) => {
			const other = account.sandbox.addApplication();
			const key = await make('configuration', { applicationKey: picked(other) });
			await make('configuration', {});
			const shown = { resource: 'configuration', operation: 'get', receiveThrough: 'application' };
			const parameters = { ...shown, applicationKey: picked(other, mode) };
			const { results } = await search('searchConfigurations', { node, parameters });
			expect(results).toMatchObject([{ value: key }]);
			const path = `/facebook/1/applications/${other}/configurations`;
			expect(account.calls()).toEqual([`GET ${path}`, `GET ${path}/${key}/actions`]);
		},
	);

	it('configurations are those of the credential where the node names no application', async () => {
		const key = await make('configuration', {});
		const { results } = await search('searchConfigurations', { node });
		expect(results).toMatchObject([{ value: key }]);
	});

	it('configurations are named by what is in them, without the secret of a trigger', async () => {
		const [empty, full] = [await make('configuration', {}), await make('configuration', {})];
		const place = { configurationKey: picked(full) };
		const forwardUrl = 'https://n8n.example.com/webhook/1/webhook?secret=only-the-trigger-knows';
		await make('action', { ...place, forwardUrl });
		const pull = await make('action', { ...place, actionType: 'PULL' });
		const { results } = await search('searchConfigurations', { node });
		expect(results).toEqual([
			{ name: `No actions (${empty})`, value: empty },
			{
				name: `Forward to https://n8n.example.com/webhook/1/webhook?secret=***, Pull (${pull}) (${full})`,
				value: full,
			},
		]);
	});

	it('configurations are listed although what is in them cannot be read', async () => {
		const key = await make('configuration', {});
		account.sandbox.addFaults({ path: '/actions$', status: 403 });
		const { results } = await search('searchConfigurations', { node });
		expect(results).toEqual([{ name: key, value: key }]);
	});

	it('say that no application is chosen, instead of being empty', async () => {
		const login = { applicationKey: '' };
		await expect(search('searchConfigurations', { node, login })).rejects.toThrow(
			/'Application' is empty/,
		);
	});

	it('say that the credentials were refused, instead of being empty', async () => {
		const login = { password: 'wrong' };
		await expect(search('searchApplications', { node, login })).rejects.toThrow(/\(401\)/);
		expect(account.calls()).toHaveLength(1);
	});
});

describe('actions', () => {
	/** The form in which the list is opened. */
	const opened = { resource: 'action', operation: 'get' };
	let configurationKey: string;

	beforeEach(async () => {
		configurationKey = await make('configuration', {});
	});

	it('are those of the configuration, named by what they do, without the secret of a trigger', async () => {
		const place = { configurationKey: picked(configurationKey) };
		const forwardUrl = 'https://n8n.example.com/webhook/1/webhook?secret=only-the-trigger-knows';
		const forward = await make('action', { ...place, forwardUrl });
		const pull = await make('action', { ...place, actionType: 'PULL' });
		const { results } = await search('searchActions', { parameters: { ...opened, ...place } });
		expect(results).toMatchObject([
			{
				name: expect.stringMatching(/^Forward to https:\/\/n8n\.example\.com/) as string,
				value: forward,
			},
			{ name: expect.stringMatching(/^Pull/) as string, value: pull },
		]);
		expect(JSON.stringify(results)).not.toContain('only-the-trigger-knows');
	});

	it('ask for the configuration first', async () => {
		await expect(search('searchActions', { parameters: opened })).rejects.toThrow(
			/'Configuration'/,
		);
		expect(account.calls()).toEqual([]);
	});

	it('pass on that the configuration is gone', async () => {
		const parameters = { ...opened, configurationKey: picked('0000') };
		await expect(search('searchActions', { parameters })).rejects.toThrow(
			/Configuration does not exist/,
		);
	});
});

it('are the lists that the locators name', () => {
	for (const { name, properties } of engine.loaded.descriptions) {
		const { methods } = engine.loaded.getByNameAndVersion(engine.loaded.typeOf(name));
		const named = properties
			.flatMap(({ modes = [] }) => modes)
			.map(({ typeOptions }) => typeOptions?.searchListMethod)
			.filter((method) => method !== undefined);
		expect(named.length).toBeGreaterThan(0);
		expect(Object.keys(methods?.listSearch ?? {})).toEqual(expect.arrayContaining(named));
	}
});
