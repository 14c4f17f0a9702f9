import type { Browser, Page } from 'playwright-core';

const PAGE_MS = 60_000;

/** A person who goes through the pages of an n8n form, in a browser. */
export class FormVisitor {
	readonly #page: Page;

	private constructor(page: Page) {
		this.#page = page;
	}

	/** @param url of the form's first page */
	static async open(browser: Browser, url: string): Promise<FormVisitor> {
		const page = await browser.newPage();
		page.setDefaultTimeout(PAGE_MS);
		await page.goto(url);
		return new FormVisitor(page);
	}

	/** Fills in the fields, by their labels, and presses the button: waits for the page with it. */
	async sends(fields: Readonly<Record<string, string>>, button: string): Promise<void> {
		const submit = this.#page.getByRole('button', { name: button });
		await submit.waitFor();
		for (const [label, text] of Object.entries(fields)) {
			await this.#page.getByLabel(label).fill(text);
		}
		await submit.click();
	}

	/** Waits for the last page, and gives its heading and its text. */
	async readsEnding(): Promise<{ title: string; text: string }> {
		const card = this.#page.locator('.card', { has: this.#page.locator('.header') });
		const header = card.locator('.header h1');
		await this.#page.locator('form').waitFor({ state: 'detached' });
		await header.waitFor();
		return { title: await header.innerText(), text: await card.innerText() };
	}

	async leaves(): Promise<void> {
		await this.#page.close();
	}
}
