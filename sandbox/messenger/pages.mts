import { keyFor } from '../platform/keys.mts';

/** The page that `npm run sandbox` has ready. */
export const DEMO_PAGE_ID = '102030405060708';

/** A Facebook Page that was connected in Infobip's portal. */
export interface Page {
	id: string;
	name: string;
	/** Infobip's own key of the page as a resource; that it looks like other keys is a guess. */
	resourceKey: string;
}

export class PageRegistry {
	readonly #pages = new Map<string, Page>();

	/** The same id again renames the page. */
	add(id: string, name = `Page ${id.slice(-4)}`): Page {
		const page = { id, name, resourceKey: keyFor(`page ${id}`) };
		this.#pages.set(id, page);
		return page;
	}

	all(): Page[] {
		return [...this.#pages.values()];
	}

	find(id: string): Page | undefined {
		return this.#pages.get(id);
	}

	clear(): void {
		this.#pages.clear();
	}
}
