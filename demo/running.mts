import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { N8nClient } from '../hosts/N8nClient.mts';
import type { CredentialReference, SavedWorkflow } from '../hosts/N8nClient.mts';
import { N8nServer } from '../hosts/N8nServer.mts';
import { installHost } from '../hosts/installHost.mts';
import type { N8nHost } from '../hosts/n8nHost.mts';
import { runCommand } from '../hosts/runCommand.mts';
import { waitFor } from '../hosts/waitFor.mts';
import { startSandbox } from '../sandbox/server.mts';
import type { Sandbox } from '../sandbox/server.mts';
import type { Steps } from './Steps.mts';
import type { TableIds } from './exampleTables.mts';
import { createTables } from './exampleTables.mts';
import { API_CREDENTIAL, PACKAGE, exampleWorkflow } from './exampleWorkflow.mts';
import { forwardActions } from './forwardActions.mts';
import { importExample } from './importExample.mts';
import { subscriptionsOf } from './subscriptionsOf.mts';
import { withPictures } from './withPictures.mts';

const REPOSITORY = dirname(dirname(fileURLToPath(import.meta.url)));
const BUILD_SECONDS = 300;
const PRACTICE_PAGE_ID = '102030405060709';
const DIALOGUE_PAGE_ID = '102030405060710';

const NAMES_OF_PAGES: Readonly<Record<string, string>> = {
	[PRACTICE_PAGE_ID]: 'Page to practise on',
	[DIALOGUE_PAGE_ID]: 'barber shop',
};

export const OWNER = {
	email: 'demo@example.com',
	password: 'Messenger-demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** What must be stopped again, whatever happens; filled in as things start. */
export interface Started {
	sandbox?: Sandbox;
	n8n?: N8nServer;
}

export interface RunningDemo {
	sandbox: Sandbox;
	n8n: N8nServer;
	client: N8nClient;
	applicationKey: string;
	pageId: string;
	/** The Page that holds a dialogue. */
	dialoguePageId: string;
	/** A Page without a workflow, to practise on. */
	practicePageId: string;
	/** Of the sandbox, as n8n keeps them, by what they send and receive through. */
	credentials: Record<'application' | 'page' | 'dialogue' | 'practice', CredentialReference>;
	/** Ids of the Data Tables, by name. */
	tables: TableIds;
	/** The example on the application. */
	workflow: SavedWorkflow;
	/** The example on the Page. */
	pageWorkflow: SavedWorkflow;
	/** The example that asks and waits. */
	dialogueWorkflow: SavedWorkflow;
}

/** Everything from an empty checkout to two published workflows. */
export async function startDemo(
	host: N8nHost,
	steps: Steps,
	started: Started,
): Promise<RunningDemo> {
	await steps.take('Install n8n', () => installHost(host, steps.note));
	await steps.take('Build the nodes', async () => {
		await runCommand('npm', ['run', 'build'], { cwd: REPOSITORY, seconds: BUILD_SECONDS });
	});
	const sandbox = await steps.take('Start the sandbox', () =>
		startSandbox({ unknownRecipients: 'reject' }),
	);
	started.sandbox = sandbox;
	const n8n = await steps.take('Start n8n with the nodes installed', () =>
		N8nServer.start(host, REPOSITORY),
	);
	started.n8n = n8n;
	const client = new N8nClient(n8n.url);
	await steps.take('Set up the owner of n8n', () => signUp(client));
	const applicationKey = await steps.take('Create the application at the sandbox', () =>
		sandbox.addApplication(),
	);
	const pageId = await steps.take('Connect the Page at the sandbox', () =>
		sandbox.addPage({ name: 'The demo Page' }),
	);
	const practicePageId = await steps.take('Connect an empty Page to practise on', () =>
		sandbox.addPage({ id: PRACTICE_PAGE_ID, name: 'Your Page to practise on' }),
	);
	const dialoguePageId = await steps.take('Connect the Page that holds a dialogue', () =>
		sandbox.addPage({ id: DIALOGUE_PAGE_ID, name: 'The barber shop' }),
	);
	const credentials = await steps.take('Store and test the credentials in n8n', async () => ({
		application: await storeCredential(client, sandbox, 'application', { applicationKey }),
		page: await storeCredential(client, sandbox, 'page', { pageId }),
		dialogue: await storeCredential(client, sandbox, 'page', { pageId: dialoguePageId }),
		practice: await storeCredential(client, sandbox, 'page', { pageId: practicePageId }),
	}));
	const example = exampleWorkflow('answer-and-note.json');
	const dialogue = exampleWorkflow('book-a-slot.json');
	const tables = await steps.take('Create the Data Tables that stand in for the CRM', async () => ({
		...(await createTables(client, example)),
		...(await createTables(client, dialogue)),
	}));
	const choices = (through: 'application' | 'page') => ({
		credentials: { [API_CREDENTIAL]: credentials[through] },
		tables,
	});
	const workflow = await steps.take('Import the example on the application', () =>
		importExample(client, example, choices('application')),
	);
	await steps.take('Publish it: it makes a Forward action', async () => {
		await client.publish(workflow);
		await waitFor('the Forward action at the sandbox', { seconds: 30 }, () =>
			forwardActions(sandbox, applicationKey).length > 0 ? true : undefined,
		);
	});
	const pageWorkflow = await steps.take('Import the example on the Page', () =>
		importExample(client, withPictures(sandbox), choices('page')),
	);
	await steps.take('Publish it: it makes a subscription', async () => {
		await client.publish(pageWorkflow);
		const made = await waitFor('the subscription at the sandbox', { seconds: 30 }, () =>
			subscriptionsOf(sandbox, pageId).at(0),
		);
		steps.note(`“${made.name ?? made.subscriptionId}”`);
	});
	const dialogueWorkflow = await steps.take('Import and publish the dialogue', async () => {
		const saved = await importExample(client, dialogue, {
			credentials: { [API_CREDENTIAL]: credentials.dialogue },
			tables,
		});
		await client.publish(saved);
		await waitFor('the subscription of the dialogue', { seconds: 30 }, () =>
			subscriptionsOf(sandbox, dialoguePageId).at(0),
		);
		return saved;
	});
	return {
		sandbox,
		n8n,
		client,
		applicationKey,
		pageId,
		dialoguePageId,
		practicePageId,
		credentials,
		tables,
		workflow,
		pageWorkflow,
		dialogueWorkflow,
	};
}

/** n8n first: it may still be calling the sandbox. */
export async function stopDemo({ n8n, sandbox }: Started): Promise<void> {
	await n8n?.stop();
	await sandbox?.close();
}

async function signUp(client: N8nClient): Promise<void> {
	await client.setUpOwner(OWNER);
	for (const type of ['infobipFacebook', 'infobipFacebookTrigger']) {
		if (!(await client.hasNodeType(`${PACKAGE}.${type}`, 1))) {
			throw new Error(`n8n has started without the node “${type}” of this package`);
		}
	}
}

async function storeCredential(
	client: N8nClient,
	{ url, username, password }: Sandbox,
	through: 'application' | 'page',
	key: { applicationKey: string } | { pageId: string },
): Promise<CredentialReference> {
	const login = { baseUrl: url, authentication: 'basic', username, password };
	const data = { ...login, sendAndReceiveThrough: through, ...key };
	const [id] = Object.values<string>(key);
	const name = `Infobip sandbox, ${(id && NAMES_OF_PAGES[id]) ?? through}`;
	const saved = await client.createCredential(name, API_CREDENTIAL, data);
	const { status, message } = await client.testCredential(saved, API_CREDENTIAL, data);
	if (status !== 'OK') throw new Error(`n8n's test of the credential says: ${message}`);
	return saved;
}
