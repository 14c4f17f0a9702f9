import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { API_CREDENTIAL, PACKAGE } from '../../demo/exampleWorkflow.mts';
import { leftovers } from '../../demo/leftovers.mts';
import { OWNER } from '../../demo/running.mts';
import { N8nClient } from '../../hosts/N8nClient.mts';
import type { SavedWorkflow, WorkflowFile } from '../../hosts/N8nClient.mts';
import type { N8nServer } from '../../hosts/N8nServer.mts';
import { textAt } from '../../hosts/jsonShape.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import type { Checks } from '../e2e/Checks.mts';
import { ACTION_NODE, TRIGGER_NODE } from '../e2e/ourNode.mts';
import { answersArrive, echoWorkflow, executionsFinish } from '../e2e/publishedTrigger.mts';
import type { World } from '../e2e/world.mts';
import { sandboxCredential } from '../e2e/world.mts';
import type { LocalRegistry } from './LocalRegistry.mts';
import { withRenamedPackage } from './renamedPackage.mts';

export const SCOPE = '@install-test';
const NAME = `${SCOPE}/${PACKAGE}`;
const NODE_TYPES = [ACTION_NODE, TRIGGER_NODE].map(underOurName);

const EFFECT_SECONDS = 30;

interface Stage {
	repository: string;
	registry: LocalRegistry;
	n8n: N8nServer;
	sandbox: Sandbox;
}

/** From the first installation to the last trace. */
export async function lifeOfPackage(stage: Stage, checks: Checks): Promise<void> {
	const { n8n, registry, repository, sandbox } = stage;
	const client = new N8nClient(n8n.url);
	await client.setUpOwner(OWNER);
	const publish = (isNext: boolean) =>
		withRenamedPackage(repository, NAME, isNext, (directory) => registry.publish(directory));

	await checks.check('n8n does not know the nodes before', async () => {
		assert.deepEqual(await knownTypes(client), []);
	});
	const version = await checks.check('the packed tarball is published', () => publish(false));
	if (version === undefined) return;
	const installed = await checks.check(`n8n installs ${NAME} ${version}`, async () => {
		// With its version: n8n 1.x looks for the newest one in the public registry alone.
		const found = await client.installPackage(NAME, version);
		assert.equal(found.version, version);
		assert.deepEqual(found.nodeTypes.toSorted(), NODE_TYPES.toSorted());
		assert.equal(versionOnDisk(n8n), version);
		return found;
	});
	if (installed === undefined) return;
	await checks.check('both nodes are known', async () => {
		assert.deepEqual(await knownTypes(client), NODE_TYPES);
	});
	const world = await checks.check('both credentials can be stored, and one is tested', () =>
		createWorld(stage, client),
	);
	if (world === undefined) return;
	const workflow = await checks.check('a workflow of both nodes is published', async () => {
		const saved = await client.createWorkflow(withOurTypes(echoWorkflow(world.credentials)));
		await client.publish(saved);
		return saved;
	});
	if (workflow === undefined) return;
	await checks.check('it answers a customer', () => answers(world, workflow, 1));

	await checks.check('n8n, killed and started again, has the package', async () => {
		await n8n.kill();
		await n8n.startAgain();
		assert.deepEqual(await knownTypes(client), NODE_TYPES);
	});
	await checks.check('the workflow answers after the start', () => answers(world, workflow, 2));

	const next = await checks.check('the next version is published', () => publish(true));
	if (next === undefined) return;
	await checks.check(`n8n offers ${next}`, async () => {
		const [listed] = await client.installedPackages();
		assert.equal(listed?.updateAvailable, next);
	});
	await checks.check(`n8n updates to ${next}`, async () => {
		const updated = await client.updatePackage(NAME, next);
		assert.equal(updated.version, next);
		assert.equal(versionOnDisk(n8n), next);
		const list = await client.installedPackages();
		assert.deepEqual(
			list.map((one) => [one.name, one.version]),
			[[NAME, next]],
		);
		assert.deepEqual(await knownTypes(client), NODE_TYPES);
	});
	await checks.check('the published workflow answers with it', () => answers(world, workflow, 3));
	await checks.check('unpublish with the new version leaves nothing at the sandbox', async () => {
		await client.unpublish(workflow.id);
		await waitFor('all that was made to be gone', { seconds: EFFECT_SECONDS }, () =>
			leftovers(sandbox).length === 0 ? true : undefined,
		);
	});

	await checks.check('n8n uninstalls it: no node, no folder, not listed', async () => {
		await client.uninstallPackage(NAME);
		assert.deepEqual(await knownTypes(client), []);
		assert.equal(existsSync(folderOf(n8n)), false);
		assert.deepEqual(await client.installedPackages(), []);
	});
	await checks.check('it stays away after a start', async () => {
		await n8n.kill();
		await n8n.startAgain();
		assert.deepEqual(await knownTypes(client), []);
	});
}

/** The end-to-end tests' world, in an n8n that has the package under the test's own name. */
async function createWorld({ sandbox, n8n }: Stage, client: N8nClient): Promise<World> {
	const applicationKey = sandbox.addApplication();
	const login = sandboxCredential(sandbox, applicationKey);
	const api = await client.createCredential('Sandbox', API_CREDENTIAL, login);
	const { status, message } = await client.testCredential(api, API_CREDENTIAL, login);
	assert.equal(status, 'OK', message);
	const credentials = { [API_CREDENTIAL]: api };
	return { sandbox, n8n, client, applicationKey, credentials };
}

/** A customer writes, and the workflow's answer of this number reaches them. */
async function answers(world: World, workflow: SavedWorkflow, count: number): Promise<void> {
	const { sandbox, applicationKey } = world;
	const customer = '8000000000000001';
	const text = `Message ${count}`;
	sandbox.customerWrites(customer, { applicationKey, message: { type: 'TEXT', text } });
	const texts = await answersArrive(world, customer, count);
	assert.equal(texts.at(-1), `You said: ${text}`);
	await executionsFinish(world, workflow.id, count);
}

async function knownTypes(client: N8nClient): Promise<string[]> {
	const known: string[] = [];
	for (const type of NODE_TYPES) {
		if (await client.hasNodeType(type, 1)) known.push(type);
	}
	return known;
}

function withOurTypes(file: WorkflowFile): WorkflowFile {
	const nodes = file.nodes.map((node) => ({ ...node, type: underOurName(textAt(node, 'type')) }));
	return { ...file, nodes };
}

/** n8n knows a node by its package's name, so by another one here. */
function underOurName(nodeType: string): string {
	return nodeType.replace(`${PACKAGE}.`, `${NAME}.`);
}

function folderOf(n8n: N8nServer): string {
	return join(n8n.communityNodesFolder, 'node_modules', ...NAME.split('/'));
}

function versionOnDisk(n8n: N8nServer): string {
	const manifest: unknown = JSON.parse(readFileSync(join(folderOf(n8n), 'package.json'), 'utf8'));
	return textAt(manifest, 'version');
}
