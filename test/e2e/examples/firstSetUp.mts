import assert from 'node:assert/strict';

import type { Browser } from 'playwright-core';

import { launchChromium } from '../../../browser/chromium.mts';
import { exampleWorkflow } from '../../../demo/exampleWorkflow.mts';
import { at, textAt } from '../../../hosts/jsonShape.mts';
import type { ApplicationState } from '../../../sandbox/server.mts';
import type { Checks } from '../Checks.mts';
import { FACEBOOK_APP } from '../world.mts';
import type { World } from '../world.mts';
import type { Customer } from './Customer.mts';
import { ExampleStage } from './exampleStage.mts';
import { FormVisitor } from './FormVisitor.mts';

const FILE = 'first-set-up.json';
const FORM = 'Begin';

/** The form in a real browser, as the person who sets up sees it: to its good end, and to both of the others. */
export async function firstSetUp(world: World, checks: Checks): Promise<void> {
	const browser = await checks.check('a browser for the form starts', () => launchChromium());
	if (browser === undefined) return;
	try {
		const stage = await checks.check(`${FILE} is imported`, () =>
			ExampleStage.set(world, FILE, {}),
		);
		if (stage === undefined) return;
		await fillIn(stage, browser, checks);
		await checks.check(`${FILE} leaves nothing behind`, () => stage.clear());
	} finally {
		await browser.close();
	}
}

async function fillIn(stage: ExampleStage, browser: Browser, checks: Checks): Promise<void> {
	const { sandbox, n8n } = stage.world;
	const customer = stage.customer('application');
	const forwardUrl = `${n8n.url}/webhook/first-set-up`;
	const test = { 'User key': customer.userKey, 'Test message': 'Hello! This is a test.' };

	await checks.check('to the good end: all is made, and the test message arrives', async () => {
		const before = applicationKeys(stage);
		const visitor = await openForm(stage, browser);
		await visitor.sends({ 'Forward URL': forwardUrl }, 'Set up');
		await visitor.sends(test, 'Send and check');
		const { title, text } = await visitor.readsEnding();
		assert.equal(title, 'Everything is set up', text);
		const [made, ...more] = newApplications(stage, before);
		assert.deepEqual(more, []);
		assert.equal(made?.appId, FACEBOOK_APP.appId);
		const [{ key, actions }] = made.configurations as [ApplicationState['configurations'][number]];
		assert.deepEqual(
			actions.map((action) => action.forwardUrl),
			[forwardUrl],
		);
		for (const shown of [made.key, key, actions[0]?.key]) assert.ok(shown && text.includes(shown));
		assert.equal(await customer.readsText(), test['Test message']);
		await visitor.leaves();
	});
	await checks.check(
		'a refusal is reported in Infobip’s words, and what is there already',
		async () => {
			const before = applicationKeys(stage);
			sandbox.addFaults({ method: 'POST', path: '/configurations', status: 403, times: 1 });
			const visitor = await openForm(stage, browser);
			await visitor.sends({ 'Forward URL': forwardUrl }, 'Set up');
			const { title, text } = await visitor.readsEnding();
			assert.equal(title, 'Stopped at: Create the configuration');
			assert.match(text, /Infobip refused to create a configuration.*403/);
			const [made] = newApplications(stage, before);
			assert.ok(made && text.includes(made.key));
			await visitor.leaves();
			await goOn(stage, browser, made.key, { forwardUrl, customer });
		},
	);
	await checks.check('without Facebook’s consent nothing is made, and it says so', async () => {
		const before = applicationKeys(stage);
		sandbox.addFaults({ method: 'POST', path: '/applications', status: 400, times: 1 });
		const visitor = await openForm(stage, browser);
		await visitor.sends({ 'Forward URL': forwardUrl }, 'Set up');
		const { title, text } = await visitor.readsEnding();
		assert.equal(title, 'Stopped at: Create the application');
		assert.match(text, /Nothing was created/);
		assert.deepEqual(newApplications(stage, before), []);
		await visitor.leaves();
	});
}

/** With the key of the application that is there; this time the test message is refused. */
async function goOn(
	stage: ExampleStage,
	browser: Browser,
	applicationKey: string,
	{ forwardUrl, customer }: { forwardUrl: string; customer: Customer },
): Promise<void> {
	const { sandbox } = stage.world;
	const before = applicationKeys(stage);
	sandbox.addFaults({ path: '/facebook/1/single', status: 400, times: 1 });
	const visitor = await openForm(stage, browser);
	const fields = { 'Forward URL': forwardUrl, 'Application Key': applicationKey };
	await visitor.sends(fields, 'Set up');
	const test = { 'User key': customer.userKey, 'Test message': 'Hello again!' };
	await visitor.sends(test, 'Send and check');
	const { title, text } = await visitor.readsEnding();
	assert.equal(title, 'Created. Check what is marked ✗');
	assert.match(text, /✗ Test message: Infobip refused to send the message/);
	assert.deepEqual(newApplications(stage, before), []);
	await visitor.leaves();
}

/** As *Execute workflow* does: the form is open for one person, once. */
async function openForm(stage: ExampleStage, browser: Browser): Promise<FormVisitor> {
	const { client, n8n } = stage.world;
	await client.listenForTest(stage.workflow.id, FORM);
	return await FormVisitor.open(browser, `${n8n.url}/form-test/${formPath()}`);
}

function formPath(): string {
	const form = exampleWorkflow(FILE).nodes.find((node) => at(node, 'name') === FORM);
	return textAt(form, 'webhookId');
}

function applicationKeys(stage: ExampleStage): string[] {
	return stage.world.sandbox.state().applications.map(({ key }) => key);
}

function newApplications(stage: ExampleStage, before: readonly string[]): ApplicationState[] {
	return stage.world.sandbox.state().applications.filter(({ key }) => !before.includes(key));
}
