import { randomUUID } from 'node:crypto';

import { fillInFailover, SMS_TEXT } from '../../browser/fillInFailover.mts';
import { API_CREDENTIAL, PACKAGE } from '../../demo/exampleWorkflow.mts';
import { chatAddress } from '../../sandbox/server.mts';
import type { Studio } from './stages.mts';

const CUSTOMER = '24060000000000077';
const NODE = 'Send with failover';
/** So high that all three steps are in the picture. */
const WINDOW = { width: 1440, height: 2150 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
	['failover-phone', 'light'],
	['failover-phone-dark', 'dark'],
] as const;

/** The form with three steps, and the phone on which the last one has arrived. */
export async function takeFailover(studio: Studio): Promise<void> {
	const { demo, editor, camera, folder } = studio;
	const { sandbox, pageId } = demo;
	sandbox.changeSettings({
		channelOutcomes: {
			MESSENGER: 'UNDELIVERABLE',
			WHATSAPP: 'UNDELIVERABLE',
			VIBER_BM: 'UNDELIVERABLE',
		},
	});
	sandbox.customerWrites(CUSTOMER, {
		pageId,
		message: { type: 'TEXT', text: 'Is it on its way?' },
	});
	const usual = editor.page.viewportSize()!;
	await editor.openWorkflow(await createWorkflow(studio));
	const form = await editor.openNode(NODE);
	await fillInFailover(form);
	await form.execute();
	await form.readOutput('schema');
	await editor.closeNotices();
	await editor.page.setViewportSize(WINDOW);
	await camera.takeBoth('failover-form', {
		around: '[data-test-id="fixed-collection-failover"]',
		margin: 48,
	});
	await editor.page.setViewportSize(usual);
	await form.close();
	await takePhone(studio, chatAddress(sandbox.url, { page: pageId, customer: CUSTOMER }), folder);
	sandbox.changeSettings({
		channelOutcomes: { MESSENGER: 'DELIVERED', WHATSAPP: 'DELIVERED', VIBER_BM: 'DELIVERED' },
	});
}

async function takePhone({ editor }: Studio, address: string, folder: string): Promise<void> {
	const browser = editor.page.context().browser()!;
	for (const [name, colorScheme] of LOOKS) {
		const context = await browser.newContext({
			reducedMotion: 'reduce',
			colorScheme,
			viewport: PHONE,
		});
		const page = await context.newPage();
		await page.goto(address);
		await page.getByRole('tab', { name: 'SMS' }).click();
		await page.getByText(SMS_TEXT).first().waitFor();
		await page.screenshot({ path: `${folder}/${name}.png` });
		console.log(`docs/images/${name}.png`);
		await context.close();
	}
}

async function createWorkflow({ demo }: Studio): Promise<string> {
	const { client, credentials, pageId } = demo;
	const node = (name: string, type: string, x: number, parameters: object) => ({
		id: randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [x, 0],
		parameters,
	});
	const { id } = await client.createWorkflow({
		name: 'Failover',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 0, {}),
			{
				...node(NODE, `${PACKAGE}.infobipFacebook`, 300, {
					sendFrom: 'page',
					pageId,
					to: CUSTOMER,
					text: 'Hello Ana, order 77 has left our shop.',
				}),
				credentials: { [API_CREDENTIAL]: credentials.page },
			},
		],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	return id;
}
