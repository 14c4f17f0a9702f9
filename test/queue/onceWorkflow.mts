import type { CredentialReference, WorkflowFile } from '../../hosts/N8nClient.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { ACTION_NODE, TRIGGER_NODE } from '../e2e/ourNode.mts';
import { TRIGGER } from '../e2e/publishedTrigger.mts';

/** Infobip's repeats come within hours; a key of Redis's that has seen its day goes by itself. */
const REMEMBERED_SECONDS = 24 * 60 * 60;

export interface OnceWish {
	name: string;
	/** Parameters of our trigger. */
	trigger: JsonObject;
	sendFrom: 'application' | 'page';
	/** Begins the keys in Redis. */
	keyPrefix: string;
	/** Of our nodes and of Redis. */
	credentials: Record<string, CredentialReference>;
}

/**
 * Answers what the customer said, once, however often and wherever it arrives. Who comes first is
 * decided by one atomic step in Redis, which every process of a queue has: n8n's static data, and its
 * Remove Duplicates node, read their memory and write it back as a whole.
 */
export function onceWorkflow(wish: OnceWish): WorkflowFile {
	const { name, trigger, sendFrom, keyPrefix, credentials } = wish;
	const said = `$(${JSON.stringify(TRIGGER)}).item.json`;
	const nodes = [
		{
			name: TRIGGER,
			type: TRIGGER_NODE,
			typeVersion: 1,
			webhookId: crypto.randomUUID(),
			parameters: { ...trigger, receiveOptions: { ignoreDuplicates: true } },
		},
		{
			name: 'How often was it here',
			type: 'n8n-nodes-base.redis',
			typeVersion: 1,
			parameters: {
				operation: 'incr',
				key: `=${keyPrefix}:{{ $json.messageId }}`,
				expire: true,
				ttl: REMEMBERED_SECONDS,
			},
		},
		{
			name: 'The first time',
			type: 'n8n-nodes-base.filter',
			typeVersion: 2.2,
			parameters: { conditions: isOne('={{ Object.values($json)[0] }}') },
		},
		{
			name: 'Answer',
			type: ACTION_NODE,
			typeVersion: 1,
			parameters: {
				resource: 'message',
				operation: 'sendText',
				sendFrom,
				to: `={{ ${said}.from }}`,
				text: `=You said: {{ ${said}.text }}`,
			},
		},
	];
	return {
		name,
		nodes: nodes.map((node, index) => ({
			id: `node-${index}`,
			position: [index * 200, 0],
			credentials,
			...node,
		})),
		connections: Object.fromEntries(
			nodes
				.slice(1)
				.map((next, index) => [
					nodes[index]!.name,
					{ main: [[{ node: next.name, type: 'main', index: 0 }]] },
				]),
		),
		settings: { executionOrder: 'v1' },
	};
}

function isOne(leftValue: string): JsonObject {
	const operator = { type: 'number', operation: 'equals' };
	return {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		combinator: 'and',
		conditions: [{ id: 'first', leftValue, rightValue: 1, operator }],
	};
}
