/** Publishing, re-publishing, testing and unpublishing: what is made at Infobip, and what is left. */
import type { INodeParameters } from 'n8n-workflow';

import { Account, picked } from './account.mts';
import { startEngine } from './engine.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import type { Engine, Trigger } from './engine.mts';

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

const through = { receiveThrough: 'application' };

const triggerWith = (parameters: INodeParameters = {}, more = {}): Trigger =>
	engine.trigger({
		parameters: { ...through, ...parameters },
		credentials: account.credentials(),
		...more,
	});

const published = async (parameters: INodeParameters = {}): Promise<Trigger> => {
	const trigger = triggerWith(parameters);
	await trigger.publish();
	account.sandbox.clearRequests();
	return trigger;
};

/** Made at Infobip by somebody else, in a configuration of theirs or in the one given. */
const foreign = async (configurationKey?: string, forwardUrl = 'https://crm.example.com/hook') => {
	const run = async (resource: string, parameters: INodeParameters) => {
		const [item] = await engine.run({
			node: 'infobipFacebook',
			parameters: { resource, operation: 'create', ...parameters },
			credentials: account.credentials(),
		});
		return item?.json['key'] as string;
	};
	const configuration = configurationKey ?? (await run('configuration', {}));
	const place = { configurationKey: picked(configuration) };
	const action = await run('action', { ...place, forwardUrl });
	account.sandbox.clearRequests();
	return { configuration, action };
};

const existing = (configuration: string): INodeParameters => ({
	configuration: 'existing',
	configurationKey: picked(configuration),
});

describe('publishing', () => {
	it('makes a configuration and a Forward action, whose URL carries a secret', async () => {
		const trigger = triggerWith();
		await trigger.publish();
		expect(account.calls()).toEqual([
			`GET ${account.path('configurations')}`,
			`POST ${account.path('configurations')}`,
			`POST ${account.path('configurations', account.configurations()[0]!.key, 'actions')}`,
		]);
		const [action] = account.actions();
		const url = new URL(action?.forwardUrl ?? '');
		expect(`${url.origin}${url.pathname}`).toBe(trigger.url());
		expect(url.searchParams.get('secret')).toMatch(/^[0-9a-f]{64}$/);
		expect(action?.type).toBe('HTTP_FORWARD');
	});

	it('makes only the action in an existing configuration', async () => {
		const { configuration } = await foreign();
		const trigger = triggerWith(existing(configuration));
		await trigger.publish();
		expect(account.calls().filter((call) => !call.startsWith('GET '))).toEqual([
			`POST ${account.path('configurations', configuration, 'actions')}`,
		]);
		expect(account.configurations()).toHaveLength(1);
		expect(account.actions()).toHaveLength(2);
	});

	it.each(['list', 'key'] as const)('uses the application picked by %s', async (mode) => {
		const key = account.sandbox.addApplication();
		await triggerWith({ applicationKey: picked(key, mode) }).publish();
		expect(account.calls().every((call) => call.includes(key))).toBe(true);
	});

	it('stops where no application is chosen, naming both places, and sends nothing', async () => {
		const credentials = account.credentials({ applicationKey: '' });
		await expect(triggerWith({}, { credentials }).publish()).rejects.toThrow(
			/'Application' is empty\. Choose one here.*the credential/,
		);
		expect(account.calls()).toEqual([]);
	});

	it('names the field, as this form calls it, if the configuration does not exist', async () => {
		const parameters = { configuration: 'existing', configurationKey: picked('NOSUCH') };
		await expect(triggerWith(parameters).publish()).rejects.toThrow(
			/\(404.*Check 'Existing Configuration'/,
		);
	});

	it('stops at wrong credentials with one request, and tells which', async () => {
		const credentials = account.credentials({ password: 'wrong' });
		await expect(triggerWith({}, { credentials }).publish()).rejects.toThrow(
			/Infobip refused the credentials \(401\)/,
		);
		expect(account.calls()).toHaveLength(1);
	});

	it('stops at an unknown application with what Infobip said, and the key', async () => {
		const parameters = { applicationKey: picked('0000') };
		await expect(triggerWith(parameters).publish()).rejects.toThrow(
			/application 0000.*Application does not exist/,
		);
		expect(account.actions()).toEqual([]);
	});
});

describe('an address that Infobip cannot call', () => {
	const infobip = { baseUrl: 'https://xxxxx.api.infobip.com' };

	it.each([
		['http://n8n.example.com', /does not begin with https/],
		['http://localhost:5678', /own network/],
		['https://localhost:5678', /own network/],
		['http://127.0.0.1:5678', /own network/],
		['https://192.168.1.20', /own network/],
		['https://10.1.2.3', /own network/],
		['https://n8n', /own network/],
		['https://n8n.local', /own network/],
		['https://[::1]:5678', /own network/],
	])('%s stops the publishing and names the variable to set', async (webhookBase, problem) => {
		const credentials = account.credentials(infobip);
		const trigger = triggerWith({}, { credentials, webhookBase });
		await expect(trigger.publish()).rejects.toMatchObject({
			message: expect.stringMatching(
				new RegExp(`${problem.source}.*N8N_WEBHOOK_URL.*WEBHOOK_URL`),
			) as string,
		});
		await expect(trigger.publish()).rejects.toThrow(webhookBase);
		expect(trigger.staticData()).toEqual({});
	});

	it.each(['http://n8n.example.com', 'http://192.168.1.20:5678'])(
		'%s stops it in the same way where Infobip is a sandbox on this machine: nothing is sent',
		async (webhookBase) => {
			await expect(triggerWith({}, { webhookBase }).publish()).rejects.toMatchObject({
				message: expect.stringMatching(/N8N_WEBHOOK_URL/) as string,
			});
			expect(account.calls()).toEqual([]);
		},
	);

	it.each(['http://localhost:5678', 'http://127.0.0.1:5678', 'https://localhost'])(
		'%s is fine where Infobip is a sandbox on this machine',
		async (webhookBase) => {
			await triggerWith({}, { webhookBase }).publish();
			expect(account.actions()[0]?.forwardUrl?.startsWith(webhookBase)).toBe(true);
		},
	);
});

describe('starting n8n again', () => {
	it('finds the action in place by reading, and makes none', async () => {
		const trigger = await published();
		const before = account.configurations();
		await trigger.publish({ activation: 'init' });
		const { key } = before[0]!;
		expect(account.calls()).toEqual([`GET ${account.path('configurations', key, 'actions')}`]);
		expect(account.configurations()).toEqual(before);
	});

	it.each(['create', 'existing'])(
		'makes a new one where somebody took it away (%s)',
		async (kind) => {
			const own = kind === 'create' ? {} : existing((await foreign()).configuration);
			const others = account.actions();
			const trigger = await published(own);
			const [mine] = account
				.actions()
				.filter(({ key }) => !others.some((other) => other.key === key));
			const place = account
				.configurations()
				.find(({ actions }) => actions.some(({ key }) => key === mine?.key))!;
			await engine.run({
				node: 'infobipFacebook',
				parameters: {
					resource: 'action',
					operation: 'delete',
					configurationKey: picked(place.key),
					actionKey: picked(mine!.key),
				},
				credentials: account.credentials(),
			});
			await trigger.publish({ activation: 'init' });
			expect(account.configurations()).toHaveLength(1);
			expect(account.actions()).toHaveLength(others.length + 1);
			await account.customerWrites({ type: 'TEXT', text: 'Hello' });
			await expect(trigger.executions()).resolves.toHaveLength(1);
		},
	);

	it('moves the action when the address of n8n has changed', async () => {
		const trigger = await published();
		trigger.moveTo('http://127.0.0.1:5999');
		await trigger.publish({ activation: 'init' });
		expect(account.configurations()).toHaveLength(1);
		expect(account.actions()).toMatchObject([
			{ forwardUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:5999\//) as string },
		]);
	});
});

describe('publishing again', () => {
	it('leaves an unchanged trigger alone', async () => {
		const trigger = await published();
		await trigger.republish(through);
		expect(account.calls()).toEqual([]);
	});

	it('moves the action to another application', async () => {
		const trigger = await published();
		const other = account.sandbox.addApplication();
		await trigger.republish({ ...through, applicationKey: picked(other) });
		expect(account.configurations()).toEqual([]);
		account.applicationKey = other;
		expect(account.actions()).toHaveLength(1);
		await trigger.unpublish();
		expect(account.configurations()).toEqual([]);
	});

	it('moves the action from its own configuration to an existing one, and back', async () => {
		const { configuration, action } = await foreign();
		const trigger = await published();
		await trigger.republish({ ...through, ...existing(configuration) });
		expect(account.configurations()).toMatchObject([{ key: configuration }]);
		expect(account.actions()).toHaveLength(2);
		await trigger.republish(through);
		expect(account.configurations()).toHaveLength(2);
		expect(account.configurations()[0]).toMatchObject({ actions: [{ key: action }] });
		await trigger.unpublish();
		expect(account.actions()).toMatchObject([{ key: action }]);
	});
});

describe('unpublishing', () => {
	it('leaves nothing behind', async () => {
		const trigger = await published();
		await trigger.unpublish();
		expect(account.configurations()).toEqual([]);
		expect(trigger.staticData()).toEqual({});
	});

	it('leaves nothing behind if n8n 1.x is asked for it while it still publishes', async () => {
		const trigger = triggerWith({}, { line: 1 });
		account.sandbox.addFaults({ method: 'POST', path: '/actions$', delayMs: 300 });
		const publishing = trigger.publish();
		await waitUntil('the action is created', () => account.sandbox.faults()[0]?.hit === 1);
		await trigger.unpublish();
		await publishing;
		expect(account.configurations()).toEqual([]);
	});

	it('leaves what others made: their action beside ours, their configuration, almost our URL', async () => {
		const { configuration } = await foreign();
		const trigger = triggerWith(existing(configuration));
		await foreign(configuration, `${trigger.url()}/x`);
		await foreign(configuration, `${trigger.url()}?token=1&secret=${'0'.repeat(64)}`);
		await foreign();
		const before = account.configurations();
		await trigger.publish();
		expect(account.configurations()).not.toEqual(before);
		await trigger.unpublish();
		expect(account.configurations()).toEqual(before);
	});

	it('leaves our configuration where somebody put an action into it', async () => {
		const trigger = await published();
		const { key } = account.configurations()[0]!;
		const { action } = await foreign(key);
		await trigger.unpublish();
		expect(account.configurations()).toMatchObject([{ key, actions: [{ key: action }] }]);
	});

	it.each(['configuration', 'application'])(
		'succeeds where the %s is gone already',
		async (gone) => {
			const trigger = await published();
			const { key } = account.configurations()[0]!;
			await engine.run({
				node: 'infobipFacebook',
				parameters: {
					resource: gone,
					operation: 'delete',
					applicationKey: picked(account.applicationKey),
					configurationKey: picked(key),
				},
				credentials: account.credentials(),
			});
			await expect(trigger.unpublish()).resolves.toBeUndefined();
			expect(trigger.staticData()).toEqual({});
		},
	);

	it('changes nothing for a trigger that was never published', async () => {
		await triggerWith().unpublish();
		expect(account.calls().filter((call) => !call.startsWith('GET '))).toEqual([]);
	});
});

describe('the test listener', () => {
	it('makes an action of its own, and takes it away after the first message', async () => {
		const trigger = triggerWith();
		await trigger.listen();
		expect(account.actions()[0]?.forwardUrl?.startsWith(`${trigger.url('test')}?secret=`)).toBe(
			true,
		);
		await account.customerWrites({ type: 'TEXT', text: 'Hello' });
		await expect(trigger.executions()).resolves.toMatchObject([
			{ mode: 'manual', items: [{ json: { text: 'Hello' } }] },
		]);
		expect(account.configurations()).toEqual([]);
	});

	it('never touches the production action, which goes on receiving', async () => {
		const trigger = await published();
		const production = account.configurations();
		const stored = structuredClone(trigger.staticData());
		await trigger.listen();
		expect(account.actions()).toHaveLength(2);
		const forwards = await account.customerWrites({ type: 'TEXT', text: 'Both' });
		expect(forwards.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
		const modes = (await trigger.executions()).map(({ mode }) => mode);
		expect(modes.sort()).toEqual(['manual', 'webhook']);
		expect(account.configurations()).toEqual(production);
		expect(trigger.staticData()).toEqual(stored);
		await account.customerWrites({ type: 'TEXT', text: 'After' });
		await expect(trigger.executions()).resolves.toHaveLength(3);
	});

	it('works next to production in the same existing configuration', async () => {
		const { configuration, action } = await foreign();
		const trigger = await published(existing(configuration));
		const production = account.configurations();
		await trigger.listen();
		expect(account.actions()).toHaveLength(3);
		await trigger.stopListening();
		expect(account.configurations()).toEqual(production);
		await trigger.unpublish();
		expect(account.actions()).toMatchObject([{ key: action }]);
	});

	it('leaves nothing when it is cancelled', async () => {
		const trigger = triggerWith();
		await trigger.listen();
		await trigger.stopListening();
		expect(account.configurations()).toEqual([]);
	});

	it('does not accept the secret of production, nor production that of the test', async () => {
		const trigger = await published();
		await trigger.listen();
		const [production, test] = account.actions().map(({ forwardUrl }) => new URL(forwardUrl ?? ''));
		const swapped = [trigger.url() + test!.search, trigger.url('test') + production!.search];
		for (const url of swapped) {
			const { status } = await fetch(url, { method: 'POST', body: '{"results":[]}' });
			expect(status).toBe(401);
		}
		await trigger.stopListening();
	});

	it('keeps listening after a message that the filters let pass by', async () => {
		const trigger = triggerWith({ filters: { messageTypes: ['image'] } });
		await trigger.listen();
		await account.customerWrites({ type: 'TEXT', text: 'Not this one' });
		expect(account.actions()).toHaveLength(1);
		await account.customerWrites({ type: 'IMAGE', url: 'https://example.com/mug.png' });
		await expect(trigger.executions()).resolves.toMatchObject([
			{ items: [{ json: { type: 'image' } }] },
		]);
	});
});
