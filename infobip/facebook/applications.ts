import { accepted, call, type Transport } from '../call/client';
import type { Listed } from '../call/unreadable';
import {
	ApiError,
	InvalidInput,
	OutcomeUnknown,
	UnexpectedAnswer,
	type Violation,
} from '../errors';
import { isObject, objectOf, parseJson, textOf, type JsonValue } from '../json';
import { created, keyed, member, readList, type Keyed } from './answerForms';
import { APPLICATIONS, applicationPath } from './path';

/** Facebook's side of an application. */
export interface FacebookApp {
	/** Digits only; 16 or 17 of them, so never a JavaScript number. */
	readonly appId: string;
	readonly appSecret: string;
	readonly pageAccessToken: string;
}

/** An application as Infobip answers it, with the app id as a string. */
export type Application = Keyed;

/**
 * Creates an application with `POST /facebook/1/applications` (documented). If the answer has no key
 * (inferred: a sibling may answer 201 or 202 without a body), the application is looked for in the
 * list. Throws InvalidInput, ApiError, ConnectionError, OutcomeUnknown.
 */
export async function createApplication(
	transport: Transport,
	app: FacebookApp,
): Promise<Application> {
	const task = `create the application for Facebook app ${app.appId}`;
	const request = { task, method: 'POST', path: APPLICATIONS, ...applicationBody(app) } as const;
	const answer = await accepted(transport, request);
	const application = created(answer, 'application');
	if (application !== undefined) return toApplication(application);
	const made = await findCreated(transport, app);
	if (made === undefined)
		throw new OutcomeUnknown(task, new UnexpectedAnswer(task, parseJson(answer.body)), 'create');
	return made;
}

async function findCreated(
	transport: Transport,
	app: FacebookApp,
): Promise<Application | undefined> {
	const list = await readApplications(transport).catch(() => undefined);
	const [only, ...others] = (list?.entries ?? []).filter((application) => isOf(application, app));
	return others.length === 0 ? only : undefined;
}

/** Whether an application has this Facebook app and Page. */
function isOf({ facebook }: Application, { appId, pageAccessToken }: FacebookApp): boolean {
	const { page, application } = objectOf(facebook);
	return (
		textOf(objectOf(application).id) === appId &&
		textOf(objectOf(page).accessToken) === pageAccessToken
	);
}

const LIST_TASK = 'list the applications';

/**
 * Lists the applications, as far as they can be read: `GET /facebook/1/applications` (method
 * documented, path and answer inferred).
 */
export async function readApplications(transport: Transport): Promise<Listed<Application>> {
	const list = await readList(transport, APPLICATIONS, 'application', LIST_TASK);
	return { ...list, entries: list.entries.map(toApplication) };
}

/**
 * Gets an application: `GET /facebook/1/applications/{key}` (inferred), or from the list if the
 * account has no such method (405, 501).
 */
export async function getApplication(transport: Transport, key: string): Promise<Application> {
	const task = `get application ${key}`;
	const path = applicationPath(key);
	const answer = await call(transport, { task, method: 'GET', path }).catch(
		async (error: unknown) => {
			if (!isMethodAbsent(error)) throw error;
			const listed = (await readApplications(transport)).entries.find((one) => one.key === key);
			if (listed === undefined) throw error;
			return listed;
		},
	);
	const application = keyed(answer, 'application');
	if (application === undefined) throw new UnexpectedAnswer(task, answer);
	return toApplication(application);
}

/**
 * Replaces Facebook's side: `PUT /facebook/1/applications/{key}` with the body of create (inferred). If
 * the answer is not the application, it is read once more. Throws OutcomeUnknown if it does not show
 * what was asked.
 */
export async function updateApplication(
	transport: Transport,
	key: string,
	app: FacebookApp,
): Promise<Application> {
	const task = `update application ${key}`;
	const path = applicationPath(key);
	const request = { task, method: 'PUT', path, ...applicationBody(app) } as const;
	const json = parseJson((await accepted(transport, request)).body);
	const answered = keyed(json, 'application');
	if (answered?.key.toLowerCase() === key.toLowerCase()) return toApplication(answered);
	const updated = await getApplication(transport, key).catch(() => undefined);
	if (updated !== undefined && isOf(updated, app)) return updated;
	throw new OutcomeUnknown(task, new UnexpectedAnswer(task, json), 'update');
}

/** Deletes an application: `DELETE /facebook/1/applications/{key}` (a guess: no document lists it). */
export async function deleteApplication(transport: Transport, key: string): Promise<void> {
	await accepted(transport, {
		task: `delete application ${key}`,
		method: 'DELETE',
		path: applicationPath(key),
	});
}

/**
 * The address that Infobip enters as webhook in the Facebook app when the application is created
 * (documented, on `api.infobip.com`; whether an account with a Base URL of its own gets another host
 * is not known). Infobip answers it nowhere: it is in the Facebook app's dashboard, under Webhooks.
 */
export function expectedCallbackUrl(key: string): string {
	return `https://api.infobip.com${applicationPath(key)}/webhook`;
}

/** True if Infobip does not offer the method at all, so that another one may do instead. */
export function isMethodAbsent(error: unknown): boolean {
	return error instanceof ApiError && (error.status === 405 || error.status === 501);
}

/** Names of what an application has to keep to itself, in whichever form it is answered. */
const SECRET_NAME = /secret|token|password/i;

/** A copy without page access token and app secret, wherever they are. */
export function withoutSecrets(application: Application): Application {
	return { ...objectOf(stripped(application)), key: application.key };
}

function stripped(value: JsonValue): JsonValue {
	if (Array.isArray(value)) return value.map(stripped);
	if (!isObject(value)) return value;
	const kept = Object.entries(value).filter(([name]) => !SECRET_NAME.test(name));
	return Object.fromEntries(kept.map(([name, inner]) => [name, stripped(inner)]));
}

/** What a person knows the application by: Facebook's name for it, else its key. */
export function applicationName(application: Application): string {
	const app = objectOf(objectOf(application.facebook).application);
	return textOf(app.name) ?? textOf(member(application, 'name')) ?? application.key;
}

/**
 * The app id goes out as a JSON number, as in Infobip's own example. It is spliced in as text:
 * 17 digits would lose the last ones in a JavaScript number.
 */
function applicationBody({ appId, appSecret, pageAccessToken }: FacebookApp): {
	body: string;
	secrets: string[];
} {
	const violations: Violation[] = [];
	if (!/^[1-9]\d{0,19}$/.test(appId)) {
		violations.push({ field: ['appId'], problem: 'must be the digits of the Facebook App ID' });
	}
	if (appSecret === '') violations.push({ field: ['appSecret'], problem: 'is empty' });
	if (pageAccessToken === '') violations.push({ field: ['pageAccessToken'], problem: 'is empty' });
	if (violations.length > 0) throw new InvalidInput(violations);
	const page = JSON.stringify({ accessToken: pageAccessToken });
	const secret = JSON.stringify(appSecret);
	return {
		body: `{"facebook":{"page":${page},"application":{"id":${appId},"secret":${secret}}}}`,
		secrets: [appSecret, pageAccessToken],
	};
}

function toApplication(json: Keyed): Application {
	if (!isObject(json.facebook)) return json;
	const app = objectOf(json.facebook.application);
	const id = textOf(app.id);
	const application = id === undefined ? app : { ...app, id };
	return { ...json, facebook: { ...json.facebook, application } };
}
