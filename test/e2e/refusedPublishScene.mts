import assert from 'node:assert/strict';

import { API_CREDENTIAL } from '../../demo/exampleWorkflow.mts';
import type { Checks } from './Checks.mts';
import { chosen } from './ourNode.mts';
import { createEcho } from './publishedTrigger.mts';
import type { World } from './world.mts';
import { sandboxCredential } from './world.mts';

/** Publishing that cannot work says why and leaves nothing half made. n8n tries five times, for 15 s. */
export async function refusedPublishScene(world: World, checks: Checks): Promise<void> {
	const { client, sandbox } = world;
	const applicationKey = sandbox.addApplication();
	const trigger = { applicationKey: chosen(applicationKey) };
	const configurations = () =>
		sandbox.state().applications.find(({ key }) => key === applicationKey)?.configurations;

	await checks.check('publish with a wrong password says that it was refused', async () => {
		const login = { ...sandboxCredential(sandbox, applicationKey), password: 'wrong' };
		const wrong = await client.createCredential('Wrong', API_CREDENTIAL, login);
		const ofWrong = { ...world, credentials: { ...world.credentials, [API_CREDENTIAL]: wrong } };
		const workflow = await createEcho(ofWrong, trigger);
		await assert.rejects(client.publish(workflow), /Infobip refused the credentials \(401\)/);
		assert.deepEqual(configurations(), []);
		await client.unpublish(workflow.id);
	});
	await checks.check('publish while Infobip fails leaves nothing behind', async () => {
		const workflow = await createEcho(world, trigger);
		sandbox.addFaults({ method: 'POST', path: '/actions$', status: 503, times: 100 });
		await assert.rejects(client.publish(workflow), /503/);
		sandbox.clearFaults();
		assert.deepEqual(configurations(), []);
		await client.unpublish(workflow.id);
	});
}
