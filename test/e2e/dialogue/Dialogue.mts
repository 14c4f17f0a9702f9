import { randomInt } from 'node:crypto';

import { forwardActions } from '../../../demo/forwardActions.mts';
import { subscriptionsOf } from '../../../demo/subscriptionsOf.mts';
import type { SavedWorkflow, WorkflowFile } from '../../../hosts/N8nClient.mts';
import type { N8nExecution } from '../../../hosts/n8nExecution.mts';
import type { JsonObject } from '../../../hosts/jsonShape.mts';
import { waitFor } from '../../../hosts/waitFor.mts';
import type { ConversationEntry } from '../../../sandbox/server.mts';
import { accountOfPage } from '../accountOfPage.mts';
import { Customer } from '../examples/Customer.mts';
import { ACTION_NODE, TRIGGER_NODE, chosen } from '../ourNode.mts';
import type { World } from '../world.mts';

const EFFECT_SECONDS = 30;

export interface DialoguePlan {
	/** Parameters of the node that asks; its customer is whoever wrote. */
	ask: JsonObject;
	/** Further parameters of the trigger. */
	trigger?: JsonObject;
	/** Ask and receive through an Application instead of a Page. */
	through?: 'page' | 'application';
	/** Nodes between the question and the end. */
	then?: { nodes: JsonObject[]; connections: JsonObject };
	/** Give up waiting for an answer: continue with a node of this name. */
	settings?: JsonObject;
}

/**
 * A workflow that asks whoever writes, and says what it was told: "Got …" with the data of the reply,
 * "Late …" to a reply that nobody waits for any more. It has a Page and an application of its own.
 */
export class Dialogue {
	readonly world: World;
	readonly pageId: string;
	readonly workflow: SavedWorkflow;
	readonly #through: 'page' | 'application';
	readonly #applicationKey: string;

	private constructor(
		world: World,
		pageId: string,
		applicationKey: string,
		workflow: SavedWorkflow,
		through: 'page' | 'application',
	) {
		this.world = world;
		this.pageId = pageId;
		this.workflow = workflow;
		this.#through = through;
		this.#applicationKey = applicationKey;
	}

	/** Creates and publishes it. */
	static async start(world: World, plan: DialoguePlan, pageId = newPageId()): Promise<Dialogue> {
		const { through = 'page' } = plan;
		const applicationKey = world.sandbox.addApplication();
		const ofPage = world.sandbox.state().pages.some(({ id }) => id === pageId)
			? world
			: await accountOfPage(world, pageId);
		const file = workflowOf(ofPage, plan, through, pageId, applicationKey);
		const workflow = await world.client.createWorkflow(file);
		const dialogue = new Dialogue(ofPage, pageId, applicationKey, workflow, through);
		await dialogue.publish();
		return dialogue;
	}

	customer(): Customer {
		const to =
			this.#through === 'page' ? { pageId: this.pageId } : { applicationKey: this.#applicationKey };
		return new Customer(this.world.sandbox, to);
	}

	async publish(): Promise<void> {
		const before = this.#registrations();
		await this.world.client.publish(this.workflow);
		await waitFor('the trigger to be registered', { seconds: EFFECT_SECONDS }, () =>
			this.#registrations() > before ? true : undefined,
		);
	}

	/** Unpublishes and deletes it. */
	async end(): Promise<void> {
		await this.world.client.unpublish(this.workflow.id);
		await this.world.client.deleteWorkflow(this.workflow.id);
	}

	/** What this customer was asked until now. */
	questions({ userKey }: Customer): ConversationEntry[] {
		return this.world.sandbox
			.conversation(userKey)
			.filter(({ said, shown }) => said === 'business' && shown.text === 'Which color?');
	}

	/** Waits until there are so many executions and none of them works; one that waits does not. */
	async settles(count: number): Promise<N8nExecution[]> {
		const { client } = this.world;
		return await waitFor(`${count} executions to settle`, { seconds: EFFECT_SECONDS }, async () => {
			const ids = await client.executionsOf(this.workflow.id);
			const all = await Promise.all(ids.map((id) => client.execution(id)));
			const isAtRest = ({ isFinished, status }: N8nExecution): boolean =>
				isFinished || status === 'waiting';
			return all.length >= count && all.every(isAtRest) ? all : undefined;
		});
	}

	#registrations(): number {
		const { sandbox } = this.world;
		return this.#through === 'page'
			? subscriptionsOf(sandbox, this.pageId).length
			: forwardActions(sandbox, this.#applicationKey).length;
	}
}

export function newPageId(): string {
	return String(randomInt(2 ** 47)).padStart(15, '3');
}

function workflowOf(
	{ credentials }: World,
	{ ask, trigger, then, settings }: DialoguePlan,
	through: 'page' | 'application',
	pageId: string,
	applicationKey: string,
): WorkflowFile {
	const business =
		through === 'page'
			? { sendFrom: 'page', pageId }
			: { sendFrom: 'application', applicationKey: chosen(applicationKey) };
	const from =
		through === 'page'
			? { receiveThrough: 'page', pageId }
			: { receiveThrough: 'application', applicationKey: chosen(applicationKey) };
	const says = (name: string, text: string, x: number, y: number): JsonObject => ({
		id: crypto.randomUUID(),
		name,
		type: ACTION_NODE,
		typeVersion: 1,
		position: [x, y],
		parameters: {
			resource: 'message',
			operation: 'sendText',
			...business,
			to: '={{ $("A customer writes").first().json.from }}',
			text,
		},
		credentials,
	});
	const to = (node: string): JsonObject[][] => [[{ node, type: 'main', index: 0 }]];
	return {
		name: 'A dialogue',
		nodes: [
			{
				id: crypto.randomUUID(),
				name: 'A customer writes',
				type: TRIGGER_NODE,
				typeVersion: 1,
				position: [0, 0],
				webhookId: crypto.randomUUID(),
				parameters: { ...from, ...trigger },
				credentials,
			},
			{
				id: crypto.randomUUID(),
				name: 'Too late?',
				type: 'n8n-nodes-base.if',
				typeVersion: 2,
				position: [200, 0],
				parameters: {
					conditions: {
						options: { caseSensitive: true, leftValue: '', typeValidation: 'loose' },
						conditions: [
							{
								id: crypto.randomUUID(),
								leftValue: '={{ $json.expired === true }}',
								rightValue: '',
								operator: { type: 'boolean', operation: 'true', singleValue: true },
							},
						],
						combinator: 'and',
					},
					options: {},
				},
			},
			says('Say late', '=Late: {{ $json.payload ?? $json.text }}', 400, -100),
			{
				id: crypto.randomUUID(),
				name: 'Ask',
				type: ACTION_NODE,
				typeVersion: 1,
				position: [400, 100],
				parameters: {
					resource: 'message',
					operation: 'sendAndWait',
					...business,
					to: '={{ $json.from }}',
					...ask,
				},
				credentials,
			},
			says('Say got', '=Got {{ JSON.stringify($json.data ?? null) }}', 600, 100),
			...(then?.nodes ?? []),
		],
		connections: {
			'A customer writes': { main: to('Too late?') },
			'Too late?': { main: [...to('Say late'), ...to('Ask')] },
			Ask: { main: to('Say got') },
			...then?.connections,
		},
		settings: settings ?? {},
	};
}
