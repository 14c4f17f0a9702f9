/** Every link of README and guides leads somewhere. Offline: of others' pages only the form is checked. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

import { anchorsOf, linksOf } from './markdown.mts';
import { pages, readPage, ROOT } from './pages.mts';

const links = pages.flatMap(({ path, content }) =>
	linksOf(content).map((link) => ({ ...link, path, place: `${path}:${link.line}` })),
);
const own = links.filter(({ target }) => !/^[a-z]+:/.test(target));

it('looks at all the guides', () => {
	expect(pages.length).toBeGreaterThan(10);
	expect(own.length).toBeGreaterThan(100);
});

it('leads only to files and folders that are there', () => {
	const broken = own.filter(({ path, target }) => !existsSync(join(ROOT, fileOf(path, target))));
	expect(broken.map(({ place, target }) => `${place} ${target}`)).toEqual([]);
});

it('leads only to headings that are there', () => {
	const broken = own.filter(({ path, target }) => {
		const anchor = target.split('#')[1];
		const file = fileOf(path, target);
		if (anchor === undefined || !existsSync(join(ROOT, file))) return false;
		return !anchorsOf(readPage(file).content).has(anchor);
	});
	expect(broken.map(({ place, target }) => `${place} ${target}`)).toEqual([]);
});

it('calls others over https', () => {
	const others = links.filter(({ target }) => /^[a-z]+:/.test(target));
	const bad = others.filter(
		({ target }) => !target.startsWith('https://') || !URL.canParse(target),
	);
	expect(bad.map(({ place, target }) => `${place} ${target}`)).toEqual([]);
});

it('says in words what each picture shows', () => {
	const images = links.filter(({ isImage }) => isImage);
	expect(images.length).toBeGreaterThan(0);
	const silent = images.filter(({ text }) => text.trim().split(/\s+/).length < 3);
	expect(silent.map(({ place, target }) => `${place} ${target}`)).toEqual([]);
});

it('shows every guide in the index', () => {
	const index = links.filter(({ path }) => path === 'docs/README.md').map(({ target }) => target);
	const guides = pages.map(({ path }) => path).filter((path) => /^docs\/(?!README)/.test(path));
	expect(guides.filter((path) => !index.includes(posix.basename(path)))).toEqual([]);
});

function fileOf(page: string, target: string): string {
	const file = target.split('#')[0]!;
	return file === '' ? page : posix.join(posix.dirname(page), file);
}
