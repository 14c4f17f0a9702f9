/** What troubleshooting quotes as an error, and what it calls a check, is what the node says. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readPage, ROOT } from './pages.mts';

/** What ships, and the sandbox, which says what Infobip says. */
const source = globSync('{nodes,infobip,credentials,sandbox}/**/*.{ts,mts}', { cwd: ROOT })
	.map((path) => readFileSync(join(ROOT, path), 'utf8'))
	.join('\n')
	.replace(/\$\{[^}]*\}/g, '…');
/** Errors of n8n's own. */
const OF_N8N = ['Unrecognized node type'];

const pages = ['README.md', 'docs/troubleshooting.md'].map(readPage);
const firstCells = pages.flatMap(({ path, content }) =>
	content
		.split('\n')
		.filter((line) => line.startsWith('| '))
		.map((line) => ({ path, cell: line.split('|')[1]!.trim() })),
);
const quotes = firstCells.flatMap(({ path, cell }) =>
	[...cell.matchAll(/"([^"]+)"/g)].map(([, quote]) => ({ path, quote: quote! })),
);

it('quotes errors that the node can say', () => {
	expect(quotes.length).toBeGreaterThan(15);
	const unknown = quotes
		.filter(({ quote }) => !OF_N8N.includes(quote))
		.filter(({ quote }) => !fragmentsOf(quote).every((fragment) => source.includes(fragment)));
	expect(unknown).toEqual([]);
});

it('names the checks of Setup → Check, each of them', () => {
	const setup = globSync('infobip/setup/*.ts', { cwd: ROOT })
		.map((path) => readFileSync(join(ROOT, path), 'utf8'))
		.join('\n');
	const names = [
		...setup.matchAll(/(?:const (?:name|[A-Z_]+) = |(?:good|bad)\(\s*)'([A-Z][^'.]+)'/g),
	].map(([, name]) => name!);
	expect(new Set(names).size).toBeGreaterThan(8);
	const told = firstCells.flatMap(({ cell }) => cell.split(', '));
	expect([...new Set(names)].filter((name) => !told.includes(name))).toEqual([]);
});

/** The parts between what differs from case to case; the names of fields and numbers do, too. */
function fragmentsOf(quote: string): string[] {
	return quote
		.split(/…|'[^']*'|\d{1,2}:|\d{4}|\(\d+(?:, \d+)?\)|[A-Z]+_/)
		.map((part) => part.replace(/^[:\s]+|\s+$/g, ''))
		.filter((part) => part.length > 6);
}
