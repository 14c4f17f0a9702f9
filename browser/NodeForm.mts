import type { Locator, Page } from 'playwright-core';

import { CredentialForm } from './CredentialForm.mts';
import type { EditorLine } from './editorLine.mts';
import type { Place } from './testId.mts';
import { byTestId } from './testId.mts';

/** Longer than n8n's. */
const DEBOUNCE_MS = 300;

export type OutputView = 'schema' | 'table';

/** What there is of in each view once it has been drawn. */
const DRAWN: Readonly<Record<OutputView, string>> = {
	schema: '[data-test-id="run-data-schema-item"]',
	table: 'td',
};

/** The form of a node, open in the editor between what went in and what came out. */
export class NodeForm {
	readonly #page: Page;
	/** The page, or the frame in which n8n 1.x opens an execution. */
	readonly #place: Place;
	readonly #line: EditorLine;

	constructor(page: Page, place: Place, line: EditorLine) {
		this.#page = page;
		this.#place = place;
		this.#line = line;
	}

	/** Waits until the form is there. */
	async isOpen(): Promise<this> {
		await byTestId(this.#place, 'node-parameters').waitFor();
		return this;
	}

	/** Opens the dialog of a new credential, where n8n has none of its type; the node then takes it. */
	async newCredential(): Promise<CredentialForm> {
		await this.#line.newCredential(this.#place);
		return new CredentialForm(this.#page, { closesItself: this.#line.closesGoodCredential });
	}

	async chooseCredential(name: string): Promise<void> {
		const select = byTestId(this.#place, 'node-credentials-select');
		await select.click();
		await this.#option(name).click();
	}

	/** Chooses from a drop-down. @param option as it is called there @param list as for `fill` */
	async choose(parameter: string, option: string, list?: string): Promise<void> {
		await this.#input(parameter, list).click();
		await this.#option(option).click();
	}

	/** Adds an option to the form. @param name as the form calls it */
	async addOption(name: string): Promise<void> {
		await this.#line.addOption(this.#page, byTestId(this.#place, 'node-parameters'), name);
	}

	/** Adds an entry to a list. */
	async addEntry(list: string): Promise<void> {
		await byTestId(this.#list(list), 'fixed-collection-add').click();
	}

	/** Opens the list of a locator. @returns its entries, at least one */
	async openList(parameter: string): Promise<string[]> {
		await byTestId(this.#locator(parameter), 'rlc-input').click();
		const entries = this.#listEntries();
		await entries.first().waitFor();
		return (await entries.allInnerTexts()).map((text) => text.trim());
	}

	/** Chooses from the list that is open. */
	async chooseFromList(entry: string): Promise<void> {
		const entries = this.#listEntries();
		await entries.filter({ hasText: entry }).first().click();
		await entries.first().waitFor({ state: 'hidden' });
	}

	/** @param list the list whose last entry has the parameter; default: the form itself has it */
	async fill(parameter: string, text: string, list?: string): Promise<void> {
		const input = this.#input(parameter, list);
		await input.locator('input, textarea, .cm-content').first().fill(text);
		await this.#isTaken();
	}

	/** Waits until the expression of a field is shown with this value, as of the input that is there. */
	async resolvesTo(parameter: string, value: string): Promise<void> {
		const item = this.#place
			.locator('.parameter-item')
			.filter({ has: this.#page.locator(`[data-test-id="parameter-input-${parameter}"]`) });
		await byTestId(item, 'parameter-input-hint').getByText(value, { exact: true }).waitFor();
	}

	/** Drags a field of the input into a parameter, which makes an expression of it. */
	async drag(field: string, parameter: string): Promise<void> {
		const { mouse } = this.#page;
		const from = await centre(this.#inputField(field));
		const to = await centre(this.#input(parameter));
		await mouse.move(from.x, from.y);
		await mouse.down();
		// Two moves: n8n begins to drag only once it sees that the mouse goes somewhere.
		await mouse.move(from.x + 20, from.y + 20, { steps: 5 });
		await mouse.move(to.x, to.y, { steps: 10 });
		await mouse.up();
		await this.#input(parameter).getByText(`$json.${field}`).waitFor();
		await this.#page.keyboard.press('Tab');
		await this.#isTaken();
	}

	/** Starts this node, with what has to run before it. */
	async execute(): Promise<void> {
		await byTestId(this.#place, 'node-execute-button').click();
	}

	/** Waits until the trigger listens for an event. */
	async listens(): Promise<void> {
		await byTestId(this.#place, 'trigger-listening').waitFor();
	}

	/** Waits for a node that went well. @returns all that its output shows in this view */
	async readOutput(view: OutputView): Promise<string> {
		const output = byTestId(this.#place, 'output-panel');
		await byTestId(output, 'node-run-status-success').waitFor();
		await byTestId(output, `radio-button-${view}`).click();
		await output.locator(DRAWN[view]).first().waitFor();
		return await byTestId(output, 'ndv-data-container').innerText();
	}

	async close(): Promise<void> {
		await byTestId(this.#place, this.#line.backToCanvas).click();
		await byTestId(this.#place, 'node-parameters').waitFor({ state: 'hidden' });
	}

	/**
	 * n8n takes over what was entered a tenth of a second later. A timer of the page's own comes after
	 * n8n's, however busy the machine is.
	 */
	async #isTaken(): Promise<void> {
		await this.#page.evaluate(
			async (ms) => new Promise((done) => setTimeout(done, ms)),
			DEBOUNCE_MS,
		);
	}

	#input(parameter: string, list?: string): Locator {
		const name = `parameter-input-${parameter}`;
		return list === undefined
			? byTestId(this.#place, name)
			: byTestId(this.#list(list), name).last();
	}

	#list(name: string): Locator {
		return byTestId(this.#place, `fixed-collection-${name}`);
	}

	#locator(parameter: string): Locator {
		return byTestId(this.#place, `resource-locator-${parameter}`);
	}

	/** Of the list that is open; n8n 1.x keeps those that were. */
	#listEntries(): Locator {
		return this.#place.locator('[data-test-id="rlc-item"]:visible');
	}

	#inputField(name: string): Locator {
		const panel = byTestId(this.#place, 'ndv-input-panel');
		return byTestId(panel, 'run-data-schema-node-name').getByText(name, { exact: true });
	}

	/** Of the drop-down that is open; others of the page stay hidden in it. */
	#option(name: string): Locator {
		return this.#place
			.locator('.el-select-dropdown__item:visible')
			.filter({ has: this.#page.getByText(name, { exact: true }) })
			.first();
	}
}

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
	await locator.scrollIntoViewIfNeeded();
	const box = await locator.boundingBox();
	if (box === null) throw new Error('What is to be dragged, or where to, is not to be seen');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
