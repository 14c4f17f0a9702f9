/** What is published: the packed tarball, extracted and loaded as n8n loads an installed package. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { userFolder } from '../engine/environment.mts';
import { LoadedPackage } from '../engine/loadedPackage.mts';
import { packTarball } from './packedTarball.mts';
import type { PackedTarball } from './packedTarball.mts';
import { compareContents } from './tarballContents.mts';

const root = join(import.meta.dirname, '..', '..');
let tarball: PackedTarball;
let loaded: LoadedPackage;

beforeAll(async () => {
	tarball = await packTarball(root);
	loaded = await LoadedPackage.load(tarball.directory);
});

afterAll(async () => {
	await tarball.remove();
	rmSync(userFolder, { recursive: true, force: true });
});

it('holds what is on the list, and nothing else', () => {
	expect(compareContents(root, tarball.files)).toEqual({ missing: [], foreign: [] });
});

it('would name a file that is missing, and of one too many', () => {
	const files = [...tarball.files.filter((file) => file !== 'dist/index.js'), 'dist/index.js.map'];
	expect(compareContents(root, files)).toEqual({
		missing: ['dist/index.js'],
		foreign: ['dist/index.js.map'],
	});
});

// A guard against shipping what does not belong in it, with room for what does.
it('is smaller than 200 KB', () => {
	expect(tarball.size).toBeLessThan(200_000);
});

it('imports nothing that n8n does not bring: n8n-workflow, crypto and its own files', () => {
	const scripts = tarball.files.filter((file) => file.endsWith('.js'));
	const imported = scripts.flatMap((file) => {
		const text = readFileSync(join(tarball.directory, file), 'utf8');
		return [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name!);
	});
	const foreign = imported.filter((name) => !name.startsWith('.'));
	expect([...new Set(foreign)].sort()).toEqual(['crypto', 'n8n-workflow']);
});

it('holds one script, to which the file of each node and credential points', () => {
	const scripts = tarball.files.filter((file) => file.endsWith('.js') && file !== 'dist/index.js');
	expect(scripts).toHaveLength(3);
	for (const file of scripts) {
		const text = readFileSync(join(tarball.directory, file), 'utf8');
		expect(text).toMatch(/^"use strict";\nexports\.(\w+) = require\("[./]+\/index\.js"\)\.\1;\n$/);
	}
});

it('loads its nodes and credentials', () => {
	expect(loaded.descriptions.map(({ name }) => name).sort()).toEqual([
		'infobipFacebook',
		'infobipFacebookTrigger',
	]);
	expect(loaded.credentialTypes.map(({ name }) => name).sort()).toEqual(['infobipFacebookApi']);
});

it('tells n8n which nodes use which credential', () => {
	expect(loaded.nodesUsing('infobipFacebookApi').sort()).toEqual([
		'n8n-nodes-infobip-facebook.infobipFacebook',
		'n8n-nodes-infobip-facebook.infobipFacebookTrigger',
	]);
});

// Class of defect: a codex file in a folder where n8n does not look.
it.each(['infobipFacebook', 'infobipFacebookTrigger'])(
	'has a codex that n8n finds for %s',
	(node) => {
		const { description } = loaded.getByNameAndVersion(loaded.typeOf(node));
		expect(description.codex?.categories?.length).toBeGreaterThan(0);
		const documentation = description.codex?.resources?.primaryDocumentation?.[0]?.url ?? '';
		expect(URL.canParse(documentation)).toBe(true);
	},
);

it('names itself in each codex file', () => {
	for (const { name } of loaded.descriptions) {
		const file = tarball.files.find((path) =>
			path.toLowerCase().endsWith(`/${name}.node.json`.toLowerCase()),
		)!;
		const codex = JSON.parse(readFileSync(join(tarball.directory, file), 'utf8')) as {
			node: string;
		};
		expect(codex.node).toBe(loaded.typeOf(name));
		expect(dirname(file).split('/').at(-1)?.toLowerCase()).toBe(name.toLowerCase());
	}
});

it('has an icon for light and one for dark backgrounds on every node and credential', () => {
	for (const { name, iconUrl } of [...loaded.descriptions, ...loaded.credentialTypes]) {
		if (typeof iconUrl !== 'object') throw new Error(`"${name}" has no themed icon`);
		expect(iconUrl.light).not.toBe(iconUrl.dark);
		for (const url of [iconUrl.light, iconUrl.dark]) {
			const file = url.replace(`icons/${loaded.name}/`, '');
			expect(existsSync(join(tarball.directory, file))).toBe(true);
			expect(readFileSync(join(tarball.directory, file), 'utf8')).toContain('<svg');
		}
	}
});
