import { isObject } from './jsonShape.mts';

/**
 * Reads n8n's form of an execution's data. n8n writes it with the package "flatted": a JSON list
 * whose first entry is the root, and in which every text inside an object or a list is the index of
 * the entry that stands there. Values that occur twice are stored once.
 */
export function parseFlatted(text: string): unknown {
	const entries: unknown = JSON.parse(text);
	if (!Array.isArray(entries)) throw new Error('Execution data is not in the expected form');
	const read = new Map<number, unknown>();
	return readEntry(0);

	function readEntry(index: number): unknown {
		if (read.has(index)) return read.get(index);
		const entry: unknown = (entries as unknown[])[index];
		if (Array.isArray(entry)) {
			const list: unknown[] = [];
			read.set(index, list);
			list.push(...entry.map(resolve));
			return list;
		}
		if (isObject(entry)) {
			const object: Record<string, unknown> = {};
			read.set(index, object);
			for (const [key, value] of Object.entries(entry)) object[key] = resolve(value);
			return object;
		}
		return entry;
	}

	function resolve(value: unknown): unknown {
		return typeof value === 'string' ? readEntry(Number(value)) : value;
	}
}
