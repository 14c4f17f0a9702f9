/** The files and folders that the pages name are there: a file that moves takes its mention along. */
import { globSync } from 'node:fs';
import { basename } from 'node:path';

import { pages, readPage, ROOT } from './pages.mts';

const files = globSync(
	'{infobip,nodes,credentials,sandbox,demo,hosts,browser,test,docs,examples}/**',
	{
		cwd: ROOT,
		exclude: (path) => basename(path) === 'node_modules',
	},
).map((path) => path.replaceAll('\\', '/'));
const paths = new Set(files);
const names = new Set(files.map((path) => basename(path)));

it.each([...pages, readPage('AGENTS.md')])('$path names only files that exist', ({ content }) => {
	const texts = [...content.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
	const wrong = texts.filter((text) => {
		if (/^(infobip|nodes|sandbox|test|hosts|docs)\/[\w./-]*(\/|\.\w+)$/.test(text)) {
			return !paths.has(text.replace(/\/$/, ''));
		}
		return /^[\w.]+\.m?ts$/.test(text) && !names.has(text);
	});
	expect(wrong).toEqual([]);
});
