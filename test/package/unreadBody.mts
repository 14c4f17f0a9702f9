import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { N8nHost } from '../../hosts/n8nHost.mts';

const FILE = 'n8n/dist/webhooks/webhook-helpers.js';

/** What the trigger's hidden parameter relies on, as n8n publishes it. */
const RELIED_ON = `
async function parseRequestBody(req, workflowStartNode, workflow, executionMode, additionalKeys) {
    let binaryData;
    const nodeVersion = workflowStartNode.typeVersion;
    if (nodeVersion === 1) {
        binaryData = workflow.expression.getSimpleParameterValue(workflowStartNode, '={{$parameter["options"]["binaryData"]}}', executionMode, additionalKeys, undefined, false);
    }
    if (binaryData) {
        return;
    }`.trim();

/** The file, if that n8n is installed. */
export function webhookHelpersOf({ directory }: N8nHost): string {
	return join(directory, 'node_modules', FILE);
}

/** What no longer holds of how an installed n8n leaves the body of a call unread. */
export function unreadBodyFindings(host: N8nHost): string[] {
	const file = webhookHelpersOf(host);
	const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
	const start = text.indexOf(RELIED_ON);
	if (start === -1) return [`n8n ${host.n8nVersion} reads bodies in another way: ${file}`];
	const first = text.slice(0, start).split('\n').length;
	const last = first + RELIED_ON.split('\n').length - 1;
	const where = `${first} to ${last} in ${host.n8nVersion}`;
	return documentation().includes(where)
		? []
		: [`properties.ts does not name lines ${where}, where n8n leaves the body of a call unread`];
}

/** The comments of the one place that explains it, as one line. */
function documentation(): string {
	const path = join('nodes', 'InfobipFacebookTrigger', 'properties.ts');
	const text = readFileSync(join(import.meta.dirname, '..', '..', path), 'utf8');
	return text.replace(/\s*\n\s*\*\s*/g, ' ');
}
