import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** The chat page in a tab of its own, by what a person sees of it. */
export class ChatTab {
	readonly page: Page;

	private constructor(page: Page) {
		this.page = page;
	}

	/** @param address as a person would open it, deep link and all */
	static async open(
		browser: Browser,
		address: string,
		options: BrowserContextOptions = {},
	): Promise<ChatTab> {
		const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
		const page = await context.newPage();
		await page.goto(address);
		return new ChatTab(page);
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}

	get field(): Locator {
		return this.page.getByRole('textbox', { name: 'Message' });
	}

	get log(): Locator {
		return this.page.getByRole('log', { name: 'Messages' });
	}

	get last(): Locator {
		return this.log.locator('li[class^=from-]').last();
	}

	/** The message with this text. */
	message(text: string): Locator {
		return this.log.locator('li[class^=from-]').filter({ hasText: text });
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true });
	}

	/** The newest entries of the panel come first. */
	calls(): Locator {
		return this.page.getByRole('complementary').locator('details');
	}

	async write(text: string): Promise<void> {
		await this.field.fill(text);
		await this.field.press('Enter');
	}
}
