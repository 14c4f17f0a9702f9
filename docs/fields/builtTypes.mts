import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

import type { ICredentialType, INodeType, INodeTypeDescription } from 'n8n-workflow';

export interface BuiltTypes {
	nodes: INodeTypeDescription[];
	credentials: ICredentialType[];
}

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

/**
 * What the built package registers in n8n, in the order of its package.json. A file holds a class of
 * its own name: that is how n8n finds it, too.
 *
 * @throws if something is not built
 */
export function builtTypes(packageDirectory: string): BuiltTypes {
	const require = createRequire(join(packageDirectory, 'package.json'));
	const { n8n } = require('./package.json') as Manifest;
	const instance = (path: string): unknown => {
		const classes = require(join(packageDirectory, path)) as Record<string, new () => unknown>;
		const name = basename(path).replace(/\..*/, '');
		const Type = classes[name];
		if (Type === undefined) throw new Error(`${path} has no class ${name}`);
		return new Type();
	};
	return {
		nodes: n8n.nodes.map((path) => (instance(path) as INodeType).description),
		credentials: n8n.credentials.map((path) => instance(path) as ICredentialType),
	};
}
