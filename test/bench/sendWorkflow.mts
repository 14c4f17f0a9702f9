import type { CredentialReference, WorkflowFile } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { ACTION_NODE } from '../e2e/ourNode.mts';
import type { SandboxLogin } from './sandboxOrders.mts';

export type Sender = 'page' | 'application';

interface SendNode {
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: JsonObject;
	readonly credentials: Record<string, CredentialReference>;
}

/** What is set on either node; with nothing set, it runs with its defaults. */
export type SendOptions = JsonObject;

/** Recipient and text: what only n8n can evaluate. */
export const EVALUATED: [string, string] = ['={{ $json.to.trim() }}', '={{ $json.text.trim() }}'];

/** Our node, filled in from the item. */
export function ourSend(
	sendFrom: Sender,
	credentials: Record<string, CredentialReference>,
	options: SendOptions = {},
	[recipient, text]: [string, string] = ['={{ $json.to }}', '={{ $json.text }}'],
): SendNode {
	return {
		type: ACTION_NODE,
		typeVersion: 1,
		parameters: {
			resource: 'message',
			operation: 'sendText',
			sendFrom,
			to: recipient,
			text,
			options,
		},
		credentials,
	};
}

/** n8n's HTTP Request node, sending the same message. */
export function httpSend(
	sendFrom: Sender,
	{ url, applicationKey, pageId }: SandboxLogin,
	credentials: Record<string, CredentialReference>,
	options: SendOptions = {},
): SendNode {
	const fromPage = `{ messages: [{ sender: '${pageId}', destinations: [{ to: $json.to }], content: { type: 'TEXT', text: $json.text } }] }`;
	const fromApplication = `{ from: '${applicationKey}', to: $json.to, type: 'TEXT', text: $json.text }`;
	const [path, body] =
		sendFrom === 'page'
			? ['/messenger/1/messages', fromPage]
			: ['/facebook/1/single', fromApplication];
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		parameters: {
			method: 'POST',
			url: `${url}${path}`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpBasicAuth',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify(${body}) }}`,
			options,
		},
		credentials,
	};
}

/** A list of people, one item each, one message to each. */
export function sendWorkflow(count: number, send: SendNode): WorkflowFile {
	const people = Array.from({ length: count }, (_, index) => ({
		to: String(1_000_000_000_000_000 + index),
		text: `Message ${index}`,
	}));
	const list = { mode: 'raw', jsonOutput: JSON.stringify({ people }), options: {} };
	const split = { fieldToSplitOut: 'people', options: {} };
	return {
		name: 'Send to many',
		nodes: [
			node('Start', 0, { type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} }),
			node('List', 1, { type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: list }),
			node('People', 2, { type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: split }),
			node('Send', 3, { ...send }),
		],
		connections: { Start: to('List'), List: to('People'), People: to('Send') },
	};
}

function node(name: string, column: number, rest: JsonObject): JsonObject {
	return { id: name.toLowerCase(), name, position: [200 * column, 0], ...rest };
}

function to(name: string): JsonObject {
	return { main: [[{ node: name, type: 'main', index: 0 }]] };
}
