/** What a reader would copy out of README and guides works. */
import { codeBlocksOf } from './markdown.mts';
import { pages, readPage } from './pages.mts';

const { scripts } = JSON.parse(readPage('package.json').content) as {
	scripts: Record<string, string>;
};
/** What a reader has who has Node and git; `npm` and `npx` are looked at more closely. */
const COMMANDS = ['cd', 'curl', 'docker', 'export', 'git', 'node', 'npm', 'npx'];
/** What npm does by itself. */
const NPM_COMMANDS = ['ci', 'install', 'test', 'run', 'pack', 'publish', 'audit'];

const blocks = pages.flatMap(({ path, content }) =>
	codeBlocksOf(content).map((block) => ({ ...block, place: `${path}:${block.line}` })),
);

it('finds code in the guides', () => {
	expect(blocks.filter(({ language }) => language === 'json').length).toBeGreaterThan(5);
	expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThan(2);
});

it('shows JSON that is JSON', () => {
	const broken = blocks.flatMap(({ language, code, place }) => {
		try {
			if (language === 'json') JSON.parse(code);
			return [];
		} catch (error) {
			return [`${place} ${String(error)}`];
		}
	});
	expect(broken).toEqual([]);
});

it('names only commands that a reader has', () => {
	const unknown = blocks
		.filter(({ language }) => language === 'sh')
		.flatMap(({ code, place }) =>
			commandsOf(code)
				.filter(([command = '']) => !COMMANDS.includes(command))
				.map((command) => `${place} ${command.join(' ')}`),
		);
	expect(unknown).toEqual([]);
});

it('names only npm scripts that package.json has, in code and in prose', () => {
	const named = pages.flatMap(({ path, content }) =>
		[...content.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => ({ path, script: script! })),
	);
	expect(named.length).toBeGreaterThan(10);
	const unknown = named.filter(({ script }) => !(script in scripts));
	expect(unknown.map(({ path, script }) => `${path} ${script}`)).toEqual([]);
});

it('gives npm only what npm knows', () => {
	const unknown = blocks
		.filter(({ language }) => language === 'sh')
		.flatMap(({ code, place }) =>
			commandsOf(code)
				.filter(([command, verb = '']) => command === 'npm' && !NPM_COMMANDS.includes(verb))
				.map((command) => `${place} ${command.join(' ')}`),
		);
	expect(unknown).toEqual([]);
});

/** Each command of a shell script as its words, without comments and settings before it. */
function commandsOf(code: string): string[][] {
	return code
		.replace(/\\\n/g, ' ')
		.split('\n')
		.map((line) => line.replace(/(^|\s)#.*$/, ''))
		.flatMap((line) => line.split(/&&|\|\||;|\|/))
		.map((part) =>
			part
				.trim()
				.split(/\s+/)
				.filter((word) => !/^[A-Z_]+=/.test(word)),
		)
		.filter((words) => words.length > 0 && words[0] !== '');
}
