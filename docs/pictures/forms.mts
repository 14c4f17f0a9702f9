import { randomUUID } from 'node:crypto';

import { API_CREDENTIAL, PACKAGE } from '../../demo/exampleWorkflow.mts';
import { forwardActions } from '../../demo/forwardActions.mts';
import type { RunningDemo } from '../../demo/running.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import type { Studio } from './stages.mts';

const CUSTOMER = '24060000000000001';
const SETUP_CHECK = 'Check Setup';

/** The workflow of the demo, and nodes that are filled in. */
export async function takeForms(studio: Studio): Promise<void> {
	const { demo, editor, camera } = studio;
	await editor.openWorkflow(demo.workflow.id);
	await editor.fitCanvas();
	await camera.takeBoth('workflow');
	await editor.openWorkflow(await formsWorkflow(demo));
	for (const [picture, node] of [
		['carousel', 'Send Carousel'],
		['create-action', 'Create Action'],
	] as const) {
		const form = await editor.openNode(node);
		await camera.takeBoth(picture);
		await form.close();
	}
	const check = await editor.openNode(SETUP_CHECK);
	await check.execute();
	await check.readOutput('table');
	await editor.closeNotices();
	await camera.takeBoth('setup-check');
	await check.close();
}

async function formsWorkflow(demo: RunningDemo): Promise<string> {
	const { client, credentials, pageId } = demo;
	const node = (name: string, index: number, parameters: JsonObject) => ({
		id: randomUUID(),
		name,
		type: `${PACKAGE}.infobipFacebook`,
		typeVersion: 1,
		position: [300, index * 200],
		parameters,
		credentials: { [API_CREDENTIAL]: credentials.page },
	});
	const mug = {
		title: 'Blue mug',
		subtitle: '12 EUR',
		imageUrl: 'https://example.com/mug.png',
		defaultUrl: 'https://example.com/mug',
		buttons: { button: [{ type: 'postback', title: 'Buy', payload: 'BUY:mug' }] },
	};
	const nodes = [
		node('Send Carousel', 0, {
			operation: 'sendCarousel',
			sendFrom: 'page',
			pageId,
			to: CUSTOMER,
			cards: { card: [mug] },
		}),
		node('Create Action', 1, {
			resource: 'action',
			operation: 'create',
			...placeOfAction(demo),
			forwardUrl: 'https://hooks.example.com/messenger',
		}),
		node(SETUP_CHECK, 2, {
			resource: 'setup',
			operation: 'check',
			checkWhat: 'page',
			pageId,
		}),
	];
	const start = {
		id: randomUUID(),
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const { id } = await client.createWorkflow({
		name: 'Forms',
		nodes: [start, ...nodes],
		connections: {
			Start: { main: [nodes.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
		},
		settings: { executionOrder: 'v1' },
	});
	return id;
}

/** Where the demo's own action is, as if chosen from the lists. */
function placeOfAction({ sandbox, applicationKey }: RunningDemo): JsonObject {
	const { name } = sandbox.state().applications.find(({ key }) => key === applicationKey)!;
	const { configurationKey } = forwardActions(sandbox, applicationKey)[0]!;
	const chosen = (value: string, cachedResultName: string) => ({
		__rl: true,
		mode: 'list',
		value,
		cachedResultName,
	});
	return {
		applicationKey: chosen(applicationKey, name),
		configurationKey: chosen(configurationKey, configurationKey),
	};
}
