/** Actions: every method is inferred from Infobip's Push API. */
import { isLoopback, parseHttpUrl } from '../address';
import { call, type Transport } from '../call/client';
import { InvalidInput, ApiError, UnexpectedAnswer } from '../errors';
import { defined, objectOf, textOf, type JsonObject, type JsonValue } from '../json';
import { maskSecret } from './forwardSecret';
import { listOf } from './listOf';
import { actionPath, actionsPath } from './path';

/** How incoming messages are handed over. */
export interface Action extends JsonObject {
	key: string;
}

export type NewAction =
	| { readonly type: 'HTTP_FORWARD'; readonly forwardUrl: string; readonly callbackData?: string }
	| { readonly type: 'PULL'; readonly callbackData?: string };

/** The configuration that an action stands in. */
export interface ActionPlace {
	readonly applicationKey: string;
	readonly configurationKey: string;
}

const described = ({ applicationKey, configurationKey }: ActionPlace): string =>
	`configuration ${configurationKey} of application ${applicationKey}`;

/**
 * Throws InvalidInput where the forward URL is not https. A loopback host may go without: only
 * something on the same machine, such as the sandbox, can call it anyway.
 */
export async function createAction(
	transport: Transport,
	place: ActionPlace,
	action: NewAction,
): Promise<Action> {
	if (action.type === 'HTTP_FORWARD') checkForwardUrl(action.forwardUrl);
	const task = `create an action in ${described(place)}`;
	const path = actionsPath(place.applicationKey, place.configurationKey);
	const body = JSON.stringify(defined({ ...action }));
	return toAction(await call(transport, { task, method: 'POST', path, body }), task);
}

export async function listActions(transport: Transport, place: ActionPlace): Promise<Action[]> {
	const task = `list the actions of ${described(place)}`;
	const path = actionsPath(place.applicationKey, place.configurationKey);
	const answer = await call(transport, { task, method: 'GET', path });
	return listOf(answer, 'actions', task).map((entry) => toAction(entry, task));
}

/**
 * Reads the list: no document of a method for a single action is known, and the Push API has none.
 * An action that is not in the list is reported as Infobip reports it elsewhere (404, "5").
 */
export async function getAction(
	transport: Transport,
	place: ActionPlace,
	key: string,
): Promise<Action> {
	const found = (await listActions(transport, place)).find((action) => action.key === key);
	if (found) return found;
	const refusal = { code: '5', text: 'Action does not exist', violations: [] };
	throw new ApiError(`get action ${key} of ${described(place)}`, 404, refusal);
}

export async function deleteAction(
	transport: Transport,
	place: ActionPlace,
	key: string,
): Promise<void> {
	const task = `delete action ${key} of ${described(place)}`;
	const path = actionPath(place.applicationKey, place.configurationKey, key);
	await call(transport, { task, method: 'DELETE', path });
}

/** A copy whose forward URL does not show the secret that a trigger put there. */
export function withoutForwardSecret(action: Action): Action {
	const forwardUrl = textOf(action.forwardUrl);
	return forwardUrl === undefined ? action : { ...action, forwardUrl: maskSecret(forwardUrl) };
}

/** What a person knows the action by. */
export function actionName(action: Action): string {
	const forwardUrl = textOf(action.forwardUrl);
	if (forwardUrl !== undefined) return `Forward to ${maskSecret(forwardUrl)}`;
	return action.type === 'PULL' ? `Pull (${action.key})` : action.key;
}

function checkForwardUrl(text: string): void {
	const url = parseHttpUrl(text);
	if (!url) {
		const problem = text === '' ? 'is empty' : 'is not a URL that begins with https://';
		throw new InvalidInput([{ field: ['forwardUrl'], problem }]);
	}
	if (url.protocol !== 'https:' && !isLoopback(url)) {
		const problem = 'must begin with https://, for the messages of your customers travel to it';
		throw new InvalidInput([{ field: ['forwardUrl'], problem }]);
	}
}

/** `actionKey` is what the Numbers API calls the key. */
function toAction(answer: JsonValue, task: string): Action {
	const json = objectOf(answer);
	const key = textOf(json.key) ?? textOf(json.actionKey);
	if (key === undefined) throw new UnexpectedAnswer(task, answer);
	return { ...json, key };
}
