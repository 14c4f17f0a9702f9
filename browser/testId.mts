import type { FrameLocator, Locator, Page } from 'playwright-core';

/** Where something is looked for: the page, a frame of it, or a part. */
export type Place = Page | FrameLocator | Locator;

/** What n8n's editor marks with this test id. The ids outlive the looks: most are the same in 1.x and 2.x. */
export function byTestId(place: Place, id: string): Locator {
	return place.locator(`[data-test-id="${id}"]`);
}
