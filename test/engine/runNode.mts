import './environment.mts';
import 'reflect-metadata';
import { NodeConnectionTypes, Workflow } from 'n8n-workflow';
import type { INode, INodeExecutionData, INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';

import { createAdditionalData } from './additionalData.mts';
import type { WebhookBase } from './additionalData.mts';
import { CredentialStore } from './credentialStore.mts';
import type { CredentialForms } from './credentialStore.mts';
import { inputNodeType } from './loadedPackage.mts';
import type { LoadedPackage } from './loadedPackage.mts';
import { RunError, runWorkflow } from './workflowRun.mts';

type NodeSettings = Pick<
	INode,
	'alwaysOutputData' | 'executeOnce' | 'maxTries' | 'onError' | 'retryOnFail' | 'waitBetweenTries'
>;

export interface NodeRun {
	/** Short type name, e.g. `infobipFacebook`. */
	node: string;
	/** As a workflow file would hold them; what is left out gets its default. */
	parameters: INodeParameters;
	credentials?: CredentialForms;
	/** Default: one empty item. */
	input?: INodeExecutionData[];
	/** The node setting *On Error: Continue*. */
	continueOnFail?: boolean;
	settings?: NodeSettings;
	/** `manual` is the editor's Execute Workflow, the default; `trigger` is a published workflow. */
	mode?: WorkflowExecuteMode;
	/** What a user sets with `N8N_WEBHOOK_URL`. Default: where the engine listens. */
	publicUrl?: string;
	/** Cancels the execution, as a person does with Stop. */
	cancel?: AbortSignal;
}

export interface NodeResult {
	/** One array of items an output. */
	outputs: INodeExecutionData[][];
	/** What the editor shows beside the output, such as a warning. */
	hints: string[];
}

const nodeName = 'Node Under Test';

/**
 * Runs one node after an input node.
 * @throws RunError with what n8n would show on the node.
 */
export async function runNode(
	loaded: LoadedPackage,
	urls: WebhookBase,
	run: NodeRun,
): Promise<NodeResult> {
	const store = new CredentialStore(loaded, run.credentials ?? {});
	const workflow = new Workflow({
		id: 'engine-test',
		name: 'Engine test',
		nodes: [nodeOf('Input', inputNodeType), nodeUnderTest(loaded, store, run)],
		connections: {
			Input: {
				main: [[{ node: nodeName, type: NodeConnectionTypes.Main, index: 0 }]],
			},
		},
		active: false,
		nodeTypes: loaded,
		settings: { executionOrder: 'v1' },
	});
	const items = run.input ?? [{ json: {} }];
	const additionalData = createAdditionalData(store, urls);
	const result = await runWorkflow(
		workflow,
		'Input',
		[items],
		additionalData,
		run.mode ?? 'manual',
		run.cancel,
	);
	const { error, runData } = result.data.resultData;
	if (error !== undefined) throw new RunError(error);
	const task = runData[nodeName]?.at(-1);
	const outputs = task?.data?.['main'] ?? [];
	return {
		outputs: outputs.map((output) => output ?? []),
		hints: (task?.hints ?? []).map(({ message }) => message),
	};
}

function nodeUnderTest(loaded: LoadedPackage, store: CredentialStore, run: NodeRun): INode {
	const type = loaded.typeOf(run.node);
	const { version } = loaded.getByNameAndVersion(type).description;
	return {
		...nodeOf(nodeName, type),
		typeVersion: Array.isArray(version) ? Math.max(...version) : version,
		parameters: structuredClone(run.parameters),
		credentials: store.references(),
		...(run.continueOnFail === true ? { onError: 'continueRegularOutput' } : {}),
		...run.settings,
	};
}

function nodeOf(name: string, type: string): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} };
}
