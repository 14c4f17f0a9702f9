import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';

/** A PDF that n8n has downloaded goes out, and whoever gets its link can read it. */
export async function sendInvoice(world: World, checks: Checks): Promise<void> {
	const pdf = `${world.sandbox.url}/_sandbox/chat/samples/delivery-note.pdf`;
	await playExample(
		world,
		checks,
		'send-an-invoice.json',
		async (stage) => {
			const customer = stage.customer('page');
			await checks.check('who has no invoice is told so', async () => {
				customer.writes('My invoice, please');
				assert.match(await customer.readsText(), /^We did not find an invoice for you/);
			});
			await checks.check('the PDF arrives, byte by byte', async () => {
				const { userKey } = customer;
				await stage.insertRows('Invoices', [{ userKey, number: '4711', url: pdf }]);
				customer.writes('Where is my invoice?');
				const { kind, url = '' } = await customer.reads();
				assert.equal(kind, 'file');
				assert.match(url, /\/rest\/binary-data\/signed\?token=/);
				const response = await fetch(url);
				assert.equal(response.headers.get('content-type'), 'application/pdf');
				assert.deepEqual(await response.arrayBuffer(), await (await fetch(pdf)).arrayBuffer());
			});
			await checks.check('anything else is left alone', async () => {
				customer.writes('Good morning');
				await stage.settles(3);
				assert.deepEqual(customer.unread(), []);
			});
		},
		{ through: 'page' },
	);
}
