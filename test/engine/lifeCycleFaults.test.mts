/**
 * Every remote call of the trigger's life, and every fault at it: nothing of ours is left that is not
 * wanted, nothing of anybody else's is touched, and a second try comes right.
 *
 * "No answer" is a connection that breaks after Infobip has acted, as a time-out does; the time-out
 * itself takes 30 seconds and is waited for in `hanging.test.mts` and `pageFaults.test.mts`.
 */
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import type { FaultRule } from '../../sandbox/server.mts';
import { picked } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine, Execution, Trigger } from './engine.mts';
import { SharedAccount } from './lifeCycleFaultsSharedAccount.mts';
import type { Kind } from './lifeCycleFaultsSharedAccount.mts';

let engine: Engine;
let shared: SharedAccount;

beforeAll(async () => {
	engine = await startEngine();
	shared = await SharedAccount.open();
});

afterAll(async () => {
	await shared.close();
	await engine.close();
	process.stdout.write(`Life cycle: ${combinations.length} combinations of call and fault\n`);
});

type Receiver = 'own configuration' | 'existing configuration' | 'Page';
const ways: Receiver[] = ['own configuration', 'existing configuration', 'Page'];

/** The credential is that of the Page, so an application is chosen in the node. */
const ofApplication = () => ({
	receiveThrough: 'application',
	applicationKey: picked(shared.account.applicationKey),
});

const formOf: Record<Receiver, () => INodeParameters> = {
	'own configuration': ofApplication,
	'existing configuration': () => ({
		...ofApplication(),
		configuration: 'existing',
		configurationKey: picked(shared.theirConfiguration),
	}),
	Page: () => ({ receiveThrough: 'page' }),
};

/** What Infobip has for a published trigger. */
const things: Record<Receiver, Kind[]> = {
	'own configuration': ['action', 'configuration'],
	'existing configuration': ['action'],
	Page: ['profile', 'security', 'subscription'],
};

/** The remote calls by which a trigger is created, looked at and deleted. */
const make = (receiver: Receiver, configurations: number): string[] => {
	const look = Array.from({ length: configurations }, () => 'GET actions');
	return {
		'own configuration': ['GET configurations', ...look, 'POST configurations', 'POST actions'],
		'existing configuration': ['GET configurations', ...look, 'POST actions'],
		Page: ['GET subscriptions', 'GET profiles', 'POST subscriptions'],
	}[receiver];
};
const look: Record<Receiver, string[]> = {
	'own configuration': ['GET actions'],
	'existing configuration': ['GET actions'],
	Page: ['GET subscriptions/…', 'GET profiles/…'],
};
const takeAway: Record<Receiver, string[]> = {
	'own configuration': [
		'GET actions',
		'DELETE actions/…',
		'GET actions',
		'DELETE configurations/…',
	],
	'existing configuration': ['DELETE actions/…'],
	Page: ['DELETE subscriptions/…', 'DELETE profiles/…', 'DELETE security/…'],
};
/** Those of somebody else's in our application. */
const THEIRS = 2;

const changed = (way: Receiver): INodeParameters => ({
	...formOf[way](),
	receiveOptions: { includeRaw: true },
});

interface Step {
	name: string;
	before: Receiver;
	after: Receiver;
	/** Whether it begins with a published workflow. */
	published: boolean;
	/** Whether somebody else has put an action into the configuration that we made. */
	guest?: boolean;
	calls: string[];
	act: (trigger: Trigger) => Promise<void>;
	/** What a person does next; n8n has repeated what it repeats. */
	again: (trigger: Trigger, failed: boolean) => Promise<void>;
	/** What runs in the end, by what a message starts. */
	ends: Execution['mode'][];
	/** Whether n8n knows afterwards what could not be undone, however long Infobip is down. */
	remembers: boolean;
}

const publish = async (trigger: Trigger): Promise<void> => {
	await trigger.publish();
};
const unpublish = async (trigger: Trigger): Promise<void> => {
	await trigger.unpublish();
};

const lookAgain = (way: Receiver): Step => ({
	name: 'starting n8n again',
	before: way,
	after: way,
	published: true,
	calls: look[way],
	act: async (trigger) => trigger.publish({ activation: 'init' }),
	again: publish,
	ends: ['webhook'],
	remembers: true,
});

const republish = (before: Receiver, after: Receiver): Step => ({
	name: before === after ? 'publishing a change' : `changing to ${after}`,
	before,
	after,
	published: true,
	calls: [...takeAway[before], ...make(after, THEIRS)],
	act: async (trigger) => trigger.republish(changed(after)),
	again: async (trigger) => {
		await trigger.republish(changed(after));
		await trigger.publish({ activation: 'update' });
	},
	ends: ['webhook'],
	remembers: true,
});

const takeDown = (way: Receiver): Step => ({
	name: 'unpublishing',
	before: way,
	after: way,
	published: true,
	calls: takeAway[way],
	act: unpublish,
	again: unpublish,
	ends: [],
	remembers: true,
});

const steps: Step[] = [
	...ways.flatMap((way): Step[] => {
		const here = { before: way, after: way };
		const making: Step = {
			...here,
			name: 'publishing',
			published: false,
			calls: make(way, THEIRS),
			act: publish,
			again: publish,
			ends: ['webhook'],
			remembers: true,
		};
		// n8n forgets the static data of a test listener that ended, so only one fault is borne.
		const listening: Step = {
			...here,
			name: 'listening for a test',
			published: true,
			calls: make(way, way === 'own configuration' ? THEIRS + 1 : THEIRS),
			act: async (trigger) => trigger.listen(),
			again: async (trigger, failed) => {
				if (failed) await trigger.listen();
			},
			ends: ['manual', 'webhook'],
			remembers: false,
		};
		const ending: Step = {
			...here,
			name: 'ending the test',
			published: true,
			calls: takeAway[way],
			act: async (trigger) => trigger.stopListening(),
			again: async (trigger, failed) => {
				if (failed) await trigger.stopListening();
			},
			ends: ['webhook'],
			remembers: false,
		};
		return [
			making,
			{
				...making,
				name: "publishing, with n8n's own second try",
				act: async (trigger) => trigger.publish({ attempts: 2 }),
				remembers: false,
			},
			lookAgain(way),
			listening,
			ending,
			republish(way, way),
			takeDown(way),
		];
	}),
	republish('own configuration', 'Page'),
	republish('own configuration', 'existing configuration'),
	republish('existing configuration', 'own configuration'),
	republish('Page', 'own configuration'),
	...[
		lookAgain('own configuration'),
		republish('own configuration', 'own configuration'),
		takeDown('own configuration'),
	].map((step) => ({
		...step,
		name: `${step.name}, with somebody else's action in our configuration`,
		guest: true,
		// It keeps our configuration, which is then looked into as well.
		calls: step.calls.flatMap((call) => {
			if (call === 'DELETE configurations/…') return [];
			return call === 'POST configurations' ? ['GET actions', call] : [call];
		}),
	})),
];

const faults: [string, FaultRule][] = [
	['401', { status: 401 }],
	['404', { status: 404 }],
	['429', { status: 429, headers: { 'retry-after': '3' } }],
	['500', { status: 500 }],
	['500 having acted', { status: 500, after: true }],
	['a reset', { reset: 'before' }],
	['no answer', { reset: 'after' }],
];

interface Combination {
	step: Step;
	/** Which remote call of the step, from 0. */
	call: number;
	fault: FaultRule;
	/** Strikes this call and all that follow, until somebody tries again. */
	lasting: boolean;
}

function combine(step: Step): [string, Combination][] {
	return step.calls.flatMap((called, call) =>
		faults.flatMap(([kind, fault]): [string, Combination][] => {
			const what = `${step.before}, ${step.name}: ${kind}`;
			const where = `at call ${call + 1}, ${called}`;
			// A 404 to a deletion says that somebody else was quicker.
			const isGone = kind === '404' && called.startsWith('DELETE');
			const rule = isGone ? { ...fault, after: true } : fault;
			const once = { step, call, fault: rule, lasting: false };
			const title = `${what} ${where}`;
			if (!step.remembers || kind === '404') return [[title, once]];
			return [
				[title, once],
				[`${what} from call ${call + 1} on, ${called}`, { ...once, lasting: true }],
			];
		}),
	);
}

const combinations = steps.flatMap(combine);

async function begin({ before, published, guest, name }: Step): Promise<Trigger> {
	const trigger = await shared.reset(() =>
		engine.trigger({
			parameters: formOf[before](),
			credentials: shared.account.credentials({ pageId: DEMO_PAGE_ID }),
		}),
	);
	if (published) await trigger.publish();
	if (guest === true) await shared.putActionIntoOurs();
	if (name === 'ending the test') await trigger.listen();
	shared.account.sandbox.clearRequests();
	return trigger;
}

/** `DELETE /facebook/1/applications/…/actions/…` is `DELETE actions/…`. */
function calls(): string[] {
	return shared.account.calls().map((line) =>
		line
			.replace('subscription/FACEBOOK', 'subscriptions')
			.replace(/ .*\/(configurations|actions|subscriptions|profiles|security)(?=\/|$)/, ' $1')
			.replace(/\/[^/]+$/, '/…'),
	);
}

/** One of each, unless somebody's action keeps a configuration of ours, which then counts as theirs. */
function expectInPlace({ after, guest }: Step, times = 1): void {
	const kinds = shared.kinds();
	if (guest === true && !kinds.includes('configuration')) kinds.push('configuration');
	expect(kinds).toEqual(
		Array.from({ length: times }, () => things[after])
			.flat()
			.sort(),
	);
}

it.each(steps.map((step): [string, string, Step] => [step.before, step.name, step]))(
	'%s, %s: these are its remote calls',
	async (_way, _name, step) => {
		const trigger = await begin(step);
		await step.act(trigger);
		expect(calls()).toEqual(step.calls);
	},
);

it.each(combinations)('%s', async (_title, { step, call, fault, lasting }) => {
	const trigger = await begin(step);
	const { sandbox } = shared.account;
	sandbox.addFaults({ ...fault, skip: call, ...(lasting ? {} : { times: 1 }) });
	const failed = await step.act(trigger).then(
		() => false,
		() => true,
	);
	expect(sandbox.faults()[0]?.hit).toBeGreaterThan(0);
	sandbox.clearFaults();
	expect(shared.damage()).toEqual([]);
	if (lasting) expect(failed).toBe(true);
	else expectAfterOneFault(step, failed);

	await step.again(trigger, failed);
	expect(shared.damage()).toEqual([]);
	if (step.ends.length > 0) {
		expectInPlace(step, step.ends.length);
	} else {
		expect(shared.kinds()).toEqual([]);
		expect(trigger.staticData()).toEqual({});
		await trigger.publish();
		expectInPlace(step);
	}
	const heard = step.ends.length > 0 ? step.ends : ['webhook'];
	expect(await shared.hear(trigger, heard.length)).toEqual(heard);

	// A test listener has ended with what it heard.
	await trigger.unpublish();
	expect(shared.kinds()).toEqual([]);
	expect(shared.damage()).toEqual([]);
	expect(trigger.staticData()).toEqual({});
});

function expectAfterOneFault(step: Step, failed: boolean): void {
	switch (step.name) {
		case 'listening for a test':
			expectInPlace(step, failed ? 1 : 2);
			return;
		case 'ending the test':
			if (!failed) expectInPlace(step);
			return;
		case "publishing, with n8n's own second try":
			expect(failed).toBe(false);
			expectInPlace(step);
			return;
		default:
			if (failed || step.ends.length === 0) expect(shared.kinds()).toEqual([]);
			else expectInPlace(step);
	}
	// n8n deletes up to three times.
	if (step.ends.length === 0) expect(failed).toBe(false);
}
