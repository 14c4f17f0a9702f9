import './environment.mts';
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { createRunExecutionData } from 'n8n-workflow';
import type {
	ExecutionError,
	INodeExecutionData,
	IRun,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/**
 * Runs a workflow with n8n's own `WorkflowExecute`, beginning at `startNode` with `items`, as n8n does
 * for a manual run and for a webhook alike. Never throws for a node's error: that is in the result.
 */
export async function runWorkflow(
	workflow: Workflow,
	startNode: string,
	items: INodeExecutionData[][],
	additionalData: IWorkflowExecuteAdditionalData,
	mode: WorkflowExecuteMode,
	cancel?: AbortSignal,
): Promise<IRun> {
	const node = workflow.getNode(startNode);
	if (node === null) throw new Error(`The workflow has no node "${startNode}"`);
	additionalData.hooks = new ExecutionLifecycleHooks(mode, randomUUID(), {
		id: workflow.id,
		name: workflow.name ?? '',
		active: workflow.active,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	});
	const runExecutionData = createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node, data: { main: items }, source: null }] },
	});
	const execution = new WorkflowExecute(additionalData, mode, runExecutionData);
	const run = execution.processRunExecutionData(workflow);
	cancel?.addEventListener('abort', () => {
		run.cancel();
	});
	return await run;
}

/**
 * A node's error as n8n stores it with the execution and shows it in the editor: `name`, `message`,
 * `description`, `httpCode`, `context` and whatever else the node put on it.
 */
export class RunError extends Error {
	declare readonly description?: string | null;
	declare readonly httpCode?: string | null;
	declare readonly context: Record<string, unknown>;
	declare readonly messages?: string[];

	constructor(stored: ExecutionError | Error) {
		super(stored.message);
		Object.assign(this, stored);
	}
}
