import assert from 'node:assert/strict';

import type { JsonObject } from '../../hosts/jsonShape.mts';
import type { Checks } from './Checks.mts';
import { ACTION_NODE, TRIGGER_NODE, chosen } from './ourNode.mts';
import { createForeignAction } from './foreignAction.mts';
import type { World } from './world.mts';

/** The lists of the resource locators, as the editor asks for them. */
export async function listScene(world: World, checks: Checks): Promise<void> {
	const { applicationKey, client, credentials, sandbox } = world;
	const other = sandbox.addApplication({ id: 99n });
	const { configurationKey, actionKey } = await createForeignAction(world, other);

	const keys = async (
		nodeType: string,
		method: string,
		parameter: string,
		parameters: JsonObject,
		filter?: string,
	): Promise<string[]> => {
		const search = { nodeType, method, parameter, parameters, credentials };
		const entries = await client.searchList(filter === undefined ? search : { ...search, filter });
		return entries.map(({ value }) => value);
	};

	for (const [name, nodeType, operation] of [
		['action node', ACTION_NODE, { resource: 'action', operation: 'get' }],
		['trigger', TRIGGER_NODE, { configuration: 'existing' }],
	] as const) {
		const search = keys.bind(undefined, nodeType);
		await checks.check(`list of applications (${name})`, async () => {
			const found = await search('searchApplications', 'applicationKey', operation);
			assert.deepEqual(found, [applicationKey, other]);
		});
		await checks.check(`list of configurations (${name})`, async () => {
			const parameters = { ...operation, applicationKey: chosen(other) };
			const found = await search('searchConfigurations', 'configurationKey', parameters);
			assert.deepEqual(found, [configurationKey]);
		});
	}
	const getAction = { resource: 'action', operation: 'get' };
	await checks.check('list of applications, filtered', async () => {
		const search = ['searchApplications', 'applicationKey', getAction, other.slice(0, 12)] as const;
		assert.deepEqual(await keys(ACTION_NODE, ...search), [other]);
	});
	await checks.check('list of actions', async () => {
		const parameters = {
			...getAction,
			applicationKey: chosen(other),
			configurationKey: chosen(configurationKey),
		};
		const found = await keys(ACTION_NODE, 'searchActions', 'actionKey', parameters);
		assert.deepEqual(found, [actionKey]);
	});
}
