import { waitFor } from '../hosts/waitFor.mts';
import type { JsonObject } from '../hosts/jsonShape.mts';
import type { ConversationEntry } from '../sandbox/server.mts';
import type { Steps } from './Steps.mts';
import { conversationLine } from './conversationText.mts';
import type { RunningDemo } from './running.mts';

/** A page-scoped id, as Meta gives one to everyone who writes to a Page. */
export const CUSTOMER = '1000000000000042';

const ANSWER_SECONDS = 60;

/** Plays one customer who writes twice, shows what became of it, and unpublishes. */
export async function playOnce(demo: RunningDemo, steps: Steps): Promise<void> {
	await exchange(demo, steps, 'Hello, when will my parcel arrive?');
	await exchange(demo, steps, 'It is for Saturday, by the way.');
	const row = await steps.take('Find the customer in the CRM', () => noted(demo));
	await steps.take('Unpublish the workflow and find nothing left at the sandbox', () =>
		unpublish(demo),
	);
	show('The conversation, as the sandbox heard it', conversation(demo));
	show('The row in the Data Table “Contacts”', rowLines(row));
}

async function exchange(demo: RunningDemo, steps: Steps, text: string): Promise<void> {
	const before = answers(demo).length;
	await steps.take(`The customer writes “${text}”`, () => {
		demo.sandbox.customerWrites(CUSTOMER, {
			applicationKey: demo.applicationKey,
			message: { type: 'TEXT', text },
		});
	});
	await steps.take('The workflow answers', async () => {
		try {
			await waitFor('an answer at the sandbox', { seconds: ANSWER_SECONDS }, () =>
				answers(demo).length > before ? true : undefined,
			);
		} catch (error) {
			throw new Error(await howFarItCame(demo), { cause: error });
		}
	});
}

/** Where a message that got no answer is stuck: on its way to n8n, or in the workflow. */
async function howFarItCame({ sandbox, client, workflow }: RunningDemo): Promise<string> {
	const attempt = sandbox.forwards().at(-1)?.attempts.at(-1);
	const forward = attempt?.status ?? attempt?.error ?? 'nothing';
	const [newest] = await client.executionsOf(workflow.id);
	if (newest === undefined) {
		return `n8n answered the forwarded message with ${forward} and started no execution`;
	}
	const { status, error } = await client.execution(newest);
	return `n8n's execution ${newest} is “${status}”: ${error ?? 'without an error'}`;
}

function answers({ sandbox }: RunningDemo): ConversationEntry[] {
	return sandbox.conversation(CUSTOMER).filter(({ said }) => said === 'business');
}

async function noted({ client, tableId }: RunningDemo): Promise<JsonObject> {
	const rows = await client.dataTableRows(tableId);
	const [row, ...others] = rows.filter(({ userKey }) => userKey === CUSTOMER);
	if (row === undefined) throw new Error(`The Data Table has no row for ${CUSTOMER}`);
	if (others.length > 0) throw new Error(`The Data Table has ${rows.length} rows for ${CUSTOMER}`);
	return row;
}

async function unpublish({
	client,
	workflow,
	sandbox,
	applicationKey,
}: RunningDemo): Promise<void> {
	await client.unpublish(workflow.id);
	await waitFor('the Forward action and its configuration to be gone', { seconds: 30 }, () => {
		const application = sandbox.state().applications.find(({ key }) => key === applicationKey);
		return application?.configurations.length === 0 ? true : undefined;
	});
}

function conversation({ sandbox }: RunningDemo): string[] {
	return sandbox.conversation(CUSTOMER).map((entry) => conversationLine(CUSTOMER, entry));
}

function rowLines(row: JsonObject): string[] {
	return Object.entries(row).map(([column, value]) => `${column.padEnd(14)} ${String(value)}`);
}

function show(title: string, lines: string[]): void {
	console.log(`\n${title}\n`);
	for (const line of lines) console.log(`   ${line}`);
}
