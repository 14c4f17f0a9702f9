/** The files that GitHub reads: each is YAML, and names only what there is. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	permissions?: Record<string, string>;
	strategy?: { matrix: Record<string, unknown[]> };
	steps: Step[];
}

interface Workflow {
	on: { push?: { tags?: string[] } };
	jobs: Record<string, Job>;
}

const root = join(import.meta.dirname, '..', '..');
const { scripts, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
	engines: { node: string };
};
const oldestNode = Number(/^>=(\d+\.\d+)/.exec(engines.node)?.[1]);
const workflows = yamlFiles('.github/workflows');
const templates = yamlFiles('.github/ISSUE_TEMPLATE');

it.each(workflows)('%s runs only scripts that package.json has', (file) => {
	const named = jobsOf(file).flatMap(scriptsOf);
	expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

it.each(workflows)('%s runs only files of .ci/ that there are', (file) => {
	const named = jobsOf(file).flatMap((job) =>
		commandsOf(job).flatMap((command) => /^\.ci\/\S+/.exec(command) ?? []),
	);
	expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it.each(workflows)('%s pins each action by its commit, and says which version that is', (file) => {
	const actions = readFileSync(join(root, file), 'utf8').match(/uses: .*/g) ?? [];
	expect(actions.length).toBeGreaterThan(0);
	for (const action of actions) {
		expect(action).toMatch(/^uses: [\w-]+(?:\/[\w-]+)+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
	}
});

it.each(workflows)('%s runs on versions of Node that package.json admits', (file) => {
	const versions = jobsOf(file).flatMap(nodesOf);
	for (const version of versions) expect(version).toBeGreaterThanOrEqual(Math.floor(oldestNode));
});

it('checks the oldest Node that package.json admits', () => {
	expect(workflows.flatMap(jobsOf).flatMap(nodesOf)).toContain(oldestNode);
});

it.each([
	['every n8n of hosts/', 'test:e2e'],
	['every n8n of hosts/', 'test:install'],
])('runs on %s: %s', (_what, script) => {
	const runs = workflows.flatMap(jobsOf).flatMap(commandsOf);
	expect(runs).toContain(`npm run ${script}`);
	expect(runs).toContain(`npm run ${script} -- --host n8n-1`);
});

it('publishes by a tag that is a version, with provenance, after the check of the release', () => {
	const file = '.github/workflows/publish.yml';
	expect((readYaml(file) as Workflow).on.push?.tags).toEqual(['[0-9]+.[0-9]+.[0-9]+']);
	const [job] = jobsOf(file);
	expect(job?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
	const names = scriptsOf(job!);
	expect(names.indexOf('release')).toBeGreaterThan(names.indexOf('release:check'));
	expect(scripts['release']).toBe('n8n-node release');
});

it.each(templates)('%s is a form, or says where else to go', (file) => {
	const template = readYaml(file) as { body?: { type: string; id?: string }[] };
	if (file.endsWith('/config.yml')) {
		expect(template).toMatchObject({ blank_issues_enabled: false });
		return;
	}
	expect(Object.keys(template)).toEqual(expect.arrayContaining(['name', 'description', 'body']));
	const ids = (template.body ?? []).flatMap(({ type, id }) => (type === 'markdown' ? [] : [id]));
	expect(ids.length).toBeGreaterThan(1);
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids).not.toContain(undefined);
});

function yamlFiles(folder: string): string[] {
	const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
	expect(files.every((file) => file.endsWith('.yml') && existsSync(join(root, file)))).toBe(true);
	return files;
}

/** Strict: a duplicate key is an error. */
function readYaml(file: string): unknown {
	return parse(readFileSync(join(root, file), 'utf8'), { strict: true });
}

function jobsOf(file: string): Job[] {
	return Object.values((readYaml(file) as Workflow).jobs);
}

/** The shell commands of a job, those of its matrix included. */
function commandsOf({ steps, strategy }: Job): string[] {
	const parts = (strategy?.matrix['part'] ?? []).map(String);
	return [...parts, ...steps.flatMap(({ run = [] }) => run)];
}

function scriptsOf(job: Job): string[] {
	return commandsOf(job).flatMap((command) => {
		const named = [...command.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name!);
		return /\bnpm test\b/.test(command) ? [...named, 'test'] : named;
	});
}

function nodesOf({ steps, strategy }: Job): number[] {
	return steps.flatMap((step) => {
		const wanted = step.with?.['node-version'];
		if (wanted === undefined) return [];
		return wanted === '${{ matrix.node }}'
			? (strategy?.matrix['node'] ?? []).map(Number)
			: [Number(wanted)];
	});
}
