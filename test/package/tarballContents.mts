import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { listAt, textAt } from '../../hosts/jsonShape.mts';

/** What npm adds by itself, older ones the changelog too. */
const ADDED_BY_NPM = ['LICENSE', 'README.md', 'package.json'];
const MAY_BE_ADDED = ['CHANGELOG.md'];

export interface ContentsReport {
	missing: string[];
	/** In the tarball, and on no list. */
	foreign: string[];
}

/** Holds the files of a packed tarball against the list of what is published. */
export function compareContents(repository: string, files: readonly string[]): ContentsReport {
	const listed = publishedFiles(repository);
	return {
		missing: listed.filter((file) => !files.includes(file)),
		foreign: files.filter((file) => ![...listed, ...MAY_BE_ADDED].includes(file)),
	};
}

/** The list: what n8n registers, what it reads beside a node, the icons; and no other script. */
function publishedFiles(repository: string): string[] {
	const manifest: unknown = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
	const registered = (kind: string) =>
		listAt(manifest, 'n8n', kind).map((path) => (typeof path === 'string' ? path : ''));
	const nodes = registered('nodes');
	return [
		...ADDED_BY_NPM,
		textAt(manifest, 'main'),
		'dist/licenses.txt',
		...registered('credentials'),
		...nodes,
		...nodes.map((path) => path.replace(/\.js$/, '.json')),
		...below(repository, 'icons', /\.svg$/),
		...below(repository, 'nodes', /\/__schema__\/.+\.json$/),
	];
}

/** The files of a source folder that are copied into `dist` as they are. */
function below(repository: string, folder: string, pattern: RegExp): string[] {
	return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
		.map((path) => `dist/${folder}/${path.replaceAll('\\', '/')}`)
		.filter((path) => pattern.test(path));
}
