/** What stands in the lists of the locators. A list knows its parents; what goes wrong is said. */
import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { InvalidInput } from '../../infobip/errors';
import { actionName, listActions } from '../../infobip/facebook/actions';
import { applicationName, listApplications } from '../../infobip/facebook/applications';
import { listConfigurations } from '../../infobip/facebook/configurations';
import { connect, type Connection } from '../connection/connection';
import { toNodeError } from '../connection/nodeError';
import { pickedValue } from './pickedValue';

export async function searchApplications(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, filter, async ({ transport }) => {
		const applications = await listApplications(transport);
		return applications.map((application) => ({
			name: applicationName(application),
			value: application.key,
			description: application.key,
		}));
	});
}

export async function searchConfigurations(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, filter, async (connection) => {
		const applicationKey = connection.applicationKey(chosen(this, 'applicationKey'));
		const configurations = await listConfigurations(connection.transport, applicationKey);
		return configurations.map(({ key }) => ({ name: key, value: key }));
	});
}

export async function searchActions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, filter, async (connection) => {
		const applicationKey = connection.applicationKey(chosen(this, 'applicationKey'));
		const configurationKey = chosen(this, 'configurationKey');
		if (configurationKey === undefined) {
			throw new InvalidInput([
				{
					field: ['configurationKey'],
					problem: 'is empty: choose it first, for its actions are listed',
				},
			]);
		}
		const actions = await listActions(connection.transport, { applicationKey, configurationKey });
		return actions.map((action) => ({
			name: actionName(action),
			value: action.key,
			description: action.key,
		}));
	});
}

async function search(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	load: (connection: Connection) => Promise<INodeListSearchItems[]>,
): Promise<INodeListSearchResult> {
	try {
		const wanted = (filter ?? '').toLowerCase();
		const entries = await load(await connect(context));
		const results = entries.filter(({ name, value }) =>
			`${name} ${String(value)}`.toLowerCase().includes(wanted),
		);
		return { results };
	} catch (error) {
		throw toNodeError(error, { node: context.getNode() });
	}
}

function chosen(context: ILoadOptionsFunctions, name: string): string | undefined {
	const value = pickedValue(context.getCurrentNodeParameter(name));
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
