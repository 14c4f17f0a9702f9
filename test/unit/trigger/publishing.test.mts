/** Publishing and unpublishing: what is at Infobip then, what is noted, what is logged and what is thrown. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import { readCounters } from '../../../nodes/connection/receiptCounters.ts';
import { DEMO_PAGE_ID } from '../../../sandbox/server.mts';
import type { FaultRule } from '../../../sandbox/server.mts';
import { Account, picked } from '../../engine/account.mts';
import { SmallN8n } from './SmallN8n.mts';
import type { Ids, SmallTrigger } from './SmallN8n.mts';

let n8n: SmallN8n;
let account: Account;
/** Somebody else's, or that of the user before. */
let otherAccount: Account;

beforeAll(async () => {
	n8n = await SmallN8n.start();
	account = await Account.open(600);
	otherAccount = await Account.open(600);
});

afterAll(async () => {
	await account.close();
	await otherAccount.close();
	await n8n.close();
});

beforeEach(() => {
	for (const one of [account, otherAccount]) {
		one.reset();
		one.sandbox.addPage();
	}
	n8n.logged.length = 0;
});

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

/** Where the calls of Infobip lead. */
const addresses = (at = account): Array<string | undefined> => [
	...at.actions().map(({ forwardUrl }) => forwardUrl?.split('?')[0]),
	...at.sandbox.state().profiles.map(({ webhook }) => webhook?.notifyUrl),
];

const atInfobip = (at = account) => {
	const { subscriptions, profiles, security } = at.sandbox.state();
	return [at.configurations(), subscriptions, profiles, security].map(({ length }) => length);
};
const nothing = [0, 0, 0, 0];

const refusal = (text: string) => ({
	requestError: { serviceException: { messageId: 'NO', text } },
});

const messageOf = async (work: Promise<unknown>): Promise<string> =>
	await work.then(
		() => 'nothing was thrown',
		(error: unknown) => (error as Error).message,
	);

interface Kind {
	readonly parameters: IDataObject;
	/** What is at Infobip as long as the trigger is published. */
	readonly published: number[];
	/** Under which name it is noted. */
	readonly member: 'forward' | 'subscription';
	readonly creating: FaultRule;
	/** What is asked before anything is created. */
	readonly looking: FaultRule;
	readonly deleting: FaultRule;
	/** How the trigger's registration is called. */
	readonly name: RegExp;
	/** What the trigger w/n of the n8n i is published and tested with, for the login of `account`. */
	readonly secrets: readonly [string, string];
}

const kinds: Array<[string, Kind]> = [
	[
		'application',
		{
			parameters: { receiveThrough: 'application' },
			published: [1, 0, 0, 0],
			member: 'forward',
			creating: { method: 'POST', path: '/actions$' },
			looking: { method: 'GET', path: '/configurations$' },
			deleting: { method: 'DELETE', path: '/actions/' },
			name: /^The Forward action \w+ in configuration \w+ of application \w+$/,
			secrets: [
				'cee0593887c5638c83e20c0f1b77ad935d1cafe8a624bd5d1ab406cf4809c401',
				'cee0593887c5638c83e20c0f5069c49375beebf522b3bb898537c821ebe29ecf',
			],
		},
	],
	[
		'page',
		{
			parameters: { receiveThrough: 'page', pageId: DEMO_PAGE_ID },
			published: [0, 1, 1, 1],
			member: 'subscription',
			creating: { method: 'POST', path: '/subscription/FACEBOOK$' },
			looking: { method: 'GET', path: '/subscription/FACEBOOK\\?' },
			deleting: { method: 'DELETE', path: '/subscription/FACEBOOK/' },
			name: /^Subscription n8n-\w+ of Page 102030405060708$/,
			secrets: [
				'6ee68097943d1098b1d2843847a083773a74a7b10645412cf2139546771fad0d',
				'b901d6e1eec6df36cf89f27a319dcecc070741f4fa48f1aed13e3cb7ed11822f',
			],
		},
	],
];

describe.each(kinds)('through: %s', (_kind, kind) => {
	const { parameters, published, member, creating, looking, deleting, name, secrets } = kind;

	const triggerOf = (ids: Partial<Ids> = {}): SmallTrigger =>
		n8n.trigger({ parameters, credential: account.form(), ids });

	const publish = async (trigger = triggerOf()): Promise<SmallTrigger> => {
		await trigger.create();
		expect(atInfobip()).toEqual(published);
		account.sandbox.clearRequests();
		return trigger;
	};

	/** Of what is in force, or was when it could not be deleted. */
	const note = (trigger: SmallTrigger): IDataObject => trigger.stored.production[member] as never;
	const left = (trigger: SmallTrigger): IDataObject[] =>
		(trigger.stored.production[`${member}LeftBehind`] ?? []) as IDataObject[];
	const secretOf = (
		trigger: SmallTrigger,
		listener: 'production' | 'test' = 'production',
		through = member,
	): string => {
		const registration = trigger.stored[listener][through] as Record<string, string>;
		return registration['secret'] ?? registration['password'] ?? '';
	};

	/** What it is called in a sentence. */
	const nameIn = (sentence: string): string => sentence.split(', which leads to ')[0] ?? '';

	describe('publishing', () => {
		it('creates what leads to the trigger, notes it for this account, and logs nothing', async () => {
			const trigger = triggerOf();
			await expect(trigger.create()).resolves.toBe(true);
			expect(addresses()).toEqual([trigger.url()]);
			expect(note(trigger)).toMatchObject({
				url: trigger.url(),
				baseUrl: account.sandbox.url,
				account: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
				isRequested: true,
			});
			expect(Object.keys(trigger.stored.production)).toEqual([member]);
			expect(n8n.logged).toEqual([]);
		});

		it('is needed as long as nothing is noted, which is found out without any call', async () => {
			const trigger = triggerOf();
			trigger.credential = new Error('It cannot be decrypted');
			await expect(trigger.exists()).resolves.toBe(false);
		});

		it('is not needed while it is in place, which is found out by reading', async () => {
			const trigger = await publish();
			await expect(trigger.exists()).resolves.toBe(true);
			expect(account.calls().every((call) => call.startsWith('GET '))).toBe(true);
			account.sandbox.reset();
			await expect(trigger.exists()).resolves.toBe(false);
		});

		it('is needed once something else is noted than what is chosen', async () => {
			const trigger = await publish();
			const other = member === 'forward' ? 'page' : 'application';
			trigger.parameters = { receiveThrough: other, pageId: DEMO_PAGE_ID };
			await expect(trigger.exists()).resolves.toBe(false);
		});

		it('replaces what was chosen before, and says what of it could not be deleted', async () => {
			const other = kinds.find(([, one]) => one.member !== member)![1];
			const trigger = triggerOf();
			trigger.parameters = other.parameters;
			await trigger.create();
			trigger.parameters = parameters;
			trigger.credential = otherAccount.form();
			await trigger.create();
			expect(n8n.warnings).toEqual([
				expect.stringMatching(/was not found in this account\. Another one created it/),
			]);
			expect(nameIn(n8n.warnings[0]!)).toMatch(other.name);
			expect(atInfobip()).toEqual(other.published);
			expect(atInfobip(otherAccount)).toEqual(published);
			trigger.credential = account.form();
			n8n.logged.length = 0;
			await trigger.create();
			expect(atInfobip()).toEqual(published);
			expect(Object.keys(trigger.stored.production).toSorted()).toEqual([
				member,
				`${member}LeftBehind`,
			]);
		});

		it('refuses options that cannot be used before anything is asked', async () => {
			const trigger = triggerOf();
			trigger.parameters = { ...parameters, receiveOptions: { attachmentSizeLimit: 0 } };
			await expect(trigger.create()).rejects.toThrow(
				/must be greater than 0\. Nothing was sent\.$/,
			);
			expect(account.calls()).toEqual([]);
		});

		it('refuses an address that Infobip cannot call before anything is asked', async () => {
			const trigger = triggerOf();
			trigger.base = 'http://192.168.1.20';
			await expect(trigger.create()).rejects.toThrow(/Infobip cannot call this workflow/);
			expect(account.calls()).toEqual([]);
		});

		it('needs an address', async () => {
			const trigger = triggerOf();
			trigger.base = undefined;
			expect(await messageOf(trigger.create())).toBe(
				'n8n gave this trigger no address. Save the workflow and try again.',
			);
		});
	});

	describe('the secret', () => {
		it('is the same whenever this trigger is published, and another for each trigger', async () => {
			const trigger = await publish();
			const first = secretOf(trigger);
			await trigger.remove();
			await publish(trigger);
			expect(secretOf(trigger)).toBe(first);
			const own = first.slice(24);
			expect(own).toMatch(/^[0-9a-f]{40}$/);
			const { ids } = trigger;
			for (const more of [{ nodeId: 'b' }, { workflowId: 'b' }, { instanceId: 'b' }]) {
				const other = triggerOf({ ...ids, ...more });
				await other.create();
				expect(secretOf(other).slice(24)).not.toBe(own);
			}
			await trigger.create('test');
			expect(secretOf(trigger, 'test').slice(24)).not.toBe(own);
			const through = kinds.find(([, one]) => one.member !== member)![1];
			trigger.parameters = through.parameters;
			await trigger.create();
			expect(secretOf(trigger, 'production', through.member).slice(24)).not.toBe(own);
		});

		it('stays the same from one version of the package to the next', async () => {
			const ids = { instanceId: 'i', workflowId: 'w', nodeId: 'n', webhookId: 'x' };
			const trigger = triggerOf(ids);
			await trigger.create();
			await trigger.create('test');
			expect([secretOf(trigger), secretOf(trigger, 'test')]).toEqual(secrets);
		});

		it('stays when the login has changed, until it is unpublished', async () => {
			const trigger = await publish();
			const first = secretOf(trigger);
			trigger.credential = account.form({
				authentication: 'apiKey',
				apiKey: account.sandbox.apiKey,
			});
			await trigger.create();
			expect(secretOf(trigger)).toBe(first);
			await trigger.remove();
			trigger.stored.production = {};
			await trigger.create();
			expect(secretOf(trigger).slice(24)).not.toBe(first.slice(24));
		});

		it.each([
			['publishing for the first time', looking, 'create', false],
			['publishing again', looking, 'create', true],
			['unpublishing', deleting, 'remove', true],
		] as const)('is hidden where Infobip repeats it: %s', async (_when, at, hook, isNoted) => {
			const trigger = await publish();
			const secret = secretOf(trigger);
			if (!isNoted) trigger.stored.production = {};
			account.sandbox.addFaults({ ...at, status: 500, body: refusal(`Not ${secret} again`) });
			const said = await messageOf(trigger[hook]());
			expect(said).toContain('Not *** again');
			expect(said).not.toContain(secret);
		});
	});

	describe('publishing that fails', () => {
		it('leaves nothing, says why in one text, and unpublishing then asks nothing', async () => {
			account.sandbox.addFaults({ ...creating, status: 500, after: true, times: 1 });
			const trigger = triggerOf();
			expect(await messageOf(trigger.create())).toMatch(
				/the answer was 500.*\. It may exist now\. Check with Get Many before you create it again\.$/,
			);
			expect(atInfobip()).toEqual(nothing);
			expect(trigger.stored.production).toEqual({});
			expect(n8n.logged).toEqual([]);
			account.sandbox.clearRequests();
			await expect(trigger.remove()).resolves.toBe(true);
			expect(account.calls()).toEqual([]);
			// But only once: n8n may be asked again much later.
			await trigger.remove();
			expect(account.calls()).not.toEqual([]);
		});

		it('says nothing about what was published later, or of other triggers', async () => {
			const trigger = triggerOf();
			const fails = async (): Promise<void> => {
				account.sandbox.addFaults({ ...creating, status: 500, times: 1 });
				await expect(trigger.create()).rejects.toThrow(/500/);
			};
			await fails();
			await publish(trigger);
			trigger.stored.production = {};
			await trigger.remove();
			expect(atInfobip()).toEqual(nothing);
			const other = await publish();
			other.stored.production = {};
			await fails();
			await other.remove();
			expect(atInfobip()).toEqual(nothing);
		});

		it('logs what could not be undone, and unpublishing undoes it', async () => {
			account.sandbox.addFaults(
				{ ...creating, status: 500, after: true, times: 1 },
				{ method: 'DELETE', status: 503, after: false, times: 1 },
			);
			const trigger = triggerOf();
			await expect(trigger.create()).rejects.toThrow(/500/);
			expect(n8n.logged).toEqual([
				{
					level: 'warn',
					message: 'What was created at Infobip could not be deleted yet',
					meta: { undoError: expect.objectContaining({ change: 'delete' }) as unknown },
				},
			]);
			expect(atInfobip()).toEqual(published);
			expect(note(trigger)).toMatchObject({ url: trigger.url() });
			await trigger.remove();
			expect(atInfobip()).toEqual(nothing);
			expect(trigger.stored.production).toEqual({});
		});

		it('because Infobip is not there: the words of the system stay in the message', async () => {
			const trigger = triggerOf();
			trigger.credential = account.form({ baseUrl: NOWHERE });
			expect(await messageOf(trigger.create())).toMatch(
				/^Infobip could not be reached at http:\/\/127\.0\.0\.1:9 to .*: the connection was refused \(connect ECONNREFUSED 127\.0\.0\.1:9\)\. /,
			);
		});
	});

	describe('unpublishing', () => {
		it('deletes everything, and finds nothing more the second time', async () => {
			const trigger = await publish();
			await expect(trigger.remove()).resolves.toBe(true);
			expect(atInfobip()).toEqual(nothing);
			expect(trigger.stored.production).toEqual({});
			// It knows its own address, and does not call it to find out who is there.
			expect(readCounters(trigger.ids.workflowId)).toEqual([]);
			account.sandbox.clearRequests();
			await expect(trigger.remove()).resolves.toBe(true);
			expect(account.calls().every((call) => call.startsWith('GET '))).toBe(true);
			expect(n8n.logged).toEqual([]);
		});

		it('succeeds where somebody has deleted it all in this account', async () => {
			const trigger = await publish();
			account.sandbox.reset();
			await expect(trigger.remove()).resolves.toBe(true);
			expect(trigger.stored.production).toEqual({});
		});

		it('finds what is not noted any more by its mark', async () => {
			const trigger = await publish();
			trigger.stored.production = {};
			await trigger.remove();
			expect(atInfobip()).toEqual(nothing);
		});

		it('on n8n 1.x finds what is still being published', async () => {
			account.sandbox.addFaults({ ...creating, delayMs: 50 });
			const trigger = triggerOf();
			await trigger.removeWhileCreating();
			expect(atInfobip()).toEqual(nothing);
			expect(trigger.stored.production).toEqual({});
		});

		it('of a copy leaves what the original has, and forgets the notes that came along', async () => {
			const trigger = await publish();
			const copy = triggerOf({ workflowId: 'copy' });
			copy.stored.production = {
				...trigger.stored.production,
				[`${member}LeftBehind`]: [note(trigger)],
			};
			await expect(copy.remove()).resolves.toBe(true);
			expect(copy.stored.production).toEqual({});
			expect(atInfobip()).toEqual(published);
		});

		it.each([401, 403, 500])(
			'says that Infobip refused it with %i, and keeps the note',
			async (status) => {
				const trigger = await publish();
				const before = structuredClone(trigger.stored.production);
				account.sandbox.addFaults({ ...deleting, status });
				await expect(trigger.remove()).rejects.toThrow(String(status));
				expect(trigger.stored.production).toEqual(before);
				account.sandbox.clearFaults();
				await trigger.remove();
				expect(atInfobip()).toEqual(nothing);
			},
		);
	});

	describe('something that was never noted, or was lost,', () => {
		it.each([429, 500, 503])('has to be looked for again if Infobip answers %i', async (status) => {
			account.sandbox.addFaults({ method: 'GET', status });
			await expect(triggerOf().remove()).rejects.toThrow(String(status));
		});

		it('has to be looked for again if Infobip is not there', async () => {
			const trigger = triggerOf();
			trigger.credential = account.form({ baseUrl: NOWHERE });
			await expect(trigger.remove()).rejects.toThrow(/the connection was refused/);
		});

		const notLookedFor = (error: object) => [
			{
				level: 'warn',
				message: 'What this workflow may have left at Infobip could not be looked for',
				meta: { error: expect.objectContaining(error) as unknown },
			},
		];

		it('stops nothing if Infobip refuses the login, which is logged', async () => {
			const trigger = triggerOf();
			trigger.credential = account.form({ password: 'wrong' });
			await expect(trigger.remove()).resolves.toBe(true);
			expect(n8n.logged).toEqual(notLookedFor({ status: 401 }));
		});

		it('stops nothing if the credential is not complete, which is logged', async () => {
			const trigger = triggerOf();
			trigger.credential = account.form({ password: '' });
			await expect(trigger.remove()).resolves.toBe(true);
			expect(n8n.logged).toEqual(
				notLookedFor({
					message: expect.stringContaining("'Username' or 'Password' is empty") as string,
				}),
			);
		});

		it('is not looked for at an address that Infobip cannot call', async () => {
			const trigger = triggerOf();
			trigger.base = 'http://192.168.1.20';
			await expect(trigger.remove()).resolves.toBe(true);
			expect(account.calls()).toEqual([]);
			expect(n8n.warnings).toHaveLength(1);
		});
	});

	describe('created in another account,', () => {
		const elsewhere = (trigger: SmallTrigger, at: Account): string =>
			`, which leads to ${trigger.url()}, was not found in this account. Another one created it, at ${at.sandbox.url}: delete it there, or put that login into the credential and unpublish again`;

		it('what is not found stays noted, and is deleted with the login of then', async () => {
			const trigger = await publish();
			const before = note(trigger);
			trigger.credential = otherAccount.form();
			const said = await messageOf(trigger.remove());
			expect(said.slice(nameIn(said).length)).toBe(elsewhere(trigger, account));
			expect(nameIn(said)).toMatch(name);
			expect(trigger.stored.production).toEqual({ [`${member}LeftBehind`]: [before] });
			// Nothing is in force, and still it is asked for again.
			await expect(trigger.remove()).rejects.toThrow(/was not found in this account/);
			trigger.credential = account.form();
			await trigger.remove();
			expect(atInfobip()).toEqual(nothing);
			expect(trigger.stored.production).toEqual({});
		});

		it.each([401, 403])('what this login may not see (%i) counts as not found', async (status) => {
			const trigger = await publish();
			trigger.credential = otherAccount.form();
			otherAccount.sandbox.addFaults({ status });
			await expect(trigger.remove()).rejects.toThrow(/was not found in this account/);
			expect(left(trigger)).toHaveLength(1);
		});

		it.each([400, 500])('an answer of %i says nothing, so it is asked again', async (status) => {
			const trigger = await publish();
			const before = structuredClone(trigger.stored.production);
			trigger.credential = otherAccount.form();
			otherAccount.sandbox.addFaults({ status });
			await expect(trigger.remove()).rejects.toThrow(String(status));
			expect(trigger.stored.production).toEqual(before);
		});

		it('publishing goes on, says what stays, and each account has what was created in it', async () => {
			const trigger = await publish();
			trigger.credential = otherAccount.form();
			await trigger.create();
			expect(n8n.warnings).toEqual([expect.stringContaining(elsewhere(trigger, account))]);
			expect([atInfobip(), atInfobip(otherAccount)]).toEqual([published, published]);
			expect(left(trigger)).toMatchObject([{ baseUrl: account.sandbox.url }]);
			expect(note(trigger)).toMatchObject({ baseUrl: otherAccount.sandbox.url });

			// With a third login neither is found, and both are named.
			trigger.credential = otherAccount.form({ username: 'a third' });
			const [second, first, ...more] = (await messageOf(trigger.remove())).split(/\. (?=The|Sub)/);
			expect(second).toContain(elsewhere(trigger, otherAccount));
			expect(first).toContain(elsewhere(trigger, account));
			expect(more).toEqual([]);

			trigger.credential = otherAccount.form();
			await expect(trigger.remove()).rejects.toThrow(account.sandbox.url);
			expect(atInfobip(otherAccount)).toEqual(nothing);
			expect(left(trigger)).toMatchObject([{ baseUrl: account.sandbox.url }]);
			trigger.credential = account.form();
			await trigger.remove();
			expect(atInfobip()).toEqual(nothing);
			expect(trigger.stored.production).toEqual({});
		});

		it('what is found by a user of the same account is deleted', async () => {
			const trigger = await publish();
			trigger.credential = account.form({
				authentication: 'apiKey',
				apiKey: account.sandbox.apiKey,
			});
			await trigger.remove();
			expect(atInfobip()).toEqual(nothing);
			expect(trigger.stored.production).toEqual({});
		});
	});

	describe('at a former address,', () => {
		let other: SmallN8n;
		let strangerUrl: string;
		const stranger = createServer((_request, response) => response.writeHead(500).end());

		beforeAll(async () => {
			other = await SmallN8n.start();
			await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
			strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
		});

		afterAll(async () => {
			await other.close();
			stranger.close();
		});

		/** Published there, and n8n has moved here since. */
		const moved = async (from: string): Promise<{ trigger: SmallTrigger; former: string }> => {
			const trigger = triggerOf();
			trigger.base = from;
			const former = trigger.url();
			await publish(trigger);
			trigger.base = n8n.url;
			return { trigger, former };
		};

		/** The copy of an n8n, with everything in it, that goes on at the former address. */
		const copyAt = (base: string, { ids }: SmallTrigger): void => {
			const copy = other.trigger({ parameters, credential: account.form(), ids });
			copy.base = base;
			copy.listen();
		};

		it('where nothing is any more, it is deleted', async () => {
			const { trigger } = await moved(NOWHERE);
			await trigger.remove();
			expect(atInfobip()).toEqual(nothing);
			expect(n8n.logged).toEqual([]);
		});

		it('where no trigger is published, it is deleted', async () => {
			const { trigger } = await moved(other.url);
			await trigger.remove();
			expect(atInfobip()).toEqual(nothing);
			expect(n8n.logged).toEqual([]);
		});

		it('where another process of this n8n answers, it is deleted', async () => {
			const { trigger } = await moved(other.url);
			copyAt(n8n.url, trigger);
			await trigger.remove();
			expect(atInfobip()).toEqual(nothing);
		});

		it('where a copy of this n8n answers, it is left and forgotten, which is logged', async () => {
			const { trigger, former } = await moved(other.url);
			copyAt(other.url, trigger);
			await expect(trigger.remove()).resolves.toBe(true);
			expect(addresses()).toEqual([former]);
			expect(trigger.stored.production).toEqual({});
			const [warning, ...more] = n8n.warnings;
			expect(warning).toContain(
				`, which leads to ${former}, was left at Infobip: a trigger answers there`,
			);
			expect(nameIn(warning ?? '')).toMatch(name);
			expect(more).toEqual([]);
		});

		it('where something else answers, it is left and stays noted', async () => {
			const { trigger, former } = await moved(strangerUrl);
			const said = await messageOf(trigger.remove());
			expect(said).toContain(
				`, which leads to ${former}, was not deleted: it could not be found out whether anything is still in use there. Setup → Clean Up in that n8n lists it`,
			);
			expect(addresses()).toEqual([former]);
			expect(left(trigger)).toMatchObject([{ url: former }]);
			await trigger.create();
			expect(n8n.warnings).toContainEqual(said);
			expect(note(trigger)).toMatchObject({ url: trigger.url() });
		});

		describe('and not noted any more,', () => {
			const forgotten = async (base: string) => {
				const { trigger, former } = await moved(base);
				trigger.stored.production = {};
				return { trigger, former };
			};

			it.each(['create', 'remove'] as const)('it is deleted where nothing is: %s', async (hook) => {
				const { trigger } = await forgotten(NOWHERE);
				await trigger[hook]();
				expect(addresses()).toEqual(hook === 'create' ? [trigger.url()] : []);
				expect(n8n.logged).toEqual([]);
			});

			it('it is deleted where no trigger is published, or another process answers', async () => {
				const { trigger } = await forgotten(other.url);
				await trigger.remove();
				expect(addresses()).toEqual([]);
				const again = await forgotten(other.url);
				copyAt(n8n.url, again.trigger);
				await again.trigger.remove();
				expect(addresses()).toEqual([]);
			});

			it.each(['create', 'remove'] as const)(
				'it is left where a copy of this n8n answers, which is logged: %s',
				async (hook) => {
					const { trigger, former } = await forgotten(other.url);
					copyAt(other.url, trigger);
					await trigger[hook]();
					expect(addresses()).toContain(former);
					expect(new Set(n8n.warnings)).toEqual(
						new Set([
							`What this workflow may have left at Infobip for ${former} was not deleted: a trigger answers there`,
						]),
					);
				},
			);

			it.each(['create', 'remove'] as const)(
				'it is left where something else answers, which is logged: %s',
				async (hook) => {
					const { trigger, former } = await forgotten(strangerUrl);
					await trigger[hook]();
					expect(addresses()).toContain(former);
					expect(new Set(n8n.warnings)).toEqual(
						new Set([
							`What this workflow may have left at Infobip for ${former} was not deleted: it could not be found out whether anything is still in use there`,
						]),
					);
				},
			);
		});
	});

	it('the test listener has something of its own, which production leaves alone', async () => {
		const trigger = await publish();
		await trigger.create('test');
		expect(addresses()).toEqual([trigger.url(), trigger.url('test')]);
		await trigger.remove();
		expect(addresses()).toEqual([trigger.url('test')]);
		await trigger.remove('test');
		expect(atInfobip()).toEqual(nothing);
	});
});

describe('an application', () => {
	const triggerWith = (parameters: IDataObject = {}, credential = account.form()): SmallTrigger =>
		n8n.trigger({ parameters: { receiveThrough: 'application', ...parameters }, credential });

	it('is the credential’s, or the one that the node names, also as the first edition said it', async () => {
		await triggerWith({ receiveThrough: 'forward' }).create();
		expect(account.actions()).toHaveLength(1);
		await triggerWith({ receiveThrough: 'credential' }).create();
		expect(account.actions()).toHaveLength(2);
		await triggerWith({ receiveThrough: '' }).create();
		expect(account.actions()).toHaveLength(3);
		const other = account.sandbox.addApplication();
		await triggerWith({ applicationKey: picked(other) }).create();
		expect(account.actions()).toHaveLength(3);
	});

	it('of the first edition is looked for in the same places', async () => {
		const credential = account.form({ applicationKey: '' });
		expect(
			await messageOf(triggerWith({ receiveThrough: 'forward' }, credential).create()),
		).toMatch(/^'Application' is empty\. Choose one here, or put it into the credential/);
	});

	it.each([true, false])(
		'keeps an existing configuration, empty or not, when it is unpublished, noted: %s',
		async (isNoted) => {
			const response = await fetch(account.sandbox.url + account.path('configurations'), {
				method: 'POST',
				headers: { authorization: `App ${account.sandbox.apiKey}` },
			});
			const { key } = (await response.json()) as { key: string };
			const existing = { configuration: 'existing', configurationKey: picked(key) };
			const [first, second] = [triggerWith(existing), triggerWith(existing)];
			await first.create();
			await second.create();
			await expect(second.exists()).resolves.toBe(true);
			for (const [trigger, left] of [
				[first, 1],
				[second, 0],
			] as const) {
				if (!isNoted) trigger.stored.production = {};
				await trigger.remove();
				expect(account.configurations().map(({ actions }) => actions.length)).toEqual([left]);
			}
		},
	);

	it('of the credential gets a configuration of its own, whatever a hidden field holds', async () => {
		const hidden = { configuration: 'existing', configurationKey: picked('HIDDEN') };
		await triggerWith({ receiveThrough: 'credential', ...hidden }).create();
		expect(account.configurations()).toMatchObject([{ actions: [{}] }]);
	});

	it.each<[string, IDataObject, string]>([
		[
			'no configuration',
			{ configuration: 'existing' },
			"'Existing Configuration' is empty. Choose one from the list, or set 'Configuration' to Create One for This Workflow. Nothing was sent.",
		],
		[
			'no event',
			{ receiveThrough: 'credential', triggerOn: [] },
			"'Trigger On' is empty. Choose Message Received. Nothing was sent.",
		],
		[
			'an event that it does not send, where nothing is chosen',
			{ receiveThrough: '', triggerOn: ['seenReport'] },
			"'Trigger On' has Seen Report, and an application sends received messages only. Remove what it does not send, or set 'Receive Through' to Page. Nothing was sent.",
		],
		[
			'events that it does not send',
			{
				receiveThrough: 'credential',
				triggerOn: ['seenReport', 'messageReceived', 'deliveryReport'],
			},
			"'Trigger On' has Delivery Report, Seen Report, and an application sends received messages only. Remove what it does not send, or set 'Receive Through' to Page. Nothing was sent.",
		],
	])('is refused with %s', async (_case, parameters, message) => {
		const trigger = triggerWith(parameters);
		expect(await messageOf(trigger.create())).toBe(message);
		expect(account.calls()).toEqual([]);
	});

	it('does not mind which events are chosen where the form does not show them', async () => {
		await triggerWith({ triggerOn: ['seenReport'] }).create();
		expect(account.actions()).toHaveLength(1);
	});

	it('whose configuration cannot be read: what is left is said, and tried again', async () => {
		const trigger = triggerWith();
		await trigger.create();
		const [{ key } = { key: '' }] = account.configurations();
		account.sandbox.addFaults({ method: 'GET', path: '/actions$', status: 403 });
		expect(await messageOf(trigger.remove())).toBe(
			`Configuration ${key} of application ${account.applicationKey} was left at Infobip: its actions cannot be read, so it may contain something that someone else created`,
		);
		account.sandbox.clearFaults();
		await trigger.remove();
		expect(account.configurations()).toEqual([]);
	});

	it('whose configurations cannot be listed: that is logged', async () => {
		account.sandbox.addFaults({ method: 'GET', path: '/configurations$', status: 403 });
		await triggerWith().create();
		expect(n8n.warnings).toEqual([expect.stringContaining(account.applicationKey)]);
	});

	it('is named without the keys that are not known', async () => {
		account.sandbox.addFaults(
			{ method: 'POST', path: '/configurations$', reset: 'after', times: 1 },
			{ method: 'GET', path: '/configurations$', skip: 1, times: 1, status: 503 },
		);
		const trigger = triggerWith();
		await expect(trigger.create()).rejects.toThrow(/the connection broke/);
		trigger.credential = otherAccount.form();
		await expect(trigger.remove()).rejects.toThrow(
			`The Forward action of this workflow in configuration of this workflow of application ${account.applicationKey}, which`,
		);
	});
});

describe('a Page', () => {
	const triggerWith = (parameters: IDataObject = {}, more: { name?: undefined } = {}) =>
		n8n.trigger({
			parameters: { receiveThrough: 'page', pageId: DEMO_PAGE_ID, ...parameters },
			credential: account.form(),
			...more,
		});

	const subscriptions = () => account.sandbox.state().subscriptions;

	it('is the credential’s, if it leaves the choice to it', async () => {
		const trigger = n8n.trigger({
			parameters: { receiveThrough: 'credential' },
			credential: account.form({ pageId: DEMO_PAGE_ID, sendAndReceiveThrough: 'page' }),
		});
		await trigger.create();
		expect(subscriptions()).toMatchObject([{ resources: [DEMO_PAGE_ID] }]);
	});

	it('is subscribed to under a name that says for what, and for the events that are chosen', async () => {
		const trigger = triggerWith({ triggerOn: ['seenReport', 'messageReceived'] });
		await trigger.create();
		await trigger.create('test');
		await triggerWith({}, { name: undefined }).create();
		expect(subscriptions()).toMatchObject([
			{ name: 'n8n production: Orders', events: ['INBOUND_MESSAGE', 'SEEN'] },
			{ name: 'n8n test: Orders', events: ['INBOUND_MESSAGE', 'SEEN'] },
			{ name: 'n8n production: a workflow', events: ['INBOUND_MESSAGE'] },
		]);
	});

	it('is refused without any event', async () => {
		expect(await messageOf(triggerWith({ triggerOn: [] }).create())).toBe(
			"'Trigger On' is empty: choose at least one event",
		);
		expect(account.calls()).toEqual([]);
	});

	const keeps =
		'whose profile and security setting Infobip keeps (%i): both are named, and tried again';
	it.each([400, 409, 422])(keeps, async (status) => {
		const trigger = triggerWith();
		await trigger.create();
		account.sandbox.addFaults({ method: 'DELETE', path: '/(profiles|security)/', status });
		expect(await messageOf(trigger.remove())).toMatch(
			/^Subscription profile n8n-\S+ was left at Infobip, .*\. Subscription security n8n-\S+ was left at Infobip, /,
		);
		account.sandbox.clearFaults();
		await trigger.remove();
		expect(atInfobip()).toEqual(nothing);
		expect(trigger.stored.production).toEqual({});
	});

	it('whose subscription was not deleted whole when publishing failed: that is logged, and on n8n 1.x looked for again', async () => {
		account.sandbox.addFaults(
			{ method: 'POST', path: '/subscription/FACEBOOK$', status: 500, after: true },
			{ method: 'DELETE', path: '/profiles/', status: 400 },
		);
		const trigger = triggerWith();
		await expect(trigger.create()).rejects.toThrow(/500/);
		expect(n8n.warnings).toEqual([
			expect.stringMatching(/^Subscription profile n8n-\S+ was left at Infobip, /),
		]);
		account.sandbox.clearFaults();
		// n8n 1.x does not store what a failed publishing has noted.
		trigger.stored.production = {};
		await trigger.remove();
		expect(atInfobip()).toEqual(nothing);
	});

	describe('whose security setting was left, which no list shows with its address,', () => {
		const creating = { method: 'POST', path: '/subscription/FACEBOOK$', times: 1 } as const;

		const left = async (): Promise<SmallTrigger> => {
			const trigger = triggerWith();
			await trigger.create();
			account.sandbox.addFaults({ method: 'DELETE', path: '/security/', status: 400 });
			await messageOf(trigger.remove());
			account.sandbox.clearFaults();
			trigger.stored.production = {};
			expect(atInfobip()).toEqual([0, 0, 0, 1]);
			return trigger;
		};

		it.each([400, 409, 422])(
			'takes its ids (%i): it is deleted, and all is created',
			async (status) => {
				const trigger = await left();
				account.sandbox.addFaults({ ...creating, status });
				await trigger.create();
				expect(atInfobip()).toEqual([0, 1, 1, 1]);
			},
		);

		it.each([403, 429])('has nothing to do with a %i', async (status) => {
			const trigger = await left();
			account.sandbox.addFaults({ ...creating, status });
			await expect(trigger.create()).rejects.toThrow(String(status));
		});
	});

	it('whose subscriptions cannot be listed: that is logged, and searching for lost ones likewise', async () => {
		account.sandbox.addFaults({ method: 'GET', path: '/subscription/FACEBOOK\\?', status: 403 });
		const trigger = triggerWith();
		await trigger.create();
		expect(n8n.warnings).toEqual([
			expect.stringContaining('Not all subscriptions of this account can be read'),
		]);
		trigger.stored.production = {};
		await trigger.remove();
		expect(n8n.warnings).toHaveLength(2);
		expect(atInfobip()).toEqual(nothing);
	});
});
