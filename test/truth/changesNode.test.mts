/**
 * What the node says of creating, updating and deleting applications, configurations and actions, in
 * n8n's own engine, is what Infobip then has, whatever form its answers take and whatever fails.
 */
import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { ANSWER_FORMS } from '../../sandbox/facebook/answerForms.mts';
import type { AnswerForms } from '../../sandbox/facebook/answerForms.mts';
import type { FaultRule } from '../../sandbox/server.mts';
import { picked } from '../engine/account.mts';
import type { Account } from '../engine/account.mts';
import { startEngine } from '../engine/engine.mts';
import type { Engine } from '../engine/engine.mts';
import { FastClock } from './FastClock.mts';
import { aMishap } from './mishaps.mts';
import { checkEach, claimsOf, ON_ERROR } from './nodeTruth.mts';
import type { Claim, OnError } from './nodeTruth.mts';
import { truthSeed } from './seed.mts';

const SEED = truthSeed('changes by the node');

let engine: Engine;
let clock: FastClock;

beforeAll(async () => {
	engine = await startEngine();
	clock = new FastClock(25);
});

afterAll(async () => {
	clock.stop();
	await engine.close();
});

const CHANGES = [
	'create application',
	'update application',
	'delete application',
	'create configuration',
	'delete configuration',
	'create action',
	'delete action',
] as const;

interface Run {
	readonly change: (typeof CHANGES)[number];
	readonly onError: OnError;
	readonly count: number;
	/** What fails, of the requests that change something and of those that read. */
	readonly changes: ReadonlyArray<FaultRule | undefined>;
	readonly reads: ReadonlyArray<FaultRule | undefined>;
	readonly forms: Partial<AnswerForms>;
	/** Whether there was something like it before. */
	readonly isAmongOthers: boolean;
}

/** A success without a word, from something in between: nothing was done. */
const aLie = fc.constantFrom(200, 201, 204).map((status): FaultRule => ({ status, after: false }));

const mishaps = fc.array(
	fc.oneof(
		{ weight: 3, arbitrary: fc.constant(undefined) },
		{ weight: 5, arbitrary: aMishap },
		{ weight: 2, arbitrary: aLie },
	),
	{ maxLength: 4 },
);

const forms = fc.record(
	{
		listAnswer: fc.constantFrom(...ANSWER_FORMS.listAnswer),
		emptyList: fc.constantFrom(...ANSWER_FORMS.emptyList),
		keyName: fc.constantFrom(...ANSWER_FORMS.keyName),
		createAnswer: fc.constantFrom(...ANSWER_FORMS.createAnswer),
		deleteAnswer: fc.constantFrom(...ANSWER_FORMS.deleteAnswer),
		errorAnswer: fc.constantFrom(...ANSWER_FORMS.errorAnswer),
		forwardType: fc.constantFrom(...ANSWER_FORMS.forwardType),
	},
	{ requiredKeys: [], noNullPrototype: true },
);

const aRun: fc.Arbitrary<Run> = fc
	.record({
		change: fc.constantFrom(...CHANGES),
		onError: fc.constantFrom(...ON_ERROR),
		count: fc.integer({ min: 1, max: 3 }),
		changes: mishaps,
		reads: mishaps,
		forms,
		isAmongOthers: fc.boolean(),
	})
	.map((run) => ({
		...run,
		changes: run.changes.map((fault) => believable(run.change, fault)),
		reads: run.reads.filter((fault) => !saysEmpty(fault)),
		// Of a list of keys, a single action is taken for the new one, so that a trigger can be published.
		forms:
			run.change === 'create action' && run.forms.listAnswer === 'keys'
				? { ...run.forms, listAnswer: 'array' }
				: run.forms,
	}));

/** Any 2xx to a deletion is believed: there is nothing that the answer could have as evidence. */
function believable(change: Run['change'], fault: FaultRule | undefined): FaultRule | undefined {
	const { status = 0 } = fault ?? {};
	const isSuccess = status >= 200 && status < 300;
	return change.startsWith('delete') && isSuccess ? { ...fault, after: true } : fault;
}

const EMPTY_LISTS: ReadonlyArray<FaultRule['distort']> = [
	'empty',
	'emptyObject',
	'emptyList',
	'null',
];

/** An account without anything answers a list so, too: who lies about it cannot be seen through. */
function saysEmpty({ status = 0, distort }: FaultRule = {}): boolean {
	return (status >= 200 && status < 300) || EMPTY_LISTS.includes(distort);
}

/** Application 0 is the one of the credential. */
const appIdOf = (item: number): string => `1784140000000010${item}`;
const forwardUrlOf = (item: number): string => `https://hooks.example.com/${item}`;

/** What there is: applications and their App IDs, configurations, and actions with their URLs. */
interface Inventory {
	readonly applications: ReadonlyMap<string, string>;
	readonly configurations: ReadonlyMap<string, string>;
	readonly actions: ReadonlyMap<string, string>;
}

function inventoryOf({ sandbox }: Account): Inventory {
	const { applications } = sandbox.state();
	const configurations = applications.flatMap((application) => application.configurations);
	const actions = configurations.flatMap((configuration) => configuration.actions);
	return {
		applications: new Map(applications.map(({ key, appId }) => [key, appId])),
		configurations: new Map(configurations.map(({ key }) => [key, ''])),
		actions: new Map(actions.map(({ key, ...action }) => [key, forwardUrlIn(action)])),
	};
}

const forwardUrlIn = (action: object): string =>
	'forwardUrl' in action ? String(action.forwardUrl) : '';

/** What is there before: for a deletion or an update, one thing for each item. */
async function prepare(run: Run, account: Account): Promise<string[]> {
	const { sandbox, applicationKey } = account;
	const [kind, what] = run.change.split(' ') as ['create' | 'update' | 'delete', string];
	const count = kind === 'create' ? Number(run.isAmongOthers) : run.count;
	const post = async (path: string, body?: object): Promise<string> => {
		const response = await fetch(sandbox.url + path, {
			method: 'POST',
			headers: { authorization: `App ${sandbox.apiKey}`, 'content-type': 'application/json' },
			body: body === undefined ? null : JSON.stringify(body),
		});
		return ((await response.json()) as { key: string }).key;
	};
	const configurations = `/facebook/1/applications/${applicationKey}/configurations`;
	const make = async (item: number): Promise<string> => {
		if (what === 'application') return sandbox.addApplication();
		if (what === 'configuration') return await post(configurations);
		return await post(`${configurations}/${configurationKey}/actions`, {
			type: 'HTTP_FORWARD',
			forwardUrl: `https://before.example.com/${item}`,
		});
	};
	const configurationKey = what === 'action' ? await post(configurations) : '';
	const keys: string[] = [];
	for (let item = 0; item < count; item++) keys.push(await make(item));
	sandbox.clearRequests();
	sandbox.changeSettings(run.forms);
	for (const [method, faults] of [
		[run.change.startsWith('create') ? 'POST' : kind === 'update' ? 'PUT' : 'DELETE', run.changes],
		['GET', run.reads],
	] as const) {
		sandbox.addFaults(...faults.map((fault = {}) => ({ delayMs: 0, ...fault, method, times: 1 })));
	}
	return what === 'action' ? [configurationKey, ...keys] : keys;
}

function parametersOf(run: Run, account: Account, made: readonly string[]): INodeParameters {
	const [operation = '', resource = ''] = run.change.split(' ');
	const key = '={{ $json.key }}';
	const app = {
		appId: '={{ $json.appId }}',
		appSecret: 'secret-of-the-truth-test',
		pageAccessToken: '={{ $json.token }}',
	};
	if (resource === 'application') {
		const where = operation === 'create' ? {} : { applicationKey: picked(key) };
		return { resource, operation, ...where, ...(operation === 'delete' ? {} : app) };
	}
	const application = { applicationKey: picked(account.applicationKey) };
	if (resource === 'configuration') {
		const where = operation === 'create' ? {} : { configurationKey: picked(key) };
		return { resource, operation, ...application, ...where };
	}
	const place = { ...application, configurationKey: picked(made[0]!) };
	return operation === 'create'
		? { resource, operation, ...place, forwardUrl: '={{ $json.forwardUrl }}' }
		: { resource, operation, ...place, actionKey: picked(key) };
}

async function checkRun(account: Account, run: Run): Promise<Array<Claim | undefined>> {
	const made = await prepare(run, account);
	const before = inventoryOf(account);
	const [operation, resource] = run.change.split(' ') as [string, string];
	const keys = resource === 'action' ? made.slice(1) : made;
	const items = Array.from({ length: run.count }, (_, item) => ({
		isInput: true,
		key: keys[item] ?? '',
		appId: appIdOf(item),
		token: `token ${item}`,
		forwardUrl: forwardUrlOf(item),
	}));
	const node = 'infobipFacebook';
	const parameters = parametersOf(run, account, made);
	const input = items.map((json) => ({ json }));
	const credentials = account.credentials();
	const claims = await claimsOf(engine, { node, parameters, credentials, input }, run.onError);
	const after = inventoryOf(account);
	const set = `${resource}s` as keyof Inventory;
	const isNew = (key: string): boolean => !before[set].has(key) && after[set].has(key);
	const created = [...after[set].keys()].filter((key) => !before[set].has(key));
	const said = [run.change, claims, created];
	const named: string[] = [];
	for (const [item, claim] of claims.entries()) {
		const { key, appId, forwardUrl } = items[item]!;
		if (claim === undefined) expect([said, run.onError]).toEqual([said, 'stop']);
		const [result] = claim?.kind === 'done' ? claim.results : [];
		if (result !== undefined) expect([said, 'isInput' in result]).toEqual([said, false]);
		const isDone = claim?.kind === 'done';
		const isNotDone = claim === undefined || claim.kind === 'notDone' || claim.kind === 'rejected';
		if (operation === 'create') {
			const ownSign = { application: appId, action: forwardUrl, configuration: '' }[resource];
			if (result !== undefined) {
				named.push(String(result['key']));
				expect([said, isNew(String(result['key']))]).toEqual([said, true]);
				expect([said, after[set].get(String(result['key']))]).toEqual([said, ownSign]);
			}
			if (resource === 'configuration') continue;
			const own = [...after[set].values()].filter((sign) => sign === ownSign);
			if (isNotDone) expect([said, item, own]).toEqual([said, item, []]);
			if (isDone) expect([said, item, own]).toEqual([said, item, [ownSign]]);
		} else if (operation === 'update') {
			const is = after.applications.get(key);
			if (isDone) expect([said, item, is]).toEqual([said, item, appId]);
			if (isNotDone) {
				expect([said, item, is]).toEqual([said, item, before.applications.get(key)]);
			}
		} else {
			if (isDone) expect([said, item, after[set].has(key)]).toEqual([said, item, false]);
			if (isNotDone) expect([said, item, after[set].has(key)]).toEqual([said, item, true]);
		}
	}
	expect([said, new Set(named).size]).toEqual([said, named.length]);
	if (run.change === 'create configuration') {
		const count = (kind: Claim['kind']): number =>
			claims.filter((claim) => claim?.kind === kind).length;
		expect([said, created.length >= count('done')]).toEqual([said, true]);
		expect([said, created.length <= count('done') + count('unknown')]).toEqual([said, true]);
	}
	return claims;
}

it('of applications, configurations and actions: 400 runs', async () => {
	const counts: Record<string, number> = {};
	await checkEach(
		fc.sample(aRun, { numRuns: 400, seed: SEED }),
		clock.now,
		async (account, run) => {
			for (const claim of await checkRun(account, run)) {
				const kind = claim?.kind ?? 'nothing';
				counts[kind] = (counts[kind] ?? 0) + 1;
			}
		},
	);
	// A test that never sees one of them proves little.
	for (const kind of ['done', 'notDone', 'unknown']) {
		expect([counts, (counts[kind] ?? 0) > 0]).toEqual([counts, true]);
	}
}, 300_000);
