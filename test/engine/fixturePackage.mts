import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, 'fixture');
/** Inside the repository, so that the package finds n8n-workflow. Git ignores it. */
const CACHE = join(import.meta.dirname, '..', '..', '.cache');

/** A folder with a small package, laid out as n8n's loader expects it. */
export interface FixturePackage {
	readonly directory: string;
	remove(): void;
}

/** Writes the package out, because n8n's scan allows a repository one tracked package.json. */
export function writeFixturePackage(): FixturePackage {
	mkdirSync(CACHE, { recursive: true });
	const directory = mkdtempSync(join(CACHE, 'fixture-'));
	cpSync(SOURCE, directory, { recursive: true });
	renameSync(join(directory, 'manifest.json'), join(directory, 'package.json'));
	return {
		directory,
		remove: () => {
			rmSync(directory, { recursive: true, force: true });
		},
	};
}
