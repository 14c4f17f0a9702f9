import type {
	CredentialReference,
	N8nClient,
	SavedWorkflow,
	WorkflowFile,
} from '../hosts/N8nClient.mts';
import type { JsonObject } from '../hosts/jsonShape.mts';
import { at, listAt, objectAt, textAt } from '../hosts/jsonShape.mts';
import type { TableIds } from './exampleTables.mts';
import { tableId } from './exampleTables.mts';
import { PACKAGE } from './exampleWorkflow.mts';

/** What a user chooses in the nodes after the import. */
export interface ExampleChoices {
	/** By credential type, such as `smtp`: chosen in every node that takes one of it. */
	credentials: Readonly<Record<string, CredentialReference>>;
	/** Default: none. */
	tables?: TableIds;
}

const STICKY_NOTE = 'n8n-nodes-base.stickyNote';
const DATA_TABLE = 'n8n-nodes-base.dataTable';
/** n8n derives tools and their human review from nodes, and describes only the node. */
const DERIVED_TOOL = new RegExp(`^((?:${PACKAGE}|n8n-nodes-base)\\.\\w+?)(?:Hitl)?Tool$`);

/** Imports an example and chooses in its nodes what its user would choose: credentials and Data Tables. */
export async function importExample(
	client: N8nClient,
	example: WorkflowFile,
	choices: ExampleChoices,
): Promise<SavedWorkflow> {
	const nodes: JsonObject[] = [];
	for (const node of example.nodes) {
		const isNote = textAt(node, 'type') === STICKY_NOTE;
		nodes.push(isNote ? node : await withChoices(client, node, choices));
	}
	return await client.createWorkflow({ ...example, nodes });
}

/**
 * How n8n describes the type of a node, or that which a tool's is derived from.
 *
 * @throws Error when this n8n does not have its version.
 */
export async function descriptionOf(client: N8nClient, node: JsonObject): Promise<JsonObject> {
	const described = textAt(node, 'type').replace(DERIVED_TOOL, '$1');
	const version = at(node, 'typeVersion');
	const description = await client.nodeType(described, Number(version));
	// For most nodes n8n would take the nearest version in silence.
	if (![at(description, 'version')].flat().includes(version)) {
		throw new Error(`This n8n has no version ${String(version)} of ${described}`);
	}
	return description;
}

async function withChoices(
	client: N8nClient,
	node: JsonObject,
	{ credentials, tables = {} }: ExampleChoices,
): Promise<JsonObject> {
	const description = await descriptionOf(client, node);
	const offered = Object.entries(credentials).filter(([type]) => takes(description, type));
	return {
		...node,
		parameters: parametersWithTable(node, description, tables),
		...(offered.length > 0 && { credentials: Object.fromEntries(offered) }),
	};
}

function takes(description: JsonObject, credentialType: string): boolean {
	const types = at(description, 'credentials');
	return Array.isArray(types) && types.some((type) => at(type, 'name') === credentialType);
}

/** n8n 1.x cannot find a table by its name: there the user chooses it from the list. */
function parametersWithTable(
	node: JsonObject,
	description: JsonObject,
	tables: TableIds,
): JsonObject {
	const parameters = objectAt(node, 'parameters');
	if (textAt(node, 'type') !== DATA_TABLE || findsByName(description)) return parameters;
	const name = textAt(parameters, 'dataTableId', 'value');
	const value = tableId(tables, name);
	const dataTableId = { __rl: true, mode: 'list', value, cachedResultName: name };
	return { ...parameters, dataTableId };
}

function findsByName(description: JsonObject): boolean {
	return listAt(description, 'properties')
		.filter((property) => at(property, 'name') === 'dataTableId')
		.some((property) => listAt(property, 'modes').some((mode) => at(mode, 'name') === 'name'));
}
