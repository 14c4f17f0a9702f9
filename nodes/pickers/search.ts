/** The entries of the locators' lists. A list knows its parents; errors are reported. */
import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { InvalidInput } from '../../infobip/errors';
import { actionName, readActions } from '../../infobip/facebook/actions';
import { applicationName, readApplications } from '../../infobip/facebook/applications';
import { contentsOf, readConfigurations } from '../../infobip/facebook/configurations';
import { connect, type Connection } from '../connection/connection';
import { toNodeError } from '../connection/nodeError';
import { pickedValue } from '../form/values';

export async function searchApplications(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, filter, async ({ transport }) => {
		const { entries } = await readApplications(transport);
		return entries.map((application) => ({
			name: applicationName(application),
			value: application.key,
			description: application.key,
		}));
	});
}

/** Each costs a request while the user waits. */
const MOST_LOOKED_INTO = 10;

export async function searchConfigurations(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await search(this, filter, async (connection) => {
		const applicationKey = connection.applicationKey(chosen(this, 'applicationKey'));
		const { transport } = connection;
		const { entries } = await readConfigurations(transport, applicationKey);
		const looked = entries.slice(0, MOST_LOOKED_INTO);
		const contents = await contentsOf(transport, applicationKey, looked);
		return entries.map(({ key }, index) => {
			const actions = contents[index];
			if (actions === undefined) return { name: key, value: key };
			return { name: `${actions.join(', ') || 'No actions'} (${key})`, value: key };
		});
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
					problem: 'is empty: choose it first, because its actions are listed',
				},
			]);
		}
		const place = { applicationKey, configurationKey };
		const { entries } = await readActions(connection.transport, place);
		return entries.map((action) => ({
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
