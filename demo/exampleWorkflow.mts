import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { CredentialReference, DataTableColumn, WorkflowFile } from '../hosts/N8nClient.mts';
import type { JsonObject } from '../hosts/jsonShape.mts';
import { listAt, objectAt, textAt } from '../hosts/jsonShape.mts';

export const PACKAGE = 'n8n-nodes-infobip-facebook';
export const API_CREDENTIAL = 'infobipFacebookApi';

/** What the example's sticky note tells a user to create. */
export const CONTACTS_TABLE = 'Contacts';
export const CONTACTS_COLUMNS: DataTableColumn[] = [
	{ name: 'userKey', type: 'string' },
	{ name: 'lastMessage', type: 'string' },
	{ name: 'lastMessageId', type: 'string' },
	{ name: 'lastWroteAt', type: 'date' },
];

/**
 * A workflow of `examples/`, with the credential chosen in our nodes as its user would do after
 * importing it: the file itself names none, for an id belongs to one n8n only.
 */
export function exampleWorkflow(file: string, credential: CredentialReference): WorkflowFile {
	const path = fileURLToPath(new URL(`../examples/${file}`, import.meta.url));
	const workflow: unknown = JSON.parse(readFileSync(path, 'utf8'));
	return {
		name: textAt(workflow, 'name'),
		nodes: listAt(workflow, 'nodes').map((node) => withCredential(objectAt(node), credential)),
		connections: objectAt(workflow, 'connections'),
		settings: objectAt(workflow, 'settings'),
	};
}

function withCredential(node: JsonObject, credential: CredentialReference): JsonObject {
	const isOurs = textAt(node, 'type').startsWith(`${PACKAGE}.`);
	return isOurs ? { ...node, credentials: { [API_CREDENTIAL]: credential } } : node;
}
