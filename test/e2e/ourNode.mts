import type { CredentialReference, WorkflowFile } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { PACKAGE } from '../../demo/exampleWorkflow.mts';
import type { World } from './world.mts';

export const ACTION_NODE = `${PACKAGE}.infobipFacebook`;
export const TRIGGER_NODE = `${PACKAGE}.infobipFacebookTrigger`;

export interface Locator {
	__rl: true;
	mode: 'list' | 'key';
	value: string;
}

/** The value of a resource locator, as choosing from the list leaves it. */
export function chosen(value: string): Locator {
	return { __rl: true, mode: 'list', value };
}

/**
 * Runs our action node once, in a workflow of its own in the real n8n.
 *
 * @param seconds how long it may take
 * @returns the items it put out.
 * @throws Error with the node's own text, when the execution did not end well.
 */
export async function runOurNode(
	world: World,
	parameters: JsonObject,
	seconds?: number,
): Promise<JsonObject[]> {
	const { client, credentials } = world;
	const { resource, operation } = parameters;
	const name = `${String(resource)} ${String(operation)}`;
	const workflow = await client.createWorkflow(oneNodeWorkflow(name, parameters, credentials));
	const { status, error, outputs } = await client.run(workflow.id, 'Start', seconds);
	if (status !== 'success') throw new Error(error ?? `The execution ended as “${status}”`);
	return (outputs['Infobip'] ?? []).map(({ json }) => json);
}

function oneNodeWorkflow(
	name: string,
	parameters: JsonObject,
	credentials: Record<string, CredentialReference>,
): WorkflowFile {
	return {
		name,
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'infobip',
				name: 'Infobip',
				type: ACTION_NODE,
				typeVersion: 1,
				position: [200, 0],
				parameters,
				credentials,
			},
		],
		connections: { Start: { main: [[{ node: 'Infobip', type: 'main', index: 0 }]] } },
	};
}
