import { call, type Transport } from '../call/client';
import { InvalidInput, UnexpectedAnswer, type Violation } from '../errors';
import { isObject, objectOf, textOf, without, type JsonObject, type JsonValue } from '../json';
import { listOf } from './listOf';
import { APPLICATIONS, applicationPath } from './path';

/** Facebook's side of an application. */
export interface FacebookApp {
	/** Digits only; 16 or 17 of them, so never a JavaScript number. */
	readonly appId: string;
	readonly appSecret: string;
	readonly pageAccessToken: string;
}

/** An application as Infobip answers it, with the app id as a string. */
export interface Application extends JsonObject {
	key: string;
}

/** `POST /facebook/1/applications` (documented). Throws InvalidInput, ApiError, ConnectionError. */
export async function createApplication(
	transport: Transport,
	app: FacebookApp,
): Promise<Application> {
	const task = `create the application for Facebook app ${app.appId}`;
	const body = applicationBody(app);
	return toApplication(
		await call(transport, { task, method: 'POST', path: APPLICATIONS, body }),
		task,
	);
}

/** `GET /facebook/1/applications` (method documented, path and envelope inferred). */
export async function listApplications(transport: Transport): Promise<Application[]> {
	const task = 'list the applications';
	const answer = await call(transport, { task, method: 'GET', path: APPLICATIONS });
	return listOf(answer, 'applications', task).map((entry) => toApplication(entry, task));
}

/** `GET /facebook/1/applications/{key}` (inferred). */
export async function getApplication(transport: Transport, key: string): Promise<Application> {
	const task = `get application ${key}`;
	return toApplication(
		await call(transport, { task, method: 'GET', path: applicationPath(key) }),
		task,
	);
}

/** `PUT /facebook/1/applications/{key}` with the body of create (inferred). */
export async function updateApplication(
	transport: Transport,
	key: string,
	app: FacebookApp,
): Promise<Application> {
	const task = `update application ${key}`;
	const body = applicationBody(app);
	const answer = await call(transport, { task, method: 'PUT', path: applicationPath(key), body });
	return toApplication(answer, task, key);
}

/** `DELETE /facebook/1/applications/{key}` (a guess: no document lists it). */
export async function deleteApplication(transport: Transport, key: string): Promise<void> {
	await call(transport, {
		task: `delete application ${key}`,
		method: 'DELETE',
		path: applicationPath(key),
	});
}

/**
 * A copy without page access token and app secret.
 */
export function withoutSecrets(application: Application): Application {
	const facebook = objectOf(application.facebook);
	const page = without(objectOf(facebook.page), 'accessToken');
	const app = without(objectOf(facebook.application), 'secret');
	return { ...application, facebook: { ...facebook, page, application: app } };
}

/** What a person knows the application by: Facebook's name for it, else its key. */
export function applicationName(application: Application): string {
	return textOf(objectOf(objectOf(application.facebook).application).name) ?? application.key;
}

/**
 * The app id goes out as a JSON number, as in Infobip's own example. It is spliced in as text:
 * 17 digits would lose the last ones in a JavaScript number.
 */
function applicationBody(app: FacebookApp): string {
	const violations: Violation[] = [];
	if (!/^[1-9]\d{0,19}$/.test(app.appId)) {
		violations.push({ field: ['appId'], problem: 'must be the digits of the Facebook App ID' });
	}
	if (app.appSecret === '') violations.push({ field: ['appSecret'], problem: 'is empty' });
	if (app.pageAccessToken === '')
		violations.push({ field: ['pageAccessToken'], problem: 'is empty' });
	if (violations.length > 0) throw new InvalidInput(violations);
	const page = JSON.stringify({ accessToken: app.pageAccessToken });
	const secret = JSON.stringify(app.appSecret);
	return `{"facebook":{"page":${page},"application":{"id":${app.appId},"secret":${secret}}}}`;
}

/** @param askedFor the key, where the answer to a change may leave it out */
function toApplication(answer: JsonValue, task: string, askedFor?: string): Application {
	const json = objectOf(answer);
	const key = textOf(json.key) ?? askedFor;
	if (key === undefined) throw new UnexpectedAnswer(task, answer);
	if (!isObject(json.facebook)) return { ...json, key };
	const app = objectOf(json.facebook.application);
	const id = textOf(app.id);
	const application = id === undefined ? app : { ...app, id };
	return { ...json, key, facebook: { ...json.facebook, application } };
}
