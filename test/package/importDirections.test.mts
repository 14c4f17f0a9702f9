/**
 * Which room may import which. What ships is read with TypeScript's own parser; imports of types count
 * between rooms, because a type brings its words along.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..', '..');

const ADAPTERS = ['infobip/facebook', 'infobip/messenger', 'infobip/messagesApi'];

type Rooms = Readonly<Record<string, readonly string[]>>;

/** Each room with those that it may import. It may only name rooms above it, so there is no cycle. */
const INFOBIP_ROOMS: Rooms = {
	infobip: [],
	'infobip/text': [],
	'infobip/call': ['infobip'],
	'infobip/event': ['infobip'],
	'infobip/message': ['infobip'],
	'infobip/meta': ['infobip', 'infobip/call'],
	'infobip/sending': ['infobip', 'infobip/call', 'infobip/message'],
	'infobip/inbound': ['infobip', 'infobip/call', 'infobip/event', 'infobip/message'],
	'infobip/conversation': ['infobip', 'infobip/event', 'infobip/message'],
	'infobip/messenger': [
		'infobip',
		'infobip/call',
		'infobip/event',
		'infobip/message',
		'infobip/sending',
		'infobip/inbound',
		'infobip/conversation',
	],
	// The Facebook API's buttons and answers are a guess after the Messenger API's, and the Messages API
	// writes options and ids as it does (documented): both share what it has.
	'infobip/facebook': [
		'infobip',
		'infobip/call',
		'infobip/message',
		'infobip/sending',
		'infobip/inbound',
		'infobip/messenger',
	],
	'infobip/messagesApi': [
		'infobip',
		'infobip/call',
		'infobip/message',
		'infobip/sending',
		'infobip/inbound',
		'infobip/messenger',
	],
	'infobip/outbound': ['infobip', 'infobip/message', 'infobip/sending', ...ADAPTERS],
	'infobip/setup': ['infobip', 'infobip/call', 'infobip/facebook', 'infobip/messenger'],
};
const INFOBIP = Object.keys(INFOBIP_ROOMS);

const ROOMS: Rooms = {
	...INFOBIP_ROOMS,
	credentials: ['infobip'],
	'nodes/connection': [
		'infobip',
		'infobip/call',
		'infobip/message',
		'infobip/sending',
		'infobip/facebook',
		'infobip/messenger',
		'infobip/setup',
		'credentials',
	],
	'nodes/form': ['infobip', 'nodes/connection'],
	'nodes/pickers': ['infobip', 'infobip/facebook', 'nodes/connection', 'nodes/form'],
	'nodes/conversation': ['infobip', 'infobip/conversation'],
	'nodes/InfobipFacebook': [
		...INFOBIP,
		'nodes/connection',
		'nodes/form',
		'nodes/pickers',
		'nodes/conversation',
	],
	'nodes/InfobipFacebookTrigger': [
		...INFOBIP,
		'credentials',
		'nodes/connection',
		'nodes/form',
		'nodes/pickers',
		'nodes/conversation',
	],
};

/** What is bundled, or in every n8n. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
	infobip: ['crypto', 'ipaddr.js', 'marked'],
	credentials: ['n8n-workflow'],
	nodes: ['crypto', 'luxon', 'n8n-workflow'],
};

/** The first segment of Infobip's paths, in a text or a regular expression. */
const API_PATH =
	/(?<![-\w])(facebook|messenger|messages-api|subscriptions|resource-management)\\?\//;

/** Who may know them. */
const KNOW_PATHS = [
	...ADAPTERS.map((room) => `${room}/`),
	// Whether a 404 is about a key or about an API that is not there shows in its path alone.
	'infobip/call/notFound.ts',
];

interface File {
	readonly path: string;
	readonly source: ts.SourceFile;
	/** As they are written, those of types included. */
	readonly imports: readonly string[];
}

const files: readonly File[] = globSync('{infobip,credentials,nodes}/**/*.ts', { cwd: ROOT })
	.map((path) => path.replaceAll('\\', '/'))
	.map((path) => {
		const text = readFileSync(join(ROOT, path), 'utf8');
		const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
		const imports = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
		return { path, source, imports };
	});
const paths = new Set(files.map(({ path }) => path));

it('has a rule for every room', () => {
	expect(files.length).toBeGreaterThan(100);
	expect(new Set(files.map(({ path }) => roomOf(path)))).toEqual(new Set(Object.keys(ROOMS)));
});

it('lets a room import only rooms above it, so that there is no cycle', () => {
	const rooms = Object.keys(ROOMS);
	for (const [place, room] of rooms.entries()) {
		const below = (ROOMS[room] ?? []).filter((one) => !rooms.slice(0, place).includes(one));
		expect({ room, below }).toEqual({ room, below: [] });
	}
});

it('imports in the directions of the rooms', () => {
	const wrong = files.flatMap((file) =>
		targetsOf(file)
			.filter((target) => roomOf(target) !== roomOf(file.path))
			.filter((target) => !ROOMS[roomOf(file.path)]?.includes(roomOf(target)))
			.map((target) => `${file.path} → ${target}`),
	);
	expect(wrong).toEqual([]);
});

it('needs no rule that nobody uses', () => {
	const used = new Set(
		files.flatMap((file) => targetsOf(file).map((to) => `${roomOf(file.path)} → ${roomOf(to)}`)),
	);
	const unused = Object.entries(ROOMS)
		.filter(([room]) => !room.startsWith('nodes/Infobip'))
		.flatMap(([room, allowed]) => allowed.map((other) => `${room} → ${other}`))
		.filter((rule) => !used.has(rule));
	expect(unused).toEqual([]);
});

it('has no file that is needed to load itself', () => {
	const loads = new Map(files.map((file) => [file.path, targetsOf(file, valueImportsOf(file))]));
	const cycles = [...loads.keys()].filter((path) => reachable(path, loads).has(path));
	expect(cycles).toEqual([]);
});

it('imports no library but those that are bundled or in every n8n', () => {
	const wrong = files.flatMap(({ path, imports }) => {
		const allowed = LIBRARIES[path.split('/')[0] ?? ''] ?? [];
		return imports
			.filter((name) => !name.startsWith('.') && !allowed.includes(name))
			.map((name) => `${path} → ${name}`);
	});
	expect(wrong).toEqual([]);
});

it('names the paths of an API in its adapter only', () => {
	const wrong = files
		.filter(({ path }) => !KNOW_PATHS.some((known) => path.startsWith(known)))
		.flatMap(({ path, source }) =>
			textsIn(source)
				.filter((text) => API_PATH.test(text))
				.map((text) => `${path}: ${text}`),
		);
	expect(wrong).toEqual([]);
});

function roomOf(path: string): string {
	const [half = '', ...rest] = path.split('/');
	return rest.length > 1 && half !== 'credentials' ? `${half}/${rest[0] ?? ''}` : half;
}

function targetsOf({ path, imports }: File, some = imports): string[] {
	return some
		.filter((name) => name.startsWith('.'))
		.map((name) => posix.join(dirname(path), name))
		.map((name) => [`${name}.ts`, `${name}/index.ts`].find((one) => paths.has(one)) ?? name);
}

/** Without those of types, which are gone when the code runs, and those that are loaded when needed. */
function valueImportsOf({ source }: File): string[] {
	return source.statements.flatMap((statement) => {
		if (ts.isExportDeclaration(statement) && statement.moduleSpecifier) {
			return statement.isTypeOnly ? [] : [textOfSpecifier(statement.moduleSpecifier)];
		}
		if (!ts.isImportDeclaration(statement)) return [];
		const { importClause, moduleSpecifier } = statement;
		const names = importClause?.namedBindings;
		const areTypes =
			importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
			(names !== undefined &&
				ts.isNamedImports(names) &&
				importClause?.name === undefined &&
				names.elements.every(({ isTypeOnly }) => isTypeOnly));
		return areTypes ? [] : [textOfSpecifier(moduleSpecifier)];
	});
}

function textOfSpecifier(specifier: ts.Expression): string {
	return ts.isStringLiteral(specifier) ? specifier.text : '';
}

function reachable(from: string, loads: ReadonlyMap<string, readonly string[]>): Set<string> {
	const found = new Set<string>();
	const left = [...(loads.get(from) ?? [])];
	for (let next = left.pop(); next !== undefined; next = left.pop()) {
		if (found.has(next)) continue;
		found.add(next);
		left.push(...(loads.get(next) ?? []));
	}
	return found;
}

/** Strings, templates and regular expressions, without comments. */
function textsIn(node: ts.Node): string[] {
	const own =
		ts.isStringLiteralLike(node) ||
		ts.isRegularExpressionLiteral(node) ||
		ts.isTemplateHead(node) ||
		ts.isTemplateMiddleOrTemplateTail(node)
			? [node.text]
			: [];
	const isImport = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
	return isImport ? [] : [...own, ...node.getChildren().flatMap(textsIn)];
}
