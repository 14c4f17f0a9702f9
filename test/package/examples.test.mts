/** The importable workflows of `examples/`: complete, tidy, without anything that belongs to one n8n. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { NodeHelpers } from 'n8n-workflow';
import type { IConnections, INode, INodeTypeDescription, IPinData } from 'n8n-workflow';

import { tablesAskedFor } from '../../demo/exampleTables.mts';
import { exampleWorkflow } from '../../demo/exampleWorkflow.mts';
import { LoadedPackage } from '../engine/loadedPackage.mts';

interface Example {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: { executionOrder?: string };
	pinData?: IPinData;
}

interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const STICKY_NOTE = 'n8n-nodes-base.stickyNote';
const DATA_TABLE = 'n8n-nodes-base.dataTable';
/** n8n gives these to every Data Table. */
const COLUMNS_OF_ALL = ['id', 'createdAt', 'updatedAt'];

/** As n8n's editor draws a node: a square, taller from the third output on, its name below, and a plus at its end. */
const NODE_SIZE = 96;
const EACH_OUTPUT = 32;
const NAME_HEIGHT = 40;
const PLUS_WIDTH = 64;

const root = join(import.meta.dirname, '..', '..');
const files = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.json'));
let ours: Map<string, INodeTypeDescription>;

beforeAll(async () => {
	const { name, descriptions } = await LoadedPackage.load(root);
	ours = new Map(descriptions.map((one) => [`${name}.${one.name}`, one]));
});

it('has examples', () => {
	expect(files.length).toBeGreaterThanOrEqual(8);
});

it('has a row for each on the page of examples, which the README links', () => {
	const page = readFileSync(join(root, 'examples', 'README.md'), 'utf8');
	const linked = [...page.matchAll(/\*\*\[[^\]]+\]\(([\w-]+\.json)\)\*\*/g)].map(
		([, file]) => file,
	);
	expect([...linked].sort()).toEqual([...files].sort());
	expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('](examples/README.md)');
});

describe.each(files)('examples/%s', (file) => {
	const text = readFileSync(join(root, 'examples', file), 'utf8');
	const example = JSON.parse(text) as Example;
	const notes = example.nodes.filter(({ type }) => type === STICKY_NOTE);
	const steps = example.nodes.filter(({ type }) => type !== STICKY_NOTE);
	const links = Object.entries(example.connections).flatMap(([from, kinds]) =>
		Object.entries(kinds).flatMap(([kind, outputs]) =>
			outputs.flatMap((targets) => (targets ?? []).map((to) => ({ from, kind, to }))),
		),
	);

	it('has a name, and runs its nodes in the order of today', () => {
		expect(example.name).not.toBe('');
		expect(example.settings.executionOrder).toBe('v1');
	});

	it('holds nothing that belongs to one n8n, and no data', () => {
		expect(Object.keys(example).sort()).toEqual([
			'connections',
			'name',
			'nodes',
			'pinData',
			'settings',
		]);
		expect(example.pinData).toEqual({});
		expect(example.nodes.filter((node) => node.credentials !== undefined)).toEqual([]);
	});

	it('explains itself in notes, and says what to set', () => {
		const texts = notes.map(({ parameters }) => parameters['content']);
		expect(texts[0]).toMatch(/^## /);
		expect(texts).toContainEqual(expect.stringMatching(/Before you (publish|begin)/));
	});

	it('calls every node by a name and an id of its own', () => {
		for (const key of ['name', 'id'] as const) {
			expect(new Set(example.nodes.map((node) => node[key])).size).toBe(example.nodes.length);
		}
	});

	it('connects nodes that are there, and every node', () => {
		const names = new Set(steps.map(({ name }) => name));
		expect(
			links.flatMap(({ from, to }) => [from, to.node]).filter((one) => !names.has(one)),
		).toEqual([]);
		const connected = new Set(links.flatMap(({ from, to }) => [from, to.node]));
		expect([...names].filter((name) => !connected.has(name))).toEqual([]);
	});

	it('names in its expressions only nodes that are there', () => {
		const names = new Set(steps.map(({ name }) => name));
		const named = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name = '']) => name);
		expect(named.filter((name) => !names.has(name))).toEqual([]);
	});

	it('sets our nodes as their forms allow', () => {
		for (const node of steps) {
			const description = ours.get(node.type);
			if (description === undefined) continue;
			expect(unknownParameters(node, description)).toEqual([]);
			const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
			expect({ node: node.name, issues }).toEqual({ node: node.name, issues: null });
		}
	});

	it('asks in its notes for every Data Table and column that it uses', () => {
		const asked = new Map(
			tablesAskedFor(exampleWorkflow(file)).map(({ name, columns }) => [
				name,
				[...columns.map((column) => column.name), ...COLUMNS_OF_ALL],
			]),
		);
		for (const { type, parameters, typeVersion } of steps) {
			if (type !== DATA_TABLE) continue;
			// What n8n 1.123 has.
			expect(typeVersion).toBe(1);
			const { mode, value } = parameters['dataTableId'] as { mode: string; value: string };
			expect(mode).toBe('name');
			expect(asked.get(value)).toEqual(expect.arrayContaining(columnsUsed(parameters)));
		}
	});

	it('reads from left to right', () => {
		const left = new Map(steps.map(({ name, position }) => [name, position[0]]));
		const back = links.filter(
			({ from, kind, to }) =>
				kind === 'main' && Number(left.get(to.node)) < Number(left.get(from)) && !isLoop(to.node),
		);
		expect(back).toEqual([]);
	});

	it('lets no node or note cover another', () => {
		const boxes = example.nodes.map((node) => boxOf(node, example.connections));
		const covered = boxes.flatMap((one, index) =>
			boxes
				.slice(index + 1)
				.flatMap((other) => (overlap(one, other) ? [[one.name, other.name]] : [])),
		);
		expect(covered).toEqual([]);
	});

	function isLoop(name: string): boolean {
		return steps.some((step) => step.name === name && step.type.endsWith('.splitInBatches'));
	}
});

/** Paths of what the form does not have, or does not show with these choices. */
function unknownParameters(node: INode, description: INodeTypeDescription): string[] {
	const known = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	return missingIn(known, node.parameters, node.name);
}

function missingIn(known: unknown, given: unknown, path: string): string[] {
	if (typeof given !== 'object' || given === null) return known === given ? [] : [path];
	if (typeof known !== 'object' || known === null) return [path];
	const there = known as Record<string, unknown>;
	return Object.entries(given).flatMap(([key, value]) =>
		missingIn(there[key], value, `${path} › ${key}`),
	);
}

function columnsUsed(parameters: INode['parameters']): string[] {
	const { filters, columns } = parameters as {
		filters?: { conditions: { keyName: string }[] };
		columns?: { value: Record<string, unknown> };
	};
	return [
		...(filters?.conditions ?? []).map(({ keyName }) => keyName),
		...Object.keys(columns?.value ?? {}),
	];
}

function boxOf({ name, type, position, parameters }: INode, connections: IConnections): Box {
	const [left, top] = position;
	if (type === STICKY_NOTE) {
		const { width, height } = parameters as { width: number; height: number };
		return { name, left, top, right: left + width, bottom: top + height };
	}
	const outputs = connections[name]?.['main']?.length ?? 1;
	const isEnd = connections[name] === undefined;
	const height = NODE_SIZE + Math.max(0, outputs - 2) * EACH_OUTPUT;
	const right = left + NODE_SIZE + (isEnd ? PLUS_WIDTH : 0);
	return { name, left, top, right, bottom: top + height + NAME_HEIGHT };
}

function overlap(one: Box, other: Box): boolean {
	return (
		one.left < other.right &&
		other.left < one.right &&
		one.top < other.bottom &&
		other.top < one.bottom
	);
}
