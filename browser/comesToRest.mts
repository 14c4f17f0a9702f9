import type { Page } from 'playwright-core';

/** Waits until what is loaded is there and drawn. */
export async function comesToRest(page: Page): Promise<void> {
	await page.waitForLoadState('networkidle');
	await page.evaluate(async () => {
		await document.fonts.ready;
		await new Promise((done) => {
			requestAnimationFrame(() => requestAnimationFrame(done));
		});
	});
}
