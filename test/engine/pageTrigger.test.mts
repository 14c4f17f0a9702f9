/** Receive Through: Page. What is subscribed at Infobip, and what is left, through a trigger's life. */
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
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
	account.sandbox.addPage({ id: otherPage });
});

const otherPage = '556677889900112';
const root = '/subscriptions/1';
const subscriptionsPath = `${root}/subscription/FACEBOOK`;

const triggerWith = (parameters: INodeParameters = {}, more: object = {}): Trigger =>
	engine.trigger({
		parameters: { receiveThrough: 'page', ...parameters },
		credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
		...more,
	});

const published = async (parameters?: INodeParameters): Promise<Trigger> => {
	const trigger = triggerWith(parameters);
	await trigger.publish();
	account.sandbox.clearRequests();
	return trigger;
};

/** Everything that subscribing makes at Infobip. */
const atInfobip = () => {
	const { subscriptions, profiles, security } = account.sandbox.state();
	return { subscriptions, profiles, security };
};
const nothing = { subscriptions: [], profiles: [], security: [] };

const subscriptions = () => atInfobip().subscriptions;
const urls = () => atInfobip().profiles.map(({ webhook }) => webhook?.notifyUrl);

/** What a person does in the portal, or another program. */
const portal = async (method: string, path: string, body?: object): Promise<unknown> => {
	const response = await fetch(account.sandbox.url + path, {
		method,
		headers: { authorization: `App ${account.sandbox.apiKey}`, 'content-type': 'application/json' },
		...(body && { body: JSON.stringify(body) }),
	});
	expect(response.ok).toBe(true);
	account.sandbox.clearRequests();
	return await response.json();
};

/** A subscription of somebody else's, which looks as much like ours as can be. */
const foreign = async (notifyUrl: string, name = 'n8n production: Trigger test') => {
	const id = `crm-${String(subscriptions().length)}`;
	await portal('POST', subscriptionsPath, {
		subscriptionId: id,
		name,
		events: ['INBOUND_MESSAGE'],
		resources: [DEMO_PAGE_ID],
		profile: {
			profileId: `${id}-profile`,
			webhook: { notifyUrl },
			security: {
				authId: `${id}-security`,
				type: 'BASIC',
				credentials: { username: 'crm', password: 'theirs' },
			},
		},
	});
	return id;
};

const write = async (text: string): Promise<void> => {
	const before = account.sandbox.forwards().length;
	account.sandbox.customerWrites('customer', {
		pageId: DEMO_PAGE_ID,
		message: { type: 'TEXT', text },
	});
	for (;;) {
		const forwards = account.sandbox.forwards().slice(before);
		if (forwards.every(({ attempts }) => attempts.length > 0)) return;
		await new Promise(setImmediate);
	}
};

describe('publishing', () => {
	it('makes one subscription with BASIC security, whose profile has our address', async () => {
		const trigger = triggerWith();
		await trigger.publish();
		expect(account.calls().filter((call) => !call.startsWith('GET '))).toEqual([
			`POST ${subscriptionsPath}`,
		]);
		expect(account.lastBody()).toEqual({
			subscriptionId: expect.stringMatching(/^n8n-[0-9a-f]{32}$/) as string,
			name: 'n8n production: Trigger test',
			events: ['INBOUND_MESSAGE'],
			resources: [DEMO_PAGE_ID],
			profile: {
				profileId: expect.stringMatching(/^n8n-/) as string,
				webhook: { notifyUrl: trigger.url(), contentType: 'application/json' },
				security: {
					authId: expect.stringMatching(/^n8n-/) as string,
					type: 'BASIC',
					credentials: {
						username: expect.stringMatching(/^n8n-/) as string,
						password: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
					},
				},
			},
		});
		expect(urls()).toEqual([trigger.url()]);
	});

	it('shows the password in no error and no log, wherever Infobip refuses', async () => {
		const passwords: string[] = [];
		for (const status of [400, 401, 500]) {
			account.sandbox.addFaults({ method: 'POST', status, times: 1 });
			const error: unknown = await triggerWith()
				.publish()
				.catch((thrown: unknown) => thrown);
			const { body } = account.sandbox.requests().find(({ method }) => method === 'POST')!;
			const { password } = (
				JSON.parse(body ?? '') as {
					profile: { security: { credentials: { password: string } } };
				}
			).profile.security.credentials;
			passwords.push(password);
			expect(JSON.stringify(error) + String(error)).not.toContain(password);
			account.sandbox.clearRequests();
		}
		for (const password of passwords) expect(engine.log()).not.toContain(password);
	});

	it('subscribes to what Trigger On names', async () => {
		await published({
			triggerOn: ['messageReceived', 'deliveryReport', 'seenReport', 'consentUpdate'],
		});
		expect(subscriptions()[0]?.events.toSorted()).toEqual([
			'CONSENT_UPDATE',
			'DELIVERY',
			'INBOUND_MESSAGE',
			'SEEN',
		]);
	});

	it('prefers the Page named in the node', async () => {
		await published({ pageId: ` ${otherPage} ` });
		expect(subscriptions()).toMatchObject([{ resources: [otherPage] }]);
	});

	it('stops where no Page is chosen, naming both places, and sends nothing', async () => {
		const trigger = triggerWith({}, { credentials: account.credentials() });
		await expect(trigger.publish()).rejects.toThrow(
			/'Page ID' is empty\..*set 'Receive Through' to From Credential to use the application/,
		);
		expect(account.calls()).toEqual([]);
	});

	it('stops at wrong credentials with one request, and tells which', async () => {
		const credentials = account.credentials({ pageId: DEMO_PAGE_ID, password: 'wrong' });
		await expect(triggerWith({}, { credentials }).publish()).rejects.toThrow(
			/Infobip refused the credentials \(401\)/,
		);
		expect(account.sandbox.requests()).toMatchObject([{ status: 401 }]);
		expect(atInfobip()).toEqual(nothing);
	});

	it('says which choice fits where the account has no Messenger API', async () => {
		account.sandbox.changeSettings({ apis: { messenger: false } });
		await expect(triggerWith().publish()).rejects.toMatchObject({
			message: expect.stringMatching(/Choose Application.*'Receive Through'/) as string,
		});
	});

	it.each(['http://n8n.example.com', 'https://192.168.1.20', 'https://n8n.local'])(
		'stops at %s, which Infobip cannot call, and sends nothing',
		async (webhookBase) => {
			const trigger = triggerWith({}, { webhookBase });
			await expect(trigger.publish()).rejects.toMatchObject({
				message: expect.stringMatching(/N8N_WEBHOOK_URL/) as string,
			});
			expect(account.calls()).toEqual([]);
		},
	);
});

describe('starting n8n again', () => {
	it('finds the subscription in place by reading, and makes none', async () => {
		const trigger = await published();
		const before = atInfobip();
		await trigger.publish({ activation: 'init' });
		expect(account.calls().every((call) => call.startsWith('GET '))).toBe(true);
		expect(atInfobip()).toEqual(before);
	});

	const changes: [string, (id: string) => Promise<unknown>][] = [
		['the subscription is gone', async (id) => portal('DELETE', `${subscriptionsPath}/${id}`)],
		[
			'its events were changed',
			async (id) =>
				portal('PUT', `${subscriptionsPath}/${id}`, {
					events: ['DELIVERY'],
					resources: [DEMO_PAGE_ID],
					profile: { profileId: `${id}-profile` },
				}),
		],
		[
			'its Pages were changed',
			async (id) =>
				portal('PUT', `${subscriptionsPath}/${id}`, {
					events: ['INBOUND_MESSAGE'],
					resources: [DEMO_PAGE_ID, otherPage],
					profile: { profileId: `${id}-profile` },
				}),
		],
		[
			'its address was changed',
			async (id) =>
				portal('PUT', `${root}/profiles/${id}-profile`, {
					webhook: { notifyUrl: 'https://elsewhere.example.com/' },
					security: { authId: `${id}-security` },
				}),
		],
	];

	const exchange = async (id: string, what: 'profile' | 'security'): Promise<void> => {
		const security = { authId: 'theirs', type: 'BASIC' };
		const credentials = { username: 'crm', password: 'theirs' };
		await portal('POST', `${root}/security`, { ...security, credentials });
		const profile = {
			webhook: { notifyUrl: urls()[0] },
			security: { authId: 'theirs' },
		};
		if (what === 'security') {
			await portal('PUT', `${root}/profiles/${id}-profile`, profile);
			return;
		}
		await portal('POST', `${root}/profiles`, { profileId: 'theirs', ...profile });
		await portal('PUT', `${subscriptionsPath}/${id}`, {
			events: ['INBOUND_MESSAGE'],
			resources: [DEMO_PAGE_ID],
			profile: { profileId: 'theirs' },
		});
	};

	it.each(['profile', 'security'] as const)(
		'subscribes anew where its %s was exchanged for another, which is left alone',
		async (what) => {
			const trigger = await published();
			const { subscriptionId } = subscriptions()[0]!;
			await exchange(subscriptionId, what);
			await trigger.publish({ activation: 'init' });
			expect(subscriptions()).toHaveLength(1);
			await write('Hello');
			await expect(trigger.executions()).resolves.toHaveLength(1);
			await trigger.unpublish();
			expect(atInfobip()).toMatchObject({
				subscriptions: [],
				profiles: what === 'profile' ? [{ profileId: 'theirs' }] : [],
				security: [{ authId: 'theirs' }],
			});
		},
	);

	it.each(changes)('subscribes anew where %s', async (_case, change) => {
		const trigger = await published();
		await change(subscriptions()[0]!.subscriptionId);
		await trigger.publish({ activation: 'init' });
		expect(subscriptions()).toMatchObject([
			{ events: ['INBOUND_MESSAGE'], resources: [DEMO_PAGE_ID] },
		]);
		expect(urls()).toEqual([trigger.url()]);
		expect(atInfobip().security).toHaveLength(1);
		await write('Hello');
		await expect(trigger.executions()).resolves.toHaveLength(1);
	});

	it('is content if the events are in the form with a format', async () => {
		const trigger = await published();
		const { subscriptionId } = subscriptions()[0]!;
		await portal('PUT', `${subscriptionsPath}/${subscriptionId}`, {
			events: [{ event: 'INBOUND_MESSAGE', format: 'MO_MESSAGES_API_JSON' }],
			resources: [DEMO_PAGE_ID],
			profile: { profileId: `${subscriptionId}-profile` },
		});
		await trigger.publish({ activation: 'init' });
		expect(subscriptions()).toMatchObject([{ subscriptionId }]);
	});

	it('moves the subscription when the address of n8n has changed', async () => {
		const trigger = await published();
		trigger.moveTo('http://127.0.0.1:5999');
		await trigger.publish({ activation: 'init' });
		expect(urls()).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:5999\//)]);
		expect(subscriptions()).toHaveLength(1);
	});
});

describe('publishing again', () => {
	it('leaves an unchanged trigger alone', async () => {
		const trigger = await published();
		await trigger.republish({ receiveThrough: 'page' });
		expect(account.calls()).toEqual([]);
	});

	it.each([
		['other events', { triggerOn: ['seenReport'] }, { events: ['SEEN'] }],
		['another Page', { pageId: otherPage }, { resources: [otherPage] }],
	])('with %s subscribes anew, and leaves nothing of the old', async (_case, change, now) => {
		const trigger = await published();
		await trigger.republish({ receiveThrough: 'page', ...change });
		expect(subscriptions()).toMatchObject([now]);
		await trigger.unpublish();
		expect(atInfobip()).toEqual(nothing);
	});

	it('moves from a Forward action to a Page and back', async () => {
		const application = {
			receiveThrough: 'application',
			applicationKey: picked(account.applicationKey),
		};
		const trigger = await published(application);
		expect(account.actions()).toHaveLength(1);
		await trigger.republish({ receiveThrough: 'page' });
		expect(account.configurations()).toEqual([]);
		expect(subscriptions()).toHaveLength(1);
		await trigger.republish(application);
		expect(atInfobip()).toEqual(nothing);
		expect(account.actions()).toHaveLength(1);
		await trigger.unpublish();
		expect(account.configurations()).toEqual([]);
		expect(trigger.staticData()).toEqual({});
	});
});

describe('unpublishing', () => {
	it('removes subscription, profile and security, each once', async () => {
		const trigger = await published();
		const id = subscriptions()[0]!.subscriptionId;
		await trigger.unpublish();
		expect(account.calls()).toEqual([
			`DELETE ${subscriptionsPath}/${id}`,
			`DELETE ${root}/profiles/${id}-profile`,
			`DELETE ${root}/security/${id}-security`,
		]);
		expect(atInfobip()).toEqual(nothing);
		expect(trigger.staticData()).toEqual({});
	});

	it('leaves what others made, however much it looks like ours', async () => {
		const trigger = triggerWith();
		await foreign('https://crm.example.com/hook', 'CRM');
		await foreign(`${trigger.url()}/x`);
		await foreign(`${trigger.url('test')}?x=1`, 'n8n test: Trigger test');
		const before = atInfobip();
		await trigger.publish();
		expect(subscriptions()).toHaveLength(4);
		await trigger.listen();
		await trigger.stopListening();
		await trigger.unpublish();
		expect(atInfobip()).toEqual(before);
	});

	it('leaves the subscription of another workflow on the same Page', async () => {
		const other = await published();
		const before = atInfobip();
		const trigger = await published();
		await trigger.unpublish();
		expect(atInfobip()).toEqual(before);
		await write('Hello');
		await expect(other.executions()).resolves.toHaveLength(1);
	});

	it('succeeds where somebody has removed it all already', async () => {
		const trigger = await published();
		const id = subscriptions()[0]!.subscriptionId;
		await portal('DELETE', `${subscriptionsPath}/${id}`);
		await portal('DELETE', `${root}/profiles/${id}-profile`);
		await portal('DELETE', `${root}/security/${id}-security`);
		await expect(trigger.unpublish()).resolves.toBeUndefined();
		expect(trigger.staticData()).toEqual({});
	});

	it('changes nothing for a trigger that was never published', async () => {
		await triggerWith().unpublish();
		expect(account.calls().filter((call) => !call.startsWith('GET '))).toEqual([]);
	});
});

describe('the test listener', () => {
	it('has a subscription of its own, told apart by its name and address', async () => {
		const trigger = await published();
		const production = atInfobip();
		const stored = structuredClone(trigger.staticData());
		await trigger.listen();
		expect(subscriptions().map(({ name }) => name)).toEqual([
			'n8n production: Trigger test',
			'n8n test: Trigger test',
		]);
		expect(urls()).toEqual([trigger.url(), trigger.url('test')]);
		await write('Both');
		const modes = (await trigger.executions()).map(({ mode }) => mode);
		expect(modes.toSorted()).toEqual(['manual', 'webhook']);
		expect(atInfobip()).toEqual(production);
		expect(trigger.staticData()).toEqual(stored);
		await write('After');
		await expect(trigger.executions()).resolves.toHaveLength(3);
	});

	it('leaves nothing when it is cancelled', async () => {
		const trigger = triggerWith();
		await trigger.listen();
		expect(subscriptions()).toHaveLength(1);
		await trigger.stopListening();
		expect(atInfobip()).toEqual(nothing);
	});

	it('does not accept the password of production, nor production that of the test', async () => {
		const trigger = await published();
		await trigger.listen();
		const login = (listener: 'production' | 'test'): string => {
			const { subscription } = trigger.staticData(listener);
			const { username, password } = subscription as { username: string; password: string };
			return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
		};
		const call = async (url: string, authorization: string) =>
			(await fetch(url, { method: 'POST', headers: { authorization }, body: '{"results":[]}' }))
				.status;
		expect(await call(trigger.url(), login('test'))).toBe(401);
		expect(await call(trigger.url('test'), login('production'))).toBe(401);
		expect(await call(trigger.url(), login('production'))).toBe(200);
		await trigger.stopListening();
	});
});

describe('an inbound configuration of the Page, made by somebody else,', () => {
	const path = '/resource-management/1/inbound-message-configurations';

	it('is left alone, from publishing to unpublishing', async () => {
		await portal('POST', path, {
			channel: 'MESSENGER',
			resource: DEMO_PAGE_ID,
			forwarding: { type: 'HTTP_FORWARD', url: 'https://crm.example.com/hook' },
		});
		const before = account.sandbox.state().inboundConfigurations;
		const trigger = await published();
		await trigger.unpublish();
		expect(account.sandbox.state().inboundConfigurations).toEqual(before);
	});
});
