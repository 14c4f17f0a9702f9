import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

/**
 * Does what is to be done on a page.
 *
 * @throws Error that names a picture of the page at that moment, in a temporary folder, with what went
 * wrong as its cause.
 */
export async function withPictureOfFailure<T>(page: Page, work: () => Promise<T> | T): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const path = join(mkdtempSync(join(tmpdir(), 'infobip-facebook-failure-')), 'page.png');
		await page.screenshot({ path });
		throw new Error(`At ${page.url()}, as ${path} shows`, { cause: error });
	}
}
