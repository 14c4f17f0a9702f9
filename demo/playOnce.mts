import { WaitedInVain, waitFor } from '../hosts/waitFor.mts';
import type { JsonObject } from '../hosts/jsonShape.mts';
import { conversationLines } from './conversationText.mts';
import { tableId } from './exampleTables.mts';
import { exchange } from './exchange.mts';
import { leftovers } from './leftovers.mts';
import { DIALOGUE_CUSTOMER, playDialogue } from './playDialogue.mts';
import { PAGE_CUSTOMER, playPage } from './playPage.mts';
import type { RunningDemo } from './running.mts';
import type { Steps } from './Steps.mts';

/** A page-scoped id, as Meta gives one to everyone who writes to a Page. */
export const CUSTOMER = '1000000000000042';

/** Plays a customer of the application and one of the Page, shows what became of it, and unpublishes. */
export async function playOnce(demo: RunningDemo, steps: Steps): Promise<void> {
	await playApplication(demo, steps);
	const row = await steps.take('Find the customer in the CRM', () => noted(demo));
	await playPage(demo, steps);
	await playDialogue(demo, steps);
	await steps.take('Unpublish the workflows and find nothing of theirs left at the sandbox', () =>
		unpublish(demo),
	);
	show('The conversation with the application, as the sandbox recorded it', heard(demo, CUSTOMER));
	show('The row in the Data Table “Contacts”', rowLines(row));
	show('The conversation with the Page, as the sandbox recorded it', heard(demo, PAGE_CUSTOMER));
	show('The dialogue that books a slot', heard(demo, DIALOGUE_CUSTOMER));
}

/** The customer writes twice, so that the second time they are known. */
async function playApplication(demo: RunningDemo, steps: Steps): Promise<void> {
	const { applicationKey, workflow } = demo;
	const talk = { demo, steps, workflow, userKey: CUSTOMER, to: { applicationKey } };
	for (const text of ['Hello, when will my parcel arrive?', 'It is for Saturday, by the way.']) {
		await exchange(talk, `A customer writes “${text}” to the application`, { type: 'TEXT', text });
	}
}

async function noted({ client, tables }: RunningDemo): Promise<JsonObject> {
	const rows = await client.dataTableRows(tableId(tables, 'Contacts'));
	const [row, ...others] = rows.filter(({ userKey }) => userKey === CUSTOMER);
	if (row === undefined) throw new Error(`The Data Table has no row for ${CUSTOMER}`);
	if (others.length > 0) throw new Error(`The Data Table has ${rows.length} rows for ${CUSTOMER}`);
	return row;
}

async function unpublish(demo: RunningDemo): Promise<void> {
	const { client, workflow, pageWorkflow, dialogueWorkflow, sandbox } = demo;
	for (const { id } of [workflow, pageWorkflow, dialogueWorkflow]) await client.unpublish(id);
	try {
		await waitFor('all that was made at the sandbox to be gone', { seconds: 30 }, () =>
			leftovers(sandbox).length === 0 ? true : undefined,
		);
	} catch (error) {
		if (!(error instanceof WaitedInVain)) throw error;
		throw new Error(`There still are: ${leftovers(sandbox).join(', ')}`, { cause: error });
	}
}

function heard({ sandbox }: RunningDemo, userKey: string): string[] {
	return sandbox.conversation(userKey).flatMap((entry) => conversationLines(userKey, entry));
}

function rowLines(row: JsonObject): string[] {
	return Object.entries(row).map(([column, value]) => `${column.padEnd(14)} ${String(value)}`);
}

function show(title: string, lines: string[]): void {
	console.log(`\n${title}\n`);
	for (const line of lines) console.log(`   ${line}`);
}
