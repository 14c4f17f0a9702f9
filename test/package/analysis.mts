import { createRequire } from 'node:module';

import {
	analyzePackage,
	buildScanConfig,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

/** The two parts of n8n's scan that need no network: what is written, and what is published. */
export const legs = {
	/** `package.json`, `nodes` and `credentials` of the repository. */
	sources: SOURCE_FILE_PATTERNS,
	/** The compiled files and `package.json` of the packed tarball. */
	tarball: ['**/*.js', 'package.json'],
} as const;

export type Leg = keyof typeof legs;

export interface Analysis {
	leg: Leg;
	/** How many files were looked at; none is a finding, not a success. */
	files: number;
	/** One line a finding, errors and warnings alike. */
	findings: string[];
}

interface LintResult {
	filePath: string;
	messages: { line?: number; message: string; ruleId: string | null; severity: 1 | 2 }[];
}

interface Lint {
	lintFiles(files: string[]): Promise<LintResult[]>;
}

/** The scanner's own ESLint, which need not be the one of this repository. */
const fromScanner = createRequire(
	import.meta.resolve('@n8n/scan-community-package/scanner/scanner.mjs'),
);
const { ESLint } = fromScanner('eslint') as { ESLint: new (options: object) => Lint };
const glob = fromScanner('fast-glob') as (patterns: string[], options: object) => Promise<string[]>;

/**
 * Lints a directory with the rules, the ESLint and the file patterns of n8n's scanner, and asks the
 * scanner itself. Stricter than the scanner in two ways: a warning is a finding, and so is a
 * directory in which nothing was found to look at. Inline disables have no effect, as in the scan.
 */
export async function analyse(leg: Leg, directory: string): Promise<Analysis> {
	// eslint-plugin-n8n-nodes-base judges file names and throws differently where it thinks that it is
	// being tested itself.
	delete process.env['NODE_ENV'];
	const patterns = [...legs[leg]];
	const lint = new ESLint({
		cwd: directory,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	const files = await glob(patterns, {
		cwd: directory,
		absolute: true,
		ignore: ['node_modules/**', '**/package-lock.json'],
	});
	if (files.length === 0) return { leg, files: 0, findings: ['No file was found to analyse'] };
	const results = await lint.lintFiles(files);
	const findings = results.flatMap((result) => describe(result, directory));
	const verdict = await analyzePackage(directory, patterns);
	if (!verdict.passed && findings.length === 0) {
		findings.push(`The scanner says: ${verdict.message ?? 'no reason given'}`);
	}
	return { leg, files: results.length, findings };
}

function describe({ filePath, messages }: LintResult, directory: string): string[] {
	const file = filePath.slice(directory.length + 1);
	return messages.map(({ line, severity, message, ruleId }) => {
		const level = severity === 2 ? 'error' : 'warning';
		return `${file}:${line ?? 0} ${level} ${message} (${ruleId ?? 'parser'})`;
	});
}
