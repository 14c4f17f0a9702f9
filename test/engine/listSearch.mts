import './environment.mts';
import 'reflect-metadata';
import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import { createAdditionalData } from './additionalData.mts';
import type { WebhookBase } from './additionalData.mts';
import { CredentialStore } from './credentialStore.mts';
import type { CredentialForms } from './credentialStore.mts';
import type { LoadedPackage } from './loadedPackage.mts';

export interface ListSearch {
	/** The node's parameters at the moment the user opens the list, the parents chosen before included. */
	parameters?: INodeParameters;
	credentials: CredentialForms;
	/** What the user typed into the search box. */
	filter?: string;
	paginationToken?: string;
}

/**
 * Opens a "From list" locator as the editor does: n8n 2.40.7's `dynamic-node-parameters.service.js`
 * with n8n-core's own `LoadOptionsContext`.
 */
export async function runListSearch(
	loaded: LoadedPackage,
	urls: WebhookBase,
	node: string,
	method: string,
	search: ListSearch,
): Promise<INodeListSearchResult> {
	const type = loaded.typeOf(node);
	const nodeType = loaded.getByNameAndVersion(type);
	const found = nodeType.methods?.listSearch?.[method];
	if (found === undefined) throw new Error(`"${node}" has no list search "${method}"`);
	const store = new CredentialStore(loaded, search.credentials);
	const workflow = new Workflow({
		nodes: [
			{
				id: 'list-search',
				name: 'Temp-Node',
				type,
				typeVersion: 1,
				position: [0, 0],
				parameters: search.parameters ?? {},
				credentials: store.references(),
			},
		],
		connections: {},
		active: false,
		nodeTypes: loaded,
	});
	const additionalData = createAdditionalData(store, urls);
	const tempNode = workflow.getNode('Temp-Node')!;
	// n8n passes what the editor sent; the editor sends every parameter, defaults included.
	additionalData.currentNodeParameters = tempNode.parameters;
	const context = new LoadOptionsContext(workflow, tempNode, additionalData, '');
	return await found.call(context, search.filter, search.paginationToken);
}
