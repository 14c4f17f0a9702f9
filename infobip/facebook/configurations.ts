/** Configurations: every method is inferred from Infobip's Push API. */
import { call, type Transport } from '../call/client';
import { UnexpectedAnswer } from '../errors';
import { objectOf, textOf, type JsonObject, type JsonValue } from '../json';
import { listOf } from './listOf';
import { configurationPath, configurationsPath } from './path';

/** A container of actions. Infobip gives it a key and nothing else. */
export interface Configuration extends JsonObject {
	key: string;
}

/** `POST …/configurations`, without a body. */
export async function createConfiguration(
	transport: Transport,
	applicationKey: string,
): Promise<Configuration> {
	const task = `create a configuration in application ${applicationKey}`;
	const path = configurationsPath(applicationKey);
	return toConfiguration(await call(transport, { task, method: 'POST', path }), task);
}

export async function listConfigurations(
	transport: Transport,
	applicationKey: string,
): Promise<Configuration[]> {
	const task = `list the configurations of application ${applicationKey}`;
	const path = configurationsPath(applicationKey);
	const answer = await call(transport, { task, method: 'GET', path });
	return listOf(answer, 'configurations', task).map((entry) => toConfiguration(entry, task));
}

export async function getConfiguration(
	transport: Transport,
	applicationKey: string,
	key: string,
): Promise<Configuration> {
	const task = `get configuration ${key} of application ${applicationKey}`;
	const path = configurationPath(applicationKey, key);
	return toConfiguration(await call(transport, { task, method: 'GET', path }), task);
}

export async function deleteConfiguration(
	transport: Transport,
	applicationKey: string,
	key: string,
): Promise<void> {
	const task = `delete configuration ${key} of application ${applicationKey}`;
	await call(transport, { task, method: 'DELETE', path: configurationPath(applicationKey, key) });
}

/** `configurationKey` is what the Numbers API calls the key. */
function toConfiguration(answer: JsonValue, task: string): Configuration {
	const json = objectOf(answer);
	const key = textOf(json.key) ?? textOf(json.configurationKey);
	if (key === undefined) throw new UnexpectedAnswer(task, answer);
	return { ...json, key };
}
