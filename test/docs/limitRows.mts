/** The rows of the guides that state a limit, by what they are about. */
export interface LimitRow {
	limit: string;
	/** What the node does about it. */
	node: string;
}

/** @param page Markdown with tables whose first columns are what, limit, what the node does */
export function limitRows(page: string): Map<string, LimitRow> {
	const rows = page.split('\n').flatMap((line) => {
		const [, what, limit, node] = line.split('|').map((cell) => cell.trim());
		return line.startsWith('| ') && what !== undefined && limit && node
			? [[what, { limit, node }] as const]
			: [];
	});
	return new Map(rows);
}

/** The number that a limit begins with: "2,000 characters" is 2000. */
export function numberOf(limit: string): number {
	return Number.parseInt(limit.replaceAll(',', ''), 10);
}
