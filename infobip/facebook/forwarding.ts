/**
 * The life of one Forward action that hands an application's messages to us: found, created, deleted.
 * What was created is written down step by step in a registration that the caller keeps. If that is
 * lost, the action is still recognised by its URL, which is ours and says whose it is.
 */
import type { Transport } from '../call/client';
import { unlessGone, type Removal } from '../call/unlessGone';
import { unlessUnreadable, type Listed, type Read } from '../call/unreadable';
import { ApiError, isNotDone, UnexpectedAnswer } from '../errors';
import { textOf } from '../json';
import { isLeftBehind, type Claim } from '../owner';
import {
	createAction,
	deleteAction,
	isActive,
	isPull,
	readActions,
	type Action,
	type ActionPlace,
} from './actions';
import {
	createConfiguration,
	deleteConfiguration,
	readConfigurations,
	type Configuration,
} from './configurations';
import {
	addressOf,
	hasSecret,
	isInOwnConfiguration,
	isOwnedBy,
	isSameForward,
	pointsAt,
	secretOf,
	withSecret,
} from './forwardSecret';

/** What we have at Infobip, or may have: the answer to the last step can have been lost. */
export interface ForwardRegistration {
	readonly applicationKey: string;
	/** Where the messages should go, without the secret. */
	readonly url: string;
	/** See `forwardSecret`. */
	readonly secret: string;
	/** Undefined until it is known. */
	configurationKey?: string;
	/** Whether the configuration was created for this action. */
	hasOwnConfiguration?: boolean;
	/**
	 * Set if the configuration is one of our own and all others could be listed: the keys that existed
	 * before it was created. Infobip lets nothing be written on a configuration, so this is how it is
	 * recognised when the answer that names it was lost.
	 */
	configurationsBefore?: string[];
	/** Whether Infobip was asked to create the action, so that it may exist. */
	isRequested?: boolean;
	/** Undefined until it is known. */
	actionKey?: string;
}

export interface DesiredForward {
	readonly applicationKey: string;
	/** Undefined: create one, and delete it again. */
	readonly configurationKey: string | undefined;
	readonly url: string;
}

/** An action that forwards to an address of ours, and where it is. */
export interface FoundForward {
	readonly place: ActionPlace;
	readonly action: Action;
	readonly forwardUrl: string;
}

/** Reads only. Whether the action of the registration is in place and does what is desired. */
export async function isForwarding(
	transport: Transport,
	registration: ForwardRegistration,
	desired: DesiredForward,
): Promise<boolean> {
	const { applicationKey, configurationKey, hasOwnConfiguration, actionKey, url } = registration;
	const isSameDesire =
		applicationKey === desired.applicationKey &&
		url === desired.url &&
		(hasOwnConfiguration === true
			? desired.configurationKey === undefined
			: configurationKey === desired.configurationKey);
	if (!isSameDesire || configurationKey === undefined || actionKey === undefined) return false;
	const forwardUrl = withSecret(url, registration.secret);
	const { entries } = await unlessUnreadable(
		actionsUnlessGone(transport, { applicationKey, configurationKey }),
	);
	return entries.some((action) => action.key === actionKey && doesForward(action, forwardUrl));
}

/** Begins a registration. Nothing is at Infobip yet. */
export function newForwardRegistration(
	{ applicationKey, url }: DesiredForward,
	secret: string,
): ForwardRegistration {
	return { applicationKey, url, secret };
}

/**
 * Creates what is desired, and deletes whatever else forwards to exactly this address, because only
 * this trigger can be called there, and what it left when n8n had another address. What a crash has
 * left just as it is desired is kept: Infobip may be repeating messages to it. The registration is
 * filled in as far as it gets; if this throws, hand the registration to `stopForwarding`.
 *
 * @param note is called with what could not be read
 */
export async function startForwarding(
	transport: Transport,
	registration: ForwardRegistration,
	desired: DesiredForward,
	claim: Claim,
	note: (text: string) => void,
): Promise<void> {
	const { applicationKey, url } = registration;
	const before = await unlessUnreadable(readConfigurations(transport, applicationKey));
	const keys = new Set(before.entries.map(({ key }) => key));
	if (desired.configurationKey !== undefined) keys.add(desired.configurationKey);
	const old = await forwardsIn(transport, applicationKey, [...keys]);
	const forwardUrl = withSecret(url, registration.secret);
	const kept = old.entries.find(
		({ place, action }) =>
			doesForward(action, forwardUrl) &&
			place.configurationKey === (desired.configurationKey ?? place.configurationKey),
	);
	if (kept !== undefined) noteCreated(registration, kept);
	for (const found of old.entries.filter((one) => one !== kept)) {
		if (pointsAt(found.forwardUrl, url) || (await isForgotten(found, claim))) {
			await deleteFound(transport, found);
		}
	}
	if (before.unreadable + old.unreadable > 0) note(unreadableLists(applicationKey));
	if (kept !== undefined) return;

	if (desired.configurationKey === undefined) {
		registration.hasOwnConfiguration = true;
		if (before.unreadable === 0) registration.configurationsBefore = [...keys];
	}
	const configurationKey =
		desired.configurationKey ?? (await createOwnConfiguration(transport, registration)).key;
	registration.configurationKey = configurationKey;
	await createForward(transport, registration, { applicationKey, configurationKey }, forwardUrl);
}

function noteCreated(
	registration: ForwardRegistration,
	{ place, action, forwardUrl }: FoundForward,
) {
	registration.hasOwnConfiguration = isInOwnConfiguration(forwardUrl);
	registration.configurationKey = place.configurationKey;
	registration.isRequested = true;
	registration.actionKey = action.key;
}

async function createOwnConfiguration(
	transport: Transport,
	registration: ForwardRegistration,
): Promise<Configuration> {
	const { applicationKey, configurationsBefore: before } = registration;
	return await createConfiguration(transport, applicationKey, { before }).catch(
		(error: unknown) => {
			// Certainly not created: what appears in the list from now on is someone else's.
			if (isNotDone(error)) delete registration.hasOwnConfiguration;
			throw error;
		},
	);
}

/** Compares what Infobip created with what was asked; an answer that does not show it is looked up. */
async function createForward(
	transport: Transport,
	registration: ForwardRegistration,
	place: ActionPlace,
	forwardUrl: string,
): Promise<void> {
	registration.isRequested = true;
	const action = { type: 'HTTP_FORWARD', forwardUrl } as const;
	const answer = await createAction(transport, place, action).catch((error: unknown) => {
		if (isNotDone(error)) registration.isRequested = false;
		throw error;
	});
	registration.actionKey = answer.key;
	if (doesForward(answer, forwardUrl)) return;
	let created: Action | undefined = answer;
	if (textOf(answer.forwardUrl) === undefined) {
		const listed = await unlessUnreadable(readActions(transport, place));
		created = listed.entries.find(({ key }) => key === answer.key);
		if (created !== undefined && doesForward(created, forwardUrl)) return;
		// Nothing says otherwise, and nothing more can be read.
		if (listed.unreadable > 0 && textOf(created?.forwardUrl) === undefined) return;
	}
	const problem =
		textOf(created?.forwardUrl) === undefined
			? 'does not show where it forwards to'
			: isSameForward(textOf(created?.forwardUrl) ?? '', forwardUrl)
				? 'is switched off'
				: 'does not forward to this workflow';
	throw new ApiError(
		`create an action in configuration ${place.configurationKey} of application ${place.applicationKey}`,
		200,
		{
			code: undefined,
			text: `the action that it created ${problem}, and was deleted again`,
			violations: [],
		},
	);
}

/**
 * Deletes what the registration describes, and nothing else: the action by its key, or what forwards
 * to exactly its address if the key is lost; and the configuration if it is ours and empty. Safe to
 * repeat.
 *
 * @param note is called with what was left because it could not be read
 */
export async function stopForwarding(
	transport: Transport,
	registration: ForwardRegistration,
	note: (text: string) => void,
): Promise<Removal> {
	const { applicationKey, actionKey, hasOwnConfiguration, url } = registration;
	let { configurationKey } = registration;
	let isRemoved = false;
	let heldOursAlone = false;
	if (configurationKey !== undefined && actionKey !== undefined) {
		const place = { applicationKey, configurationKey };
		heldOursAlone = hasOwnConfiguration === true && (await isAlone(transport, place, actionKey));
		isRemoved =
			(await unlessGone(deleteAction(transport, place, actionKey).then(() => true))) === true;
	}
	const { isRequested = false } = registration;
	if (!isRequested && hasOwnConfiguration !== true) return 'removed';
	if (isRequested && !isRemoved) {
		const found = await findForwards(transport, applicationKey, configurationKey);
		const isOurs = ({ place, action, forwardUrl }: FoundForward): boolean =>
			pointsAt(forwardUrl, url) ||
			(action.key === actionKey && place.configurationKey === configurationKey);
		for (const forward of found.entries.filter(isOurs)) {
			await deleteFound(transport, forward);
			isRemoved = true;
		}
		if (found.unreadable > 0) {
			// Whoever does not know the key has nothing else to go by.
			if (actionKey === undefined && !isRemoved) {
				const task = `find the action of this workflow in application ${applicationKey}`;
				throw found.cause ?? new UnexpectedAnswer(task, undefined);
			}
			note(unreadableLists(applicationKey));
		}
	}
	if (hasOwnConfiguration === true) {
		configurationKey ??= await findLostConfiguration(transport, registration);
		if (configurationKey === undefined) return isRemoved ? 'removed' : 'notFound';
		const place = { applicationKey, configurationKey };
		if (await deleteIfEmpty(transport, place, note, heldOursAlone)) isRemoved = true;
	}
	return isRemoved ? 'removed' : 'notFound';
}

/**
 * Deletes what a trigger left although nothing of it is written down, as after a crash: actions that
 * it created itself, and that forward to its address or to a former one.
 */
export async function stopLostForwarding(
	transport: Transport,
	{ applicationKey, configurationKey, url }: DesiredForward,
	claim: Claim,
): Promise<void> {
	const found = await findForwards(transport, applicationKey, configurationKey);
	for (const forward of found.entries) {
		const { forwardUrl } = forward;
		const isHere = pointsAt(forwardUrl, url) && isOwnedBy(forwardUrl, claim.owner);
		if (isHere || (await isForgotten(forward, claim))) await deleteFound(transport, forward);
	}
}

async function isForgotten({ forwardUrl }: FoundForward, claim: Claim): Promise<boolean> {
	const address = addressOf(forwardUrl);
	if (address === undefined || !hasSecret(forwardUrl)) return false;
	return await isLeftBehind(claim, secretOf(forwardUrl), address);
}

/** Deletes a found action, and its configuration if a trigger created it and nothing else is in it. */
export async function deleteFound(
	transport: Transport,
	{ place, action, forwardUrl }: FoundForward,
): Promise<void> {
	await isDeleted(deleteAction(transport, place, action.key), async () => {
		const { entries } = await actionsUnlessGone(transport, place);
		return entries.some(({ key }) => key === action.key);
	});
	if (isInOwnConfiguration(forwardUrl)) await deleteIfEmpty(transport, place, () => undefined);
}

/** The actions of all configurations that can be listed, that of `configurationKey` in any case. */
async function findForwards(
	transport: Transport,
	applicationKey: string,
	configurationKey: string | undefined,
): Promise<Read<FoundForward>> {
	const configurations = await unlessUnreadable(
		configurationsUnlessGone(transport, applicationKey),
	);
	const keys = new Set(configurations.entries.map(({ key }) => key));
	if (configurationKey !== undefined) keys.add(configurationKey);
	const found = await forwardsIn(transport, applicationKey, [...keys]);
	return {
		entries: found.entries,
		unreadable: configurations.unreadable + found.unreadable,
		cause: configurations.cause ?? found.cause,
	};
}

/** The Forward actions of the configurations, wherever they forward to. */
export async function forwardsIn(
	transport: Transport,
	applicationKey: string,
	configurationKeys: readonly string[],
): Promise<Read<FoundForward>> {
	const entries: FoundForward[] = [];
	let unreadable = 0;
	let cause: unknown;
	for (const configurationKey of configurationKeys) {
		const place = { applicationKey, configurationKey };
		const listed = await unlessUnreadable(actionsUnlessGone(transport, place));
		unreadable += listed.unreadable;
		cause ??= listed.cause;
		for (const action of listed.entries) {
			const forwardUrl = textOf(action.forwardUrl);
			if (forwardUrl !== undefined) entries.push({ place, action, forwardUrl });
		}
	}
	return { entries, unreadable, cause };
}

/**
 * The configuration that was created for us although its answer never came: the one that did not exist
 * before and is empty. If there are several it is not known which is ours, and an empty
 * configuration left behind does less harm than deleting one of someone else's.
 */
async function findLostConfiguration(
	transport: Transport,
	{ applicationKey, configurationsBefore }: ForwardRegistration,
): Promise<string | undefined> {
	if (configurationsBefore === undefined) return undefined;
	const now = await configurationsUnlessGone(transport, applicationKey);
	if (now.unreadable > 0) return undefined;
	const empty: string[] = [];
	for (const { key } of now.entries.filter(({ key }) => !configurationsBefore.includes(key))) {
		const place = { applicationKey, configurationKey: key };
		const actions = await actionsUnlessGone(transport, place);
		if (actions.entries.length + actions.unreadable === 0) empty.push(key);
	}
	return empty.length === 1 ? empty[0] : undefined;
}

/** Whether nothing but this action is in the configuration; false if that cannot be read. */
async function isAlone(transport: Transport, place: ActionPlace, key: string): Promise<boolean> {
	const { entries, unreadable } = await readActions(transport, place).catch(() => ({
		entries: [],
		unreadable: 1,
	}));
	return unreadable === 0 && entries.length === 1 && entries[0]?.key === key;
}

/**
 * @param heldOursAlone that an action was deleted which was the only one: then a list that cannot be
 * read, such as a 404 to an empty one, hides nothing
 * @returns whether it was deleted
 */
async function deleteIfEmpty(
	transport: Transport,
	place: ActionPlace,
	note: (text: string) => void,
	heldOursAlone = false,
): Promise<boolean> {
	const { applicationKey, configurationKey } = place;
	const { entries, unreadable } = await unlessUnreadable(actionsUnlessGone(transport, place));
	if (entries.length > 0) return false;
	if (unreadable > 0 && !heldOursAlone) {
		note(
			`Configuration ${configurationKey} of application ${applicationKey} was left at Infobip: its actions cannot be read, so it may contain something that someone else created`,
		);
		return false;
	}
	const deletion = deleteConfiguration(transport, applicationKey, configurationKey);
	return await isDeleted(deletion, async () => {
		const now = await configurationsUnlessGone(transport, applicationKey);
		return now.entries.some(({ key }) => key === configurationKey);
	});
}

async function configurationsUnlessGone(
	transport: Transport,
	applicationKey: string,
): Promise<Listed<Configuration>> {
	return (await unlessGone(readConfigurations(transport, applicationKey))) ?? nothing;
}

/**
 * The actions of a configuration, none if it is gone. One that its application still lists is not
 * gone, whatever Infobip says: then this throws, because no one knows what is in it.
 */
async function actionsUnlessGone(
	transport: Transport,
	place: ActionPlace,
): Promise<Listed<Action>> {
	return await readActions(transport, place).catch(async (error: unknown) => {
		if (!(error instanceof ApiError) || error.status !== 404) throw error;
		const now = await configurationsUnlessGone(transport, place.applicationKey);
		if (now.entries.some(({ key }) => key === place.configurationKey)) throw error;
		return nothing;
	});
}

const nothing = { entries: [], unreadable: 0 };

/**
 * @param isStillThere is asked after a 404, which is believed only then
 * @returns false if it was gone already
 */
async function isDeleted(
	deletion: Promise<void>,
	isStillThere: () => Promise<boolean>,
): Promise<boolean> {
	return await deletion.then(
		() => true,
		async (error: unknown) => {
			const isGone = error instanceof ApiError && error.status === 404;
			if (!isGone || (await isStillThere())) throw error;
			return false;
		},
	);
}

function doesForward(action: Action, forwardUrl: string): boolean {
	const leadsTo = textOf(action.forwardUrl) ?? '';
	return isSameForward(leadsTo, forwardUrl) && !isPull(action) && isActive(action);
}

const unreadableLists = (applicationKey: string): string =>
	`Not all configurations and actions of application ${applicationKey} can be read, so an older action of this workflow may still be there. Setup → Clean Up lists what can be read`;
