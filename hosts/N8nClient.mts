import { N8nRefused, N8nRest } from './N8nRest.mts';
import type { N8nExecution } from './n8nExecution.mts';
import { readExecution } from './n8nExecution.mts';
import { at, listAt, objectAt, textAt } from './jsonShape.mts';
import type { JsonObject } from './jsonShape.mts';
import { waitFor } from './waitFor.mts';

export interface N8nOwner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

/** What a node's `credentials` holds under the credential type's name. */
export interface CredentialReference {
	id: string;
	name: string;
}

/** A workflow as n8n exports and imports it. */
export interface WorkflowFile {
	name: string;
	nodes: JsonObject[];
	connections: JsonObject;
	settings?: JsonObject;
	pinData?: JsonObject;
}

export interface SavedWorkflow {
	id: string;
	/** Publishing takes one saved version, not "the workflow". */
	versionId: string;
}

export interface DataTableColumn {
	name: string;
	type: 'string' | 'number' | 'boolean' | 'date';
}

export interface ListSearch {
	/** Full node type, with the package's name. */
	nodeType: string;
	/** Name of the node's `methods.listSearch` function. */
	method: string;
	/** Name of the parameter that shows the list. */
	parameter: string;
	parameters: JsonObject;
	credentials: Record<string, CredentialReference>;
	filter?: string;
}

/** A community package as n8n's settings show it. */
export interface InstalledPackage {
	name: string;
	version: string;
	/** Full node types, with the package's name. */
	nodeTypes: string[];
	/** The newer version that n8n offers. */
	updateAvailable: string | undefined;
}

export interface ListEntry {
	name: string;
	value: string;
}

const RUN_SECONDS = 60;
const UNKNOWN_NODE_TYPE = 'Unrecognized node type';

/** Does in n8n what a person does in the editor. Log in (or set up the owner) before anything else. */
export class N8nClient {
	readonly #rest: N8nRest;
	#projectId: string | undefined;

	constructor(url: string) {
		this.#rest = new N8nRest(url);
	}

	/** Once in an n8n's life; logs in as well. */
	async setUpOwner(owner: N8nOwner): Promise<void> {
		await this.#rest.call('POST', '/owner/setup', owner);
	}

	/** Whether n8n has loaded this node type (full name, with the package's). */
	async hasNodeType(name: string, version: number): Promise<boolean> {
		try {
			await this.#rest.call('POST', '/node-types', { nodeInfos: [{ name, version }] });
			return true;
		} catch (error) {
			// With 400 in n8n 2.x, with 500 in 1.x.
			if (error instanceof N8nRefused && error.message.includes(UNKNOWN_NODE_TYPE)) return false;
			throw error;
		}
	}

	/** How n8n describes a node type to the editor (full name, with the package's). */
	async nodeType(name: string, version: number): Promise<JsonObject> {
		const answer = await this.#rest.call('POST', '/node-types', {
			nodeInfos: [{ name, version }],
		});
		return objectAt(listAt(answer)[0]);
	}

	/** Settings → Community nodes → Install, of `name@version`. */
	async installPackage(name: string, version: string): Promise<InstalledPackage> {
		return readPackage(await this.#rest.call('POST', '/community-packages', { name, version }));
	}

	/** Settings → Community nodes → Update. */
	async updatePackage(name: string, version: string): Promise<InstalledPackage> {
		return readPackage(await this.#rest.call('PATCH', '/community-packages', { name, version }));
	}

	/** Settings → Community nodes → Uninstall. */
	async uninstallPackage(name: string): Promise<void> {
		await this.#rest.call('DELETE', '/community-packages', undefined, { name });
	}

	/** What Settings → Community nodes lists. */
	async installedPackages(): Promise<InstalledPackage[]> {
		return listAt(await this.#rest.call('GET', '/community-packages')).map(readPackage);
	}

	async createCredential(
		name: string,
		type: string,
		data: JsonObject,
	): Promise<CredentialReference> {
		const saved = await this.#rest.call('POST', '/credentials', { name, type, data });
		return { id: textAt(saved, 'id'), name };
	}

	/** What the editor's "Test" does with the fields in the form. */
	async testCredential(
		saved: CredentialReference,
		type: string,
		data: JsonObject,
	): Promise<{ status: string; message: string }> {
		const answer = await this.#rest.call('POST', '/credentials/test', {
			credentials: { ...saved, type, data },
		});
		return { status: textAt(answer, 'status'), message: textAt(answer, 'message') };
	}

	async createWorkflow(file: WorkflowFile): Promise<SavedWorkflow> {
		const workflow = { active: false, settings: {}, ...file };
		const saved = await this.#rest.call('POST', '/workflows', workflow);
		return { id: textAt(saved, 'id'), versionId: textAt(saved, 'versionId') };
	}

	async deleteWorkflow(id: string): Promise<void> {
		await this.#rest.call('POST', `/workflows/${id}/archive`, {});
		await this.#rest.call('DELETE', `/workflows/${id}`);
	}

	/**
	 * Publishes and waits until n8n says how that went: it registers triggers after it has answered.
	 *
	 * @throws Error with the text the trigger gave, when it could not be registered.
	 */
	async publish(workflow: SavedWorkflow, seconds = RUN_SECONDS): Promise<void> {
		const { id, versionId } = workflow;
		await this.#rest.call('POST', `/workflows/${id}/activate`, { versionId });
		const triggers = await waitFor(`workflow ${id} to be published`, { seconds }, async () => {
			const state = await this.#publicationOf(id);
			if (state === undefined) return [];
			return ['in_progress', 'not_published'].includes(textAt(state, 'status'))
				? undefined
				: listAt(state, 'triggers');
		});
		const refused = triggers.filter((trigger) => at(trigger, 'status') === 'failed');
		if (refused.length > 0) {
			const texts = refused.map((trigger) => String(at(trigger, 'errorMessage')));
			throw new Error(`n8n could not publish the workflow: ${texts.join('; ')}`);
		}
	}

	/** Unpublishes and waits until n8n has tidied up. */
	async unpublish(id: string, seconds = RUN_SECONDS): Promise<void> {
		await this.#rest.call('POST', `/workflows/${id}/deactivate`, {});
		await waitFor(`workflow ${id} to be unpublished`, { seconds }, async () => {
			const state = await this.#publicationOf(id);
			return state === undefined || textAt(state, 'status') === 'not_published' ? true : undefined;
		});
	}

	/**
	 * Runs a workflow by hand from its manual trigger and waits for the end.
	 */
	async run(id: string, triggerName: string, seconds = RUN_SECONDS): Promise<N8nExecution> {
		const answer = await this.#startFrom(id, triggerName);
		return await this.finished(textAt(answer, 'executionId'), seconds);
	}

	/** "Listen for test event": returns when the listener is registered. */
	async listenForTest(id: string, triggerName: string): Promise<void> {
		const answer = await this.#startFrom(id, triggerName);
		if (at(answer, 'waitingForWebhook') !== true) {
			throw new Error('n8n ran the workflow instead of listening for a test event');
		}
	}

	async stopListening(id: string): Promise<void> {
		await this.#rest.call('DELETE', `/test-webhook/${id}`);
	}

	/** Ids of a workflow's executions, newest first, at most 100. @param status default: any. */
	async executionsOf(workflowId: string, status?: readonly string[]): Promise<string[]> {
		const answer = await this.#rest.call('GET', '/executions', undefined, {
			filter: JSON.stringify({ workflowId, status }),
			limit: 100,
		});
		return listAt(answer, 'results').map((result) => textAt(result, 'id'));
	}

	/** Whether no execution of any workflow is running or waiting for its turn. */
	async isIdle(): Promise<boolean> {
		const answer = await this.#rest.call('GET', '/executions', undefined, {
			filter: JSON.stringify({ status: ['new', 'running'] }),
			limit: 1,
		});
		return listAt(answer, 'results').length === 0;
	}

	async execution(id: string): Promise<N8nExecution> {
		return readExecution(await this.#rest.call('GET', `/executions/${id}`));
	}

	async finished(id: string, seconds = RUN_SECONDS): Promise<N8nExecution> {
		return await waitFor(`execution ${id} to finish`, { seconds }, async () => {
			const execution = await this.execution(id);
			return execution.isFinished ? execution : undefined;
		});
	}

	async createDataTable(name: string, columns: DataTableColumn[]): Promise<string> {
		const path = `/projects/${await this.#project()}/data-tables`;
		return textAt(await this.#rest.call('POST', path, { name, columns }), 'id');
	}

	async deleteDataTable(tableId: string): Promise<void> {
		await this.#rest.call('DELETE', `/projects/${await this.#project()}/data-tables/${tableId}`);
	}

	async insertDataTableRows(tableId: string, rows: readonly JsonObject[]): Promise<void> {
		const path = `/projects/${await this.#project()}/data-tables/${tableId}/insert`;
		await this.#rest.call('POST', path, { data: rows, returnType: 'count' });
	}

	/** At most 250 rows, in the order in which they were inserted. */
	async dataTableRows(tableId: string): Promise<JsonObject[]> {
		const path = `/projects/${await this.#project()}/data-tables/${tableId}/rows`;
		const answer = await this.#rest.call('GET', path, undefined, { take: 250, sortBy: 'id:asc' });
		return listAt(answer, 'data').map((row) => objectAt(row));
	}

	/** What the editor shows when a resource locator's list is opened. */
	async searchList(search: ListSearch): Promise<ListEntry[]> {
		const answer = await this.#rest.call(
			'POST',
			'/dynamic-node-parameters/resource-locator-results',
			{
				path: `parameters.${search.parameter}`,
				methodName: search.method,
				nodeTypeAndVersion: { name: search.nodeType, version: 1 },
				currentNodeParameters: search.parameters,
				credentials: search.credentials,
				filter: search.filter,
				projectId: await this.#project(),
			},
		);
		return listAt(answer, 'results').map((entry) => ({
			name: textAt(entry, 'name'),
			value: textAt(entry, 'value'),
		}));
	}

	/** n8n 2.x runs what it has saved; 1.x is sent the workflow, as its editor does. */
	async #startFrom(id: string, triggerName: string): Promise<unknown> {
		return await this.#rest.call('POST', `/workflows/${id}/run`, {
			workflowData: await this.#rest.call('GET', `/workflows/${id}`),
			triggerToStartFrom: { name: triggerName },
		});
	}

	/** `undefined` from an n8n without publication service: it has done all before it answered. */
	async #publicationOf(id: string): Promise<unknown> {
		try {
			return await this.#rest.call('GET', `/workflows/${id}/publication-status`);
		} catch (error) {
			if (error instanceof N8nRefused && error.status === 404) return undefined;
			throw error;
		}
	}

	async #project(): Promise<string> {
		this.#projectId ??= textAt(await this.#rest.call('GET', '/projects/personal'), 'id');
		return this.#projectId;
	}
}

function readPackage(answer: unknown): InstalledPackage {
	const newer = at(answer, 'updateAvailable');
	return {
		name: textAt(answer, 'packageName'),
		version: textAt(answer, 'installedVersion'),
		nodeTypes: listAt(answer, 'installedNodes').map((node) => textAt(node, 'type')),
		updateAvailable: typeof newer === 'string' ? newer : undefined,
	};
}
