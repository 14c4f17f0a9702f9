import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { WorkflowFile } from '../hosts/N8nClient.mts';
import { listAt, objectAt, textAt } from '../hosts/jsonShape.mts';

export const PACKAGE = 'n8n-nodes-infobip-facebook';
export const API_CREDENTIAL = 'infobipFacebookApi';

/** A workflow of `examples/`, as in its file: without credentials, because an id belongs to one n8n only. */
export function exampleWorkflow(file: string): WorkflowFile {
	const path = fileURLToPath(new URL(`../examples/${file}`, import.meta.url));
	const workflow: unknown = JSON.parse(readFileSync(path, 'utf8'));
	return {
		name: textAt(workflow, 'name'),
		nodes: listAt(workflow, 'nodes').map((node) => objectAt(node)),
		connections: objectAt(workflow, 'connections'),
		settings: objectAt(workflow, 'settings'),
	};
}
