import assert from 'node:assert/strict';

import { textAt } from '../../../hosts/jsonShape.mts';
import type { WorkflowFile } from '../../../hosts/N8nClient.mts';
import type { Checks } from '../Checks.mts';
import type { ModelStandIn } from '../modelStandIn.mts';
import { startModelStandIn } from '../modelStandIn.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';

const TOOL = 'Note_the_refund';
/** Whom the example names; the stage's customers have keys of their own. */
const MANAGER = '24060000000000001';

/** A manager decides in Messenger what an agent may do: n8n's human review of tools. */
export async function managerApprovesRefund(world: World, checks: Checks): Promise<void> {
	if (world.n8n.host.n8nVersion.startsWith('1.')) {
		checks.skip('manager-approves-refund.json', 'n8n 1.x has no human review of tools');
		return;
	}
	const model = await startModelStandIn();
	try {
		const login = { apiKey: 'not-a-key', url: model.url };
		const openAiApi = await world.client.createCredential('Model', 'openAiApi', login);
		await play(world, checks, model, { openAiApi });
	} finally {
		await model.close();
	}
}

async function play(
	world: World,
	checks: Checks,
	model: ModelStandIn,
	credentials: Record<string, { id: string; name: string }>,
): Promise<void> {
	const manager: { key?: string } = {};
	const refund = (amount: string) => ({
		tool: TOOL,
		arguments: { toolParameters: { Order: '1003', Amount: amount }, hitlParameters: {} },
	});
	await playExample(
		world,
		checks,
		'manager-approves-refund.json',
		async (stage) => {
			const boss = stage.customer('page', manager.key);
			const customer = stage.customer('page');
			await checks.check('a manager approves, and the refund is noted', async () => {
				model.plan(refund('20 EUR'), { text: 'It is refunded.' });
				customer.writes('The mug came broken');
				assert.equal(await boss.readsText(), 'Refund 20 EUR for order 1003?');
				assert.deepEqual(await stage.rows('Refunds'), []);
				boss.chooses('Approve');
				assert.equal(await customer.readsText(), 'It is refunded.');
				const [{ orderNumber, amount, userKey } = {}, ...more] = await stage.rows('Refunds');
				assert.deepEqual([orderNumber, amount, userKey], ['1003', '20 EUR', customer.userKey]);
				assert.deepEqual(more, []);
			});
			await checks.check('a manager declines with a reason, which the agent reads', async () => {
				model.plan(refund('9000 EUR'), { text: 'We cannot refund that.' });
				customer.writes('And I want 9000 EUR');
				assert.equal(await boss.readsText(), 'Refund 9000 EUR for order 1003?');
				boss.chooses('Decline');
				assert.equal(await boss.readsText(), 'Please tell us why.');
				boss.writes('Far too much');
				assert.equal(await customer.readsText(), 'We cannot refund that.');
				assert.match(model.requests().at(-1)?.toolResults.at(-1) ?? '', /Far too much/);
				assert.equal((await stage.rows('Refunds')).length, 1);
			});
		},
		{
			credentials,
			change: (example) => named(example, (manager.key = String(Date.now()).padStart(16, '9'))),
		},
	);
}

/** As its user would, enters the manager. */
function named(example: WorkflowFile, key: string): WorkflowFile {
	const nodes = example.nodes.map((node) =>
		textAt(node, 'name') === 'A manager decides'
			? (JSON.parse(JSON.stringify(node).replace(MANAGER, key)) as typeof node)
			: node,
	);
	return { ...example, nodes };
}
