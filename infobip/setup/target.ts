import { isInternal, parseHttpUrl } from '../address';
import type { Owner } from '../owner';
import { bad, good, type Check } from './setupReport';

/** Where something at Infobip leads. */
export interface Target {
	/** "action 76BA… of configuration CB0F…". */
	readonly what: string;
	/** As it may be shown. */
	readonly url: string;
	/** What limits it, such as "inactive". */
	readonly note?: string;
	/** True if Infobip does not use it. */
	readonly isOff?: boolean;
	/** Whether it was created by this trigger. */
	isOf(trigger: Pick<Owner, 'workflowId' | 'nodeId'>): boolean;
}

/** A trigger of this n8n. */
export type Trigger = Pick<Owner, 'workflowId' | 'nodeId'> & { readonly isTest: boolean };

/** What the checks need to know of this n8n. */
export interface Surroundings {
	/** Where its webhooks are called; undefined if n8n does not say. */
	readonly ownUrl: URL | undefined;
	readonly instanceId: string;
	/** Whether Infobip, or a stand-in for it, is on this network. */
	readonly infobipIsLocal: boolean;
	readonly askAddress: AskAddress;
	/** What became of the calls to a trigger in this process; undefined if there were none. */
	receivedBy(isOf: (trigger: Trigger) => boolean): string | undefined;
}

/** What answers at an address of this n8n, called without the secret. */
export interface AddressAnswer {
	readonly state: /** A published trigger, or a test listener, that refused the call. */
	| 'alive'
		/** This n8n, and no workflow listens there. */
		| 'dead'
		/** Something else. */
		| 'other'
		/** Nothing that could be reached from here. */
		| 'unreached';
	/** "answers 404". */
	readonly clause: string;
}

/** Calls an address of this n8n without the secret, so that nothing starts. Never throws. */
export type AskAddress = (url: URL) => Promise<AddressAnswer>;

/** Whether one of the targets is this n8n, and whether that can be reached from outside. */
export function checkTargets(
	targets: readonly Target[],
	ownUrl: URL | undefined,
	infobipIsLocal: boolean,
): Check[] {
	const used = targets.filter(({ isOff }) => isOff !== true);
	if (used.length === 0) {
		const fix =
			'Publish a workflow that begins with the Infobip Facebook Messenger Trigger: it creates what is missing.';
		const finding =
			targets.length === 0
				? 'Nothing at Infobip forwards messages'
				: `Everything that forwards messages is switched off: ${listed(targets)}`;
		return [bad('Messages are handed over', finding, fix)];
	}
	const own = ownTargets(targets, ownUrl);
	return [
		good('Messages are handed over', listed(targets)),
		checkOwn(own, ownUrl),
		...own.slice(0, 1).map(({ url }) => checkReach(url, infobipIsLocal)),
		checkOthers(used.filter((target) => !own.includes(target))),
	];
}

/** Those that lead to this n8n. */
export function ownTargets(targets: readonly Target[], ownUrl: URL | undefined): Target[] {
	return targets.filter(
		({ url, isOff }) =>
			isOff !== true && ownUrl !== undefined && parseHttpUrl(url)?.origin === ownUrl.origin,
	);
}

const listed = (targets: readonly Target[]): string =>
	targets
		.map(({ what, url, note }) => `${what} → ${url}${note === undefined ? '' : ` (${note})`}`)
		.join('; ');

function checkOwn(own: readonly Target[], ownUrl: URL | undefined): Check {
	const name = 'They come to this n8n';
	const here = ownUrl?.origin ?? 'unknown';
	if (own.length > 0)
		return good(name, own.map(({ what }) => `${what} leads to ${here}`).join('; '));
	return bad(
		name,
		`None leads to this n8n (${here})`,
		'Publish the workflow here. If it is published, the address of n8n has changed since: unpublish and publish again.',
	);
}

function checkReach(text: string, infobipIsLocal: boolean): Check {
	const name = 'The address can be reached from outside';
	const url = parseHttpUrl(text);
	if (infobipIsLocal) return good(name, `${text}, and Infobip is on this network, too`);
	if (url && url.protocol === 'https:' && !isInternal(url)) return good(name, text);
	return bad(
		name,
		`${text} is not a public https address`,
		'Give n8n its public https address in N8N_WEBHOOK_URL (WEBHOOK_URL in older versions), restart it, then unpublish and publish the workflow.',
	);
}

function checkOthers(others: readonly Target[]): Check {
	const name = 'Nothing else receives them';
	if (others.length === 0) return good(name, 'Only this n8n');
	return bad(
		name,
		`They also go to: ${listed(others)}`,
		'Leave it if this is intended. Otherwise delete what is no longer used, so that a customer is not answered twice.',
	);
}

/**
 * Calls every address that leads to this n8n, one time each: whether a workflow listens there, and
 * whether it is one alone.
 */
export async function checkAnswers(
	targets: readonly Target[],
	{ ownUrl, askAddress, receivedBy }: Surroundings,
): Promise<Check[]> {
	const own = ownTargets(targets, ownUrl);
	if (own.length === 0) return [];
	const answers = new Map<string, Promise<AddressAnswer>>();
	for (const { url } of own) {
		if (!answers.has(url)) answers.set(url, askAddress(new URL(url)));
	}
	const asked: Array<{ target: Target; answer: AddressAnswer }> = [];
	for (const target of own) asked.push({ target, answer: await answers.get(target.url)! });
	const listeners = asked.filter(({ answer }) => answer.state === 'alive');
	return [
		checkListening(asked),
		...(listeners.length === 0
			? []
			: [checkAlone(listeners.map(({ target }) => target)), checkReceived(listeners, receivedBy)]),
	];
}

/** Why nothing happened although a call came: each trigger counts what became of its calls. */
function checkReceived(listeners: readonly Asked[], receivedBy: Surroundings['receivedBy']): Check {
	const findings = listeners.map(({ target }) => {
		const isTest = isTestUrl(target.url);
		const received = receivedBy((trigger) => trigger.isTest === isTest && target.isOf(trigger));
		const elsewhere =
			'another process of n8n, or another trigger, receives there and counts itself';
		return `${target.what}: ${received ?? elsewhere}`;
	});
	return good('Calls received', findings.join('; '));
}

interface Asked {
	readonly target: Target;
	readonly answer: AddressAnswer;
}

function checkListening(asked: readonly Asked[]): Check {
	const name = 'A workflow listens there';
	const finding = asked.map(({ target, answer }) => `${target.what} ${answer.clause}`).join('; ');
	const has = (state: AddressAnswer['state']): boolean =>
		asked.some(({ answer }) => answer.state === state);
	if (!has('dead') && !has('other') && !has('unreached')) return good(name, finding);
	const fixes = [
		has('dead')
			? 'Publish the workflow that should receive, or publish it again. Delete what no workflow listens to any more.'
			: undefined,
		has('other')
			? 'Look at what answers: a proxy in front of n8n, or a webhook that is not the Infobip Facebook Messenger Trigger.'
			: undefined,
		has('unreached')
			? 'Check that the address leads to this n8n. If n8n may not call itself, write to the Page to be sure.'
			: undefined,
	];
	return bad(name, finding, fixes.filter((fix) => fix !== undefined).join(' '));
}

/** A test listener is meant to receive the same as the published workflow. */
function checkAlone(listeners: readonly Target[]): Check {
	const name = 'One workflow answers';
	const published = listeners.filter(({ url }) => !isTestUrl(url));
	const finding = listeners.map(({ what, url }) => `${what} → ${url}`).join('; ');
	if (published.length < 2) return good(name, finding);
	return bad(
		name,
		`${published.length} workflows receive the same messages: ${finding}`,
		'Leave it if this is intended. Otherwise unpublish all but one, so that a customer is not answered twice.',
	);
}

const isTestUrl = (url: string): boolean => url.includes('/webhook-test/');
