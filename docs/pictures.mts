/**
 * `npm run pictures`: makes the pictures of README and docs anew, from a real n8n with the demo's
 * workflow, in a real Chromium. CHROMIUM names it where it is in no usual place.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { selectors } from 'playwright-core';
import type { Page } from 'playwright-core';

import { launchChromium } from '../browser/chromium.mts';
import { API_CREDENTIAL, PACKAGE } from '../demo/exampleWorkflow.mts';
import { OWNER, startDemo, stopDemo } from '../demo/running.mts';
import type { RunningDemo, Started } from '../demo/running.mts';
import { Steps } from '../demo/Steps.mts';
import { DEFAULT_HOST, n8nHost } from '../hosts/n8nHost.mts';

const IMAGES = join(import.meta.dirname, 'images');
const DEMO_PAGE = '102030405060708';

selectors.setTestIdAttribute('data-test-id');

const started: Started = {};
const browser = await launchChromium();
try {
	const demo = await startDemo(n8nHost(DEFAULT_HOST), new Steps(console.log), started);
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	await logIn(page, demo);
	await takePictures(page, demo);
} finally {
	await browser.close();
	await stopDemo(started);
}

async function logIn(page: Page, { n8n }: RunningDemo): Promise<void> {
	await page.goto(`${n8n.url}/signin`);
	await page.getByLabel('Email').fill(OWNER.email);
	await page.getByLabel('Password').fill(OWNER.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((url) => !url.pathname.includes('signin'));
}

async function takePictures(page: Page, demo: RunningDemo): Promise<void> {
	const { workflow } = demo;
	await openWorkflow(page, demo, workflow.id);
	await page.getByTestId('canvas-node').first().waitFor();
	await save(page, 'workflow');
	await openNode(page, 'A customer writes');
	await save(page, 'trigger');

	const shown = await formsWorkflow(demo);
	for (const [name, node] of [
		['send-text', 'Send Text'],
		['carousel', 'Send Carousel'],
		['create-action', 'Create Action'],
	] as const) {
		await openWorkflow(page, demo, shown);
		await openNode(page, node);
		await save(page, name);
	}
	await openWorkflow(page, demo, shown);
	await openNode(page, 'Check Setup');
	await page.getByTestId('node-execute-button').click();
	await page.getByTestId('output-panel').getByText('Credentials accepted').first().waitFor();
	await page.getByText('Node executed successfully').waitFor({ state: 'detached' });
	await save(page, 'setup-check');
}

async function openWorkflow(page: Page, { n8n }: RunningDemo, id: string): Promise<void> {
	await page.goto(`${n8n.url}/workflow/${id}`);
	await page.getByTestId('canvas-node').first().waitFor();
}

async function openNode(page: Page, name: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	await page.getByTestId('ndv').first().waitFor();
}

/** Animations and lists that load have come to rest by then. */
async function save(page: Page, name: string): Promise<void> {
	await page.waitForLoadState('networkidle');
	await page.waitForTimeout(800);
	await page.screenshot({ path: join(IMAGES, `${name}.png`) });
	console.log(`docs/images/${name}.png`);
}

/** A workflow whose nodes are filled in for the pictures. */
async function formsWorkflow({ client, credential }: RunningDemo): Promise<string> {
	const node = (name: string, index: number, parameters: Record<string, unknown>) => ({
		id: randomUUID(),
		name,
		type: `${PACKAGE}.infobipFacebook`,
		typeVersion: 1,
		position: [300, index * 200] as [number, number],
		parameters,
		credentials: { [API_CREDENTIAL]: credential },
	});
	const nodes = [
		node('Send Text', 0, {
			to: '24060000000000001',
			text: 'Your parcel is on its way.',
		}),
		node('Send Carousel', 1, {
			operation: 'sendCarousel',
			sendFrom: 'page',
			pageId: DEMO_PAGE,
			to: '24060000000000001',
			cards: {
				card: [
					{
						title: 'Blue mug',
						subtitle: '12 EUR',
						imageUrl: 'https://example.com/mug.png',
						defaultUrl: 'https://example.com/mug',
						buttons: { button: [{ type: 'postback', title: 'Buy', payload: 'BUY:mug' }] },
					},
				],
			},
		}),
		node('Create Action', 2, {
			resource: 'action',
			operation: 'create',
			forwardUrl: 'https://hooks.example.com/messenger',
		}),
		node('Check Setup', 3, { resource: 'setup', operation: 'check' }),
	];
	const start = {
		id: randomUUID(),
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	const saved = await client.createWorkflow({
		name: 'Forms',
		nodes: [start, ...nodes],
		connections: {
			Start: { main: [nodes.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
		},
		settings: { executionOrder: 'v1' },
	});
	return saved.id;
}
