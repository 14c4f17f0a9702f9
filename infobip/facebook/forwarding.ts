/**
 * The life of one Forward action that hands an application's messages to us: found, made, taken
 * away. What was made is written down step by step in a registration that the caller keeps, so that
 * whatever happens in between, what is ours can be told from what is not.
 */
import { randomBytes } from 'crypto';

import type { Transport } from '../call/client';
import { mayHaveActed, ApiError } from '../errors';
import { unlessGone } from '../call/unlessGone';
import { createAction, deleteAction, listActions, type Action, type ActionPlace } from './actions';
import {
	createConfiguration,
	deleteConfiguration,
	listConfigurations,
	type Configuration,
} from './configurations';
import { withSecret } from './forwardSecret';

/** What we have at Infobip, or may have: the answer to the last step can have been lost. */
export interface ForwardRegistration {
	readonly applicationKey: string;
	/** Where the messages should go, without the secret. */
	readonly url: string;
	/** 32 random bytes in hex. */
	readonly secret: string;
	/** Undefined until it is known. */
	configurationKey?: string;
	/**
	 * Set where the configuration is one of our own: the keys that were there before it was made.
	 * Infobip lets nothing be written on a configuration, so this is how it is recognised when the
	 * answer that names it got lost.
	 */
	configurationsBefore?: string[];
	/** Undefined until it is known. */
	actionKey?: string;
}

export interface DesiredForward {
	readonly applicationKey: string;
	/** Undefined: make one, and take it away again. */
	readonly configurationKey: string | undefined;
	readonly url: string;
}

/** Reads only. True where the action of the registration is in place and does what is wished. */
export async function isForwarding(
	transport: Transport,
	registration: ForwardRegistration,
	wish: DesiredForward,
): Promise<boolean> {
	const { applicationKey, configurationKey, configurationsBefore, actionKey, url } = registration;
	const sameWish =
		applicationKey === wish.applicationKey &&
		url === wish.url &&
		(configurationsBefore === undefined
			? configurationKey === wish.configurationKey
			: wish.configurationKey === undefined);
	if (!sameWish || configurationKey === undefined || actionKey === undefined) return false;
	const actions = await unlessGone(listActions(transport, { applicationKey, configurationKey }));
	return (actions ?? []).some(
		(action) => action.key === actionKey && forwardsTo(action, registration),
	);
}

/** Begins a registration. Nothing is at Infobip yet. */
export function newForwardRegistration({
	applicationKey,
	url,
}: DesiredForward): ForwardRegistration {
	return { applicationKey, url, secret: randomBytes(32).toString('hex') };
}

/**
 * Makes what is wished. The registration is filled in as far as it comes; where this throws, hand
 * the registration to `stopForwarding`.
 */
export async function startForwarding(
	transport: Transport,
	registration: ForwardRegistration,
	wish: DesiredForward,
): Promise<void> {
	const { applicationKey } = registration;
	if (wish.configurationKey === undefined) {
		const before = await listConfigurations(transport, applicationKey);
		registration.configurationsBefore = before.map(({ key }) => key);
	}
	const configurationKey =
		wish.configurationKey ?? (await createOwnConfiguration(transport, registration)).key;
	registration.configurationKey = configurationKey;
	const forwardUrl = withSecret(registration.url, registration.secret);
	const place = { applicationKey, configurationKey };
	const action = await createAction(transport, place, { type: 'HTTP_FORWARD', forwardUrl });
	registration.actionKey = action.key;
}

async function createOwnConfiguration(
	transport: Transport,
	registration: ForwardRegistration,
): Promise<Configuration> {
	return await createConfiguration(transport, registration.applicationKey).catch(
		(error: unknown) => {
			// Certainly not made: whatever appears in the list from now on is somebody else's.
			if (!mayHaveActed(error)) delete registration.configurationsBefore;
			throw error;
		},
	);
}

/**
 * Takes away what the registration stands for, and nothing else: the action by its key or by its
 * URL, whose secret nobody else has, and the configuration where it is ours and holds no action of
 * somebody else's. What is already gone is no reason to stop. Safe to repeat.
 */
export async function stopForwarding(
	transport: Transport,
	registration: ForwardRegistration,
): Promise<void> {
	const { applicationKey, configurationsBefore } = registration;
	const configurationKey =
		registration.configurationKey ?? (await findLostConfiguration(transport, registration));
	if (configurationKey === undefined) return;
	const place = { applicationKey, configurationKey };
	const actions = await actionsUnlessGone(transport, place);
	if (actions === undefined) return;
	const isOurs = (action: Action): boolean =>
		action.key === registration.actionKey || forwardsTo(action, registration);
	for (const action of actions.filter(isOurs)) {
		await unlessGone(deleteAction(transport, place, action.key));
	}
	if (configurationsBefore !== undefined && actions.every(isOurs)) {
		await unlessGone(deleteConfiguration(transport, applicationKey, configurationKey));
	}
}

/**
 * The actions of a configuration, or undefined where it is gone. One that its application still lists
 * is not gone, whatever Infobip says: then this throws, for nobody can tell what stands in it.
 */
async function actionsUnlessGone(
	transport: Transport,
	place: ActionPlace,
): Promise<Action[] | undefined> {
	return await listActions(transport, place).catch(async (error: unknown) => {
		if (!(error instanceof ApiError) || error.status !== 404) throw error;
		const listed = (await unlessGone(listConfigurations(transport, place.applicationKey))) ?? [];
		if (listed.some(({ key }) => key === place.configurationKey)) throw error;
		return undefined;
	});
}

/**
 * The configuration that was made for us although its answer never came: the one that was not there
 * before and holds nothing. Where there are several it cannot be told which is ours, and an empty
 * configuration left behind does less harm than one of somebody else's taken away.
 */
async function findLostConfiguration(
	transport: Transport,
	{ applicationKey, configurationsBefore }: ForwardRegistration,
): Promise<string | undefined> {
	if (configurationsBefore === undefined) return undefined;
	const now = (await unlessGone(listConfigurations(transport, applicationKey))) ?? [];
	const empty: string[] = [];
	for (const { key } of now.filter(({ key }) => !configurationsBefore.includes(key))) {
		const place = { applicationKey, configurationKey: key };
		if ((await unlessGone(listActions(transport, place)))?.length === 0) empty.push(key);
	}
	return empty.length === 1 ? empty[0] : undefined;
}

function forwardsTo(action: Action, { url, secret }: ForwardRegistration): boolean {
	return action.forwardUrl === withSecret(url, secret);
}
