/** Actions: every method is inferred from Infobip's Push API. */
import { isLoopback, parseHttpUrl } from '../address';
import { accepted, type Transport } from '../call/client';
import type { Listed } from '../call/unreadable';
import { ApiError, InvalidInput, OutcomeUnknown, UnexpectedAnswer } from '../errors';
import {
	defined,
	isObject,
	objectOf,
	parseJson,
	textOf,
	type JsonObject,
	type JsonValue,
} from '../json';
import { created, justCreated, member, readList, unlessEmpty, type Keyed } from './answerForms';
import { isSameForward, maskSecret } from './forwardSecret';
import { actionPath, actionsPath, configurationsPath } from './path';

/** How incoming messages reach the customer. */
export type Action = Keyed;

export type NewAction = (
	| { readonly type: 'HTTP_FORWARD'; readonly forwardUrl: string }
	| { readonly type: 'PULL' }
) & {
	readonly callbackData?: string;
	/** What the account takes beyond what is known; wins over the rest. */
	readonly fields?: JsonObject;
};

/** The configuration that contains an action. */
export interface ActionPlace {
	readonly applicationKey: string;
	readonly configurationKey: string;
}

const described = ({ applicationKey, configurationKey }: ActionPlace): string =>
	`configuration ${configurationKey} of application ${applicationKey}`;

/**
 * Creates an action. If the account does not know the type `HTTP_FORWARD` of the Push API, it is
 * asked once more with `HTTP_FORWARD_POST` of the Numbers API. If the answer has no key, the action
 * is looked for in the list.
 *
 * Throws InvalidInput if the forward URL is not https. A loopback host may go without: only
 * something on the same machine, such as the sandbox, can call it anyway.
 */
export async function createAction(
	transport: Transport,
	place: ActionPlace,
	{ fields = {}, ...action }: NewAction,
): Promise<Action> {
	const wanted = { ...defined({ ...action }), ...fields };
	if (action.type === 'HTTP_FORWARD') checkForwardUrl(textOf(wanted.forwardUrl) ?? '');
	const create = async (body: JsonObject): Promise<Action> => await post(transport, place, body);
	return await create(wanted).catch(async (error: unknown) => {
		const mayBeTheType =
			error instanceof ApiError &&
			[400, 422].includes(error.status) &&
			wanted.type === 'HTTP_FORWARD';
		if (!mayBeTheType || 'type' in fields) throw error;
		return await create({ ...wanted, type: 'HTTP_FORWARD_POST' }).catch((second: unknown) => {
			// The first answer is about what was asked; a refusal of the second try adds nothing.
			throw second instanceof ApiError ? error : second;
		});
	});
}

async function post(transport: Transport, place: ActionPlace, body: JsonObject): Promise<Action> {
	const task = `create an action in ${described(place)}`;
	const answer = await accepted(transport, {
		task,
		method: 'POST',
		path: actionsPath(place.applicationKey, place.configurationKey),
		body: JSON.stringify(body),
		secrets: secretsIn(body),
	});
	const action = created(answer, 'action');
	if (action !== undefined) return toAction(action);
	const found = await findCreated(transport, place, body, answer.status);
	if (found === undefined) {
		throw new OutcomeUnknown(task, new UnexpectedAnswer(task, parseJson(answer.body)), 'create');
	}
	return found;
}

async function findCreated(
	transport: Transport,
	place: ActionPlace,
	{ type, forwardUrl = null, callbackData = null }: JsonObject,
	status: number,
): Promise<Action | undefined> {
	const list = await readActions(transport, place).catch(() => undefined);
	return (
		list &&
		justCreated(
			list,
			status,
			(one) =>
				isSameUrl(textOf(one.forwardUrl), textOf(forwardUrl)) &&
				(one.callbackData ?? null) === callbackData &&
				isPull(one) === (type === 'PULL'),
		)
	);
}

/** Lists the actions of a configuration, as far as they can be read. */
export async function readActions(
	transport: Transport,
	place: ActionPlace,
): Promise<Listed<Action>> {
	const { applicationKey, configurationKey } = place;
	return await unlessEmpty(readAnswered(transport, place), async () => {
		const siblings = configurationsPath(applicationKey);
		const task = `find ${described(place)}`;
		const { entries } = await readList(transport, siblings, 'configuration', task);
		return entries.some(({ key }) => key === configurationKey);
	});
}

const listTask = (place: ActionPlace): string => `list the actions of ${described(place)}`;

async function readAnswered(transport: Transport, place: ActionPlace): Promise<Listed<Action>> {
	const path = actionsPath(place.applicationKey, place.configurationKey);
	const list = await readList(transport, path, 'action', listTask(place));
	return { ...list, entries: list.entries.map(toAction) };
}

/**
 * Gets an action from the list: no document of a method for a single action is known, and the Push
 * API has none. An action that is not in the list is reported as Infobip reports it elsewhere
 * (404, "5").
 */
export async function getAction(
	transport: Transport,
	place: ActionPlace,
	key: string,
): Promise<Action> {
	const found = (await readActions(transport, place)).entries.find((one) => one.key === key);
	if (found) return found;
	const refusal = { code: '5', text: 'Action does not exist', violations: [] };
	const task = `get action ${key} of ${described(place)}`;
	throw new ApiError(task, 404, refusal, { missingKeys: ['actionKey'] });
}

export async function deleteAction(
	transport: Transport,
	place: ActionPlace,
	key: string,
): Promise<void> {
	const task = `delete action ${key} of ${described(place)}`;
	const path = actionPath(place.applicationKey, place.configurationKey, key);
	await accepted(transport, { task, method: 'DELETE', path });
}

/** A copy in which no address shows the secret that a trigger put there. */
export function withoutForwardSecret(action: Action): Action {
	return { ...objectOf(masked(action)), key: action.key };
}

function masked(value: JsonValue): JsonValue {
	if (typeof value === 'string') return maskSecret(value);
	if (Array.isArray(value)) return value.map(masked);
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner)]));
}

/** What a person knows the action by. */
export function actionName(action: Action): string {
	const forwardUrl = textOf(action.forwardUrl);
	const unforwarded = isPull(action) ? `Pull (${action.key})` : action.key;
	const name = forwardUrl === undefined ? unforwarded : `Forward to ${maskSecret(forwardUrl)}`;
	return isActive(action) ? name : `${name} (inactive)`;
}

export function isPull(action: Action): boolean {
	return textOf(action.type)?.toUpperCase() === 'PULL';
}

/** False if the account says that it is switched off (`isActive` of the Numbers API). */
export function isActive(json: JsonObject): boolean {
	const active = member(json, 'isActive') ?? member(json, 'active');
	return active !== false && active !== 'false';
}

function isSameUrl(one: string | undefined, other: string | undefined): boolean {
	if (one === undefined || other === undefined) return one === other;
	return one === other || isSameForward(one, other);
}

function checkForwardUrl(text: string): void {
	const url = parseHttpUrl(text);
	if (!url) {
		const problem = text === '' ? 'is empty' : 'is not a URL that begins with https://';
		throw new InvalidInput([{ field: ['forwardUrl'], problem }]);
	}
	if (url.protocol !== 'https:' && !isLoopback(url)) {
		const problem = 'must begin with https://, because your customers’ messages are sent to it';
		throw new InvalidInput([{ field: ['forwardUrl'], problem }]);
	}
}

/** The values of the parameters of the forward URL: one of them may be the secret of a trigger. */
function secretsIn({ forwardUrl }: JsonObject): string[] {
	const url = parseHttpUrl(textOf(forwardUrl) ?? '');
	return url === undefined ? [] : [...url.searchParams.values()];
}

/** The address may have another name, as in `forwardURL`, `url` or `notifyUrl` (inferred). */
function toAction(json: Keyed): Action {
	const forwardUrl = ['forwardUrl', 'url', 'notifyUrl'].map((name) => textOf(member(json, name)));
	const address = forwardUrl.find((one) => one !== undefined);
	return address === undefined ? json : { ...json, forwardUrl: address };
}
