/**
 * The oldest n8n-workflow that the README claims: what is published loads with it, says of itself the
 * same as with the newest, and shows the same fields.
 */
import { mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

import * as newest from 'n8n-workflow';
import type { INodeParameters, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { packTarball } from './packedTarball.mts';
import type { PackedTarball } from './packedTarball.mts';

type N8nWorkflow = typeof newest;

const root = join(import.meta.dirname, '..', '..');
const oldestDirectory = realpathSync(join(root, 'node_modules', 'n8n-workflow-oldest'));
const { n8n } = readJson(root, 'package.json') as { n8n: { nodes: string[] } };
const { version } = readJson(oldestDirectory, 'package.json') as { version: string };
const oldest = load(oldestDirectory) as N8nWorkflow;
let tarball: PackedTarball;

beforeAll(async () => {
	tarball = await packTarball(root);
	mkdirSync(join(tarball.directory, 'node_modules'));
	symlinkSync(oldestDirectory, join(tarball.directory, 'node_modules', 'n8n-workflow'));
});

afterAll(async () => {
	await tarball.remove();
});

it('is what the pinned n8n 1.x brings, and what the README says', () => {
	const lockfile = readJson(root, 'hosts/n8n-1/lock.json') as {
		packages: Record<string, { version: string }>;
	};
	expect(lockfile.packages['node_modules/n8n-workflow']?.version).toBe(version);
	expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`n8n-workflow ${version}`);
});

it('declares all that the sources use, but one mark that an older n8n does not look at', () => {
	expect(complaintsOfCompiler()).toEqual([
		expect.stringMatching(/'sensitiveOutputFields' does not exist in type 'INodeTypeDescription'/),
	]);
}, 300_000);

describe.each(n8n.nodes)('%s', (path) => {
	const withOldest = () => instantiate(tarball.directory, path);
	const withNewest = () => instantiate(root, path);

	it('is loaded with it', () => {
		const resolved = require.resolve('n8n-workflow', { paths: [tarball.directory] });
		expect(realpathSync(resolved).startsWith(oldestDirectory)).toBe(true);
		expect(withOldest().description.properties.length).toBeGreaterThan(0);
	});

	it('describes itself as with the newest', () => {
		expect(withOldest().description).toEqual(withNewest().description);
	});

	it('shows the same fields for every choice', () => {
		const { description } = withNewest();
		const choices = choicesOf(description);
		expect(choices.length).toBeGreaterThan(1);
		for (const choice of choices) {
			expect({ choice, fields: fieldsWith(oldest, description, choice) }).toEqual({
				choice,
				fields: fieldsWith(newest, description, choice),
			});
		}
	});
});

/** The sources, compiled as for `dist` but against the types of the oldest. */
function complaintsOfCompiler(): string[] {
	const file = join(root, 'tsconfig.json');
	const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as {
		config: unknown;
	};
	const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
	expect(fileNames.length).toBeGreaterThan(10);
	const program = ts.createProgram(fileNames, {
		...options,
		noEmit: true,
		baseUrl: root,
		paths: { 'n8n-workflow': [oldestDirectory] },
	});
	return ts
		.getPreEmitDiagnostics(program)
		.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** Every value of what the other fields depend on first: resource with operation, or the trigger's way. */
function choicesOf({ properties }: INodeTypeDescription): INodeParameters[] {
	return properties
		.filter(({ name }) => ['operation', 'receiveThrough', 'sendFrom'].includes(name))
		.flatMap(({ name, options = [], displayOptions }) => {
			const [resource] = displayOptions?.show?.['resource'] ?? [];
			const where: INodeParameters = typeof resource === 'string' ? { resource } : {};
			return options.flatMap((option) =>
				'value' in option ? [{ ...where, [name]: option.value }] : [],
			);
		});
}

function fieldsWith(
	{ NodeHelpers }: N8nWorkflow,
	description: INodeTypeDescription,
	choice: INodeParameters,
): INodeParameters | null {
	const node = { typeVersion: 1 };
	return NodeHelpers.getNodeParameters(
		description.properties,
		choice,
		true,
		false,
		node,
		description,
	);
}

function instantiate(directory: string, path: string): INodeType {
	const exported = load(join(directory, path)) as Record<string, new () => INodeType>;
	const [NodeClass] = Object.values(exported);
	return new NodeClass!();
}

function load(path: string): unknown {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- as n8n loads it
	return require(path);
}

function readJson(directory: string, file: string): unknown {
	return JSON.parse(readFileSync(join(directory, file), 'utf8'));
}
