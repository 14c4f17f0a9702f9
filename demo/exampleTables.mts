import type { DataTableColumn, N8nClient, WorkflowFile } from '../hosts/N8nClient.mts';
import { at, textAt } from '../hosts/jsonShape.mts';

/** Ids of Data Tables in one n8n, by name. */
export type TableIds = Readonly<Record<string, string>>;

export interface AskedTable {
	name: string;
	columns: DataTableColumn[];
}

const TYPES = ['string', 'number', 'boolean', 'date'] as const;
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/** Such as: Data Table *Contacts* with the columns `userKey`, `lastMessage` (string) and `wroteAt` (date) */
const SENTENCE =
	/Data Table \*([^*]+)\* with the columns? ((?:[^`(]*`\w+`(?: \((?:string|number|boolean|date)\))?)+)/g;

/**
 * The Data Tables that the sticky notes of an example ask for, read from their text as its user reads
 * it: a note that forgets a column is found out by the example's own run.
 */
export function tablesAskedFor({ nodes }: WorkflowFile): AskedTable[] {
	return nodes
		.filter((node) => at(node, 'type') === STICKY_NOTE)
		.flatMap((note) => [...textAt(note, 'parameters', 'content').matchAll(SENTENCE)])
		.map(([, name = '', columns = '']) => ({ name, columns: columnsIn(columns) }));
}

/** A type in brackets is that of all the names before it. */
function columnsIn(text: string): DataTableColumn[] {
	const columns: DataTableColumn[] = [];
	let untyped: string[] = [];
	for (const [, name, written] of text.matchAll(/`(\w+)`|\((\w+)\)/g)) {
		if (name !== undefined) untyped.push(name);
		const type = TYPES.find((known) => known === written);
		if (type === undefined) continue;
		columns.push(...untyped.map((column) => ({ name: column, type })));
		untyped = [];
	}
	if (untyped.length > 0) throw new Error(`The note names no type for: ${untyped.join(', ')}`);
	return columns;
}

export async function createTables(client: N8nClient, example: WorkflowFile): Promise<TableIds> {
	const ids: Record<string, string> = {};
	for (const { name, columns } of tablesAskedFor(example)) {
		ids[name] = await client.createDataTable(name, columns);
	}
	return ids;
}

/** @throws Error when the example has asked for no table of this name. */
export function tableId(tables: TableIds, name: string): string {
	const id = tables[name];
	if (id === undefined) throw new Error(`The example asks for no Data Table “${name}”`);
	return id;
}
