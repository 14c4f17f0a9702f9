import assert from 'node:assert/strict';

import { API_CREDENTIAL } from '../../demo/exampleWorkflow.mts';
import type { Checks } from './Checks.mts';
import type { World } from './world.mts';
import { sandboxCredential } from './world.mts';

/** The editor's "Test" of our credential. */
export async function credentialScene(world: World, checks: Checks): Promise<void> {
	const { client, sandbox, applicationKey, credentials } = world;
	const good = sandboxCredential(sandbox, applicationKey);
	const test = (data: object) =>
		client.testCredential(credentials[API_CREDENTIAL]!, API_CREDENTIAL, { ...good, ...data });

	await checks.check('credential test: username and password', async () => {
		assert.equal((await test({})).status, 'OK');
	});
	await checks.check('credential test: API key', async () => {
		const login = { authentication: 'apiKey', apiKey: sandbox.apiKey, username: '', password: '' };
		assert.equal((await test(login)).status, 'OK');
	});
	await checks.check('credential test: base URL with slashes at its end', async () => {
		sandbox.clearRequests();
		assert.equal((await test({ baseUrl: `${sandbox.url}///` })).status, 'OK');
		assert.deepEqual(
			sandbox.requests().map(({ path }) => path),
			['/facebook/1/applications'],
		);
	});
	await checks.check('credential test: wrong password gives our sentence', async () => {
		const { status, message } = await test({ password: 'wrong' });
		assert.equal(status, 'Error');
		assert.match(message, /^Infobip refused the credentials \(401\)\. Check /);
	});
}
