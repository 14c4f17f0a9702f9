import type { OpenApi, Operation } from './openApi.mts';

export interface Call {
	method: string;
	/** Without the query. */
	path: string;
}

/** An operation of the contract, and where it is. */
export interface Found {
	file: string;
	/** The way to the operation in its file. */
	at: string[];
	operation: Operation;
	/** The values of the braces in the path. */
	values: Record<string, string>;
}

export function findOperation(
	documents: Map<string, OpenApi>,
	{ method, path }: Call,
): Found | undefined {
	const verb = method.toLowerCase();
	for (const [file, { paths }] of documents) {
		for (const [template, operations] of Object.entries(paths)) {
			const operation = operations[verb];
			const values = operation && match(template, path);
			if (values) return { file, at: ['paths', template, verb], operation, values };
		}
	}
	return undefined;
}

function match(template: string, path: string): Record<string, string> | undefined {
	const pattern = template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
	const found = new RegExp(`^${pattern}$`).exec(path);
	return found ? { ...found.groups } : undefined;
}
