import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { at, listAt, objectAt } from '../../../hosts/jsonShape.mts';
import type { WorkflowFile } from '../../../hosts/N8nClient.mts';
import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';

/** A customer's photo is stored under the number of a ticket, which goes out. */
export async function photoToTicket(world: World, checks: Checks): Promise<void> {
	const photo = `${world.sandbox.url}/_sandbox/media/picture.png`;
	const folder = world.n8n.filesFolder;
	await playExample(
		world,
		checks,
		'photo-to-ticket.json',
		async (stage) => {
			const customer = stage.customer('page');
			await checks.check('the number of the ticket arrives, and the photo is stored', async () => {
				customer.says({ type: 'IMAGE', url: photo });
				const text = await customer.readsText();
				const [ticket] = await stage.rows('Tickets');
				assert.equal(at(ticket, 'userKey'), customer.userKey);
				assert.match(text, new RegExp(`number of your ticket is ${String(at(ticket, 'id'))}\\.$`));
				const stored = await readFile(join(folder, `ticket-${String(at(ticket, 'id'))}.png`));
				const sent = Buffer.from(await (await fetch(photo)).arrayBuffer());
				assert.deepEqual(stored, sent);
			});
			await checks.check('a photo that cannot be had is asked for again', async () => {
				customer.says({ type: 'IMAGE', url: `${world.sandbox.url}/_sandbox/media/gone.png` });
				assert.match(await customer.readsText(), /send it again/);
			});
		},
		{ through: 'page', change: (example) => storeIn(folder, example) },
	);
}

/** What the note asks for: a folder that this n8n may write to. */
function storeIn(folder: string, example: WorkflowFile): WorkflowFile {
	const text = JSON.stringify(example).replaceAll('/home/node/.n8n-files', folder);
	const changed: unknown = JSON.parse(text);
	return { ...example, nodes: listAt(changed, 'nodes').map((node) => objectAt(node)) };
}
