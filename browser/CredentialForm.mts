import type { Locator, Page } from 'playwright-core';

import { objectAt, textAt } from '../hosts/jsonShape.mts';
import { comesToRest } from './comesToRest.mts';
import { byTestId } from './testId.mts';

/** What n8n says of a credential that it has tried. */
export interface CredentialTest {
	isGood: boolean;
	/** The words above the fields, with the details. */
	text: string;
}

/** The form of a credential, open in the editor. */
export class CredentialForm {
	readonly #page: Page;
	readonly #form: Locator;
	readonly #closesItself: boolean;

	/** @param closesItself where n8n goes back to the node as soon as the credential is good */
	constructor(page: Page, { closesItself = false } = {}) {
		this.#page = page;
		this.#closesItself = closesItself;
		this.#form = byTestId(page, 'editCredential-modal');
	}

	/** @param field name of the credential's property, such as `baseUrl` */
	async fill(field: string, text: string): Promise<void> {
		await byTestId(this.#form, `parameter-input-${field}`).locator('input').fill(text);
	}

	/** Chooses from a drop-down. @param option as it is called there */
	async choose(field: string, option: string): Promise<void> {
		await byTestId(this.#form, `parameter-input-${field}`).click();
		await this.#page.locator('.el-select-dropdown__item:visible', { hasText: option }).click();
	}

	/** Saves; n8n tests it then by itself, and again when asked to retry. */
	async saveAndTest(): Promise<CredentialTest> {
		// The result of an earlier test is there until n8n has the next answer.
		const tested = this.#page.waitForResponse((answer) =>
			answer.url().endsWith('/rest/credentials/test'),
		);
		await byTestId(this.#form, 'credential-save-button').click();
		const answer = await tested;
		await comesToRest(this.#page);
		if (!this.#closesItself) return await this.#readTest();
		const said = objectAt(await answer.json(), 'data');
		return { isGood: textAt(said, 'status') === 'OK', text: textAt(said, 'message') };
	}

	/** Goes back to where it was opened. */
	async close(): Promise<void> {
		if (!this.#closesItself) await this.#page.keyboard.press('Escape');
		await this.#form.waitFor({ state: 'detached' });
	}

	async #readTest(): Promise<CredentialTest> {
		const success = byTestId(this.#form, 'credentials-config-container-test-success');
		if (await success.isVisible()) return { isGood: true, text: await success.innerText() };
		await this.#form.getByText('More details').click();
		const container = byTestId(this.#form, 'node-credentials-config-container');
		return { isGood: false, text: await container.innerText() };
	}
}
