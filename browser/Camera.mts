import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { comesToRest } from './comesToRest.mts';
import { byTestId } from './testId.mts';

export interface PictureOptions {
	/** Test id of the part that is shown. Default: the whole window. */
	part?: string;
	/** Selectors of what is left out. */
	without?: readonly string[];
}

/** Takes pictures of a page, in the theme of somebody whose system is light or dark. */
export class Camera {
	readonly #page: Page;
	readonly #directory: string;
	readonly #report: (file: string) => void;

	/** @param report is told the name of each file */
	constructor(page: Page, directory: string, report: (file: string) => void) {
		this.#page = page;
		this.#directory = directory;
		this.#report = report;
	}

	/** `<name>.png`, light, and `<name>-dark.png`. */
	async takeBoth(name: string, options: PictureOptions = {}): Promise<void> {
		await this.#page.emulateMedia({ colorScheme: 'dark' });
		await this.take(`${name}-dark`, options);
		await this.#page.emulateMedia({ colorScheme: 'light' });
		await this.take(name, options);
	}

	async take(name: string, { part, without = [] }: PictureOptions = {}): Promise<void> {
		// Nothing that only shows, or looks different, where the mouse is.
		await this.#page.mouse.move(0, 0);
		await comesToRest(this.#page);
		const file = `${name}.png`;
		const hidden = without.join(', ');
		const shown = part === undefined ? this.#page : byTestId(this.#page, part);
		await shown.screenshot({
			path: join(this.#directory, file),
			animations: 'disabled',
			...(hidden !== '' && { style: `${hidden} { visibility: hidden !important; }` }),
		});
		this.#report(file);
	}
}
