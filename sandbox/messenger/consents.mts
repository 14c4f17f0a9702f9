/** Which notifications each person has agreed to, by page. */
export class Consents {
	readonly #payloads = new Map<string, Set<string>>();

	/** Without a payload, as when a person stops everything, all of the page is taken back. */
	change(pageId: string, userKey: string, agrees: boolean, payload?: string): void {
		const given = new Set(this.of(pageId, userKey));
		if (agrees) given.add(payload ?? '');
		else if (payload === undefined) given.clear();
		else given.delete(payload);
		this.#payloads.set(keyOf(pageId, userKey), given);
	}

	/** The payloads of the opt-ins that stand. */
	of(pageId: string, userKey: string): string[] {
		return [...(this.#payloads.get(keyOf(pageId, userKey)) ?? [])];
	}

	clear(): void {
		this.#payloads.clear();
	}
}

function keyOf(pageId: string, userKey: string): string {
	return JSON.stringify([pageId, userKey]);
}
