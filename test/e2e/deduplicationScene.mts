import assert from 'node:assert/strict';

import { API_CREDENTIAL, exampleWorkflow } from '../../demo/exampleWorkflow.mts';
import { importExample } from '../../demo/importExample.mts';
import type { Checks } from './Checks.mts';
import { answersArrive, executionsFinish, forwardsSettle } from './publishedTrigger.mts';
import type { World } from './world.mts';
import { sandboxCredential } from './world.mts';

/** The example for strict needs: what Infobip hands over again is answered once. */
export async function deduplicationScene(world: World, checks: Checks): Promise<void> {
	const { client, sandbox } = world;
	const applicationKey = sandbox.addApplication();
	const login = sandboxCredential(sandbox, applicationKey);
	const credential = await client.createCredential('Strict', API_CREDENTIAL, login);
	const example = exampleWorkflow('strict-deduplication.json');
	const workflow = await importExample(client, example, {
		credentials: { [API_CREDENTIAL]: credential },
	});
	const customer = '8000000000000001';

	await checks.check('the example against repeats is published', async () => {
		await client.publish(workflow);
		await forwardsSettle(world, applicationKey, 1);
	});
	await checks.check('one message that comes three times, and another: two answers', async () => {
		const messageId = 'm_that-comes-again';
		const writes = (text: string, play: { messageId?: string; times?: number }) =>
			sandbox.customerWrites(customer, {
				applicationKey,
				message: { type: 'TEXT', text },
				...play,
			});
		// Repeats come a minute apart or more, never at once: n8n's history is read and written in two steps.
		for (let time = 1; time <= 3; time += 1) {
			writes('Once, please', { messageId });
			await executionsFinish(world, workflow.id, time);
		}
		writes('And this', {});
		await executionsFinish(world, workflow.id, 4);
		const answers = await answersArrive(world, customer, 2);
		assert.deepEqual(
			answers.map((answer) => /“(.*)”/.exec(answer)?.[1]),
			['Once, please', 'And this'],
		);
	});
	await checks.check('unpublish the example against repeats', async () => {
		await client.unpublish(workflow.id);
		await forwardsSettle(world, applicationKey, 0);
	});
}
