import type { Camera } from '../../browser/Camera.mts';
import type { Editor } from '../../browser/Editor.mts';
import type { NodeForm } from '../../browser/NodeForm.mts';
import { forwardActions } from '../../demo/forwardActions.mts';
import type { RunningDemo } from '../../demo/running.mts';
import { waitFor } from '../../hosts/waitFor.mts';

const NODE = 'Infobip Facebook Messenger';
const TRIGGER = 'Infobip Facebook Messenger Trigger';
const ACTION = 'Send a text message';
const CREDENTIAL = 'Infobip Facebook account';
const CUSTOMER = '24060000000000001';
const SECONDS = 60;

/** What is photographed, who does it, and what is behind it. */
export interface Studio {
	demo: RunningDemo;
	editor: Editor;
	camera: Camera;
	/** Where pictures are kept. */
	folder: string;
}

/** From the credential to the execution, as a person goes through it for the first time. */
export async function takeStages(studio: Studio): Promise<void> {
	// Its own application: the demo's two workflows would answer its customers too.
	const applicationKey = studio.demo.sandbox.addApplication({ id: 9007199254740995n });
	await takeCredential(studio, applicationKey);
	const form = await takeTrigger(studio, applicationKey);
	await takeMessage(studio, applicationKey, form);
	await takeAnswer(studio);
	await takePublished(studio, applicationKey);
	await takeExecution(studio, applicationKey);
}

async function takeCredential(
	{ demo, editor, camera }: Studio,
	applicationKey: string,
): Promise<void> {
	const { url: baseUrl, username, password } = demo.sandbox;
	const form = await editor.newCredential('Infobip Facebook API');
	await form.choose('sendAndReceiveThrough', 'Application');
	const fields = { baseUrl, username, password, applicationKey };
	for (const [field, text] of Object.entries(fields)) await form.fill(field, text);
	await form.saveAndTest();
	await editor.closeNotices();
	await camera.takeBoth('credential');
	await form.close();
}

async function takeTrigger(
	{ demo, editor, camera }: Studio,
	applicationKey: string,
): Promise<NodeForm> {
	await editor.newWorkflow();
	await editor.searchFirstStep('messenger');
	await camera.takeBoth('search');
	await editor.openFound(NODE);
	await camera.takeBoth('triggers-and-actions');
	const form = await editor.add('On message received', 'Triggers');
	await form.chooseCredential(CREDENTIAL);
	await form.choose('receiveThrough', 'Application');
	await form.openList('applicationKey');
	await camera.takeBoth('choose-application');
	const { applications } = demo.sandbox.state();
	await form.chooseFromList(applications.find(({ key }) => key === applicationKey)!.name);
	await camera.takeBoth('trigger');
	return form;
}

async function takeMessage(
	{ demo, editor, camera }: Studio,
	applicationKey: string,
	form: NodeForm,
): Promise<void> {
	await form.execute();
	await form.listens();
	await forwardsSettle(demo, applicationKey, 1);
	await camera.takeBoth('listening');
	write(demo, applicationKey, 'Where is my parcel?');
	await form.readOutput('schema');
	await editor.closeNotices();
	await camera.takeBoth('received');
	await form.readOutput('table');
	await camera.takeBoth('received-table');
	await form.close();
}

async function takeAnswer({ editor, camera }: Studio): Promise<void> {
	await editor.searchNextStep('infobip');
	await editor.openFound(NODE);
	await camera.takeBoth('actions');
	const form = await editor.add(ACTION, 'Actions');
	await form.chooseCredential(CREDENTIAL);
	await form.fill('text', 'Your parcel is on its way.');
	await form.execute();
	await form.readOutput('schema');
	await editor.closeNotices();
	// What was dragged leaves a spot in the corner, as long as the form is open.
	await form.close();
	const again = await editor.openNode(ACTION);
	await again.readOutput('schema');
	await camera.takeBoth('send-text');
	await again.close();
}

async function takePublished(
	{ demo, editor, camera }: Studio,
	applicationKey: string,
): Promise<void> {
	await editor.publish();
	await forwardsSettle(demo, applicationKey, 1);
	await editor.closeNotices();
	await camera.takeBoth('published');
	await editor.gotIt();
}

async function takeExecution(
	{ demo, editor, camera }: Studio,
	applicationKey: string,
): Promise<void> {
	const id = editor.workflowId();
	const before = (await demo.client.executionsOf(id)).length;
	write(demo, applicationKey, 'Thank you!');
	const newest = await waitFor('the execution', { seconds: SECONDS }, async () => {
		const ids = await demo.client.executionsOf(id);
		return ids.length > before ? ids[0] : undefined;
	});
	await demo.client.finished(newest, SECONDS);
	await editor.openExecution(newest);
	const form = await editor.openNodeOfExecution(TRIGGER);
	await form.readOutput('schema');
	await camera.takeBoth('execution-message');
	await form.close();
	await camera.takeBoth('execution');
	await demo.client.unpublish(id);
}

function write({ sandbox }: RunningDemo, applicationKey: string, text: string): void {
	sandbox.customerWrites(CUSTOMER, { applicationKey, message: { type: 'TEXT', text } });
}

async function forwardsSettle(
	{ sandbox }: RunningDemo,
	applicationKey: string,
	count: number,
): Promise<void> {
	await waitFor(`${count} Forward action(s)`, { seconds: SECONDS }, () =>
		forwardActions(sandbox, applicationKey).length === count ? true : undefined,
	);
}
