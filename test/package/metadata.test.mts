/** What n8n and npm read in package.json: n8n's rules for a verified community package. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

interface Manifest {
	name: string;
	version: string;
	license: string;
	homepage: string;
	description: string;
	author: { name: string; email: string };
	repository: { url: string };
	keywords: string[];
	files: string[];
	main: string;
	scripts: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
	dependencies?: Record<string, string>;
	peerDependencies: Record<string, string>;
	overrides?: object;
}

const root = join(import.meta.dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const registered = [...manifest.n8n.nodes, ...manifest.n8n.credentials];

it('has a name, a keyword and a license by which n8n knows a community package', () => {
	expect(manifest.name).toMatch(/^n8n-nodes-[a-z-]+$/);
	expect(manifest.keywords).toContain('n8n-community-node-package');
	expect(manifest.license).toBe('MIT');
	expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
});

it('says who made it and where it is', () => {
	expect(manifest.author.name).not.toBe('');
	expect(manifest.author.email).toMatch(/.@./);
	expect(URL.canParse(manifest.homepage)).toBe(true);
	expect(manifest.repository.url).toMatch(/^git\+https:\/\//);
	expect(manifest.description).not.toBe('');
});

it('installs nothing besides itself', () => {
	expect(manifest.dependencies ?? {}).toEqual({});
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(manifest.overrides).toBeUndefined();
});

it('is the only package.json that is tracked, which n8n’s scan will ask for', () => {
	const tracked = execFileSync('git', ['ls-files', '*package.json'], {
		cwd: root,
		encoding: 'utf8',
	});
	expect(tracked.trim().split('\n')).toEqual(['package.json']);
});

it('runs nothing when it is installed', () => {
	const forbidden = [
		'prepare',
		'preinstall',
		'install',
		'postinstall',
		'prepublish',
		'preprepare',
		'postprepare',
	];
	expect(Object.keys(manifest.scripts).filter((name) => forbidden.includes(name))).toEqual([]);
});

it('publishes dist only', () => {
	expect(manifest.files).toEqual(['dist']);
	expect(manifest.main).toBe('dist/index.js');
});

it('registers two nodes and one credential, held to the strict rules', () => {
	expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
	expect(manifest.n8n.nodes.map((path) => basename(path))).toEqual([
		'InfobipFacebook.node.js',
		'InfobipFacebookTrigger.node.js',
	]);
	expect(manifest.n8n.credentials.map((path) => basename(path))).toEqual([
		'InfobipFacebookApi.credentials.js',
	]);
});

it.each(registered)('registers %s, which is built from a source of the same path', (path) => {
	expect(path).toMatch(/^dist\/(nodes|credentials)\//);
	expect(existsSync(join(root, path))).toBe(true);
	const source = path.replace(/^dist\//, '').replace(/\.js$/, '.ts');
	expect(existsSync(join(root, source))).toBe(true);
});

it('exports exactly the registered classes', () => {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- what a consumer of `main` gets
	const exported = require(join(root, manifest.main)) as Record<string, unknown>;
	const classes = registered.map((path) => basename(path).split('.')[0]);
	expect(Object.keys(exported).sort()).toEqual(classes.sort());
	for (const value of Object.values(exported)) expect(value).toBeInstanceOf(Function);
});

it('takes no credential name of another Infobip package', () => {
	// Credential types have no package prefix in n8n: the last one loaded would win.
	expect(manifest.n8n.credentials.join(' ')).not.toMatch(/\/InfobipApi\./);
});
