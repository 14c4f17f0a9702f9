import assert from 'node:assert/strict';

import { at, textAt } from '../../hosts/jsonShape.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import type { Checks } from './Checks.mts';
import { chosen, runOurNode } from './ourNode.mts';
import type { World } from './world.mts';
import { FACEBOOK_APP } from './world.mts';

type Run = (operation: string, parameters?: JsonObject) => Promise<JsonObject[]>;

/** Every operation for applications, configurations and actions, once, in the order of their life. */
export async function operationScene(world: World, checks: Checks): Promise<void> {
	const of =
		(resource: string): Run =>
		(operation, parameters = {}) =>
			runOurNode(world, { resource, operation, ...parameters });

	const application = await checks.check('application create', async () => {
		const [created] = await of('application')('create');
		assert.equal(textAt(created, 'facebook', 'application', 'id'), FACEBOOK_APP.appId);
		assert.equal(secretsIn(created), 'none');
		return textAt(created, 'key');
	});
	if (application === undefined) return;
	await readAndUpdateApplication(of('application'), application, world, checks);
	await lifeOfConfiguration(of, application, checks);
	await checks.check('application delete', async () => {
		const where = { applicationKey: chosen(application) };
		const deleted = await of('application')('delete', where);
		assert.deepEqual(deleted, [{ deleted: true, key: application }]);
		assert.equal(stateOf(world, application), undefined);
	});
}

async function readAndUpdateApplication(
	run: Run,
	key: string,
	world: World,
	checks: Checks,
): Promise<void> {
	const where = { applicationKey: chosen(key) };
	await checks.check('application get hides the secrets', async () => {
		const [found] = await run('get', where);
		assert.equal(textAt(found, 'key'), key);
		assert.equal(secretsIn(found), 'none');
	});
	await checks.check('application get with Include Secrets', async () => {
		const [found] = await run('get', { ...where, options: { includeSecrets: true } });
		assert.equal(secretsIn(found), 'all');
	});
	await checks.check('application get many', async () => {
		const found = await run('getAll', { returnAll: true });
		assert.deepEqual(keysOf(found), [world.applicationKey, key]);
		assert.equal((await run('getAll', { returnAll: false, limit: 1 })).length, 1);
	});
	await checks.check('application update keeps 17 digits', async () => {
		const app = { appId: '12345678901234567', appSecret: 'new', pageAccessToken: 'newer' };
		await run('update', { ...where, ...app });
		assert.equal(stateOf(world, key)?.appId, app.appId);
	});
}

async function lifeOfConfiguration(
	of: (resource: string) => Run,
	application: string,
	checks: Checks,
): Promise<void> {
	const where = { applicationKey: chosen(application) };
	const run = of('configuration');
	const key = await checks.check('configuration create', async () => {
		const [created] = await run('create', where);
		return textAt(created, 'key');
	});
	if (key === undefined) return;
	const exact = { ...where, configurationKey: chosen(key) };
	await checks.check('configuration get', async () => {
		assert.deepEqual(await run('get', exact), [{ key }]);
	});
	await checks.check('configuration get many', async () => {
		const [listed, ...others] = await run('getAll', where);
		assert.deepEqual(others, []);
		assert.equal(textAt(listed, 'key'), key);
	});
	await livesOfActions(of('action'), exact, checks);
	await checks.check('configuration delete', async () => {
		assert.deepEqual(await run('delete', exact), [{ deleted: true, key }]);
		assert.deepEqual(await run('getAll', where), []);
	});
}

async function livesOfActions(run: Run, where: JsonObject, checks: Checks): Promise<void> {
	const forwardUrl = 'https://hooks.example.com/messenger';
	const forward = await checks.check('action create, Forward', async () => {
		const [created] = await run('create', { ...where, actionType: 'HTTP_FORWARD', forwardUrl });
		assert.equal(textAt(created, 'forwardUrl'), forwardUrl);
		return textAt(created, 'key');
	});
	const pull = await checks.check('action create, Pull', async () => {
		const options = { callbackData: 'tenant-7' };
		const [created] = await run('create', { ...where, actionType: 'PULL', options });
		assert.equal(textAt(created, 'type'), 'PULL');
		assert.equal(textAt(created, 'callbackData'), 'tenant-7');
		return textAt(created, 'key');
	});
	if (forward === undefined || pull === undefined) return;
	await checks.check('action get', async () => {
		const [found] = await run('get', { ...where, actionKey: chosen(forward) });
		assert.equal(textAt(found, 'key'), forward);
	});
	await checks.check('action get many', async () => {
		assert.deepEqual(keysOf(await run('getAll', where)), [forward, pull]);
	});
	await checks.check('action delete', async () => {
		for (const key of [forward, pull]) {
			const deleted = await run('delete', { ...where, actionKey: chosen(key) });
			assert.deepEqual(deleted, [{ deleted: true, key }]);
		}
		assert.deepEqual(await run('getAll', where), []);
	});
}

function keysOf(items: JsonObject[]): string[] {
	return items.map((item) => textAt(item, 'key'));
}

function secretsIn(application: unknown): 'all' | 'none' | 'some' {
	const secrets = [
		at(application, 'facebook', 'page', 'accessToken'),
		at(application, 'facebook', 'application', 'secret'),
	];
	const given = secrets.filter((secret) =>
		[FACEBOOK_APP.appSecret, FACEBOOK_APP.pageAccessToken].some((one) => one === secret),
	);
	if (given.length === 0) return 'none';
	return given.length === secrets.length ? 'all' : 'some';
}

function stateOf({ sandbox }: World, applicationKey: string) {
	return sandbox.state().applications.find(({ key }) => key === applicationKey);
}
