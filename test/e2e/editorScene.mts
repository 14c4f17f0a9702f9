import assert from 'node:assert/strict';

import type { CredentialForm } from '../../browser/CredentialForm.mts';
import { Editor } from '../../browser/Editor.mts';
import type { NodeForm } from '../../browser/NodeForm.mts';
import { launchChromium } from '../../browser/chromium.mts';
import { withPictureOfFailure } from '../../browser/pictureOfFailure.mts';
import { OWNER } from '../../demo/running.mts';
import type { Checks } from './Checks.mts';
import { createForeignAction } from './foreignAction.mts';
import {
	createEcho,
	executionsFinish,
	forwardsSettle,
	TRIGGER as TRIGGER_OF_ECHO,
} from './publishedTrigger.mts';
import type { World } from './world.mts';
import { sandboxCredential } from './world.mts';

const NODE = 'Infobip Facebook Messenger';
const TRIGGER = 'Infobip Facebook Messenger Trigger';
const ACTION = 'Send a text message';
/** As n8n calls a first credential of this type. */
const CREDENTIAL = 'Infobip Facebook account';
/** Its name follows from it; no other scene has an application of this id. */
const FACEBOOK_APP_ID = 4000000000000017n;
const CUSTOMER = '4700000000000001';
const ANSWER = 'Your parcel is on its way.';

interface Stage {
	world: World;
	editor: Editor;
	/** The application that the person chooses, one of several. */
	applicationKey: string;
}

type Step = (stage: Stage) => Promise<void>;

/** What a person does, in this order: each step goes on where the one before has left the editor. */
const STEPS: Readonly<Record<string, Step>> = {
	'a person logs in': ({ editor }) => editor.logIn(OWNER),
	'a credential that is wrong says why, and the right one is good': testCredential,
	'the trigger is found by “infobip”, and its application chosen from the list': addTrigger,
	'the trigger listens, and shows the message of a customer': listen,
	'the action is found by “messenger”, filled in, and sends': send,
	'an execution shows the message that started it': readExecution,
	'application, configuration and action are chosen from lists': chooseFromLists,
};

/** What n8n's editor offers beyond the first five minutes, in a real browser. */
export async function editorScene(world: World, checks: Checks): Promise<void> {
	const browser = await checks.check('Chromium starts', launchChromium);
	if (browser === undefined) return;
	try {
		const applicationKey = world.sandbox.addApplication({ id: FACEBOOK_APP_ID });
		const stage = { world, applicationKey, editor: await Editor.open(browser, world.n8n) };
		await playSteps(stage, checks);
	} finally {
		await browser.close();
	}
}

/** Up to the first that does not come about: none after it could. */
async function playSteps(stage: Stage, checks: Checks): Promise<void> {
	const { page } = stage.editor;
	for (const [name, step] of Object.entries(STEPS)) {
		const isDone = await checks.check(`editor: ${name}`, async () => {
			await withPictureOfFailure(page, () => step(stage));
			return true;
		});
		if (isDone === undefined) return;
	}
}

async function testCredential({ world, editor, applicationKey }: Stage): Promise<void> {
	const form = await editor.newCredential('Infobip Facebook API');
	const { baseUrl, username, password } = sandboxCredential(world.sandbox, applicationKey);
	await form.choose('sendAndReceiveThrough', 'Application');
	await fillIn(form, { baseUrl, username, password: 'wrong', applicationKey });
	const wrong = await form.saveAndTest();
	assert.equal(wrong.isGood, false);
	// n8n 1.x has words of its own for every 401.
	assert.match(wrong.text, /Infobip refused the credentials \(401\)/);
	await fillIn(form, { password });
	const right = await form.saveAndTest();
	assert.ok(right.isGood, right.text);
	assert.match(right.text, /Connection tested successfully/);
	await form.close();
}

async function fillIn(form: CredentialForm, fields: Record<string, string>): Promise<void> {
	for (const [field, text] of Object.entries(fields)) await form.fill(field, text);
}

async function addTrigger({ world, editor, applicationKey }: Stage): Promise<void> {
	await editor.newWorkflow();
	assert.deepEqual(await editor.searchFirstStep('infobip'), [NODE]);
	await editor.openFound(NODE);
	const form = await editor.add('On message received', 'Triggers');
	await form.chooseCredential(CREDENTIAL);
	await form.choose('receiveThrough', 'Application');
	await chooseApplication(form, world, applicationKey);
	await form.close();
}

async function listen({ world, editor, applicationKey }: Stage): Promise<void> {
	const form = await editor.openNode(TRIGGER);
	await form.execute();
	await form.listens();
	await forwardsSettle(world, applicationKey, 1);
	write(world, applicationKey, 'Where is my parcel?');
	includesAll(await form.readOutput('schema'), ['Where is my parcel?', CUSTOMER, applicationKey]);
	await forwardsSettle(world, applicationKey, 0);
	await form.close();
}

async function send({ world, editor, applicationKey }: Stage): Promise<void> {
	assert.ok((await editor.searchNextStep('messenger')).includes(NODE));
	await editor.openFound(NODE);
	const form = await editor.add(ACTION, 'Actions');
	await form.chooseCredential(CREDENTIAL);
	await form.choose('sendFrom', 'Application');
	await chooseApplication(form, world, applicationKey);
	// 'To' is the sender of the message by default.
	await form.fill('text', ANSWER);
	await form.execute();
	const shown = await form.readOutput('schema');
	const heard = world.sandbox.conversation(CUSTOMER).filter(({ said }) => said === 'business');
	assert.equal(heard.length, 1);
	assert.equal(heard[0]?.message.text, ANSWER);
	includesAll(shown, [heard[0].messageId, CUSTOMER]);
	await form.close();
}

async function readExecution({ world, editor }: Stage): Promise<void> {
	const workflow = await createEcho(world);
	await world.client.publish(workflow);
	await forwardsSettle(world, world.applicationKey, 1);
	write(world, world.applicationKey, 'Thank you');
	const [newest] = await executionsFinish(world, workflow.id, 1);
	await editor.openWorkflow(workflow.id);
	await editor.openExecution(newest!);
	const form = await editor.openNodeOfExecution(TRIGGER_OF_ECHO);
	includesAll(await form.readOutput('schema'), ['Thank you', CUSTOMER]);
	await form.close();
	await world.client.unpublish(workflow.id);
	await forwardsSettle(world, world.applicationKey, 0);
}

async function chooseFromLists({ world, editor, applicationKey }: Stage): Promise<void> {
	const { configurationKey, actionKey } = await createForeignAction(world, applicationKey);
	await editor.newWorkflow();
	await editor.searchFirstStep('infobip');
	await editor.openFound(NODE);
	const form = await editor.add('Get an action', 'Actions');
	await form.chooseCredential(CREDENTIAL);
	await chooseApplication(form, world, applicationKey);
	// With what is in it, because a key says nothing to a person.
	const [configuration = '', ...more] = await form.openList('configurationKey');
	assert.deepEqual(more, []);
	assert.ok(configuration.startsWith('Pull (') && configuration.includes(configurationKey));
	await form.chooseFromList(configuration);
	const [action, ...others] = await form.openList('actionKey');
	assert.deepEqual(others, []);
	assert.match(action!, /Pull/i);
	await form.chooseFromList(action!);
	await form.execute();
	includesAll(await form.readOutput('schema'), [actionKey, 'PULL', 'not made by n8n']);
	await form.close();
}

async function chooseApplication(
	form: NodeForm,
	{ sandbox }: World,
	applicationKey: string,
): Promise<void> {
	const { applications } = sandbox.state();
	const name = applications.find(({ key }) => key === applicationKey)!.name;
	const listed = await form.openList('applicationKey');
	assert.deepEqual(listed.toSorted(), applications.map((one) => one.name).toSorted());
	await form.chooseFromList(name);
}

function write({ sandbox }: World, applicationKey: string, text: string): void {
	sandbox.customerWrites(CUSTOMER, { applicationKey, message: { type: 'TEXT', text } });
}

function includesAll(shown: string, texts: readonly string[]): void {
	const missing = texts.filter((text) => !shown.includes(text));
	assert.deepEqual(missing, [], `The editor shows: ${shown}`);
}
