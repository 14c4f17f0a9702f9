import { randomInt } from 'node:crypto';

import type { TableIds } from '../../../demo/exampleTables.mts';
import { createTables, tableId } from '../../../demo/exampleTables.mts';
import { API_CREDENTIAL, exampleWorkflow } from '../../../demo/exampleWorkflow.mts';
import { forwardActions } from '../../../demo/forwardActions.mts';
import { importExample } from '../../../demo/importExample.mts';
import { subscriptionsOf } from '../../../demo/subscriptionsOf.mts';
import type {
	CredentialReference,
	SavedWorkflow,
	WorkflowFile,
} from '../../../hosts/N8nClient.mts';
import type { N8nExecution } from '../../../hosts/n8nExecution.mts';
import type { JsonObject } from '../../../hosts/jsonShape.mts';
import { textAt } from '../../../hosts/jsonShape.mts';
import { waitFor } from '../../../hosts/waitFor.mts';
import type { Checks } from '../Checks.mts';
import { TRIGGER_NODE } from '../ourNode.mts';
import type { World } from '../world.mts';
import { sandboxCredential } from '../world.mts';
import { Customer } from './Customer.mts';

const EFFECT_SECONDS = 60;

export interface ExampleOptions {
	/** Of other services, by credential type; Infobip's is there without. */
	credentials?: Readonly<Record<string, CredentialReference>>;
	/** What the credential sends and receives through. Default: what the example names. */
	through?: 'application' | 'page';
	/** What the example's user changes in it after the import. Default: nothing. */
	change?: (example: WorkflowFile) => WorkflowFile;
	/** Before it is published, such as rows for its tables. */
	prepare?: (stage: ExampleStage) => Promise<void>;
}

/** An imported example, in an account of its own: an application and a Page that nobody else uses. */
export class ExampleStage {
	readonly world: World;
	readonly applicationKey: string;
	readonly pageId: string;
	readonly workflow: SavedWorkflow;
	readonly #tables: TableIds;
	/** How many of our triggers the example has. */
	readonly #triggers: number;

	private constructor(
		{ world, applicationKey, pageId }: ExampleAccount,
		example: WorkflowFile,
		workflow: SavedWorkflow,
		tables: TableIds,
	) {
		this.world = world;
		this.applicationKey = applicationKey;
		this.pageId = pageId;
		this.workflow = workflow;
		this.#tables = tables;
		this.#triggers = example.nodes.filter((node) => textAt(node, 'type') === TRIGGER_NODE).length;
	}

	static async set(
		world: World,
		file: string,
		{ credentials = {}, change = (example) => example, through }: ExampleOptions,
	): Promise<ExampleStage> {
		const { client } = world;
		const example = change(exampleWorkflow(file));
		const account = await createAccount(world, file, through ?? senderNamedIn(example));
		const tables = await createTables(client, example);
		const workflow = await importExample(client, example, {
			credentials: { ...world.credentials, [API_CREDENTIAL]: account.credential, ...credentials },
			tables,
		});
		return new ExampleStage(account, example, workflow, tables);
	}

	/** Somebody who writes to the application, or to the Page. @param userKey default: somebody new */
	customer(writesTo: 'application' | 'page', userKey?: string): Customer {
		const { applicationKey, pageId } = this;
		const to = writesTo === 'page' ? { pageId } : { applicationKey };
		return new Customer(this.world.sandbox, to, userKey);
	}

	/** All rows of a Data Table that the example's note asks for. */
	async rows(table: string): Promise<JsonObject[]> {
		return await this.world.client.dataTableRows(tableId(this.#tables, table));
	}

	async insertRows(table: string, rows: readonly JsonObject[]): Promise<void> {
		await this.world.client.insertDataTableRows(tableId(this.#tables, table), rows);
	}

	/** Waits until the rows of a table are as they should be, and gives them. */
	async rowsBecome(
		table: string,
		what: string,
		isSo: (rows: JsonObject[]) => boolean,
	): Promise<JsonObject[]> {
		return await waitFor(`the table ${table}: ${what}`, { seconds: EFFECT_SECONDS }, async () => {
			const rows = await this.rows(table);
			return isSo(rows) ? rows : undefined;
		});
	}

	/** Runs it by hand from its manual trigger, and waits for the end. */
	async run(manualTrigger: string): Promise<N8nExecution> {
		return await this.world.client.run(this.workflow.id, manualTrigger);
	}

	/**
	 * Waits until n8n has had this many executions in all and none of them works any more; one that
	 * waits for somebody (a *Wait* node) does not.
	 */
	async settles(executions: number): Promise<N8nExecution[]> {
		const { client } = this.world;
		return await waitFor(
			`${executions} executions to settle`,
			{ seconds: EFFECT_SECONDS },
			async () => {
				const ids = await client.executionsOf(this.workflow.id);
				if (ids.length < executions) return undefined;
				const all = await Promise.all(ids.map((id) => client.execution(id)));
				const isAtRest = ({ isFinished, status }: N8nExecution) =>
					isFinished || status === 'waiting';
				return all.every(isAtRest) ? all : undefined;
			},
		);
	}

	/** Publishes it, and waits until Infobip knows of it. */
	async publish(): Promise<void> {
		await this.world.client.publish(this.workflow);
		await this.#registrationsBecome(this.#triggers);
	}

	/** Unpublishes it, and waits until nothing of it is left at Infobip. */
	async unpublish(): Promise<void> {
		await this.world.client.unpublish(this.workflow.id);
		await this.#registrationsBecome(0);
	}

	/** Deletes workflow and tables. */
	async clear(): Promise<void> {
		const { client } = this.world;
		await client.deleteWorkflow(this.workflow.id);
		for (const id of Object.values(this.#tables)) await client.deleteDataTable(id);
	}

	async #registrationsBecome(count: number): Promise<void> {
		const { sandbox } = this.world;
		const what = `${count} Forward action(s) or subscription(s)`;
		await waitFor(what, { seconds: EFFECT_SECONDS }, () => {
			const actions = forwardActions(sandbox, this.applicationKey);
			const subscriptions = subscriptionsOf(sandbox, this.pageId);
			return actions.length + subscriptions.length === count ? true : undefined;
		});
	}
}

/**
 * Imports an example as its user would, publishes it, lets `play` use it, unpublishes it and clears
 * all away, whatever happens in between.
 */
export async function playExample(
	world: World,
	checks: Checks,
	file: string,
	play: (stage: ExampleStage) => Promise<void>,
	options: ExampleOptions = {},
): Promise<void> {
	const stage = await checks.check(`${file} is imported and published`, async () => {
		const set = await ExampleStage.set(world, file, options);
		await options.prepare?.(set);
		await set.publish();
		return set;
	});
	if (stage === undefined) return;
	await play(stage);
	await checks.check(`${file} is unpublished and leaves nothing behind`, async () => {
		await stage.unpublish();
		await stage.clear();
	});
}

interface ExampleAccount {
	world: World;
	applicationKey: string;
	pageId: string;
	credential: CredentialReference;
}

async function createAccount(
	world: World,
	name: string,
	through: 'application' | 'page',
): Promise<ExampleAccount> {
	const { client, sandbox } = world;
	const applicationKey = sandbox.addApplication();
	const pageId = sandbox.addPage({ id: String(randomInt(2 ** 47)).padStart(15, '7'), name });
	const login = {
		...sandboxCredential(sandbox, applicationKey),
		...(through === 'page' ? { sendAndReceiveThrough: 'page', pageId } : {}),
	};
	const credential = await client.createCredential(name, API_CREDENTIAL, login);
	return { world, applicationKey, pageId, credential };
}

/** An example that names a Page anywhere is one for a Page. */
function senderNamedIn({ nodes }: WorkflowFile): 'application' | 'page' {
	return nodes.some((node) => JSON.stringify(node).includes('"page"')) ? 'page' : 'application';
}
