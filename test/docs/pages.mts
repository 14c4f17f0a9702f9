import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface Page {
	/** From the root, with forward slashes. */
	path: string;
	content: string;
}

export function readPage(path: string): Page {
	return { path, content: readFileSync(join(ROOT, path), 'utf8') };
}

/** Everything that a person reads on GitHub. */
export const pages: Page[] = [
	...[
		'README.md',
		'CONTRIBUTING.md',
		'SECURITY.md',
		'CHANGELOG.md',
		'sandbox/README.md',
		'examples/README.md',
	],
	...globSync('docs/*.md', { cwd: ROOT }).map((path) => path.replaceAll('\\', '/')),
]
	.filter((path) => existsSync(join(ROOT, path)))
	.sort()
	.map(readPage);
