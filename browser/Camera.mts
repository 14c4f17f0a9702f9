import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { comesToRest } from './comesToRest.mts';

export interface PictureOptions {
	/** Selector of what the picture is cut down to. Default: the whole window. */
	around?: string;
	/** Pixels around that. */
	margin?: number;
	/** Selectors of what is left out. */
	without?: readonly string[];
}

type Box = Record<'x' | 'y' | 'width' | 'height', number>;

const MARGIN = 24;

/** Takes pictures of a page, in the theme of someone whose system is light or dark. */
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

	async take(
		name: string,
		{ around, margin = MARGIN, without = [] }: PictureOptions = {},
	): Promise<void> {
		// Nothing that only shows, or looks different, where the mouse is.
		await this.#page.mouse.move(0, 0);
		await comesToRest(this.#page);
		const file = `${name}.png`;
		const hidden = without.join(', ');
		await this.#page.screenshot({
			path: join(this.#directory, file),
			animations: 'disabled',
			...(hidden !== '' && { style: `${hidden} { visibility: hidden !important; }` }),
			...(around !== undefined && { clip: await this.#frame(around, margin) }),
		});
		this.#report(file);
	}

	/** What holds all of them, inside the window. */
	async #frame(selector: string, margin: number): Promise<Box> {
		const boxes = await this.#page.locator(selector).evaluateAll((elements) =>
			elements
				.map((element) => element.getBoundingClientRect())
				// What is not displayed is nowhere.
				.filter(({ width, height }) => width > 0 && height > 0)
				.map(({ left, top, right, bottom }) => ({ left, top, right, bottom })),
		);
		const { width, height } = this.#page.viewportSize()!;
		const left = Math.max(Math.min(...boxes.map((box) => box.left)) - margin, 0);
		const top = Math.max(Math.min(...boxes.map((box) => box.top)) - margin, 0);
		const right = Math.min(Math.max(...boxes.map((box) => box.right)) + margin, width);
		const bottom = Math.min(Math.max(...boxes.map((box) => box.bottom)) + margin, height);
		return { x: left, y: top, width: right - left, height: bottom - top };
	}
}
