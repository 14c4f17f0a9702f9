import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { tablesAskedFor } from '../../demo/exampleTables.mts';
import { API_CREDENTIAL, exampleWorkflow } from '../../demo/exampleWorkflow.mts';
import { descriptionOf, importExample } from '../../demo/importExample.mts';
import type { RunningDemo } from '../../demo/running.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { listAt, objectAt, textAt } from '../../hosts/jsonShape.mts';
import type { CredentialReference, WorkflowFile } from '../../hosts/N8nClient.mts';
import type { Studio } from './stages.mts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';
/** Nodes and notes; what hangs on them, such as their names, has room in the margin. */
const WORKFLOW = '.vue-flow__node';
const MARGIN = 64;
/** What the editor lays over the canvas. */
const BUTTONS = [
	'[role="radiogroup"]',
	'[data-test-id="canvas-controls"]',
	'[data-test-id="node-creator-plus-button"]',
	'[data-test-id="command-bar-button"]',
	'[data-test-id="add-sticky-button"]',
	'[data-test-id="toggle-focus-panel-button"]',
	'[data-test-id="instance-ai-canvas-action-button"]',
	'[class*="_executionButtons_"]',
	'[data-test-id^="execute-workflow-button"]',
];
/** With the name under it. */
const NODE_SIZE = { width: 96, height: 150 };

/** `example-<file name>.png` of each workflow in `examples/`: its canvas, fitted, with its notes. */
export async function takeExamples(studio: Studio): Promise<void> {
	const tables: Record<string, string> = { ...studio.demo.tables };
	const credentials: Record<string, CredentialReference> = {
		[API_CREDENTIAL]: studio.demo.credentials.page,
	};
	for (const file of readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'))) {
		const example = exampleWorkflow(file);
		await addTables(studio.demo, example, tables);
		await addCredentials(studio.demo, example, credentials);
		const choices = { credentials, tables };
		const { id } = await importExample(studio.demo.client, example, choices);
		await takeCanvas(studio, id, example, `example-${file.replace(/\.json$/, '')}`);
	}
}

async function takeCanvas(
	{ editor, camera }: Studio,
	id: string,
	example: WorkflowFile,
	name: string,
): Promise<void> {
	await editor.resizeCanvas(sizeOf(example));
	await editor.openWorkflow(id);
	await editor.fitCanvas();
	await camera.take(name, { around: WORKFLOW, margin: MARGIN, without: BUTTONS });
}

async function addTables(
	{ client }: RunningDemo,
	example: WorkflowFile,
	tables: Record<string, string>,
): Promise<void> {
	for (const { name, columns } of tablesAskedFor(example)) {
		tables[name] ??= await client.createDataTable(name, columns);
	}
}

/** Empty ones of other services: a node without would be marked as wrong. */
async function addCredentials(
	{ client }: RunningDemo,
	example: WorkflowFile,
	credentials: Record<string, CredentialReference>,
): Promise<void> {
	for (const node of example.nodes.filter((one) => textAt(one, 'type') !== STICKY_NOTE)) {
		const { credentials: taken = [] } = await descriptionOf(client, node);
		for (const type of listAt(taken).map((one) => textAt(one, 'name'))) {
			credentials[type] ??= await client.createCredential(type, type, {});
		}
	}
}

/** How much room its nodes and notes take, in pixels of the canvas at its own size. */
function sizeOf({ nodes }: WorkflowFile): { width: number; height: number } {
	const boxes = nodes.map((node) => {
		const [left, top] = listAt(node, 'position').map(Number);
		const { width, height } = textAt(node, 'type') === STICKY_NOTE ? noteSize(node) : NODE_SIZE;
		return { left: left!, top: top!, right: left! + width, bottom: top! + height };
	});
	return {
		width:
			Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left)),
		height:
			Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top)),
	};
}

function noteSize(note: JsonObject): { width: number; height: number } {
	const { width = 240, height = 160 } = objectAt(note, 'parameters');
	return { width: Number(width), height: Number(height) };
}
