/** Configurations: every method is inferred from Infobip's Push API. */
import { accepted, call, type Transport } from '../call/client';
import type { Listed } from '../call/unreadable';
import { ApiError, OutcomeUnknown, UnexpectedAnswer } from '../errors';
import { parseJson, type JsonObject } from '../json';
import { actionName, readActions } from './actions';
import { created, keyed, readList, unlessEmpty, type Keyed } from './answerForms';
import { getApplication, isMethodAbsent } from './applications';
import { configurationPath, configurationsPath } from './path';

/** A container of actions. Infobip gives it a key; the Numbers API adds a keyword and dates. */
export type Configuration = Keyed;

export interface NewConfiguration {
	/** What the account takes beyond what is known. */
	readonly fields?: JsonObject;
	/**
	 * The keys that were there before: none of them is the new one. If they are `unknown`, nothing is
	 * concluded from what is there; without them, what has no actions is taken for new.
	 */
	readonly before?: readonly string[] | 'unknown';
}

/**
 * Creates a configuration: `POST …/configurations`, without a body unless fields are given. If the
 * answer has no key, it is looked for: just created, it is the one without actions. Throws
 * OutcomeUnknown if it is not known which one is new.
 */
export async function createConfiguration(
	transport: Transport,
	applicationKey: string,
	{ fields = {}, before }: NewConfiguration = {},
): Promise<Configuration> {
	const task = `create a configuration in application ${applicationKey}`;
	const path = configurationsPath(applicationKey);
	const body = Object.keys(fields).length === 0 ? {} : { body: JSON.stringify(fields) };
	const answer = await accepted(transport, { task, method: 'POST', path, ...body });
	const configuration = created(answer, 'configuration');
	if (configuration !== undefined) return configuration;
	// What was only accepted (202) may not be in the list yet, and another empty one may be.
	const canBeFound = before === undefined ? answer.status !== 202 : before !== 'unknown';
	const empty = canBeFound ? await emptyConfigurations(transport, applicationKey) : [];
	const [only, ...others] = empty.filter(({ key }) => !before?.includes(key));
	if (only !== undefined && others.length === 0) return only;
	throw new OutcomeUnknown(task, new UnexpectedAnswer(task, parseJson(answer.body)), 'create');
}

/** The keys of an application's configurations, if all of them can be read. */
export async function knownKeys(
	transport: Transport,
	applicationKey: string,
): Promise<string[] | 'unknown'> {
	const list = await readConfigurations(transport, applicationKey).catch(() => undefined);
	return list?.unreadable === 0 ? list.entries.map(({ key }) => key) : 'unknown';
}

/** None if they cannot be read. */
async function emptyConfigurations(
	transport: Transport,
	applicationKey: string,
): Promise<Configuration[]> {
	const nothing = { entries: [], unreadable: 1 };
	const list = await readConfigurations(transport, applicationKey).catch(() => nothing);
	if (list.unreadable > 0) return [];
	const empty: Configuration[] = [];
	for (const configuration of list.entries) {
		const place = { applicationKey, configurationKey: configuration.key };
		const actions = await readActions(transport, place).catch(() => nothing);
		if (actions.entries.length === 0) empty.push(configuration);
	}
	return empty;
}

/** Lists the configurations of an application, as far as they can be read. */
export async function readConfigurations(
	transport: Transport,
	applicationKey: string,
): Promise<Listed<Configuration>> {
	return await unlessEmpty(readAnswered(transport, applicationKey), async () => {
		return (await getApplication(transport, applicationKey)).key === applicationKey;
	});
}

const listTask = (applicationKey: string): string =>
	`list the configurations of application ${applicationKey}`;

async function readAnswered(
	transport: Transport,
	applicationKey: string,
): Promise<Listed<Configuration>> {
	const path = configurationsPath(applicationKey);
	return await readList(transport, path, 'configuration', listTask(applicationKey));
}

/** Gets a configuration, from the list if the account has no method for a single one (405, 501). */
export async function getConfiguration(
	transport: Transport,
	applicationKey: string,
	key: string,
): Promise<Configuration> {
	const task = `get configuration ${key} of application ${applicationKey}`;
	const path = configurationPath(applicationKey, key);
	const answer = await call(transport, { task, method: 'GET', path }).catch(
		async (error: unknown) => {
			if (!isMethodAbsent(error)) throw error;
			const { entries } = await readConfigurations(transport, applicationKey);
			const listed = entries.find((one) => one.key === key);
			if (listed === undefined) throw error;
			return listed;
		},
	);
	const configuration = keyed(answer, 'configuration');
	if (configuration === undefined) throw new UnexpectedAnswer(task, answer);
	return configuration;
}

export async function deleteConfiguration(
	transport: Transport,
	applicationKey: string,
	key: string,
): Promise<void> {
	const task = `delete configuration ${key} of application ${applicationKey}`;
	const path = configurationPath(applicationKey, key);
	await accepted(transport, { task, method: 'DELETE', path });
}

/**
 * What each configuration contains, as names of its actions; undefined if it could not be read. One
 * request for each: Infobip allows ten a second for the sibling of this method.
 */
export async function contentsOf(
	transport: Transport,
	applicationKey: string,
	configurations: readonly Configuration[],
): Promise<Array<string[] | undefined>> {
	const contents: Array<string[] | undefined> = [];
	for (const { key } of configurations) {
		const place = { applicationKey, configurationKey: key };
		const list = await readActions(transport, place).catch((error: unknown) => {
			if (error instanceof ApiError || error instanceof UnexpectedAnswer) return undefined;
			throw error;
		});
		contents.push(list?.entries.map(actionName));
	}
	return contents;
}
