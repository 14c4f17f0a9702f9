import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser } from 'playwright-core';

import { Editor } from '../../browser/Editor.mts';
import { launchChromium } from '../../browser/chromium.mts';
import { withPictureOfFailure } from '../../browser/pictureOfFailure.mts';
import { forwardActions } from '../../demo/forwardActions.mts';
import { OWNER } from '../../demo/running.mts';
import { subscriptionsOf } from '../../demo/subscriptionsOf.mts';
import { N8nClient } from '../../hosts/N8nClient.mts';
import { N8nServer } from '../../hosts/N8nServer.mts';
import type { N8nHost } from '../../hosts/n8nHost.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import type { ChatChoice } from '../../sandbox/chat/chatAddress.mts';
import { chatAddress, startSandbox } from '../../sandbox/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import type { Checks } from './Checks.mts';
import { ChatTab } from './chat/ChatTab.mts';
import type { World } from './world.mts';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const CUSTOMER = '1000000000000321';
const FIRST = 'Do you have blue mugs?';
const AGAIN = 'And green ones?';
const ANSWER = 'Yes, we have it in stock.';
/** A workflow takes its time, and the machine may be busy. */
const ANSWERED = { timeout: 60_000 };

/** What a new user has been given by Infobip, and enters. */
interface Sender {
	/** As the choice is called in the credential. */
	name: 'Page' | 'Application';
	/** Exists at the sandbox from now on. @returns where its customers write */
	connect(sandbox: Sandbox): ChatChoice;
	/** The login: with an API key, or with username and password. */
	authentication: 'API Key' | 'Basic (Username and Password)';
	fields(sandbox: Sandbox, choice: ChatChoice): Record<string, string>;
}

const SENDERS: readonly Sender[] = [
	{
		name: 'Page',
		connect: (sandbox) => ({ page: sandbox.addPage({ name: 'Blue Mug Shop' }) }),
		authentication: 'API Key',
		fields: ({ apiKey }, choice) => ({ apiKey, pageId: 'page' in choice ? choice.page : '' }),
	},
	{
		name: 'Application',
		connect: (sandbox) => ({ application: sandbox.addApplication() }),
		authentication: 'Basic (Username and Password)',
		fields: ({ username, password }, choice) => ({
			username,
			password,
			applicationKey: 'application' in choice ? choice.application : '',
		}),
	},
];

interface Stage {
	sender: Sender;
	choice: ChatChoice;
	sandbox: Sandbox;
	editor: Editor;
	/** Messenger, as the customer sees it. */
	chat: ChatTab;
}

/**
 * By the words of README's quick start: what a person does who reads them, each step from where the
 * one before has left the editor. Nothing is filled in or chosen that README does not name.
 */
const STEPS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
	'In a new workflow, add an *Infobip Facebook Messenger Trigger* and connect it': addTrigger,
	'Press *Execute step*, and write to your Page. The message appears.': receive,
	'Add *Send a text message* behind it and enter a *Text*. *To* is already the customer who wrote.':
		addAnswer,
	'Publish, and write again a few seconds later. The answer arrives in Messenger.': publish,
};

/**
 * README's first five minutes, in an n8n that nobody has used, with the sandbox in place of Infobip
 * and its chat page in place of Messenger: once with a Page, once with an application.
 */
export async function firstMinutesScene({ n8n: { host } }: World, checks: Checks): Promise<void> {
	const browser = await checks.check('Chromium starts', launchChromium);
	if (browser === undefined) return;
	try {
		await checks.check('first minutes: README has these steps, in this order', readsSoInReadme);
		for (const sender of SENDERS) await playSender(sender, host, browser, checks);
	} finally {
		await browser.close();
	}
}

function readsSoInReadme(): void {
	const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8').replace(/\s+/g, ' ');
	const places = Object.keys(STEPS).map((words) => readme.indexOf(words));
	assert.ok(!places.includes(-1), `Of ${Object.keys(STEPS).join(' | ')}: ${places.join(', ')}`);
	assert.deepEqual(
		places,
		places.toSorted((one, other) => one - other),
	);
}

async function playSender(
	sender: Sender,
	host: N8nHost,
	browser: Browser,
	checks: Checks,
): Promise<void> {
	const check = `first minutes, ${sender.name}:`;
	const sandbox = await startSandbox({ unknownRecipients: 'reject' });
	try {
		const n8n = await checks.check(`${check} an n8n without a credential starts`, () =>
			N8nServer.start(host, REPOSITORY),
		);
		if (n8n === undefined) return;
		try {
			await new N8nClient(n8n.url).setUpOwner(OWNER);
			const choice = sender.connect(sandbox);
			const address = chatAddress(sandbox.url, { ...choice, customer: CUSTOMER });
			const chat = await ChatTab.open(browser, address);
			const editor = await Editor.open(browser, n8n);
			await editor.logIn(OWNER);
			await playSteps({ sender, choice, sandbox, editor, chat }, check, checks);
			await chat.close();
		} finally {
			await n8n.stop();
		}
	} finally {
		await sandbox.close();
	}
}

/** Up to the first that fails: none after it could work. */
async function playSteps(stage: Stage, check: string, checks: Checks): Promise<void> {
	for (const [words, step] of Object.entries(STEPS)) {
		const isDone = await checks.check(`${check} “${words}”`, async () => {
			const { editor, chat } = stage;
			await withPictureOfFailure(editor.page, () =>
				withPictureOfFailure(chat.page, () => step(stage)),
			);
			return true;
		});
		if (isDone === undefined) return;
	}
}

async function addTrigger({ editor, sender, sandbox, choice }: Stage): Promise<void> {
	await editor.newWorkflow();
	assert.deepEqual(await editor.searchFirstStep('infobip'), ['Infobip Facebook Messenger']);
	await editor.openFound('Infobip Facebook Messenger');
	const form = await editor.add('On message received', 'Triggers');
	const credential = await form.newCredential();
	await credential.fill('baseUrl', sandbox.url);
	await credential.choose('authentication', sender.authentication);
	await credential.choose('sendAndReceiveThrough', sender.name);
	for (const [field, text] of Object.entries(sender.fields(sandbox, choice))) {
		await credential.fill(field, text);
	}
	const tested = await credential.saveAndTest();
	assert.ok(tested.isGood, tested.text);
	await credential.close();
}

async function receive({ editor, chat }: Stage): Promise<void> {
	const form = await editor.formInView();
	await form.execute();
	await form.listens();
	await chat.page.getByText('A workflow is waiting.').waitFor();
	await chat.write(FIRST);
	const shown = await form.readOutput('schema');
	for (const text of [FIRST, CUSTOMER]) assert.ok(shown.includes(text), shown);
	await form.close();
}

async function addAnswer({ editor }: Stage): Promise<void> {
	assert.ok((await editor.searchNextStep('infobip')).includes('Infobip Facebook Messenger'));
	await editor.openFound('Infobip Facebook Messenger');
	const form = await editor.add('Send a text message', 'Actions');
	await form.resolvesTo('to', CUSTOMER);
	await form.fill('text', ANSWER);
	await form.close();
}

async function publish({ editor, chat, sandbox, choice }: Stage): Promise<void> {
	assert.match(await editor.publish(), /each message from a customer starts it/);
	await editor.gotIt();
	// n8n 2 says so first, and then registers the trigger: these are the few seconds.
	await waitFor('somebody to receive', { seconds: 60 }, () =>
		receivers(sandbox, choice) > 0 ? true : undefined,
	);
	await chat.write(AGAIN);
	await chat.message(ANSWER).waitFor(ANSWERED);
	assert.equal(await chat.message(ANSWER).count(), 1);
	const said = sandbox.conversation(CUSTOMER).map(({ message }) => message.text);
	assert.deepEqual(said, [FIRST, AGAIN, ANSWER]);
}

function receivers(sandbox: Sandbox, choice: ChatChoice): number {
	return 'page' in choice
		? subscriptionsOf(sandbox, choice.page).length
		: forwardActions(sandbox, choice.application).length;
}
