/** Resource Setup, Check: what it sees, what it advises, and that it changes and consumes nothing. */
import { randomUUID } from 'node:crypto';

import type { INodeParameters } from 'n8n-workflow';

import { checkTargets } from '../../infobip/setup/target.ts';
import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account, picked } from './account.mts';
import { startEngine } from './engine.mts';
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
	finding: string;
	fix: string;
}

const credentials = (changes: Record<string, string> = {}) =>
	account.credentials({ pageId: DEMO_PAGE_ID, ...changes });

interface Result {
	ok: boolean;
	checks: Check[];
}

type What = 'application' | 'page';

/** Runs the check, and holds it to its promise: nothing changed, nothing consumed. */
const check = async (
	checkWhat: What,
	parameters: INodeParameters = {},
	login: Record<string, string> = {},
): Promise<Result> => {
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
	const checks = items.map(({ json }) => json as unknown as Check);
	for (const one of checks) {
		expect(Object.keys(one)).toEqual(['check', 'ok', 'finding', 'fix']);
		expect(one.finding).not.toBe('');
		expect(one.fix === '').toBe(one.ok);
	}
	return { ok: checks.every(({ ok }) => ok), checks };
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

/** Has Infobip hand messages over to an address. */
async function leadTo(what: What, url: string): Promise<void> {
	if (what === 'page') {
		await portal('/subscriptions/1/subscription/FACEBOOK', subscription('by-hand', url));
		return;
	}
	const run = async (resource: string, parameters: INodeParameters = {}) => {
		const [item] = await engine.run({
			node: 'infobipFacebook',
			parameters: {
				resource,
				operation: 'create',
				applicationKey: picked(account.applicationKey),
				...parameters,
			},
			credentials: credentials(),
		});
		return item?.json['key'] as string;
	};
	await run('action', {
		configurationKey: picked(await run('configuration')),
		forwardUrl: url,
	});
}

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
			'A workflow listens there',
			'One workflow answers',
			'Calls received',
			'Pull actions',
			'Replies to Send and Wait are received',
			'n8n reaches its own waiting URL',
		]);
		expect(named(result, 'Application known').finding).toContain(account.applicationKey);
		const { finding } = named(result, 'Messages are handed over');
		const action = account.actions()[0]!;
		expect(finding).toContain(action.key);
		expect(finding).toContain(trigger.url());
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
			'A workflow listens there',
			'One workflow answers',
			'Calls received',
			'Nothing takes the messages first',
			'Replies to Send and Wait are received',
			'n8n reaches its own waiting URL',
		]);
		const { finding } = named(result, 'Messages are handed over');
		expect(finding).toContain('n8n production: Trigger test');
		expect(finding).toContain(trigger.url());
	});

	it('without a trigger, replies to Send and Wait are not received', async () => {
		const result = await check('page');
		expect(named(result, 'Replies to Send and Wait are received')).toMatchObject({
			ok: false,
			fix: expect.stringContaining('Publish a workflow') as string,
		});
		expect(named(result, 'n8n reaches its own waiting URL').ok).toBe(true);
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
				to: '2406',
				text: 'Hello',
			},
			credentials: credentials(),
		});
		await waitUntil('a report waits', () => account.sandbox.state().waitingReports === 1);
		const message = { type: 'TEXT' as const, text: 'Hello' };
		const { applicationKey } = account;
		account.sandbox.customerWrites('customer', { pageId: DEMO_PAGE_ID, message });
		account.sandbox.customerWrites('customer', { applicationKey, message });
		const { finding } = named(await check('page'), 'Page known');
		expect(finding).toContain('has sent messages in the last 48 hours');
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
		const { ok, finding, fix } = named(result, 'Credentials accepted');
		expect(ok).toBe(false);
		expect(finding).toMatch(/401/);
		expect(fix).toMatch(/Username and Password.*Base URL/);
		expect(result.checks).toHaveLength(2);
	});

	it('a missing API is seen, and which choice fits', async () => {
		const own = what === 'application' ? 'facebook' : 'messenger';
		account.sandbox.changeSettings({ apis: { [own]: false } });
		const result = await check(what);
		expect(named(result, 'Credentials accepted').ok).toBe(true);
		const { ok, finding, fix } = named(result, 'APIs of the account');
		expect(ok).toBe(false);
		expect(finding).toMatch(/is not there \(404\)/);
		expect(fix).toContain(what === 'application' ? 'Choose Page' : 'Choose Application');
	});

	it('a login without rights is seen', async () => {
		account.sandbox.addFaults({ status: 403 });
		const result = await check(what);
		expect(named(result, 'Credentials accepted').ok).toBe(true);
		const { ok, finding, fix } = named(result, 'APIs of the account');
		expect(ok).toBe(false);
		expect(finding).toMatch(/403/);
		expect(fix).toMatch(/right/);
	});

	it.each([
		['trouble at Infobip', { status: 503 }, /internal error \(503/, /later/],
		['a broken connection', { reset: 'before' as const }, /could not be reached/, /Base URL/],
		['a web page', { body: '<html>Hello</html>' }, /not answer as Infobip/, /Base URL/],
		[
			'a redirect',
			{ status: 302, headers: { location: 'https://other.example.com/x?y' }, body: '' },
			/not answer as Infobip|redirects/,
			/Base URL/,
		],
	])('%s is seen', async (_case, fault, found, fixed) => {
		account.sandbox.addFaults(fault);
		const result = await check(what);
		expect(result.checks.map(({ ok }) => ok)).toEqual([false, false]);
		for (const { finding, fix } of result.checks) {
			expect(finding).toMatch(found);
			expect(fix).toMatch(fixed);
		}
	});

	it('the API that is wanted decides, and not the other one', async () => {
		const [own, other] =
			what === 'application' ? ['facebook', 'messenger'] : ['messenger', 'facebook'];
		account.sandbox.addFaults({ path: `^/${other}/`, status: 401 });
		const result = await check(what);
		expect(named(result, 'Credentials accepted').ok).toBe(true);
		expect(named(result, 'APIs of the account').ok).toBe(true);
		account.sandbox.clearFaults();
		account.sandbox.addFaults({ path: `^/${own}/`, status: 401 });
		expect(named(await check(what), 'Credentials accepted').ok).toBe(false);
	});

	it('the account is checked without a sender, and what is missing is named', async () => {
		const result = await check(what, {}, { applicationKey: '', pageId: '' });
		expect(named(result, 'Credentials accepted').ok).toBe(true);
		expect(named(result, 'APIs of the account').ok).toBe(true);
		const [name, field] =
			what === 'application'
				? ['Application chosen', /'Application' in this node.*'Application Key' in the credential/]
				: ['Page chosen', /'Page ID' in this node.*'Page ID' in the credential/];
		expect(named(result, name)).toMatchObject({
			ok: false,
			finding: expect.stringMatching(field) as string,
		});
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
			fix: expect.stringMatching(/Publish a workflow/) as string,
		});
	});

	it('that they go to another n8n is seen', async () => {
		const parameters = what === 'application' ? forward() : page;
		await publish(parameters, { webhookBase: 'http://127.0.0.1:5999' });
		const result = await check(what);
		expect(named(result, 'Messages are handed over').ok).toBe(true);
		expect(named(result, 'They come to this n8n')).toMatchObject({
			ok: false,
			fix: expect.stringMatching(/unpublish and publish/) as string,
		});
		expect(named(result, 'Nothing else receives them').finding).toContain('http://127.0.0.1:5999/');
	});

	it('that another workflow here receives them, too, is a warning', async () => {
		const parameters = what === 'application' ? forward() : page;
		const [first, second] = [await publish(parameters), await publish(parameters)];
		const result = await check(what);
		expect(named(result, 'They come to this n8n').finding.match(/leads to/g)).toHaveLength(2);
		const { ok, finding, fix } = named(result, 'One workflow answers');
		expect(ok).toBe(false);
		expect(finding).toContain(first.url());
		expect(finding).toContain(second.url());
		expect(fix).toMatch(/unpublish all but one/);
		expect(result.checks.filter((one) => !one.ok)).toHaveLength(1);
	});

	it.each(['/webhook/gone', `/webhook/${randomUUID()}/webhook`])(
		'that no workflow listens at %s of this n8n is seen',
		async (path) => {
			const trigger = await publish(what === 'application' ? forward() : page);
			const url = new URL(path, trigger.url()).href;
			await trigger.unpublish();
			await leadTo(what, url);
			const { ok, finding, fix } = named(await check(what), 'A workflow listens there');
			expect(ok).toBe(false);
			expect(finding).toMatch(/no workflow listens there \(404\)/);
			expect(fix).toMatch(/^Publish the workflow/);
		},
	);

	it('what became of the calls is shown, of this workflow alone', async () => {
		const trigger = await publish(what === 'application' ? forward() : page);
		const other = await publish(what === 'application' ? page : forward());
		const message = { type: 'TEXT' as const, text: 'Hello' };
		const to =
			what === 'application'
				? { applicationKey: account.applicationKey }
				: { pageId: DEMO_PAGE_ID };
		account.sandbox.customerWrites('customer', { ...to, message });
		await waitUntil(
			'it was handed over',
			() => account.sandbox.forwards()[0]?.state === 'delivered',
		);
		await fetch(trigger.url(), { method: 'POST', body: '{}' });
		const { ok, finding } = named(await check(what), 'Calls received');
		expect(ok).toBe(true);
		expect(finding).toMatch(/"Trigger test" was called 3 times since 20.*1 started the workflow/);
		expect(finding).toMatch(/2 refused \(no valid secret, such as of this check\)/);
		await other.unpublish();
	});

	it('nothing is started by the check', async () => {
		const parameters = what === 'application' ? forward() : page;
		const trigger = await publish(parameters);
		await check(what);
		await expect(trigger.executions()).resolves.toEqual([]);
	});

	it.each([403, 405, 429, 500, 502])(
		'a %i anywhere is a failed check, and no more',
		async (status) => {
			await publish(what === 'application' ? forward() : page);
			await check(what);
			const paths = new Set(account.sandbox.requests().map(({ path }) => path));
			const other = what === 'application' ? '/messenger/' : '/facebook/';
			const own = [...paths].filter((path) => !path.startsWith(other));
			expect(own.length).toBeGreaterThanOrEqual(3);
			for (const path of own) {
				// Both APIs are asked before anything else.
				const skip = /\/(applications|logs)$/.test(path) ? 1 : 0;
				account.sandbox.addFaults({ path: `${path}($|\\?)`, status, skip });
				const result = await check(what);
				expect(account.sandbox.faults()[0]?.hit).toBeGreaterThan(0);
				account.sandbox.clearFaults();
				expect(named(result, 'Credentials accepted').ok).toBe(true);
				const failed = result.checks.filter((one) => !one.ok);
				// An application is looked up by its key as well.
				if (path.endsWith('/applications')) expect(failed).toEqual([]);
				else expect(failed.map(({ finding }) => finding).join()).toContain(String(status));
			}
		},
	);

	it.each(['<html></html>', '{"strange":true}', '7', '{"results":'])(
		'a list in the form %s is a failed check, and no more',
		async (body) => {
			await publish(what === 'application' ? forward() : page);
			const path =
				what === 'application' ? '/configurations$|/actions$' : '^/subscriptions|^/resource';
			account.sandbox.addFaults({ path, body });
			const result = await check(what);
			const failed = result.checks.filter((one) => !one.ok);
			expect(failed.length).toBeGreaterThan(0);
			for (const { finding } of failed) expect(finding).toMatch(/form that is not known/);
		},
	);
});

describe('of an application', () => {
	it('an unknown key is seen, with the keys there are', async () => {
		const result = await check('application', { applicationKey: picked('0000') });
		const { ok, finding } = named(result, 'Application known');
		expect(ok).toBe(false);
		expect(finding).toContain('0000');
		expect(finding).toContain(account.applicationKey);
	});

	it.each(['array', 'results', 'data', 'items', 'paged'] as const)(
		'all is ok if lists have the form %s and keys other names',
		async (listAnswer) => {
			await publish(forward());
			for (const keyName of ['id', 'KEY', 'ownKey'] as const) {
				account.sandbox.changeSettings({ listAnswer, keyName, forwardType: 'HTTP_FORWARD_POST' });
				expect((await check('application')).checks.filter((one) => !one.ok)).toEqual([]);
			}
		},
	);

	it('addresses that Infobip does not show are not called ok', async () => {
		await publish(forward());
		account.sandbox.changeSettings({ listAnswer: 'keys' });
		const result = await check('application');
		expect(named(result, 'They come to this n8n').ok).toBe(false);
		expect(named(result, 'Nothing else receives them').finding).toMatch(/does not show/);
	});

	it('an action that is switched off receives nothing', async () => {
		await publish(forward());
		account.sandbox.changeSettings({ isActive: false });
		const result = await check('application');
		expect(named(result, 'Messages are handed over')).toMatchObject({
			ok: false,
			finding: expect.stringMatching(/switched off.*\(inactive\)/) as string,
		});
	});

	it('an application is known although its list is not to be had', async () => {
		await publish(forward());
		account.sandbox.addFaults({ path: '/applications$', status: 405 });
		expect((await check('application')).ok).toBe(true);
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
			finding: expect.stringContaining('https://crm.example.com/hook') as string,
			fix: expect.stringMatching(/twice/) as string,
		});
		expect(named(result, 'Pull actions')).toMatchObject({
			ok: true,
			finding: expect.stringMatching(/wait for Get Many/) as string,
		});
	});
});

describe('of a Page', () => {
	it('an id that is none is seen', async () => {
		const result = await check('page', { pageId: 'My Shop' });
		expect(named(result, 'Page known')).toMatchObject({
			ok: false,
			finding: expect.stringContaining('My Shop') as string,
		});
	});

	it('a foreign subscription is seen by its name and address', async () => {
		await publish(page);
		const url = 'https://crm.example.com/hook';
		await portal(
			'/subscriptions/1/subscription/FACEBOOK',
			subscription('crm', url, { name: 'CRM' }),
		);
		const { ok, finding } = named(await check('page'), 'Nothing else receives them');
		expect(ok).toBe(false);
		expect(finding).toContain('"CRM" (crm)');
		expect(finding).toContain(url);
	});

	it('a subscription without Pages is for all of them', async () => {
		const url = 'https://crm.example.com/hook';
		const all = subscription('all', url, { resources: undefined });
		await portal('/subscriptions/1/subscription/FACEBOOK', all);
		expect(named(await check('page'), 'Messages are handed over').finding).toContain(url);
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
		const { finding } = named(await check('page'), 'Messages are handed over');
		expect(finding).toContain('https://crm.example.com/0');
		expect(finding).toContain('https://crm.example.com/100');
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
			finding: expect.stringContaining('https://crm.example.com/hook') as string,
			fix: expect.stringMatching(/Remove the forwarding/) as string,
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
			finding: expect.stringMatching(/^Infobip refused to .*\(403\)$/) as string,
			fix: expect.stringMatching(/^Give the user or the API key the right/) as string,
		});
		expect(named(result, 'Page known').ok).toBe(true);
	});

	const configured = (...configurations: object[]): void => {
		account.sandbox.addFaults({
			path: '/inbound-message-configurations',
			body: configurations.map((one) => ({ configurationKey: 'K', channel: 'MESSENGER', ...one })),
		});
	};

	it.each([
		[{ type: 'PULL' }, /wait to be fetched \(PULL\)/],
		[{ type: 'MAIL_FORWARD', email: 'shop@example.com' }, /by e-mail to shop@example\.com/],
		[{ type: 'HTTP_FORWARD', url: 'https://crm.example.com' }, /to https:\/\/crm\.example\.com/],
		[{ type: 'BLOCK' }, /dropped \(BLOCK\)/],
		[{ type: 'FORWARD_TO_AI_AGENT' }, /FORWARD_TO_AI_AGENT/],
	])(
		'an inbound configuration of the kind %j takes the messages first',
		async (forwarding, said) => {
			await publish(page);
			configured({ forwarding });
			expect(named(await check('page'), 'Nothing takes the messages first')).toMatchObject({
				ok: false,
				finding: expect.stringMatching(said) as string,
			});
		},
	);

	it('of several, each is seen, with its keyword', async () => {
		await publish(page);
		configured(
			{ conversations: { enabled: true } },
			{ keyword: 'STOP', forwarding: { type: 'PULL' } },
			{ keyword: 'HELP', autoResponse: { message: 'We will call you.' } },
			{ answers: { enabled: true } },
		);
		const result = await check('page');
		const { ok, finding } = named(result, 'Nothing takes the messages first');
		expect(ok).toBe(false);
		expect(finding).toContain('messages that begin with "STOP" wait to be fetched (PULL)');
		expect(finding).toContain('agents of Conversations');
		expect(named(result, 'Nothing else answers the customer')).toMatchObject({
			ok: false,
			finding: expect.stringMatching(
				/"HELP" are answered automatically with "We.*Answers/,
			) as string,
		});
	});

	it('one that forwards to the subscriptions takes nothing', async () => {
		await publish(page);
		configured({ forwarding: { type: 'FORWARD_TO_SUBSCRIPTION' }, answers: { enabled: false } });
		expect((await check('page')).ok).toBe(true);
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
		checkTargets([{ what: 'subscription', url, isOf: () => false }], new URL(url), false).find(
			(one) => one.check.includes('reached'),
		);

	it.each(['https://n8n.example.com/webhook/1', 'https://8.8.8.8/webhook/1'])(
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
			fix: expect.stringMatching(/N8N_WEBHOOK_URL/) as string,
		});
	});
});
