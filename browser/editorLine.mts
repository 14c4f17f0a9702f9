/** All in which the editors of n8n 1.x and 2.x differ for the person who uses them. */
import type { Page } from 'playwright-core';

import type { Place } from './testId.mts';
import { byTestId } from './testId.mts';

export interface EditorLine {
	/** Test id of what leads from the form of a node back to the canvas. */
	readonly backToCanvas: string;
	/** Publishes the open workflow, up to the moment when n8n says that it is. */
	publish(page: Page): Promise<void>;
	/** Chooses one of the options that can be added to a form. */
	addOption(page: Page, form: Place, name: string): Promise<void>;
	/** Opens the dialog for the first credential of its type, from the form of a node. */
	newCredential(form: Place): Promise<void>;
	/** Whether that dialog closes as soon as the credential is good. */
	readonly closesGoodCredential: boolean;
	/** Where the nodes of an opened execution stand. */
	executionCanvas(page: Page): Place;
}

const FIRST_OF_2 = 2;

/** @param version of n8n, such as `2.40.7` */
export function editorLine(version: string): EditorLine {
	return Number.parseInt(version, 10) >= FIRST_OF_2 ? LINE_2 : LINE_1;
}

/** Saves by itself, and publishes a version. */
const LINE_2: EditorLine = {
	backToCanvas: 'ndv-close-button',
	async publish(page) {
		await byTestId(page, 'workflow-open-publish-modal-button').click();
		await byTestId(page, 'workflow-publish-button').click();
	},
	async addOption(page, form, name) {
		await byTestId(form, 'collection-parameter-add').click();
		// Its list is the last thing on the page.
		await page.getByText(name, { exact: true }).last().click();
	},
	closesGoodCredential: true,
	async newCredential(form) {
		await byTestId(form, 'node-credentials-empty-state').click();
	},
	executionCanvas: (page) => page,
};

/** Has a button that saves, and a switch. Opens an execution in a frame of its own. */
const LINE_1: EditorLine = {
	backToCanvas: 'back-to-canvas',
	async publish(page) {
		const save = byTestId(page, 'workflow-save-button');
		await save.getByRole('button').click();
		await save.getByText('Saved').waitFor();
		await byTestId(page, 'workflow-activate-switch').click();
	},
	async addOption(page, form, name) {
		await form.locator('.add-option').click();
		await page
			.locator('.el-select-dropdown__item:visible')
			.getByText(name, { exact: true })
			.click();
	},
	closesGoodCredential: false,
	async newCredential(form) {
		await byTestId(form, 'node-credentials-select').click();
		await byTestId(form, 'node-credentials-select-item-new').click();
	},
	executionCanvas: (page) => page.frameLocator('[data-test-id="workflow-preview-iframe"]'),
};
