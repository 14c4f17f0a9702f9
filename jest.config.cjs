/** Packages that are ES modules only, which Jest has to be given as CommonJS. */
const ES_MODULES = '(?:github-slugger|marked)';

const swc = [
	'@swc/jest',
	{
		jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
		module: { type: 'commonjs' },
	},
];

/**
 * Tests are ES modules in TypeScript (`.mts`): Node 24 runs the same files without a build step, and
 * n8n's lint rules, which are written for what ships, leave them alone.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	testEnvironment: 'node',
	roots: [
		'<rootDir>/infobip',
		'<rootDir>/nodes',
		'<rootDir>/credentials',
		'<rootDir>/sandbox',
		'<rootDir>/test',
	],
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	moduleFileExtensions: ['mts', 'ts', 'js', 'cjs', 'mjs', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': swc,
		[`/node_modules/${ES_MODULES}/.+\\.m?js$`]: swc,
	},
	transformIgnorePatterns: [`/node_modules/(?!${ES_MODULES}/)`],
	reporters: ['default', '<rootDir>/test/engine/contractReporter.mts'],
	testTimeout: 60_000,
};
