import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { Camera } from '../../browser/Camera.mts';
import { API_CREDENTIAL, PACKAGE } from '../../demo/exampleWorkflow.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import type { Studio } from './stages.mts';

const FOLDER = join(import.meta.dirname, '..', '..', '.cache', 'pictures');
/** So high that hardly a form has to be scrolled. */
const VIEWPORT = { width: 1440, height: 1300 };

interface Shown {
	readonly name: string;
	readonly type: string;
	readonly parameters: JsonObject;
}

/**
 * Each form as it is when it is added, in both themes, to be looked at after a change: in
 * `.cache/pictures`, because no guide shows them.
 */
export async function takeEveryForm({ demo, editor }: Studio): Promise<void> {
	mkdirSync(FOLDER, { recursive: true });
	const forms = [...operations(), ...events()];
	const { id } = await demo.client.createWorkflow({
		name: 'Every form',
		nodes: forms.map(({ name, type, parameters }, index) => ({
			id: randomUUID(),
			name,
			type: `${PACKAGE}.${type}`,
			typeVersion: 1,
			position: [(index % 8) * 250, Math.floor(index / 8) * 200],
			parameters,
			credentials: { [API_CREDENTIAL]: demo.credentials.page },
		})),
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	await editor.openWorkflow(id);
	await editor.fitCanvas();
	await editor.page.setViewportSize(VIEWPORT);
	const camera = new Camera(editor.page, FOLDER, (file) => {
		console.log(join(FOLDER, file));
	});
	for (const { name } of forms) {
		const form = await editor.openNode(name);
		await camera.takeBoth(name.toLowerCase().replace(/\W+/g, '-'), {
			around: '[data-test-id="node-parameters"]',
		});
		await form.close();
	}
}

function operations(): Shown[] {
	const { properties } = descriptionOf('InfobipFacebook');
	return optionsOf(properties, 'resource').flatMap((resource) =>
		optionsOf(properties, 'operation', resource.value).map((operation) => ({
			name: `${resource.name} ${operation.name}`,
			type: 'infobipFacebook',
			parameters: { resource: resource.value, operation: operation.value },
		})),
	);
}

function events(): Shown[] {
	return ['page', 'application'].map((receiveThrough) => ({
		name: `Trigger ${receiveThrough}`,
		type: 'infobipFacebookTrigger',
		parameters: { receiveThrough },
	}));
}

function descriptionOf(node: string): INodeTypeDescription {
	const require = createRequire(import.meta.url);
	const file = `../../dist/nodes/${node}/${node}.node.js`;
	const loaded = require(file) as Record<string, new () => { description: INodeTypeDescription }>;
	return new loaded[node]!().description;
}

function optionsOf(
	properties: readonly INodeProperties[],
	name: string,
	resource?: string,
): Array<{ name: string; value: string }> {
	const found = properties.find(
		(field) =>
			field.name === name &&
			(resource === undefined || field.displayOptions?.show?.resource?.includes(resource)),
	);
	return (found?.options ?? []) as Array<{ name: string; value: string }>;
}
