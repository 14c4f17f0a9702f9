/** Resource Setup, Check: what it sees, what it advises, and that it changes and consumes nothing. */
import type { INodeParameters } from 'n8n-workflow';

import { checkTargets } from '../../infobip/setup/target.ts';
import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account, picked } from './account.mts';
import { RunError, startEngine } from './engine.mts';
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
	account.sandbox.addPage();
});

interface Check {
	check: string;
	ok: boolean;
	seen: string;
	toDo: string;
}

const credentials = (changes: Record<string, string> = {}) =>
	account.credentials({ pageId: DEMO_PAGE_ID, ...changes });

type What = 'application' | 'page';

/** Runs the check, and holds it to its promise: nothing changed, nothing consumed. */
const check = async (
	checkWhat: What,
	parameters: INodeParameters = {},
	login: Record<string, string> = {},
): Promise<{ ok: boolean; checks: Check[] }> => {
	const before = account.sandbox.state();
	account.sandbox.clearRequests();
	const items = await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'setup', operation: 'check', checkWhat, ...parameters },
		credentials: checkWhat === 'page' ? credentials(login) : account.credentials(login),
	});
	expect(account.sandbox.state()).toEqual(before);
	for (const { method, path } of account.sandbox.requests()) {
		expect(method).toBe('GET');
		expect(path).not.toMatch(/\/(reports|inbound)$/);
	}
	expect(items).toHaveLength(1);
	const json = items[0]!.json as unknown as { ok: boolean; checks: Check[] };
	expect(json.ok).toBe(json.checks.every(({ ok }) => ok));
	for (const { ok, toDo } of json.checks) expect(toDo === 'Nothing').toBe(ok);
	return json;
};

/** The one check of that name. */
const named = ({ checks }: { checks: Check[] }, name: string): Check => {
	const found = checks.filter((one) => one.check === name);
	expect(found).toHaveLength(1);
	return found[0]!;
};

const publish = async (parameters: INodeParameters, more: object = {}): Promise<Trigger> => {
	const trigger = engine.trigger({ parameters, credentials: credentials(), ...more });
	await trigger.publish();
	return trigger;
};

/** Made through a credential of the Page, so the application is chosen in the node. */
const forward = () => ({
	receiveThrough: 'application',
	applicationKey: picked(account.applicationKey),
});
const page = { receiveThrough: 'page' };

const portal = async (path: string, body: object): Promise<void> => {
	const response = await fetch(account.sandbox.url + path, {
		method: 'POST',
		headers: { authorization: `App ${account.sandbox.apiKey}` },
		body: JSON.stringify(body),
	});
	expect(response.ok).toBe(true);
};

const subscription = (id: string, notifyUrl: string, more: object = {}) => ({
	subscriptionId: id,
	events: ['INBOUND_MESSAGE'],
	resources: [DEMO_PAGE_ID],
	profile: { profileId: `${id}-profile`, webhook: { notifyUrl } },
	...more,
});

describe('where all is well', () => {
	it('an application is ok, check by check', async () => {
		const trigger = await publish(forward());
		const result = await check('application');
		expect(result.ok).toBe(true);
		expect(result.checks.map((one) => one.check)).toEqual([
			'Credentials accepted',
			'APIs of the account',
			'Application known',
			'Messages are handed over',
			'They come to this n8n',
			'The address can be reached from outside',
			'Nothing else receives them',
			'Pull actions',
		]);
		expect(named(result, 'Application known').seen).toContain(account.applicationKey);
		const { seen } = named(result, 'Messages are handed over');
		const action = account.actions()[0]!;
		expect(seen).toContain(action.key);
		expect(seen).toContain(trigger.url());
	});

	it('a Page is ok, check by check', async () => {
		const trigger = await publish(page);
		const result = await check('page');
		expect(result.ok).toBe(true);
		expect(result.checks.map((one) => one.check)).toEqual([
			'Credentials accepted',
			'APIs of the account',
			'Page known',
			'Messages are handed over',
			'They come to this n8n',
			'The address can be reached from outside',
			'Nothing else receives them',
			'Nothing takes the messages first',
		]);
		const { seen } = named(result, 'Messages are handed over');
		expect(seen).toContain('n8n production: Trigger test');
		expect(seen).toContain(trigger.url());
	});

	it('no secret is shown', async () => {
		await publish(forward());
		const trigger = await publish(page);
		const shown = JSON.stringify([await check('application'), await check('page')]);
		const url = new URL(account.actions()[0]?.forwardUrl ?? '');
		const { password } = trigger.staticData()['subscription'] as { password: string };
		for (const secret of [url.searchParams.get('secret'), password, account.sandbox.password]) {
			expect(secret).toBeTruthy();
			expect(shown).not.toContain(secret);
		}
	});

	it('what waits at Infobip is still there afterwards', async () => {
		await engine.run({
			node: 'infobipFacebook',
			parameters: {
				resource: 'message',
				operation: 'sendText',
				sendFrom: 'page',
				to: 'customer',
				text: 'Hello',
			},
			credentials: credentials(),
		});
		await waitUntil('a report waits', () => account.sandbox.state().waitingReports === 1);
		const message = { type: 'TEXT' as const, text: 'Hello' };
		const { applicationKey } = account;
		account.sandbox.customerWrites('customer', { pageId: DEMO_PAGE_ID, message });
		account.sandbox.customerWrites('customer', { applicationKey, message });
		const { seen } = named(await check('page'), 'Page known');
		expect(seen).toContain('has sent messages in the last 48 hours');
		await check('application');
		expect(account.sandbox.state()).toMatchObject({
			waitingReports: 1,
			waitingPageMessages: 1,
			waitingForPull: 1,
		});
	});

	it('the published workflow goes on receiving', async () => {
		const trigger = await publish(page);
		await check('page');
		account.sandbox.customerWrites('customer', {
			pageId: DEMO_PAGE_ID,
			message: { type: 'TEXT', text: 'Hello' },
		});
		await waitUntil(
			'it was handed over',
			() => account.sandbox.forwards()[0]?.state === 'delivered',
		);
		await expect(trigger.executions()).resolves.toHaveLength(1);
	});
});

describe.each(['application', 'page'] as const)('of the account, asked for the %s,', (what) => {
	it('a wrong password is seen', async () => {
		const result = await check(what, {}, { password: 'wrong' });
		const { ok, seen, toDo } = named(result, 'Credentials accepted');
		expect(ok).toBe(false);
		expect(seen).toMatch(/401/);
		expect(toDo).toMatch(/Username and Password.*Base URL/);
		expect(result.checks).toHaveLength(2);
	});

	it('a missing API is seen, and which choice fits', async () => {
		const own = what === 'application' ? 'facebook' : 'messenger';
		account.sandbox.changeSettings({ apis: { [own]: false } });
		const result = await check(what);
		expect(named(result, 'Credentials accepted').ok).toBe(true);
		const { ok, seen, toDo } = named(result, 'APIs of the account');
		expect(ok).toBe(false);
		expect(seen).toMatch(/is not there \(404\)/);
		expect(toDo).toContain(what === 'application' ? 'Choose Page' : 'Choose Application');
	});

	it('a login without rights is seen', async () => {
		account.sandbox.addFaults({ status: 403 });
		const result = await check(what);
		expect(named(result, 'Credentials accepted').ok).toBe(true);
		const { ok, seen, toDo } = named(result, 'APIs of the account');
		expect(ok).toBe(false);
		expect(seen).toMatch(/403/);
		expect(toDo).toMatch(/right/);
	});

	it.each([
		['trouble at Infobip', { status: 503 }],
		['a broken connection', { reset: 'before' as const }],
	])('%s is seen', async (_case, fault) => {
		account.sandbox.addFaults(fault);
		const result = await check(what);
		expect(named(result, 'Credentials accepted')).toMatchObject({
			ok: false,
			toDo: expect.stringMatching(/Base URL/) as string,
		});
		expect(named(result, 'APIs of the account').seen).toMatch(/gives no usable answer/);
	});

	it('an address where nobody listens is seen', async () => {
		const result = await check(what, {}, { baseUrl: 'http://127.0.0.1:1' });
		expect(named(result, 'Credentials accepted').ok).toBe(false);
	});

	it('a rate limit is no sign of a missing API', async () => {
		account.sandbox.addFaults({ status: 429, times: 2 });
		const result = await check(what);
		expect(named(result, 'APIs of the account').ok).toBe(true);
	});

	it('that nothing is handed over is seen, and what to do', async () => {
		const result = await check(what);
		expect(result.ok).toBe(false);
		expect(named(result, 'Messages are handed over')).toMatchObject({
			ok: false,
			toDo: expect.stringMatching(/Publish a workflow/) as string,
		});
	});

	it('that they go to another n8n is seen', async () => {
		const parameters = what === 'application' ? forward() : page;
		await publish(parameters, { webhookBase: 'http://127.0.0.1:5999' });
		const result = await check(what);
		expect(named(result, 'Messages are handed over').ok).toBe(true);
		expect(named(result, 'They come to this n8n')).toMatchObject({
			ok: false,
			toDo: expect.stringMatching(/unpublish and publish/) as string,
		});
		expect(named(result, 'Nothing else receives them').seen).toContain('http://127.0.0.1:5999/');
	});

	it('that another workflow here receives them, too, is no fault', async () => {
		const parameters = what === 'application' ? forward() : page;
		await publish(parameters);
		await publish(parameters);
		const result = await check(what);
		expect(result.ok).toBe(true);
		expect(named(result, 'They come to this n8n').seen.match(/leads to/g)).toHaveLength(2);
	});
});

describe('of an application', () => {
	it('an unknown key is seen, with the keys there are', async () => {
		const result = await check('application', { applicationKey: picked('0000') });
		const { ok, seen } = named(result, 'Application known');
		expect(ok).toBe(false);
		expect(seen).toContain('0000');
		expect(seen).toContain(account.applicationKey);
	});

	it('no key at all is refused, naming both places', async () => {
		const outcome: unknown = await check('application', {}, { applicationKey: '' }).catch(
			(error: unknown) => error,
		);
		expect(outcome).toBeInstanceOf(RunError);
		expect(String(outcome)).toMatch(/'Application' is empty.*put it into the credential/);
	});

	it('a foreign Forward action and a Pull action are seen', async () => {
		await publish(forward());
		const configuration = account.configurations()[0]!.key;
		const run = async (parameters: INodeParameters) =>
			await engine.run({
				node: 'infobipFacebook',
				parameters: {
					resource: 'action',
					operation: 'create',
					configurationKey: picked(configuration),
					...parameters,
				},
				credentials: account.credentials(),
			});
		await run({ forwardUrl: 'https://crm.example.com/hook' });
		await run({ actionType: 'PULL' });
		const result = await check('application');
		expect(named(result, 'Nothing else receives them')).toMatchObject({
			ok: false,
			seen: expect.stringContaining('https://crm.example.com/hook') as string,
			toDo: expect.stringMatching(/twice/) as string,
		});
		expect(named(result, 'Pull actions')).toMatchObject({
			ok: true,
			seen: expect.stringMatching(/wait for Get Many/) as string,
		});
	});
});

describe('of a Page', () => {
	it('no Page at all is refused, naming both places', async () => {
		const outcome: unknown = await check('page', {}, { pageId: '' }).catch(
			(error: unknown) => error,
		);
		expect(outcome).toBeInstanceOf(RunError);
		expect(String(outcome)).toMatch(/'Page ID' is empty.*put it into the credential/);
	});

	it('an id that is none is seen', async () => {
		const result = await check('page', { pageId: 'My Shop' });
		expect(named(result, 'Page known')).toMatchObject({
			ok: false,
			seen: expect.stringContaining('My Shop') as string,
		});
	});

	it('a foreign subscription is seen by its name and address', async () => {
		await publish(page);
		const url = 'https://crm.example.com/hook';
		await portal(
			'/subscriptions/1/subscription/FACEBOOK',
			subscription('crm', url, { name: 'CRM' }),
		);
		const { ok, seen } = named(await check('page'), 'Nothing else receives them');
		expect(ok).toBe(false);
		expect(seen).toContain('"CRM" (crm)');
		expect(seen).toContain(url);
	});

	it('a subscription without Pages is for all of them', async () => {
		const url = 'https://crm.example.com/hook';
		const all = subscription('all', url, { resources: undefined });
		await portal('/subscriptions/1/subscription/FACEBOOK', all);
		expect(named(await check('page'), 'Messages are handed over').seen).toContain(url);
	});

	it.each([
		['of another Page', { resources: ['556677889900112'] }],
		['to reports only', { events: ['DELIVERY', 'SEEN'] }],
	])('a subscription %s hands no messages over', async (_case, more) => {
		await portal(
			'/subscriptions/1/subscription/FACEBOOK',
			subscription('crm', 'https://crm.example.com/hook', more),
		);
		expect(named(await check('page'), 'Messages are handed over').ok).toBe(false);
	});

	it('more subscriptions than one page of the list holds are all looked at', async () => {
		for (let number = 0; number < 101; number++) {
			const url = `https://crm.example.com/${number}`;
			await portal('/subscriptions/1/subscription/FACEBOOK', subscription(`crm-${number}`, url));
		}
		const { seen } = named(await check('page'), 'Messages are handed over');
		expect(seen).toContain('https://crm.example.com/0');
		expect(seen).toContain('https://crm.example.com/100');
	});

	it('an inbound configuration, which takes the messages first, is seen', async () => {
		await publish(page);
		await portal('/resource-management/1/inbound-message-configurations', {
			channel: 'MESSENGER',
			resource: DEMO_PAGE_ID,
			forwarding: { type: 'HTTP_FORWARD', url: 'https://crm.example.com/hook' },
		});
		expect(named(await check('page'), 'Nothing takes the messages first')).toMatchObject({
			ok: false,
			seen: expect.stringContaining('https://crm.example.com/hook') as string,
			toDo: expect.stringMatching(/Remove the forwarding/) as string,
		});
	});

	it.each([
		['Messages are handed over', '/subscriptions/1/subscriptions?$|/subscriptions/1/subscription/'],
		['Nothing takes the messages first', '/resource-management/1/'],
	])('%s: a login that may not read it is told so, and the rest is checked', async (name, path) => {
		await publish(page);
		account.sandbox.addFaults({ method: 'GET', path, status: 403 });
		const result = await check('page');
		expect(named(result, name)).toMatchObject({
			ok: false,
			seen: expect.stringMatching(/^Infobip refused to .*\(403\)$/) as string,
			toDo: expect.stringMatching(/^Give the user or the API key the right/) as string,
		});
		expect(named(result, 'Page known').ok).toBe(true);
	});

	it('an inbound configuration that forwards nothing takes nothing', async () => {
		await publish(page);
		await portal('/resource-management/1/inbound-message-configurations', {
			channel: 'MESSENGER',
			resource: DEMO_PAGE_ID,
			conversations: { enabled: true },
		});
		expect((await check('page')).ok).toBe(true);
	});
});

describe('the address of this n8n, where Infobip is on the internet,', () => {
	const reach = (url: string) =>
		checkTargets([{ what: 'subscription', url }], new URL(url), false).find((one) =>
			one.check.includes('reached'),
		);

	it.each(['https://n8n.example.com/webhook/1', 'https://203.0.113.7/webhook/1'])(
		'%s can be reached by its form',
		(url) => {
			expect(reach(url)?.ok).toBe(true);
		},
	);

	it.each([
		'http://n8n.example.com/webhook/1',
		'https://localhost:5678/webhook/1',
		'https://127.0.0.1/webhook/1',
		'https://192.168.1.20/webhook/1',
		'https://n8n.local/webhook/1',
		'https://n8n/webhook/1',
	])('%s cannot, and the variable to set is named', (url) => {
		expect(reach(url)).toMatchObject({
			ok: false,
			toDo: expect.stringMatching(/N8N_WEBHOOK_URL/) as string,
		});
	});
});
