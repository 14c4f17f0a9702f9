import type { SavedWorkflow, WorkflowFile } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import type { ForwardAction } from '../../demo/forwardActions.mts';
import { forwardActions } from '../../demo/forwardActions.mts';
import { ACTION_NODE, TRIGGER_NODE } from './ourNode.mts';
import type { World } from './world.mts';

export const TRIGGER = 'A customer writes';
const EFFECT_SECONDS = 30;

/** A workflow of our trigger and an answer by our action node: what most users will build first. */
export async function createEcho(
	{ client, credentials }: World,
	trigger: JsonObject = {},
	sendFrom: 'application' | 'page' = 'application',
): Promise<SavedWorkflow> {
	return await client.createWorkflow(echoWorkflow(credentials, trigger, sendFrom));
}

export function echoWorkflow(
	credentials: World['credentials'],
	trigger: JsonObject = {},
	sendFrom: 'application' | 'page' = 'application',
): WorkflowFile {
	return {
		name: 'Say back what was said',
		nodes: [
			{
				id: 'trigger',
				name: TRIGGER,
				type: TRIGGER_NODE,
				typeVersion: 1,
				position: [0, 0],
				webhookId: crypto.randomUUID(),
				parameters: { receiveThrough: 'application', ...trigger },
				credentials,
			},
			{
				id: 'answer',
				name: 'Answer',
				type: ACTION_NODE,
				typeVersion: 1,
				position: [200, 0],
				parameters: {
					resource: 'message',
					operation: 'sendText',
					sendFrom,
					to: '={{ $json.from }}',
					text: '=You said: {{ $json.text }}',
				},
				credentials,
			},
		],
		connections: { [TRIGGER]: { main: [[{ node: 'Answer', type: 'main', index: 0 }]] } },
	};
}

/** Waits until the application has this many Forward actions, and gives them. */
export async function forwardsSettle(
	{ sandbox }: World,
	applicationKey: string,
	count: number,
): Promise<ForwardAction[]> {
	return await waitFor(`${count} Forward action(s)`, { seconds: EFFECT_SECONDS }, () => {
		const actions = forwardActions(sandbox, applicationKey);
		return actions.length === count ? actions : undefined;
	});
}

/** Waits until the sandbox has heard this many answers to the customer, and gives their texts. */
export async function answersArrive(
	{ sandbox }: World,
	userKey: string,
	count: number,
): Promise<string[]> {
	return await waitFor(`${count} answer(s) to ${userKey}`, { seconds: EFFECT_SECONDS }, () => {
		const answers = sandbox.conversation(userKey).filter(({ said }) => said === 'business');
		return answers.length >= count ? answers.map(({ message }) => String(message.text)) : undefined;
	});
}

/** Waits until n8n has finished this many executions of the workflow, and gives their ids, newest first. */
export async function executionsFinish(
	{ client }: World,
	workflowId: string,
	count: number,
): Promise<string[]> {
	return await waitFor(`${count} execution(s)`, { seconds: EFFECT_SECONDS }, async () => {
		const ids = await client.executionsOf(workflowId);
		if (ids.length < count) return undefined;
		for (const id of ids) await client.finished(id);
		return ids;
	});
}
