import type { Browser, Page } from 'playwright-core';

import type { N8nHost } from '../hosts/n8nHost.mts';
import type { N8nOwner } from '../hosts/N8nClient.mts';
import { CredentialForm } from './CredentialForm.mts';
import type { EditorLine } from './editorLine.mts';
import { editorLine } from './editorLine.mts';
import { NodeForm } from './NodeForm.mts';
import type { Place } from './testId.mts';
import { byTestId } from './testId.mts';

/** Generous: a shared machine may be busy with something else. */
const PATIENCE_MS = 60_000;

/** What is around the workflow: the bars of the editor, and air. */
const CANVAS_MARGIN = { width: 160, height: 260 };

/** n8n's editor, with the verbs of the person who uses it. */
export class Editor {
	readonly page: Page;
	readonly #url: string;
	readonly #line: EditorLine;

	private constructor(page: Page, url: string, line: EditorLine) {
		this.page = page;
		this.#url = url;
		this.#line = line;
	}

	/** A window of its own, with nobody logged in. */
	static async open(
		browser: Browser,
		{ url, host }: { url: string; host: N8nHost },
	): Promise<Editor> {
		const page = await browser.newPage({
			viewport: { width: 1440, height: 900 },
			colorScheme: 'light',
			reducedMotion: 'reduce',
		});
		page.setDefaultTimeout(PATIENCE_MS);
		return new Editor(page, url, editorLine(host.n8nVersion));
	}

	async logIn({ email, password }: N8nOwner): Promise<void> {
		await this.page.goto(`${this.#url}/signin`);
		await this.page.locator('input[name="emailOrLdapLoginId"]').fill(email);
		await this.page.locator('input[name="password"]').fill(password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.page.waitForURL(({ pathname }) => !pathname.includes('signin'));
	}

	/** @param type as n8n calls it to people, such as `Infobip Facebook API` */
	async newCredential(type: string): Promise<CredentialForm> {
		await this.page.goto(`${this.#url}/home/credentials/create`);
		await byTestId(this.page, 'new-credential-type-select').locator('input').fill(type);
		await byTestId(this.page, 'new-credential-type-select-option')
			.getByText(type, { exact: true })
			.click();
		await byTestId(this.page, 'new-credential-type-button').click();
		return new CredentialForm(this.page);
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/new`);
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/${id}`);
		await byTestId(this.page, 'canvas-node').first().waitFor();
	}

	/** Of the workflow that is open, once it has been saved. */
	workflowId(): string {
		const id = /\/workflow\/([^/?]+)/.exec(this.page.url())?.[1];
		if (id === undefined || id === 'new') throw new Error('No saved workflow is open');
		return id;
	}

	/** Shows all of the workflow, as large as fits. */
	async fitCanvas(): Promise<void> {
		await byTestId(this.page, 'zoom-to-fit').click();
		const node = await byTestId(this.page, 'canvas-node').first().elementHandle();
		await node.waitForElementState('stable');
	}

	/** Gives the canvas so much room as a workflow of this size takes, at about its own size; up to a limit. */
	async resizeCanvas({ width, height }: { width: number; height: number }): Promise<void> {
		await this.page.setViewportSize({
			width: clamp(width + CANVAS_MARGIN.width, 1000, 1800),
			height: clamp(height + CANVAS_MARGIN.height, 600, 1300),
		});
	}

	/** The panel of nodes for the first step of an empty workflow. @returns what a search finds */
	async searchFirstStep(text: string): Promise<string[]> {
		await byTestId(this.page, 'canvas-plus-button').first().click();
		return await this.#search(text);
	}

	/** The panel of nodes for what follows the last node of the workflow. @returns what a search finds */
	async searchNextStep(text: string): Promise<string[]> {
		await byTestId(this.page, 'canvas-handle-plus').first().click();
		return await this.#search(text);
	}

	/** Opens a node that was found, to see its triggers and actions. */
	async openFound(node: string): Promise<void> {
		await this.#found(node).click();
		await byTestId(this.page, 'node-creator-category-item').first().waitFor();
	}

	/** Adds one of the triggers or actions in view. @returns its form, which n8n opens at once */
	async add(step: string, group: 'Triggers' | 'Actions'): Promise<NodeForm> {
		const groups = byTestId(this.page, 'node-creator-category-item');
		// n8n unfolds the first, which is the one that fits the place.
		if (!(await groups.first().innerText()).startsWith(group)) {
			await groups.filter({ hasText: group }).click();
		}
		await this.#found(step).click();
		return await this.#form(this.page).isOpen();
	}

	/** The form that is open already. */
	async formInView(): Promise<NodeForm> {
		return await this.#form(this.page).isOpen();
	}

	async openNode(name: string): Promise<NodeForm> {
		return await this.#openNodeAt(this.page, name);
	}

	/** Publishes the workflow. @returns what n8n then says */
	async publish(): Promise<string> {
		await this.#line.publish(this.page);
		const dialog = byTestId(this.page, 'activation-modal');
		await dialog.waitFor();
		return await dialog.innerText();
	}

	/** Goes on from what n8n says after publishing. */
	async gotIt(): Promise<void> {
		await this.page.getByRole('button', { name: 'Got it' }).click();
		await byTestId(this.page, 'activation-modal').waitFor({ state: 'hidden' });
		// n8n 1.x unfolds a check-list over the tabs.
		await this.page.keyboard.press('Escape');
	}

	/** Opens one of the executions of the workflow. */
	async openExecution(id: string): Promise<void> {
		await byTestId(this.page, 'radio-button-executions').click();
		await byTestId(this.page, `execution-details-${id}`).click();
		await byTestId(this.page, `execution-preview-details-${id}`).waitFor();
	}

	/** In the execution that is open. */
	async openNodeOfExecution(name: string): Promise<NodeForm> {
		return await this.#openNodeAt(this.#line.executionCanvas(this.page), name);
	}

	/** Clears away what n8n has said in the corner. */
	async closeNotices(): Promise<void> {
		const close = this.page.locator('.el-notification__closeBtn');
		for (let left = await close.count(); left > 0; left -= 1) await close.first().click();
		await close.first().waitFor({ state: 'detached' });
	}

	async #search(text: string): Promise<string[]> {
		await byTestId(this.page, 'node-creator-search-bar').fill(text);
		await this.#found('Infobip Facebook Messenger').waitFor();
		return await byTestId(this.page, 'node-creator-item-name').allInnerTexts();
	}

	#found(name: string) {
		return byTestId(this.page, 'node-creator-item-name').getByText(name, { exact: true });
	}

	async #openNodeAt(place: Place, name: string): Promise<NodeForm> {
		await place.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		return await this.#form(place).isOpen();
	}

	#form(place: Place): NodeForm {
		return new NodeForm(this.page, place, this.#line);
	}
}

function clamp(value: number, least: number, most: number): number {
	return Math.round(Math.min(Math.max(value, least), most));
}
